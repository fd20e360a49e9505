"""A passage of text goes in; where each of its sentences begins and ends comes out."""

import re
from collections.abc import Iterator

# An end mark with what closes after it, then space, then what may begin a sentence.
END = re.compile(r"[.!?…]+[”’\"')\]]*(?=\s+[“‘\"'(\[]*[A-Z0-9À-ÞА-Я])")
ABBREVIATIONS = frozenset(
    """Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Sgt Adm Sen Rep Gov Pres St Messrs Amb Hon Rev Sr Jr
    No Nos Art vs v cf e.g i.e eg ie p pp para ch vol ed eds fig tbl approx c ca Inc Ltd Co Corp al
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec""".split()  # noqa: SIM905
)
LAST_WORD = re.compile(r"[^\s“‘\"'(\[]+$")
INITIALS = re.compile(r"(?:[A-ZА-Я]\.)*[A-ZА-Я]")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence, without the space between them.

    >>> [("Mr. K. Tokayev spoke at 3.30 p.m. to the U.S. envoy. He left.")[a:b] for a, b in
    ...  sentence_spans("Mr. K. Tokayev spoke at 3.30 p.m. to the U.S. envoy. He left.")]
    ['Mr. K. Tokayev spoke at 3.30 p.m. to the U.S. envoy.', 'He left.']
    """
    start = _past_space(text, 0)
    for match in END.finditer(text):
        if not _goes_on(text[start : match.start()], match[0]):
            yield start, match.end()
            start = _past_space(text, match.end())
    if text[start:].strip():
        yield start, len(text.rstrip())


def _goes_on(before: str, mark: str) -> bool:
    """Whether the point belongs to an abbreviation or an initial."""
    if mark != ".":
        return False
    word = LAST_WORD.search(before)
    return bool(word and (word[0] in ABBREVIATIONS or INITIALS.fullmatch(word[0])))


def _past_space(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())
