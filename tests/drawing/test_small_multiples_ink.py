"""The ink of small multiples: one scale for all panels unless told, gaps left open, an axis under every column."""

from itertools import combinations, pairwise

import pytest

from drawing.feeds import fed
from drawing.feeds_small_multiples import FEEDS, yearly
from drawing.measured import printed
from drawing.names import PLAIN
from drawing.trial import STYLE, figure
from iria_reports.drawing import small_multiples
from iria_reports.drawing.amounts import from_zero, rounds, trimmed
from iria_reports.drawing.faces import Faces

FACES = Faces(STYLE.fonts, STYLE.family)


def laid_out(name, width="full"):
    return small_multiples.lay_out(fed("small-multiples", FEEDS[name], width), STYLE, "en")


def test_the_same_value_stands_at_the_same_height_in_every_panel_of_a_row():
    layout = small_multiples.lay_out(
        figure("small-multiples", yearly(PLAIN[:3], [0, 8, 4], [4, 6, 8], [1, 2, 8]), {}), STYLE, "en"
    )
    eights = [layout.panels[0].runs[0][1][1], layout.panels[1].runs[0][2][1], layout.panels[2].runs[0][2][1]]
    assert eights == pytest.approx([eights[0]] * 3)


def test_on_its_own_scale_every_panel_uses_its_height():
    for panel in laid_out("own scales").panels:
        ys = [y for run in panel.runs for _, y in run]
        assert max(ys) - min(ys) > 0.5 * (panel.plot.bottom - panel.plot.top)


def test_gaps_are_left_open_and_a_lone_value_is_a_dot():
    layout = laid_out("gaps")
    assert [len(run) for run in layout.panels[0].runs] == [2, 4]
    assert [len(run) for run in layout.panels[1].runs] == [1, 1, 2]
    assert [len(run) for run in laid_out("years left out").panels[0].runs] == [3, 3, 2]


@pytest.mark.parametrize("width", ["column", "full"])
def test_panels_do_not_touch_and_stay_on_the_sheet(width):
    layout = laid_out("twelve", width)
    plots = [panel.plot for panel in layout.panels]
    assert not [pair for pair in combinations(plots, 2) if pair[0].overlaps(pair[1], 10)]
    assert max(plot.right for plot in plots) <= layout.width
    assert len({round(plot.right - plot.left, 6) for plot in plots}) == 1


def test_every_column_has_a_time_axis_under_its_last_panel():
    on_paper = printed(fed("small-multiples", FEEDS["five"]))
    assert len(on_paper.saying("2012")) == 2
    bottoms = {round(box.bottom) for box in on_paper.saying("2012")}
    assert len(bottoms) == 2


def test_the_last_value_stands_beside_the_last_point():
    layout = laid_out("a usual one")
    for panel in layout.panels:
        x, y = panel.runs[-1][-1]
        value = panel.texts[[text.type.colour for text in panel.texts].index(STYLE.house)]
        assert 0 < value.at[0] - x < 10
        assert abs(value.at[1] - y) < 8


def test_the_scale_s_numbers_stand_once_a_row_unless_each_panel_has_its_own():
    common, own = laid_out("a usual one"), laid_out("own scales")
    assert sum(text.words == "0" for panel in common.panels for text in panel.texts) == 2
    assert sum(text.words == "0" for panel in own.panels for text in panel.texts) == 6


@pytest.mark.parametrize(
    ("low", "high"), [(0, 225), (-7, 13), (3, 3), (0, 0), (0.001, 1e9), (-5, -5), (98, 103), (-1e-6, 1e-6)]
)
def test_a_scale_holds_its_values_in_few_round_steps(low, high):
    steps, bottom, top = trimmed(rounds(*from_zero(low, high), 3), *from_zero(low, high))
    assert bottom <= low <= high <= top
    assert bottom < top
    assert 2 <= len(steps) <= 4


def test_the_first_value_and_the_one_before_a_fall_are_named_too():
    layout = laid_out("beside the line")
    named = [{text.words for text in panel.texts if text.type.colour == STYLE.house} for panel in layout.panels]
    assert named == [{"3,811", "9,900", "5,800"}, {"8", "19"}, {"40", "103.7", "93.7", "99"}]
    assert [len(panel.dots) for panel in layout.panels] == [1, 1, 2]


def test_a_value_beside_the_line_is_a_hollow_dot_told_under_the_panels():
    layout = laid_out("beside the line")
    first = layout.panels[0]
    (ring,) = first.rings
    assert all(ring not in run for run in first.runs)
    drawn = printed(fed("small-multiples", FEEDS["beside the line"]))
    assert [fill for box, fill in drawn.marks if box.right - box.left == pytest.approx(2 * 2.2)].count(STYLE.paper) == 3
    told = " ".join(words for words, _ in drawn.words)
    assert "Kazakhstan, 5,800 on 1 Jul (the presidency); Kyrgyzstan, 99 on 1 Jul (a count since cut)" in told
    assert not laid_out("a usual one").aside


@pytest.mark.parametrize("name", ["beside the line", "own scales", "days"])
def test_values_beside_points_touch_neither_lines_nor_one_another(name):
    for panel in laid_out(name, "column").panels:
        boxes = [text.box(FACES) for text in panel.texts if text.type.colour == STYLE.house]
        assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
        pieces = [piece for run in panel.runs for piece in pairwise(run)]
        last = panel.runs[-1][-1]
        assert not [box for box in boxes for piece in pieces if box.meets_segment(*piece) and piece[1] != last]
