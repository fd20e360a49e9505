"""The ink of values before and after: one scale, hollow before and full after, labels that are spread and tied."""

from itertools import pairwise

import pytest

from drawing.feeds import fed
from drawing.feeds_before_after import FEEDS, USUAL, pairs
from drawing.measured import printed
from drawing.names import PLAIN
from drawing.trial import STYLE, figure
from iria_reports.drawing import dumbbell, slope
from iria_reports.drawing.spreading import spread


def test_both_dots_of_every_dumbbell_stand_on_one_scale():
    layout = dumbbell.lay_out(figure("before-after", USUAL, {"form": "dumbbell"}), STYLE, "en")
    places = {(v, x) for d in layout.dumbbells for v, x in ((d.pair.before, d.before), (d.pair.after, d.after))}
    ordered = sorted(places)
    steps = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(ordered)]
    assert steps == pytest.approx([steps[0]] * len(steps))


def test_before_is_hollow_and_after_is_full_without_colour():
    on_paper = printed(figure("before-after", USUAL[:1], {}))
    assert [fill == STYLE.paper for _, fill in on_paper.marks] == [True, False]


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("name", [name for name, feed in FEEDS.items() if "fault" not in feed])
def test_no_dot_lies_under_words(name, width):
    on_paper = printed(fed("before-after", FEEDS[name], width))
    assert not [words for words, box in on_paper.words for mark, _ in on_paper.marks if box.overlaps(mark)]


def test_small_differences_between_large_values_do_not_look_large():
    layout = dumbbell.lay_out(figure("before-after", pairs(PLAIN, (1000, 1001)), {}), STYLE, "en")
    one = layout.dumbbells[0]
    assert one.after - one.before < (layout.plot.right - layout.plot.left) / 50


def test_a_gap_has_one_dot_and_no_change():
    layout = dumbbell.lay_out(fed("before-after", FEEDS["gaps"]), STYLE, "en")
    alone = [one for one in layout.dumbbells if one.before is None or one.after is None]
    assert [one.pair.change for one in alone] == ["–"] * 3


def test_labels_of_slopes_stand_in_the_order_of_their_dots():
    layout = slope.lay_out(fed("before-after", FEEDS["slopes by order"]), STYLE, "en")
    for ends in ([one.before for one in layout.slopes], [one.after for one in layout.slopes]):
        by_dot = sorted(ends, key=lambda end: (end.y, end.label))
        assert by_dot == sorted(ends, key=lambda end: end.label)


def test_names_stand_on_both_sides_where_the_lines_leave_room():
    rows = USUAL[:4]
    full = printed(figure("before-after", rows, {}, width="full"))
    assert len(full.saying("Kazakhstan")) == 2
    wide_names = printed(fed("before-after", FEEDS["slopes of sixty characters"], "column"))
    assert len(wide_names.saying("of Iraq, Baghdad desks")) == 1


def test_spread_labels_keep_their_order_touch_nothing_and_stay_within():
    wanted, heights = [5.0, 6.0, 50.0, 99.0, 98.0], [10.0] * 5
    middles = spread(wanted, heights, (0.0, 100.0))
    assert middles[2] == 50.0
    assert middles[3] == 95.0
    ordered = sorted(middles)
    assert all(after - before >= 10 - 1e-9 for before, after in pairwise(ordered))
    assert ordered[0] >= 5
    assert ordered[-1] <= 95
