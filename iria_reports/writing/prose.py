"""A Markdown file goes in; its sections come out as blocks of the closed set, by heading, each with its place."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, groupby
from typing import Any
from urllib.parse import unquote

from babel.core import Locale
from markdown_it.token import Token

from iria_reports.errors import Fault, Place
from iria_reports.report import (
    Block,
    Citation,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Link,
    ListItem,
    Meta,
    Note,
    Origin,
    Paragraph,
    Picture,
    Quotation,
    Reference,
    Strong,
    Text,
    plain,
)
from iria_reports.writing.fields import ISO_DATE, is_language
from iria_reports.writing.inlines import InlineReader, cited, closing, join, walk
from iria_reports.writing.markdown import parse, parse_line
from iria_reports.writing.outside import BLOCKS
from iria_reports.writing.sources import last_day

DEEPEST_LIST = 3
LONGEST_TEXT = 1_000_000
LONGEST_PARAGRAPH = 20_000
MOST_BRACKETS = 1_000
ATTRIBUTION = re.compile(r"[–—-]+\s*(?P<speaker>[^,]+)(?:,\s*(?P<office>.+?))?(?:,\s*(?P<day>[^,]*\d{4}[^,]*))?")
MONTHS = tuple(Locale("en").months["format"]["wide"].values())
SPOKEN_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
ATTRIBUTES = {"audience", "mark", "lang", "known-on", "id", "start", "credit", "rights", "width", "src", "alt"}


@dataclass(frozen=True)
class ProseSection:
    """What stands under one `## heading`; the text before the first heading has the heading ""."""

    heading: str
    place: Place
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Prose:
    sections: tuple[ProseSection, ...] = ()
    faults: tuple[Fault, ...] = field(default=())

    def section(self, heading: str) -> ProseSection | None:
        """The section of that heading, capitals aside."""
        return next((one for one in self.sections if one.heading.casefold() == heading.casefold()), None)


def read_prose(text: str, path: str, *, language: str = "en-GB", first_line: int = 1) -> Prose:
    """The sections of a Markdown text that begins on `first_line` of its file."""
    reader = _ProseReader(path, first_line, language)
    if endless := _endless(text):
        line, message, advice = endless
        return Prose(faults=(Fault(Place(path, line + first_line), "", message, advice),))
    reader.read(list(parse(text, language)))
    return Prose(tuple(reader.sections()), tuple(reader.faults))


def _endless(text: str) -> tuple[int, str, str] | None:
    """The line, from 0, of text that no one reads to its end; the parser's time grows with a paragraph's square."""
    if len(text) > LONGEST_TEXT:
        return 0, f"{len(text):,} characters are more than a text may have ({LONGEST_TEXT:,})", "keep what is read"
    for is_text, group in groupby(enumerate(text.split("\n")), lambda numbered: bool(numbered[1].strip())):
        lines = list(group) if is_text else []
        length = sum(len(line) + 1 for _, line in lines)
        brackets = sum(line.count("[") for _, line in lines)
        if length > LONGEST_PARAGRAPH or brackets > MOST_BRACKETS:
            message = f"a paragraph of {length:,} characters and {brackets:,} brackets, more than can be read"
            return lines[0][0], message, "begin new paragraphs, after an empty line"
    return None


def read_line(
    text: str, place_in: Callable[[str, str], Place], *, language: str = "en-GB"
) -> tuple[Inlines, list[Fault]]:
    """A sentence or two of Markdown, such as a judgement's statement in the specification, as inlines.

    `place_in` tells where a piece of the text stands, from the piece and the text before it.
    """
    reader = InlineReader(lambda token: place_in(str(token.meta["piece"]), text[: token.meta["offset"]]))
    inlines = reader.read(list(parse_line(text, language)))
    return inlines, reader.faults


class _ProseReader:
    """One pass over the tokens of one file."""

    def __init__(self, path: str, first_line: int, language: str) -> None:
        self.path = path
        self.first_line = first_line
        self.language = language
        self.faults: list[Fault] = []
        self.inline = InlineReader(self.place, self.faults)
        self.quoted = InlineReader(self.place, self.faults, line_end="\n")
        self.parts: list[tuple[str, Place, list[Block]]] = [("", Place(path, first_line), [])]
        self.ids: set[str] = set()
        self.copies: Counter[str] = Counter()

    def sections(self) -> list[ProseSection]:
        return [ProseSection(*part[:2], tuple(part[2])) for part in self.parts if part[0] or part[2]]

    def place(self, token: Token) -> Place:
        line, column = token.meta.get("at") or ((token.map or [0])[0], 0)
        return Place(self.path, line + self.first_line, column + 1)

    def fault(self, token: Token, message: str, advice: str) -> None:
        self.faults.append(Fault(self.place(token), "", message, advice))

    def read(self, tokens: list[Token]) -> None:
        index = 0
        while index < len(tokens):
            end = closing(tokens, index) if tokens[index].nesting == 1 else index
            self.block(tokens[index], tokens[index + 1 : end])
            index = end + 1

    def block(self, token: Token, inside: list[Token]) -> None:
        match token.type:
            case "heading_open":
                self.heading(token, inside[0])
            case "paragraph_open":
                self.paragraph(token, inside[0])
            case "bullet_list_open" | "ordered_list_open":
                self.add(self.item_list(token, inside, 1))
            case "blockquote_open":
                self.quotation(token, inside)
            case "open_comment" | "comment_and_text" | "unused_address" | "attributes_of_nothing":
                self.fault(token, *BLOCKS[token.type])
            case kind:
                what, advice = BLOCKS.get(kind, (kind.replace("_", " "), "write it as a paragraph"))
                self.fault(token, f"{what} is not used in reports", advice)

    def add(self, block: Block) -> None:
        self.parts[-1][2].append(block)

    def heading(self, token: Token, inline: Token) -> None:
        inlines = self.inline.read(inline.children or [])
        words = plain(inlines).strip()
        level = int(token.tag[1])
        self.no_attributes(token, "a heading", "limit each paragraph under it, or the section in the specification")
        if any(isinstance(one, (Citation, Note)) for one in walk(inlines)):
            self.fault(inline, "a note or citation in a heading", "put it after a sentence of the text")
        if any(isinstance(one, Reference) and one.kind == "number" for one in walk(inlines)):
            self.fault(inline, "a number of a table in a heading", "quote it in a sentence of the text")
        if not words:
            self.fault(token, "a heading without words", "write them after the #, or take the line out")
        elif level == 1:
            self.fault(inline, "a heading of the first level", "begin with ##; the title stands in the specification")
        elif level == 2 and any(words.casefold() == part[0].casefold() for part in self.parts):
            self.fault(inline, f"the heading {words!r} is given twice", "rename one of them")
        elif level == 2:
            self.parts.append((words, self.place(inline), []))
        elif level <= 4:
            if level == 4 and not any(isinstance(one, Heading) for one in self.parts[-1][2]):
                self.fault(inline, "a heading #### without a ### above it", "write ###")
            self.add(Heading(meta=self.meta(token, inline, inlines), level=level - 2, inlines=inlines))
        else:
            self.fault(inline, "a heading deeper than ####", "use ## for sections and ### within them")

    def no_attributes(self, token: Token, what: str, advice: str) -> None:
        """A limit that would limit nothing is a fault: its author counts on it."""
        if any(key in token.attrs for key in ("audience", "mark", "known-on")):
            self.fault(token, f"attributes on {what}, where they have no effect", advice)

    def paragraph(self, token: Token, inline: Token) -> None:
        children = inline.children or []
        if len(children) == 1 and children[0].type == "image":
            self.picture(token, inline, children[0])
            return
        inlines = self.inline.read(children)
        if plain(inlines).strip() or inlines:
            self.add(Paragraph(meta=self.meta(token, inline, inlines), inlines=inlines))

    def picture(self, token: Token, inline: Token, image: Token) -> None:
        attrs = {**token.attrs, **image.attrs}
        alternative = self.inline.read(image.children or [])
        caption, faults = read_line(
            str(attrs.get("title", "")), lambda piece, before: self.place(image), language=self.language
        )
        self.faults += faults
        if (width := str(attrs.get("width", "column"))) not in ("column", "full"):
            self.fault(inline, f"no such width {width!r}", "write width=full, or leave it out for the text column")
            width = "column"
        for name in ("credit", "rights"):
            if not attrs.get(name):
                advice = 'write ![what it shows](file.jpg){credit="Name" rights="Licence or permission"}'
                self.faults.append(Fault(self.place(inline), "", f"a picture without {name}", advice, "picture-credit"))
        if not plain(alternative).strip():
            self.fault(
                inline, "a picture without words for those who cannot see it", "write ![what it shows](file.jpg)"
            )
        self.add(
            Picture(
                meta=self.meta(token, inline, (Text(text=str(attrs.get("src"))),)),
                asset=unquote(str(attrs.get("src", ""))),  # markdown-it writes spaces and Cyrillic as %20, %D0...
                alternative=plain(alternative),
                caption=caption,
                credit=str(attrs.get("credit", "")),
                rights=str(attrs.get("rights", "")),
                width="full" if width == "full" else "column",
            )
        )

    def item_list(self, token: Token, inside: list[Token], depth: int) -> ItemList:
        items: list[ListItem] = []
        index = 0
        while index < len(inside):
            end = closing(inside, index)
            items.append(self.item(inside[index], inside[index + 1 : end], depth))
            index = end + 1
        words: Inlines = tuple(inline for item in items for inline in item.inlines)
        meta = self.meta(token, token, words)
        first = int(token.attrs.get("start", 1))
        return ItemList(meta=meta, ordered=token.type.startswith("ordered"), first=first, items=tuple(items))

    def item(self, whole: Token, tokens: list[Token], depth: int) -> ListItem:
        inlines: list[Inline] = []
        nested: ItemList | None = None
        index = 0
        while index < len(tokens):
            token = tokens[index]
            end = closing(tokens, index) if token.nesting == 1 else index
            self.no_attributes(token, "part of a list", "put them above the whole list")
            if token.type == "paragraph_open":
                inlines += [Text(text=" ")] if inlines else []
                inlines += self.inline.read(tokens[index + 1].children or [])
            elif token.type in ("bullet_list_open", "ordered_list_open") and depth < DEEPEST_LIST and nested is None:
                nested = self.item_list(token, tokens[index + 1 : end], depth + 1)
            else:
                self.fault(token, "too much inside a list item", "lists hold sentences and at most two lists within")
            index = end + 1
        if not inlines:
            self.fault(whole, "a list item without words", "write them, or take its mark out")
        return ListItem(inlines=join(inlines), nested=nested)

    def quotation(self, token: Token, inside: list[Token]) -> None:
        inlines: list[Inline] = []
        for inner in inside:
            self.no_attributes(inner, "part of a quotation", "put them above the whole quotation")
            if inner.type == "inline":
                inlines += [Text(text="\n")] if inlines else []
                inlines += self.quoted.read(inner.children or [])
            elif inner.type not in ("paragraph_open", "paragraph_close"):
                self.fault(
                    inner, "a quotation holds paragraphs only", "move the list, heading or inner quotation out of it"
                )
                return
        words, speaker = split_attribution(join(inlines))
        meta = self.meta(token, token, join(inlines))
        self.add(Quotation(meta=meta, inlines=tuple(unbroken(one) for one in words), **speaker))

    def meta(self, token: Token, at: Token, inlines: Inlines) -> Meta:
        """The block's own attributes, from a line `{audience="officials" mark="TLP:AMBER" lang=ar}` above it."""
        place, attrs = self.place(at), {key: str(value) for key, value in token.attrs.items()}
        known = last_day(attrs.get("known-on", ""))
        if attrs.get("known-on") and not known:
            self.fault(at, f"known-on={attrs['known-on']!r} is not an ISO date", "write year-month-day")
        if attrs.get("lang") and not is_language(attrs["lang"]):
            self.fault(at, f"no such language {attrs['lang']!r}", "write a tag such as en-GB, fr, ru, kk or ar")
            del attrs["lang"]
        for key in attrs:
            if key not in ATTRIBUTES:
                self.fault(at, f"no such attribute {key!r}", "there are audience, mark, lang and known-on")
        return Meta(
            id=attrs.get("id") or self.new_id(inlines),
            origin=Origin(path=place.path, line=place.line, column=place.column),
            audiences=tuple(attrs.get("audience", "").replace(",", " ").split()),
            mark=attrs.get("mark"),
            language=attrs.get("lang"),
            known_on=known,
            sources=cited(inlines),
        )

    def new_id(self, inlines: Inlines) -> str:
        """From the words, so that a block keeps its id when others come or go, and no gap tells of a withheld one."""
        digest = hashlib.sha256(repr([(i.type, plain((i,))) for i in inlines]).encode()).hexdigest()
        self.copies[digest] += 1
        names = chain((digest[:n] for n in range(8, 64)), (f"{digest}-{self.copies[digest]}",))
        identifier = next(f"b-{name}" for name in names if f"b-{name}" not in self.ids)
        self.ids.add(identifier)
        return identifier


