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
    carried = Carried(page_layout.remake_page)
    with (
        mock.patch.object(LayoutContext, "_update_footnote_area", _update_footnote_area),
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


def _update_footnote_area(self: Any) -> bool:
    """As in WeasyPrint 70.0, but for the tolerance."""
    area = self.current_footnote_area
    if area.height != "auto" and not self.in_column:
        self.page_bottom += area.margin_height()
    area.children = self.current_page_footnotes
    if not area.children:
        area.height = 0
        if not self.in_column:
            self.page_bottom -= area.margin_height()
        return False
    laid_out = block_level_layout(self, build.create_anonymous_boxes(area.deepcopy()), -inf, None, area.page)[0]
    area.height = laid_out.height
    if not self.in_column:
        self.page_bottom -= laid_out.margin_height()
    last = laid_out.children[-1]
    last_bottom = last.position_y + last.margin_height() - last.margin_bottom
    area_bottom = laid_out.position_y + laid_out.margin_height() - laid_out.margin_bottom
    return bool(last_bottom > area_bottom + TOLERANCE)
