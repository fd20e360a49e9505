"""Words that came from elsewhere go in; the same with the quotation marks that a printer would use come out."""

import re

from markupsafe import Markup, escape

from iria_reports.writing.markdown import ENGLISH_QUOTES, QUOTES

# An opening mark stands at the beginning, after a space, a bracket or a dash, or inside another opening mark.
OPENS = r"(?:^|(?<=[\s(\[{—–/“„«‘‚-]))"
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|'(?=\d\d\b)")
POSSESSIVE = re.compile(r"(?<=s)'(?=\s)")  # the officers' dead; or the end of a quotation, where one is open

SLASHED = re.compile(r"\b[A-Z]{2,}(?:/[A-Z]{2,})+\b")


def whole(text: str) -> Markup:
    """`text` as HTML in which a line does not break an abbreviation at its slash: RFE/RL is one name."""
    return Markup(SLASHED.sub(r'<span class="held">\g<0></span>', str(escape(text))))


def typographic(text: str, language: str) -> str:
    """`text` with the quotation marks of its language in place of straight ones; nothing else is touched.

    >>> typographic("'We Are Not Terrorists': Kazakhstan's \\"peace\\"", "en")
    '‘We Are Not Terrorists’: Kazakhstan’s “peace”'
    """
    if '"' not in text and "'" not in text:
        return text
    opening, closing, inner_opening, inner_closing = QUOTES.get(language.split("-")[0], ENGLISH_QUOTES)
    text = APOSTROPHE.sub("’", text)
    opened = len(re.findall(OPENS + "'", text))
    if opened <= text.count("'") - opened - len(POSSESSIVE.findall(text)):
        text = POSSESSIVE.sub("’", text)
    paired = text.count("'")
    text = re.sub(OPENS + '"', opening, text).replace('"', closing)
    if paired < 2:
        return text.replace("'", "’")
    return re.sub(OPENS + "'", inner_opening, text).replace("'", inner_closing)
