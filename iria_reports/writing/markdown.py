"""Markdown text goes in; markdown-it tokens come out, every inline token with its line and column in the file.

markdown-it keeps lines for blocks only. Each inline token is found again in its block's text, left to right, before
quotation marks and dashes are made typographic.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin

from iria_reports.writing.outside import outside

CITE = re.compile(r"\[@[^\[\]]+\]")
OPENS = {"softbreak": "\n", "hardbreak": "\n", "link_open": "[", "span_open": "["}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# A day stays with its month and a title with its name: no line may end between them.
HELD = (
    (re.compile(rf"\b(\d{{1,2}}) (?=(?:{MONTHS})\b)"), "\\1\u00a0"),
    (re.compile(r"\b(Mr|Ms|Mrs|Dr) (?=[^\W\d_])"), "\\1\u00a0"),
)
DASHES = ((re.compile(r"(?<!-)---(?!-)"), "—"), (re.compile(r"(?<!-)--(?!-)"), "–"), (re.compile(r"\.\.\."), "…"))
# CLDR quotation marks of the languages the house publishes in; others get the English ones.
ENGLISH_QUOTES = ["“", "”", "‘", "’"]
QUOTES = {
    "ar": ["”", "“", "’", "‘"],
    "de": ["„", "“", "‚", "‘"],
    "es": ["«", "»", "“", "”"],
    "fr": ["«\u202f", "\u202f»", "“", "”"],
    "kk": ["«", "»", "“", "”"],
    "ru": ["«", "»", "„", "“"],
}


@cache
def parser(language: str) -> MarkdownIt:
    """CommonMark without HTML, code blocks and rules of our own: `[@id]`, `^[note]`, `{key=value}`."""
    quotes = QUOTES.get(language.split("-")[0], ENGLISH_QUOTES)
    options = {"html": False, "typographer": True, "quotes": quotes, "maxNesting": 30}
    md = MarkdownIt("commonmark", options).enable("smartquotes")
    md.use(attrs_plugin, spans=True).use(attrs_block_plugin)
    md.block.ruler.before("paragraph", "comment", _comment, {"alt": ["paragraph", "blockquote", "list"]})
    md.inline.ruler.before("link", "cite", _cite)
    md.inline.ruler.before("link", "note", _note)
    md.core.ruler.after("inline", "positions", _positions)
    md.core.ruler.after("positions", "outside", _outside)
    md.core.ruler.after("outside", "dashes", _dashes)
    md.core.ruler.before("attr", "attributes_of_nothing", _attributes_of_nothing)
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # inlines.py judges addresses, with a place
    return md


def parse(text: str, language: str) -> Sequence[Token]:
    """The block tokens of `text`; inline children carry meta["at"] = (line, column), both from 0, in `text`.

    Lines `[name]: address` that no link names, which CommonMark would drop, come last.
    """
    env: dict[str, Any] = {}
    tokens = parser(language).parse(text, env)
    inlines = [child for token in tokens for child in token.children or []]
    used = {child.attrs.get("href") or child.attrs.get("src") for child in inlines}
    unused = [one for one in env.get("references", {}).values() if one["href"] not in used]
    return [*tokens, *(Token("unused_address", "", 0, map=one["map"]) for one in unused)]


def parse_line(text: str, language: str) -> Sequence[Token]:
    """The inline tokens of `text`, in which nothing begins a list or a heading; each carries meta["offset"] too."""
    return parser(language).parseInline(text)[0].children or []


def _comment(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A note of the author's between <!-- and -->, on lines of its own: dropped here, so that no later stage has it."""
    begin = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith("<!--", begin):
        return False
    if silent:
        return True
    end = state.src.find("-->", begin + len("<!--"), state.eMarks[last - 1])
    until = next((line for line in range(first, last) if end >= 0 and end + len("-->") <= state.eMarks[line]), last - 1)
    rest = state.src[end + len("-->") : state.eMarks[until]].strip() if end >= 0 else ""
    if end < 0 or rest:
        token = state.push("comment_and_text" if rest else "open_comment", "", 0)
        token.map = [until if rest else first, until + 1]
    state.line = until + 1
    return True


def _attributes_of_nothing(state: StateCore) -> None:
    """A line of attributes above no block, which the plugin would drop: made a token, for its limit limits nothing."""
    for index, token in enumerate(state.tokens):
        after = state.tokens[index + 1 : index + 2]
        if token.type == "attrs_block" and (not after or after[0].nesting < 0):
            token.type = "attributes_of_nothing"


def _cite(state: StateInline, silent: bool) -> bool:
    match = CITE.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("cite", "", 0)
        token.content = match[0][1:-1]
        token.meta["raw"] = match[0]
    state.pos = match.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("note", "", 0)
        token.content = state.src[state.pos + 2 : end]
        token.meta["raw"] = state.src[state.pos : end + 1]
        inside: list[Token] = []
        state.md.inline.parse(token.content, state.md, state.env, inside)
        token.children = inside
    state.pos = end + 1
    return True


def _positions(state: StateCore) -> None:
    lines = state.src.split("\n")
    for token in state.tokens:
        if token.type != "inline" or token.map is None:
            continue
        starts = []
        for number, part in enumerate(token.content.split("\n")):
            line = token.map[0] + number
            source = lines[line] if line < len(lines) else ""
            starts.append((line, max(source.find(part.strip()), 0)))
        token.meta["at"] = starts[0]
        _place(token.children or [], token.content, 0, token.content, starts)


def _place(children: list[Token], text: str, base: int, whole: str, starts: list[tuple[int, int]]) -> None:
    cursor = 0
    for child in children:
        raw = child.meta.get("raw") or child.content or child.markup or OPENS.get(child.type, "")
        found = text.find(raw[:40], cursor) if raw else -1
        at = found if found >= 0 else cursor
        before = whole[: base + at]
        number = min(before.count("\n"), len(starts) - 1)
        line, column = starts[number]
        child.meta["at"] = (line, column + len(before) - (before.rfind("\n") + 1))
        child.meta["offset"], child.meta["piece"] = base + at, raw[:40]
        if child.type == "note":
            _place(child.children or [], child.content, base + at + 2, whole, starts)
        if found >= 0:
            cursor = found + len(raw)


def _outside(state: StateCore) -> None:
    """Before each piece of text that reports do not use, a token that says so; what \\ escapes is no such piece."""

    def change(tokens: list[Token]) -> list[Token]:
        changed: list[Token] = []
        for token in tokens:
            for piece in outside(token.content) if token.type == "text" else ():
                line, column = token.meta["at"]
                meta = {"at": (line, column + piece.at), "offset": token.meta["offset"] + piece.at}
                meta |= {"piece": piece.piece, "message": piece.message, "advice": piece.advice}
                changed.append(Token("outside", "", 0, meta=meta))
            token.children = change(token.children) if token.children else token.children
            changed.append(token)
        return changed

    for token in state.tokens:
        if token.type == "inline" and token.map is not None:
            token.children = change(token.children or [])


def _dashes(state: StateCore) -> None:
    def change(tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "text":
                for pattern, mark in (*DASHES, *HELD):
                    token.content = pattern.sub(mark, token.content)
            change(token.children or [])

    change([token for token in state.tokens if token.type == "inline"])
