"""THE MAP of the lint: a printed file and its pages as laid out come in; findings about the layout go out by page."""

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from iria_reports.printing.lint.breaks import check_breaks
from iria_reports.printing.lint.finding import LayoutFinding, once_each
from iria_reports.printing.lint.ink import Painted, check_ink
from iria_reports.printing.lint.leaves import Leaf
from iria_reports.printing.lint.paint import FontShelf, painted


def lint(path: Path, leaves: Sequence[Leaf]) -> tuple[LayoutFinding, ...]:
    """Every finding, by page: what was painted is asked of the file, and what stands together of the boxes."""
    found = list(check_breaks(leaves))
    shelf = FontShelf()
    with pikepdf.open(path) as pdf:
        for page, leaf in zip(pdf.pages, leaves, strict=True):
            found += check_ink(Painted(leaf, painted(page, shelf)))
    return tuple(sorted(once_each(found)))
