"""WeasyPrint's pages come in; what each holds goes out as plain values: headings, lines, rows, pictures, and where."""

# mypy: allow-untyped-calls

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from weasyprint.formatting_structure import boxes

from iria_reports.printing.lint.shapes import Box

POINTS = 0.75  # in a CSS pixel
FORCED = frozenset({"page", "left", "right", "recto", "verso", "always"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
PROSE = frozenset({"p", "li", "blockquote", "dd", "td"})
Kind = Literal["heading", "line", "picture", "row", "caption", "footer"]


@dataclass(frozen=True)
class Item:
    """A piece of a page's text, in the order of reading.

    whole  names what it is a piece of: the paragraph of a line, the row itself; equal on every page that has a piece
    group  names the figure or table around it, or 0
    level  of a heading
    """

    kind: Kind
    whole: int
    group: int
    ids: tuple[str, ...]
    box: Box
    level: int = 0


@dataclass(frozen=True)
class Spot:
    """Where words or a picture stand.

    ids     around them, nearest first
    measure the box they were set in
    placed  by hand, out of the flow of the text: in the narrow column, or behind a cover's title
    prose   text to be read on, in the colour of its paragraph
    """

    ids: tuple[str, ...]
    measure: Box
    right_to_left: bool = False
    placed: bool = False
    prose: bool = False


@dataclass(frozen=True)
class Leaf:
    """One page as laid out.

    area         where its text may stand
    notes        the height taken by notes at its foot
    headed       it has a running head
    forced       the next page begins where it does because somebody said so
    spots        by the number of their marked content
    pictures     by the same number: the box each fills
    """

    number: int
    name: str
    sheet: Box
    area: Box
    notes: float
    headed: bool
    forced: bool
    items: tuple[Item, ...]
    spots: Mapping[int, Spot]
    pictures: Mapping[int, Box]


def read_leaves(document: Any, root: Any, marked: Mapping[int, int]) -> tuple[Leaf, ...]:
    """The pages of a document; `root` is its HTML, `marked` the number of each box's marked content by identity."""
    parents = {id(child): parent for parent in root.iter() for child in parent}
    walks = [Walk(page._page_box, parents, marked) for page in document.pages]
    leaves = []
    for number, walk in enumerate(walks, start=1):
        following = walks[number] if number < len(walks) else None
        leaves.append(walk.leaf(number, forced=following is not None and _forced(walk, following)))
    return tuple(leaves)


def _forced(walk: "Walk", following: "Walk") -> bool:
    """A break that was asked for: `break-before`, `break-after`, or another kind of page (CSS Fragmentation 3, 3.1)."""
    if walk.page.page_type.name != following.page.page_type.name or following.page.page_type.blank:
        return True
    begun = (box for box in _edge(following.root, 0) if id(box.element) not in walk.elements)
    ended = (box for box in _edge(walk.root, -1) if id(box.element) not in following.elements)
    return any(box.style["break_before"] in FORCED for box in begun) or any(
        box.style["break_after"] in FORCED for box in ended
    )


def _edge(box: Any, side: int) -> Iterator[Any]:
    """The boxes at the very beginning or end of a page, outermost first."""
    while True:
        yield box
        inside = [child for child in box.children if isinstance(child, boxes.BlockLevelBox)]
        inside = [child for child in inside if child.is_in_normal_flow()]
        if not inside:
            return
        box = inside[side]


@dataclass(frozen=True)
class Around:
    """What a box stands in, on the way down: its container, the figure or table, and the colour of its paragraph."""

    measure: Box
    group: int = 0
    told: bool = True  # False where a piece further out stands for everything in it
    right_to_left: bool = False
    placed: bool = False
    ink: Any = None
    footer: bool = False


@dataclass
class Walk:
    """One way through the boxes of a page, from the outside in and in the order of reading."""

    page: Any
    parents: Mapping[int, Any]
    marked: Mapping[int, int]
    items: list[Item] = field(default_factory=list)
    spots: dict[int, Spot] = field(default_factory=dict)
    pictures: dict[int, Box] = field(default_factory=dict)
    elements: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for child in self.page.children:
            self.visit(child, Around(_content(child), told=child is self.root))

    @cached_property
    def root(self) -> Any:
        return self.page.children[0]

    def leaf(self, number: int, *, forced: bool) -> Leaf:
        page = self.page
        notes = [child for child in page.children if isinstance(child, boxes.FootnoteAreaBox) and child.children]
        heads = (child for child in page.children if isinstance(child, boxes.MarginBox) and "@top" in child.at_keyword)
        return Leaf(
            number=number,
            name=page.page_type.name,
            sheet=Box(0, 0, page.margin_width() * POINTS, page.margin_height() * POINTS),
            area=_content(page),
            notes=sum(child.margin_height() for child in notes) * POINTS,
            headed=any(isinstance(box, boxes.TextBox) and box.text.strip() for head in heads for box in _all(head)),
            forced=forced,
            items=tuple(self.items),
            spots=self.spots,
            pictures=self.pictures,
        )

    def visit(self, box: Any, around: Around) -> None:
        box = getattr(box, "_box", box)  # a placeholder of what is positioned
        if isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
            self.read_end(box, around)
            return
        if isinstance(box, boxes.BlockLevelBox):
            self.elements.add(id(box.element))
        around = self.entered(box, around)
        kind = _kind(box, around) if around.told else None
        if kind is not None:
            whole = hash((id(box.element), box.element_tag, kind))
            self.items.append(
                Item(kind, whole, around.group, self.ids(box), _outer(box), HEADINGS.get(box.element_tag, 0))
            )
            around = replace(around, told=False)
        for child in box.children:
            self.visit(child, around)

    def entered(self, box: Any, around: Around) -> Around:
        """What the children of `box` stand in."""
        element, tag = box.element, box.element_tag
        changes: dict[str, Any] = {"placed": True} if box.is_absolutely_positioned() or box.is_floated() else {}
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            changes["told"] = False  # printed anew on every page: no piece of the text
        if isinstance(box, boxes.BlockContainerBox):
            changes |= {"measure": _content(box), "right_to_left": box.style["direction"] == "rtl"}
        if tag == "figure" or _has_class(element, "tabular") or (tag == "table" and not around.group):
            changes["group"] = id(element)
        if tag in PROSE and box.is_in_normal_flow():
            changes |= {"ink": box.style["color"], "footer": _has_class(element, "footer")}
        return replace(around, **changes) if changes else around

    def read_end(self, box: Any, around: Around) -> None:
        """Words or a picture: nothing stands in them."""
        number = self.marked.get(id(box))
        replaced = isinstance(box, boxes.ReplacedBox)
        if number is not None:
            prose = not replaced and around.ink is not None and box.style["color"] == around.ink
            placed = around.placed or box.is_absolutely_positioned()
            self.spots[number] = Spot(self.ids(box), around.measure, around.right_to_left, placed, prose)
            if replaced:
                self.pictures[number] = _content(box)
        if replaced and around.told:
            self.items.append(Item("picture", id(box.element), around.group, self.ids(box), _outer(box)))

    def ids(self, box: Any) -> tuple[str, ...]:
        """The ids around a box, nearest first: by its element, because a note stands far from its paragraph."""
        found, element = [], box.element
        while element is not None:
            if name := element.get("id"):
                found.append(name)
            element = self.parents.get(id(element))
        return tuple(found)


def _kind(box: Any, around: Around) -> Kind | None:
    if isinstance(box, boxes.LineBox):
        if "::" in box.element_tag or any(isinstance(child, boxes.InlineBlockBox) for child in _all(box)):
            return None  # a list's bullet; or a line of blocks, each with lines of its own
        return "footer" if around.footer and around.group else "line"
    if isinstance(box, boxes.TableRowBox):
        return "row"
    if isinstance(box, boxes.TableCaptionBox) or box.element_tag == "figcaption":
        return "caption"
    if box.element_tag in HEADINGS and isinstance(box, boxes.BlockLevelBox):
        return "heading"
    return None


def _has_class(element: Any, name: str) -> bool:
    return element is not None and name in element.get("class", "").split()


def _all(box: Any) -> Iterator[Any]:
    """A box and everything in it."""
    box = getattr(box, "_box", box)
    yield box
    for child in box.children:
        yield from _all(child)


def _content(box: Any) -> Box:
    """Without padding, border and margin."""
    left, top = box.content_box_x(), box.content_box_y()
    return _points(left, top, left + box.width, top + box.height)


def _outer(box: Any) -> Box:
    """With padding and border."""
    left, top = box.border_box_x(), box.border_box_y()
    return _points(left, top, left + box.border_width(), top + box.border_height())


def _points(*sides: float) -> Box:
    left, top, right, bottom = (side * POINTS for side in sides)
    return Box(left, top, right, bottom)
