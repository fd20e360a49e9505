"""WeasyPrint 70.0's layout of notes comes in; the same without the three faults that lose notes goes out."""

# mypy: allow-untyped-calls

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from math import inf
from typing import Any
from unittest import mock

from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext, block
from weasyprint.layout import page as page_layout
from weasyprint.layout.block import block_level_layout

# CSS pixels. `_update_footnote_area` asks exactly whether the last note overflows its area; the two sums differ by
# about 2e-13, so a note that fits was taken for one that does not and was never printed (upstream issue 2502).
TOLERANCE = 1e-6
# To fit one more line, `_linebox_layout` sends the notes already on the page to the next one, away from their calls.
# The house would rather break before that line.
SENDING_AWAY = "report = not context.in_column and can_break_now and not could_break_before"


@contextmanager
def whole_footnotes() -> Iterator[None]:
    """Let every note whose call is printed be printed; their number is counted all the same."""
    carried, room = Carried(page_layout.remake_page), Room()
    with (
        mock.patch.object(LayoutContext, "_update_footnote_area", lambda context: room.update(context)),
        mock.patch.object(LayoutContext, "overflows_page", lambda context, *where: room.overflows(context, *where)),
        mock.patch.object(LayoutContext, "page_bottom", property(room.bottom, room.set_bottom), create=True),
        mock.patch.object(page_layout, "remake_page", carried.remake_page),
        mock.patch.object(block, "_linebox_layout", _lines_beside_their_notes()),
    ):
        yield


@cache
def _lines_beside_their_notes() -> Callable[..., Any]:
    """`_linebox_layout` as in WeasyPrint 70.0, but for the one condition."""
    source = inspect.getsource(block._linebox_layout)
    if source.count(SENDING_AWAY) != 1:
        raise RuntimeError("the layout of lines is not that of WeasyPrint 70.0; read printing/footnotes.py against it")
    made: dict[str, Any] = {}
    exec(compile(source.replace(SENDING_AWAY, "report = False"), block.__file__, "exec"), vars(block), made)
    function: Callable[..., Any] = made["_linebox_layout"]
    return function


class Carried:
    """Notes that a page hands on to the next one: by number of the page, as each was last made."""

    def __init__(self, plain: Callable[..., tuple[Any, Any]]) -> None:
        self.plain = plain
        self.last_made = -1
        self.handed_on: dict[int, list[Any]] = {}

    def remake_page(self, index: int, context: Any, root_box: Any, html: Any) -> tuple[Any, Any]:
        """As in WeasyPrint 70.0, but no note falls between two pages."""
        if index and self.last_made != index - 1:
            # In a second round the page before may be kept as it is: the notes it hands on were forgotten.
            context.reported_footnotes = [note for note in self.handed_on[index - 1] if note in context.footnotes]
            for note in context.reported_footnotes:
                context.footnotes.remove(note)
        page, resume_at = self.plain(index, context, root_box, html)
        # `_linebox_layout` may make room for a line by handing on earlier notes, and then forgets the line's own.
        calls = (box.footnote for box in page.children[0].descendants() if box.footnote in context.footnotes)
        for note in dict.fromkeys(calls):
            context.footnotes.remove(note)
            context.reported_footnotes.append(note)
        self._remember(index, context, last=resume_at is None)
        return page, resume_at

    def _remember(self, index: int, context: Any, *, last: bool) -> None:
        before, now = self.handed_on.get(index), list(context.reported_footnotes)
        if before is not None and before != now and (now or not last):
            context.page_maker[index + 1][-1]["content_changed"] = True
        if last and now:
            # The text is at its end and its notes are not: kept as it is, this page would be taken for the last.
            context.page_maker[index][-1]["pages_wanted"] = True
        self.handed_on[index] = now
        self.last_made = index


class Room:
    """How far down a page its text may go, with the notes' own layout put off until it matters.

    WeasyPrint lays all notes of a page out anew for each note added, half of the time of a page with many. Notes that
    run on in one paragraph are never higher than the same notes each in a paragraph of its own, so the sum of those is
    a safe measure: only a line that would not fit by it asks for the exact one. The result is the same.
    """

    def __init__(self) -> None:
        self.alone: dict[Any, float] = {}
        self.bottoms: dict[LayoutContext, float] = {}
        self.loose: set[LayoutContext] = set()

    def bottom(self, context: Any) -> Any:
        """`LayoutContext.page_bottom`, exact."""
        if context in self.loose:
            self.measure(context)
        return self.bottoms.get(context)

    def set_bottom(self, context: Any, value: Any) -> None:
        """A new page begins, or columns end: what was put off for the old value no longer matters."""
        self.loose.discard(context)
        self.bottoms[context] = value

    def overflows(self, context: Any, bottom_space: float, position_y: float) -> bool:
        """As `LayoutContext.overflows_page`, by the safe measure where that is enough."""
        if context in self.loose and not context.overflows(self.bottoms[context] - bottom_space, position_y):
            return False
        return bool(context.overflows(self.bottom(context) - bottom_space, position_y))

    def update(self, context: Any) -> bool:
        """`LayoutContext._update_footnote_area`: by the safe measure, or exactly where it cannot be put off."""
        area = context.current_footnote_area
        if area.height != "auto" and not context.in_column:
            self.bottoms[context] += area.margin_height()
        area.children = context.current_page_footnotes
        area.height = sum(self.height_alone(context, area, note) for note in area.children)
        if not context.in_column:
            self.bottoms[context] -= area.margin_height()
        self.loose.discard(context)
        if not area.children:
            return False
        if context.in_column or area.max_height != inf:
            return self.measure(context)
        self.loose.add(context)
        return False

    def measure(self, context: Any) -> bool:
        """Lay the page's notes out together; True where they overflow an area whose height is limited."""
        self.loose.discard(context)
        area = context.current_footnote_area
        if not context.in_column:
            self.bottoms[context] += area.margin_height()
        laid_out = _laid_out(context, area)
        area.height = laid_out.height
        if not context.in_column:
            self.bottoms[context] -= laid_out.margin_height()
        last = laid_out.children[-1]
        last_bottom = last.position_y + last.margin_height() - last.margin_bottom
        area_bottom = laid_out.position_y + laid_out.margin_height() - laid_out.margin_bottom
        return bool(last_bottom > area_bottom + TOLERANCE)

    def height_alone(self, context: Any, area: Any, note: Any) -> float:
        """The height of one note in a paragraph of its own, laid out once."""
        if (note, area.width) not in self.alone:
            single = area.copy_with_children([note])
            single.height = "auto"
            self.alone[note, area.width] = _laid_out(context, single).height
        return self.alone[note, area.width]


def _laid_out(context: Any, area: Any) -> Any:
    return block_level_layout(context, build.create_anonymous_boxes(area.deepcopy()), -inf, None, area.page)[0]