def unbroken(inline: Inline) -> Inline:
    """The line ends of a quotation, needed to find its attribution, made spaces again."""
    if isinstance(inline, Text):
        return inline.model_copy(update={"text": inline.text.replace("\n", " ")})
    if isinstance(inline, (Emphasis, Strong, Link, Note)):
        return inline.model_copy(update={"children": tuple(unbroken(child) for child in inline.children)})
    return inline


def split_attribution(inlines: Inlines) -> tuple[Inlines, dict[str, Any]]:
    """A quotation's words and who said them, from a last line such as `-- Name, office, 5 January 2022`."""
    for index in range(len(inlines) - 1, -1, -1):
        inline = inlines[index]
        if not isinstance(inline, Text):
            continue
        match = re.search(r"\n[–—]\s*(?=[^\n]+$)", inline.text)
        if not match:
            continue
        found = ATTRIBUTION.fullmatch(inline.text[match.start() :].strip())
        if not found:
            break
        kept = inline.model_copy(update={"text": inline.text[: match.start()]})
        words = (*inlines[:index], *([kept] if kept.text else []), *inlines[index + 1 :])
        office = (found["office"] or "").strip()
        day = spoken_date(found["day"] or "")
        if found["day"] and day is None:
            office = f"{office}, {found['day'].strip()}".strip(", ")
        return words, {"speaker": found["speaker"].strip(), "office": office, "said_on": day}
    return inlines, {}


def spoken_date(text: str) -> date | None:
    """`5 January 2022` or `2022-01-05` as a date, else None."""
    text = text.replace("\u00a0", " ").strip()
    try:
        if ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
        match = SPOKEN_DATE.fullmatch(text)
        return date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1])) if match else None
    except ValueError:
        return None
