"""WeasyPrint 70.0's box tree comes in; a structure tree a reader can rely on goes out (patches of private functions).

Pinned: `structure_tags` refuses any other version, because every patch rests on code that was read in 70.0.
"""

# mypy: allow-untyped-calls

import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from unittest import mock

import pydyf
import weasyprint
import weasyprint.pdf
import weasyprint.pdf.stream
import weasyprint.pdf.tags
from weasyprint.formatting_structure import boxes

from iria_reports.errors import MachineNotReady

PINNED = "70.0"
PIXELS_TO_POINTS = 0.75

# ISO 32000-1, 14.8.4: structure types that WeasyPrint has no HTML element for, and some it leaves as NonStruct.
STRUCTURE_TYPES = {
    "x-toc": "TOC", "x-toci": "TOCI", "x-ref": "Reference", "x-lbl": "Lbl", "x-note": "Note", "x-bib": "BibEntry",
    "x-index": "Index", "x-note::footnote-call": "Reference", "x-note::footnote-marker": "Lbl",
    "nav": "Sect", "aside": "Sect", "header": "Div", "footer": "Div", "figure": "Div", "address": "P",
    "code": "Code", "q": "Quote",
    **dict.fromkeys(("em", "strong", "b", "i", "small", "sup", "sub", "abbr", "time", "cite"), "Span"),
}  # fmt: skip
# Where a box of the same element stands within its own: WeasyPrint sorts these out itself.
OWN_REPETITIONS = frozenset(
    {"/TH", "/TD", "/TR", "/LI", "/LBody", "/L", "/Lbl", "/Table", "/THead", "/TBody", "/TFoot"}
)
PAGINATION = pydyf.Dictionary({"Type": "/Pagination"})


@dataclass
class Tally:
    """What was met while one document was tagged; `marked` numbers each box's marked content, by identity."""

    heights: list[float]
    running: set[int]
    notes: int = 0
    marked: dict[int, int] = field(default_factory=dict)
    begun: dict[Any, Any] = field(default_factory=dict)
    path: list[tuple[Any, str | None]] = field(default_factory=list)


class Branch(NamedTuple):
    """Where in the tree a box is hung: the arguments of WeasyPrint's _build_box_tree after the box."""

    parent: Any
    pdf: Any
    page_number: int
    nums: dict[int, Any]
    annotations: list[Any]
    tags: Any


