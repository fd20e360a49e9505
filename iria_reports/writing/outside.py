"""Markdown that reports do not use: text as it was typed goes in; what it is, and what to write, come out.

Each of these would otherwise be printed with its marks, as if the report had meant them.
"""

import re
from dataclasses import dataclass

BLOCKS = {
    "fence": ("a code block", "indent less, or write it as a paragraph"),
    "code_block": ("a code block", "indent less than four spaces"),
    "hr": ("a horizontal rule", "use a heading"),
    "html_block": ("HTML", "write Markdown"),
    "open_comment": ("a note <!-- without its end", "end it with --> so that the text after it is printed"),
    "comment_and_text": ("text on the line of a note’s -->", "begin a new line after -->"),
    "unused_address": ("an address `[name]: ...` that no link names", r"write \[ to print the line, or take it out"),
    "attributes_of_nothing": ("attributes above no paragraph", "put the line right above what it limits"),
}
LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Outside:
    """One such piece: where it begins in the text, the characters it has there, and its fault."""

    at: int
    piece: str
    message: str
    advice: str


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    what: str
    advice: str


_TABLE = "put the rows in a table in reports/data/ and show it by a section with `kind: table`"
_RULES = (
    _Rule(re.compile(r"^[ |:-]*-[ :]*\|[ |:-]*$"), "a table in the text", _TABLE),
    _Rule(re.compile(r"\[\^[^\[\]\s]+\]:?"), "a footnote of another kind", "write ^[the note] where it is called"),
    _Rule(re.compile(r"\[@[^\[\]]*$"), "a citation without its closing bracket", "write [@id]"),
    _Rule(
        re.compile(r"!?\[[^\[\]]+\]\[[^\[\]]*\]"),
        "a link whose address is nowhere",
        "write [words](https://...) in its place",
    ),
    _Rule(
        re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>"),
        "HTML",
        r"write Markdown in its place, or \< to print the sign",
    ),
    _Rule(re.compile(r"~~\S[^~]*~~|==\S[^=]*=="), "text crossed out or marked", "take it out, or its marks"),
    _Rule(
        re.compile(r"(?<=\w)(?:~\w{1,5}~|\^\w{1,5}\^)"),
        "a raised or lowered character",
        "write the character itself, such as ² or ₂",
    ),
    _Rule(re.compile(r"^\[[ xX]\]\s"), "a box to tick", "write in words what is done and what is not"),
    _Rule(re.compile(r"\{[#.][\w-]+[^{}]*\}"), "an attribute that nothing reads", "take it out"),
    _Rule(
        re.compile(r"(?<!\*)\*\*(?!\*)|(?<!_)__(?!_)"),
        "a mark of bold text that has no partner",
        r"write **words**, without a space inside, or \*\* to print the stars",
    ),
    _Rule(
        re.compile(r"(?:(?<=\s)|^)\*(?=[^\W\d_])"),
        "a star that has no partner",
        r"write *words*, or \* to print the star",
    ),
)


def outside(text: str) -> list[Outside]:
    """Every such piece of `text`, the rules in their order; of one rule the first alone."""
    found = []
    for rule in _RULES:
        if match := rule.pattern.search(text):
            piece = match[0].strip()
            shown = piece if len(piece) <= LONGEST_SHOWN else f"{piece[: LONGEST_SHOWN - 1]}…"
            found.append(Outside(match.start(), piece, f"{shown!r} is {rule.what}", rule.advice))
    return found
