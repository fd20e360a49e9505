"""The pen: pictures drawn by a child, in order; what goes wrong there is an error here, and nothing is left behind."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matplotlib.font_manager import FontManager

from iria_reports.drawing.drawers import draw
from iria_reports.drawing.pen import FONT_LIST, FONT_LIST_VERSION, Drawing, Pen
from iria_reports.errors import MachineNotReady, PrintingFailed

from .trial import MAPS, STYLE, TOLLS, figure

EVENTS = [{"date": date(2022, 1, 5), "title": "An event", "lane": "Street"}]


def drawing(**changes: Any) -> Drawing:
    return Drawing(figure("reported", TOLLS, {}).model_copy(update=changes), STYLE, "en", MAPS)


def test_pictures_come_in_the_order_asked_and_are_those_drawn_here() -> None:
    timeline = figure("timeline", EVENTS, {"lane": "lane"})
    drawings = [drawing(), Drawing(timeline, STYLE, "en", MAPS), drawing(width="column")]
    with Pen.start() as pen:
        pictures = list(pen.take(drawings))
    assert pictures == [draw(d.figure, d.style, d.language, maps=d.maps).decode() for d in drawings]


def test_a_style_without_fonts_is_the_machine_s_fault() -> None:
    with Pen.start() as pen, pytest.raises(MachineNotReady, match="font file"):
        list(pen.take([replace(drawing(), style=replace(STYLE, fonts=()))]))


def test_something_nobody_foresaw_names_the_figure_and_keeps_the_rest() -> None:
    with Pen.start() as pen, pytest.raises(PrintingFailed, match=r"reported.*KeyError: 'no-such-kind'") as caught:
        list(pen.take([drawing(kind="no-such-kind")]))
    assert "Traceback" in caught.value.__notes__[0]


def test_a_child_that_dies_is_told_with_its_figure() -> None:
    with Pen.start() as pen:
        pen.child.process.kill()
        with pytest.raises(PrintingFailed, match=r"reported.*SIGKILL"):
            list(pen.take([drawing()]))


def test_leaving_the_block_ends_the_child_and_removes_its_scratch_folder() -> None:
    with Pen.start() as pen:
        assert pen.child.scratch.exists()
    assert pen.child.process.poll() is not None
    assert not pen.child.scratch.exists()


def test_the_child_knows_no_font_of_the_machine_and_does_not_look_for_any() -> None:
    """A newer matplotlib with another list of fonts would look for them at every build."""
    assert FontManager.__version__ == FONT_LIST_VERSION
    with Pen.start() as pen:
        list(pen.take([drawing()]))
        written = json.loads((pen.child.scratch / f"fontlist-v{FONT_LIST_VERSION}.json").read_text())
    assert written == FONT_LIST


def test_starting_a_workshop_imports_nothing_slow() -> None:
    """What is slow is imported by the children, and here while they start."""
    code = "import sys, iria_reports.workshop; sys.exit(bool({'matplotlib', 'pydantic', 'pikepdf'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_building_never_imports_matplotlib_here() -> None:
    code = "import sys, iria_reports.build; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, env=dict(os.environ)).returncode == 0
