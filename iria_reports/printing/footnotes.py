"""WeasyPrint 70.0's footnote area comes in; the same without the rounding error that loses notes goes out."""

# mypy: allow-untyped-calls

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any
from unittest import mock

from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

# CSS pixels. `_update_footnote_area` asks exactly whether the last note overflows its area; the two sums differ by
# about 2e-13, so a note that fits was taken for one that does not and was never printed (upstream issue 2502).
TOLERANCE = 1e-6


@contextmanager
def whole_footnotes() -> Iterator[None]:
    """Let notes be laid out with a tolerance; the number printed is counted all the same."""
    with mock.patch.object(LayoutContext, "_update_footnote_area", _update_footnote_area):
        yield


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
