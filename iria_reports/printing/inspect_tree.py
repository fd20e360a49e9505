"""A PDF's structure tree comes in; findings, and which marked content each reachable element owns, go out."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from iria_reports.printing.finding import Finding

# ISO 32000-1, 14.8.4.
STANDARD = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
    "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH",
    "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot",
    "Figure", "Formula", "Form",
})  # fmt: skip
# Matterhorn 09-004 to 09-006: what may hang only under what.
PARENTS = {
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "TH": ("TR",),
    "TD": ("TR",),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "LI": ("L",),
    "LBody": ("LI",),
    "TOCI": ("TOC",),
}
HEADING = re.compile(r"H[1-6]")
JUNK_ALTERNATIVE = re.compile(r"(?i)(image|figure|chart|picture|untitled|.*\.(png|svg|jpe?g))")
MOST_RUNS_IN_A_LINK = 20


@dataclass
class Element:
    """One structure element, read once: reading through pikepdf is what takes the time."""

    kind: str
    source: Any
    page: int
    parent: "Element | None"
    children: list["Element"] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)
    annotations: int = 0

    def below(self) -> Iterator["Element"]:
        """Itself and everything under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.below()

    def has_content(self) -> bool:
        return any(element.contents for element in self.below())


def inspect_tree(pdf: pikepdf.Pdf, notes: int | None) -> tuple[list[Finding], dict[tuple[int, int], Element]]:
    """The findings, and every reachable element by its object number."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    reached: dict[tuple[int, int], Element] = {}
    found: list[Finding] = []
    roots = [_read(kid, None, pages, reached, found) for kid in _kids(pdf.Root.StructTreeRoot)]
    elements = [element for root in roots if root for element in root.below()]
    for element in elements:
        found.extend(_one(element, pdf))
    found.extend(_headings([element for element in elements if HEADING.fullmatch(element.kind)]))
    found.extend(_notes([element for element in elements if element.kind == "Note"], notes))
    return found, reached


def _kids(source: Any) -> list[Any]:
    kids = source.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _read(
    source: Any, parent: Element | None, pages: dict[Any, int], reached: dict[Any, Element], found: list[Finding]
) -> Element | None:
    if not isinstance(source, Dictionary) or "/S" not in source:
        return None
    page = pages.get(source.Pg.objgen, 0) if "/Pg" in source else 0
    element = Element(str(source.S)[1:], source, page, parent)
    if source.objgen in reached:
        found.append(Finding("tree", f"a {element.kind} hangs in two places of the structure tree", page))
        return None
    reached[source.objgen] = element
    for kid in _kids(source):
        if isinstance(kid, int):
            element.contents.append(kid)
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            element.annotations += 1
        elif child := _read(kid, element, pages, reached, found):
            element.children.append(child)
    return element


def _one(element: Element, pdf: pikepdf.Pdf) -> Iterator[Finding]:
    kind, page = element.kind, element.page
    parent = element.parent.kind if element.parent else ""
    if kind not in STANDARD:
        yield Finding("02-001", f"{kind} is not a standard structure type", page)
    if kind in PARENTS and parent not in PARENTS[kind]:
        yield Finding("09-004", f"a {kind} hangs under {parent or 'the root'}", page)
    match kind:
        case "Figure":
            yield from _figure(element, pdf)
        case "Table":
            yield from _table(element)
        case "Link":
            yield from _link(element, parent)
        case "TOC" if not any(child.kind in ("TOCI", "TOC") for child in element.children):
            yield Finding("09-006", "a table of contents has no entries", page)


def _figure(element: Element, pdf: pikepdf.Pdf) -> Iterator[Finding]:
    alternative = str(element.source.get("/Alt", "")).strip()
    if not alternative:
        yield Finding("13-004", "a figure has no alternative text", element.page)
    elif JUNK_ALTERNATIVE.fullmatch(alternative):
        yield Finding("alternative", f"a figure's alternative text says nothing: {alternative!r}", element.page)
    box = element.source.get("/A", {}).get("/BBox")
    sheet = pdf.pages[element.page - 1].mediabox if element.page else None
    if box is None or sheet is None or not _inside(box, sheet):
        yield Finding("box", "a figure's box lies off the page", element.page)


def _inside(box: Any, sheet: Any) -> bool:
    x1, y1, x2, y2 = (float(number) for number in box)
    left, bottom, right, top = (float(number) for number in sheet)
    return left - 1 <= x1 <= x2 <= right + 1 and bottom - 1 <= y1 <= y2 <= top + 1


def _table(element: Element) -> Iterator[Finding]:
    rows = [part for part in element.below() if part.kind == "TR"]
    cells = [cell for row in rows for cell in row.children]
    if rows and not any(cell.kind == "TH" for cell in cells):
        yield Finding("15-003", "a table has no head cells", element.page)
    if any(cell.kind == "TH" and "/Scope" not in cell.source.get("/A", {}) for cell in cells):
        yield Finding("15-003", "a table's head cell does not say whether it heads a row or a column", element.page)
    widths = _widths(rows)
    if len(set(widths)) > 1:
        yield Finding("15-004", f"a table's rows have unequal numbers of cells: {sorted(set(widths))}", element.page)


def _widths(rows: list[Element]) -> list[int]:
    """Columns each row covers, cells that reach down from above included."""
    reaching: list[int] = [0] * len(rows)
    widths = []
    for number, row in enumerate(rows):
        width = reaching[number]
        for cell in row.children:
            attributes = cell.source.get("/A", {})
            across, down = int(attributes.get("/ColSpan", 1)), int(attributes.get("/RowSpan", 1))
            width += across
            for below in range(number + 1, min(number + down, len(rows))):
                reaching[below] += across
        widths.append(width)
    return widths


def _link(element: Element, parent: str) -> Iterator[Finding]:
    if not element.annotations:
        yield Finding("28-011", "a link leads nowhere (no annotation)", element.page)
    if not element.has_content():
        yield Finding("link", "a link has no text", element.page)
    if parent == "Link":
        yield Finding("link", "a link stands within a link", element.page)
    runs = sum(len(part.contents) for part in element.below())
    if runs > MOST_RUNS_IN_A_LINK:
        yield Finding("leader", f"a link is read as {runs} pieces (leader dots?)", element.page)


def _headings(headings: list[Element]) -> Iterator[Finding]:
    levels = [int(heading.kind[1]) for heading in headings]
    if not levels:
        yield Finding("14-002", "the document has no headings")
        return
    if levels[0] != 1:
        yield Finding("14-002", f"the first heading is of level {levels[0]}", headings[0].page)
    if levels.count(1) > 1:
        yield Finding("headings", f"the document has {levels.count(1)} headings of level 1")
    for heading, before, level in zip(headings[1:], levels, levels[1:], strict=False):
        if level > before + 1:
            yield Finding("14-003", f"a heading of level {level} follows one of level {before}", heading.page)
    for heading in headings:
        if not heading.has_content():
            yield Finding("headings", "a heading is empty", heading.page)


def _notes(notes: list[Element], wanted: int | None) -> Iterator[Finding]:
    printed = sum(note.has_content() for note in notes)
    if wanted is not None and printed != wanted:
        yield Finding("notes", f"{printed} note bodies are printed, {wanted} were to be")
    names = Counter(str(note.source.get("/ID", "")) for note in notes)
    for note in notes:
        name = str(note.source.get("/ID", ""))
        if not name:
            yield Finding("19-003", "a note has no ID", note.page)
        elif names[name] > 1:
            yield Finding("19-004", f"two notes have the ID {name}", note.page)