@contextmanager
def structure_tags(document: Any) -> Iterator[Tally]:
    """Patch WeasyPrint while this document is written; the tally tells how many notes were printed."""
    check_version()
    tally = Tally([page.height for page in document.pages], _running_boxes(document))
    for page in document.pages:
        _drop_covered_areas(page)
    tags, stream = weasyprint.pdf.tags, weasyprint.pdf.stream.Stream
    name_of, build = tags._get_pdf_tag, tags._build_box_tree

    def get_pdf_tag(element_tag: str | None) -> str:
        return STRUCTURE_TYPES.get(element_tag or "") or str(name_of(element_tag))

    def build_box_tree(box: Any, *rest: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        return iter(()) if isinstance(box, boxes.MarginBox) else iter(_build(tally, build, box, Branch(*rest)))

    @contextmanager
    def marked(self: Any, box: Any, tag: str) -> Iterator[None]:
        with _marked_content(tally, self, box, tag):
            yield

    with ExitStack() as patches:
        patches.enter_context(mock.patch.object(tags, "_get_pdf_tag", get_pdf_tag))
        patches.enter_context(mock.patch.object(tags, "_build_box_tree", build_box_tree))
        patches.enter_context(mock.patch.object(stream, "marked", marked))
        yield tally


def check_version(found: str = weasyprint.__version__) -> None:
    """Stop on any WeasyPrint but the one these patches were written for."""
    if found != PINNED:
        raise MachineNotReady(
            f"printing needs WeasyPrint {PINNED} exactly, found {found}",
            advice=f"run `uv sync`; to move the pin, read printing/tags.py against WeasyPrint {found} first",
        )


def _running_boxes(document: Any) -> set[int]:
    """The text and pictures of page margin boxes, by identity."""
    margins = (box for page in document.pages for box in page._page_box.children if isinstance(box, boxes.MarginBox))
    return {id(getattr(box, "_box", box)) for margin in margins for box in margin.descendants()}


@contextmanager
def _marked_content(tally: Tally, stream: Any, box: Any, tag: str) -> Iterator[None]:
    """Running heads become pagination artifacts (ISO 32000-1, 14.8.2.2); all else as in WeasyPrint 70.0."""
    tagged = stream._tags is not None
    if tagged and id(box) in tally.running:
        stream.begin_marked_content("Artifact", PAGINATION)
    elif tagged:
        number = len(stream._tags)
        stream._tags[box] = {"tag": tag, "mcid": number}
        tally.marked[id(box)] = number
        stream.begin_marked_content(tag, pydyf.Dictionary({"MCID": number}))
    try:
        yield
    finally:
        if tagged:
            stream.end_marked_content()


def right_to_left(text: str) -> bool:
    """True where a strongly right-to-left character stands in the text."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _build(tally: Tally, build: Any, box: Any, at: Branch) -> list[Any]:
    if box.link_annotation and box.element is not None:
        box.link_annotation["Contents"] = pydyf.String(_link_text(box) or str(box.link_annotation["Contents"].string))
    here = (box.element, box.element_tag)
    repeated = bool(tally.path) and tally.path[-1] == here and box.element is not None
    spoken = _spoken(box, at.tags)
    tally.path.append(here)
    made = list(build(box, *at))
    tally.path.pop()
    if box.element is None or isinstance(box, boxes.PageBox) or box.element_tag in ("html", "body"):
        return made
    for element in made:
        _speak(spoken, element, at)
    made = [element for element in made if not _joined_to_parent(element, at, repeated=repeated)]
    made = [element for element in made if not _joined_to_first_line(tally, element, box, at)]
    for element in made:
        _complete(tally, element, box, page_number=at.page_number, repeated=repeated)
        if box.link_annotation and element["S"] != "/Link":
            _lift_area(element, at)
    return made


def _spoken(box: Any, tags: Any) -> dict[int, str]:
    """The letters of each right-to-left text of this box in the order they are read, by marked content."""
    found = {}
    for child in box.children:
        line = child.children if isinstance(child, boxes.LineBox) else (child,)
        for text in line:
            if isinstance(text, boxes.TextBox) and text in tags and right_to_left(text.text):
                # Lines are read one after the other: without the blank two words would become one.
                found[tags[text]["mcid"]] = text.text + ("" if child is box.children[-1] else " ")
    return found


def _speak(spoken: dict[int, str], element: Any, at: Branch) -> None:
    """Give right-to-left text its ActualText (ISO 32000-1, 14.9.4), because it is stored as it is seen.

    On the element, not on the marked content: poppler and pdfium turn right-to-left text round themselves, and would
    turn this round too.
    """
    for number, text in spoken.items():
        span = _object(at.pdf, at.nums[number])
        if span is element:  # a Link owns its text directly; its other words must not be replaced
            span = pydyf.Dictionary(
                {"Type": "/StructElem", "S": "/Span", "K": pydyf.Array([number]), "P": element.reference}
            )
            span["Pg"] = element["Pg"]
            at.pdf.add_object(span)
            element["K"][element["K"].index(number)] = span.reference
            at.nums[number] = span.reference
        span["ActualText"] = pydyf.String(text)


def _joined_to_parent(element: Any, at: Branch, *, repeated: bool) -> bool:
    """The page number after a contents line is a second Link inside the first: one Link with two areas instead.

    An anonymous box bears its element's name and would be a Note within a Note, a TOC within a TOC.
    """
    kind = element["S"]
    if at.parent.get("S") != kind or not (kind == "/Link" or (repeated and kind not in OWN_REPETITIONS)):
        return False
    _hang_on(at.parent, element, at)
    _move_annotations(element, at.parent, at)
    return True


def _joined_to_first_line(tally: Tally, element: Any, box: Any, at: Branch) -> bool:
    """A note or link that runs over lines is a box for each, but one Note or Link for all of them on its page."""
    if element["S"] not in ("/Note", "/Link") or not isinstance(box, boxes.InlineBox):
        return False
    first = tally.begun.setdefault((box.element, box.element_tag, element["Pg"]), element)
    if first is element:
        return False
    _hang_on(first, element, at)
    _move_annotations(element, first, at)
    return True


def _hang_on(owner: Any, element: Any, at: Branch) -> None:
    """Give what `element` owns to `owner`."""
    for kid in element["K"]:
        owner["K"].append(kid)
        if isinstance(kid, int):
            at.nums[kid] = owner.reference
        elif (nested := _object(at.pdf, kid)).get("Type") == "/StructElem":
            nested["P"] = owner.reference


def _lift_area(element: Any, at: Branch) -> None:
    """Words with an element of their own inside a link have an area of their own, which must hang under the Link."""
    link = at.parent
    while link.get("S") not in ("/Link", None):
        link = _object(at.pdf, link["P"])
    if link.get("S") is None:
        return
    areas = [kid for kid in element["K"] if not isinstance(kid, int) and _object(at.pdf, kid).get("Type") == "/OBJR"]
    for area in areas:
        element["K"].remove(area)
        link["K"].append(area)
    _move_annotations(element, link, at)


def _move_annotations(old: Any, new: Any, at: Branch) -> None:
    for number, (owner, annotation) in enumerate(at.annotations):
        if owner == old.reference:
            at.annotations[number] = (new.reference, annotation)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _drop_covered_areas(page: Any) -> None:
    """Every area of a link is a stop of the tab key: one that lies within another of the same link is no use."""
    kept: list[Any] = []
    for link in page.links:
        kind, target, area, _ = link
        if not any((kind, target) == other[:2] and _within(area, other[2]) for other in kept):
            kept.append(link)
    page.links[:] = kept


def _within(area: tuple[float, ...], other: tuple[float, ...]) -> bool:
    x1, y1, x2, y2 = area
    return other[0] - 1 <= x1 and other[1] - 1 <= y1 and x2 <= other[2] + 1 and y2 <= other[3] + 1


def _complete(tally: Tally, element: Any, box: Any, *, page_number: int, repeated: bool) -> None:
    """Put on one structure element what its HTML element says and WeasyPrint leaves out."""
    kind = element["S"]
    if kind == "/Figure":
        # Boxes come from above in CSS pixels; ISO 32000-1, 14.8.5.4.3 wants default user space.
        x1, y1, x2, y2 = element["A"]["BBox"]
        height = tally.heights[page_number]
        corners = (x1, height - y2, x2, height - y1)
        element["A"]["BBox"] = pydyf.Array(round(corner * PIXELS_TO_POINTS, 3) for corner in corners)
    if repeated and kind not in OWN_REPETITIONS:
        element["S"] = "/NonStruct"
        return
    if "::" in box.element_tag:
        return
    if lang := box.element.get("lang"):
        element["Lang"] = pydyf.String(lang)
    if kind == "/TH":
        element["A"]["Scope"] = "/Row" if box.element.get("scope") in ("row", "rowgroup") else "/Column"
    elif kind == "/Note":
        tally.notes += 1
        element["ID"] = pydyf.String(f"note-{tally.notes}")


def _link_text(box: Any) -> str:
    """What a link says of itself: its title, else its words, else the alternative text of its picture."""
    element = box.element
    words = element.get("title") or " ".join("".join(element.itertext()).split())
    return words or next((picture.get("alt", "") for picture in element.iter("img")), "")
