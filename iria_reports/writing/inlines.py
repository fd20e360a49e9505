"""markdown-it's inline tokens go in; the closed set of inlines comes out, with a Fault for whatever is outside it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from iria_reports.errors import Fault, Place
from iria_reports.report import (
    Citation,
    Cite,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Origin,
    Reference,
    Strong,
    Text,
    plain,
)
from iria_reports.writing.fields import is_language

ADDRESS = re.compile(r"(https?://[^\s]+|mailto:[^\s@]+@[^\s@]+)")
CITE = re.compile(r"@([\w.:-]*\w)(?:,\s*(.+))?", re.DOTALL)
REFERENCE_KINDS = {"fig": "figure", "tbl": "table", "sec": "section", "judgement": "judgement", "num": "number"}
NUMBER = re.compile(r"@num:\s*([^.;]+\.[^;]+\.[^.;]*[^.;\s])\s*")
COMMENT = re.compile("<!(--|[–—])")  # two hyphens may have been made a dash
LIMIT = re.compile(r"\{\s*(audience|mark|lang|known-on)\b")
UNREAD = re.compile(r"!?\[[^\[\]\n]+\]\([^()\n]+\)")
DEEPEST = 6


@dataclass
class InlineReader:
    """Turns the children of one inline token into inlines; faults are gathered in `faults`."""

    place: Callable[[Token], Place]
    faults: list[Fault] = field(default_factory=list)
    line_end: str = " "

    def read(self, tokens: list[Token], depth: int = 0) -> Inlines:
        """The inlines of `tokens`, neighbouring text joined."""
        out: list[Inline] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.nesting == 1:
                end = closing(tokens, index)
                out += self.wrapped(token, tokens[index + 1 : end], depth)
                index = end + 1
                continue
            out += self.single(token, depth)
            index += 1
        return join(out)

    def wrapped(self, token: Token, inside: list[Token], depth: int) -> list[Inline]:
        if depth >= DEEPEST:
            if depth == DEEPEST:
                self.fault(token, "emphasis nested too deeply", "write it plainly")
            return []
        children = self.read(inside, depth + 1)
        at = self.origin(token)
        match token.type:
            case "em_open":
                return [Emphasis(children=children, at=at)]
            case "strong_open":
                return [Strong(children=children, at=at)]
            case "link_open":
                return self.link(token, children)
            case "span_open":
                return self.span(token, children)
        self.fault(token, f"{token.tag or token.type} is not used in reports", "write it as plain text")
        return list(children)

    def span(self, token: Token, children: Inlines) -> list[Inline]:
        language = str(token.attrs.get("lang", ""))
        if set(token.attrs) - {"lang"} or not is_language(language):
            self.fault(
                token, "words with an attribute other than a language", "limit the whole paragraph, in a line above"
            )
        return list(in_language(children, language if is_language(language) else None))

    def link(self, token: Token, children: Inlines) -> list[Inline]:
        href = str(token.attrs.get("href", ""))
        if not ADDRESS.fullmatch(href):
            self.fault(
                token, f"a link to {href[:80]!r}", "link to a web address beginning with https://, or to mailto:"
            )
            return list(children)
        if not plain(children).strip():
            self.fault(token, "a link without words", "write [words](https://...)")
        return [Link(href=href, children=children, at=self.origin(token))]

    def single(self, token: Token, depth: int) -> list[Inline]:
        match token.type:
            case "text" | "text_special" | "code_inline":
                if LIMIT.search(token.content):
                    advice = 'write {audience="officials"} with straight quotation marks, alone above a paragraph'
                    self.fault(token, f"{token.content[:60]!r} limits nothing where it stands", advice)
                if unread := UNREAD.search(token.content):
                    advice = "put an address or name with spaces between < and >, as in ![A town](<my town.jpg>)"
                    self.fault(token, f"{unread[0][:60]!r} is not read as a link or picture", advice)
                if COMMENT.search(token.content) and token.type == "text":
                    advice = "give it lines of its own, from <!-- to -->, or take it out"
                    self.fault(token, "a note <!-- within a sentence, which would be printed", advice)
                return [Text(text=token.content, at=self.origin(token))] if token.content else []
            case "softbreak" | "hardbreak":
                return [Text(text=self.line_end)]
            case "note":
                return [Note(children=self.read(token.children or [], depth + 1), at=self.origin(token))]
            case "cite":
                return self.cite(token)
            case "outside":
                self.fault(token, token.meta["message"], token.meta["advice"])
                return []
            case "image":
                self.fault(token, "a picture inside a paragraph", "put it in a paragraph of its own")
                return []
        self.fault(token, f"{token.type} is not used in reports", "write it as plain text")
        return []

    def cite(self, token: Token) -> list[Inline]:
        if token.content.startswith("@num:"):
            return self.number(token)
        cites = []
        for part in token.content.split(";"):
            match = CITE.fullmatch(part.strip())
            if not match:
                self.fault(token, f"[{token.content}] is not a citation", "write [@id] or [@id, p. 4; @other]")
                return []
            prefix, _, target = match[1].partition(":")
            if target and prefix in REFERENCE_KINDS and ";" in token.content:
                self.fault(
                    token, f"[{token.content}] mixes a reference with something else", "write each in its own brackets"
                )
                return []
            if target and prefix in REFERENCE_KINDS:
                return [Reference(kind=REFERENCE_KINDS[prefix], target=target, at=self.origin(token))]
            cites.append(Cite(source=match[1], locator=" ".join((match[2] or "").split())))
        return [Citation(cites=tuple(cites), at=self.origin(token))]

    def number(self, token: Token) -> list[Inline]:
        """A reference to a cell of a table. A row may be named by words, so dots, commas and spaces may stand in it."""
        match = NUMBER.fullmatch(token.content)
        if not match:
            advice = "write table, row and column in brackets of their own, such as [@num:deaths.D10.value]"
            self.fault(token, f"[{token.content[:60]}] names no cell of a table", advice)
            return []
        return [Reference(kind="number", target=match[1], at=self.origin(token))]

    def origin(self, token: Token) -> Origin:
        place = self.place(token)
        return Origin(path=place.path, line=place.line, column=place.column)

    def fault(self, token: Token, message: str, advice: str) -> None:
        self.faults.append(Fault(self.place(token), "", message, advice))


def closing(tokens: list[Token], index: int) -> int:
    """The index of the token that closes `tokens[index]`."""
    depth = 0
    for at in range(index, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens)


def join(inlines: list[Inline]) -> Inlines:
    """Neighbouring plain text made one, and no space before a note's call."""
    out: list[Inline] = []
    for inline in inlines:
        last = out[-1] if out else None
        if isinstance(inline, (Citation, Note)) and isinstance(last, Text):
            out[-1] = last = last.model_copy(update={"text": last.text.rstrip(" ")})
        if isinstance(inline, Text) and isinstance(last, Text) and inline.language == last.language:
            out[-1] = last.model_copy(update={"text": last.text + inline.text})
        else:
            out.append(inline)
    return tuple(out)


def in_language(inlines: Inlines, language: str | None) -> Iterator[Inline]:
    """The same inlines, their text in `language`."""
    for inline in inlines:
        if isinstance(inline, Text):
            yield inline.model_copy(update={"language": language})
        else:
            yield inline


def walk(inlines: Inlines) -> Iterator[Inline]:
    """Every inline, those inside others too, in reading order."""
    for inline in inlines:
        yield inline
        if isinstance(inline, (Emphasis, Strong, Link, Note)):
            yield from walk(inline.children)


def cited(inlines: Inlines) -> tuple[str, ...]:
    """The ids of the sources cited in `inlines`, each once, in order."""
    ids = [cite.source for inline in walk(inlines) if isinstance(inline, Citation) for cite in inline.cites]
    return tuple(dict.fromkeys(ids))
