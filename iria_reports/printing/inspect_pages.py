"""A PDF's pages and the elements reached in its structure tree come in; findings about what is painted go out."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from iria_reports.printing.finding import Finding
from iria_reports.printing.inspect_tree import Element

TEXT = frozenset({"Tj", "TJ", "'", '"'})
PATHS = frozenset({"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh"})
PAINT = TEXT | PATHS | {"Do", "INLINE IMAGE"}
ARTIFACT = "/Artifact"

Reached = dict[tuple[int, int], Element]


def inspect_pages(pdf: pikepdf.Pdf, reached: Reached) -> Iterator[Finding]:
    """Everything painted is either tagged and reachable or an artifact, and every link can be followed and read."""
    owners = dict(_number_tree(pdf.Root.StructTreeRoot.get("/ParentTree", {})))
    wanted: dict[int, set[int]] = {}
    for element in reached.values():
        wanted.setdefault(element.page, set()).update(element.contents)
    for number, page in enumerate(pdf.pages, start=1):
        yield from _annotations(page.obj, number, owners)
        owned = owners.get(int(page.obj.get("/StructParents", -1)), [])
        met: set[int] = set()
        for checkpoint, message in sorted(set(_content(page, owned, reached, met))):
            yield Finding(checkpoint, message, number)
        if lost := wanted.get(number, set()) - met:
            yield Finding("01-005", f"{len(lost)} pieces of the structure tree are not on the page", number)


def _number_tree(node: Any) -> Iterator[tuple[int, Any]]:
    """ISO 32000-1, 7.9.7; qpdf and WeasyPrint write one leaf."""
    numbers = node.get("/Nums", [])
    for position in range(0, len(numbers), 2):
        yield int(numbers[position]), numbers[position + 1]
    for kid in node.get("/Kids", []):
        yield from _number_tree(kid)


def _content(page: Any, owned: Any, reached: Reached, met: set[int]) -> Iterator[tuple[str, str]]:
    owned = list(owned) if isinstance(owned, Array) else []
    open_marks: list[str] = []
    glyphs_of_two_bytes = _identity_fonts(page)
    font = ""
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name == "BMC":
            open_marks.append(str(operands[0]))
        elif name == "BDC":
            yield from _marked(operands[1], open_marks, owned, (reached, met))
            open_marks.append(str(operands[0]))
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            font = str(operands[0])
        if name in PAINT and not open_marks:
            yield "01-005", f"something is painted that is neither tagged nor an artifact ({name})"
        if name in TEXT and font in glyphs_of_two_bytes and _shows_notdef(operands[-1]):
            yield "31-030", "a letter is shown that its font does not have (.notdef)"


def _marked(
    properties: Any, open_marks: list[str], owned: list[Any], books: tuple[Reached, set[int]]
) -> Iterator[tuple[str, str]]:
    number = properties.get("/MCID") if isinstance(properties, Dictionary) else None
    if number is None:
        return
    reached, met = books
    met.add(int(number))
    if ARTIFACT in open_marks:
        yield "01-004", "tagged content stands inside an artifact"
    elif any(mark != ARTIFACT for mark in open_marks):
        yield "01-003", "tagged content stands inside tagged content"
    owner = owned[int(number)] if int(number) < len(owned) else None
    if not isinstance(owner, Dictionary) or owner.objgen not in reached:
        yield "01-005", "text on the page hangs nowhere in the structure tree"


def _identity_fonts(page: Any) -> set[str]:
    fonts = page.resources.get("/Font", {})
    return {name for name, font in fonts.items() if font.get("/Encoding") == Name("/Identity-H")}


def _shows_notdef(operand: Any) -> bool:
    """Identity-H: two bytes a glyph, and glyph 0 is .notdef."""
    pieces = operand if isinstance(operand, Array) else [operand]
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            if b"\0\0" in codes and any(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2)):
                return True
    return False


def _annotations(page: Any, number: int, owners: dict[int, Any]) -> Iterator[Finding]:
    annotations = page.get("/Annots", [])
    if len(annotations) and page.get("/Tabs") != Name.S:
        yield Finding("28-017", "the tab key does not follow the structure (Tabs)", number)
    for annotation in annotations:
        if annotation.get("/Subtype") != Name.Link:
            yield Finding("28-002", f"an annotation of kind {annotation.get('/Subtype')}", number)
            continue
        contents = str(annotation.get("/Contents", "")).strip()
        if not contents:
            yield Finding("28-012", "a link has no description", number)
        elif contents == str(annotation.get("/Dest", "\0")):
            yield Finding("link", f"a link is described by its anchor only: {contents!r}", number)
        owner = owners.get(int(annotation.get("/StructParent", -1)))
        if not isinstance(owner, Dictionary) or owner.get("/S") != Name.Link:
            yield Finding("28-011", "a link is not tagged as one (in a running head?)", number)
