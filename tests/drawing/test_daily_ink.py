"""The ink of events per day: bars in proportion, names beside their parts, days without events that can be seen."""

from itertools import combinations

import pytest

from drawing.feeds import fed
from drawing.feeds_daily import COUNT, FEEDS, counted
from drawing.measured import printed
from drawing.trial import STYLE, figure
from iria_reports.drawing import daily
from iria_reports.drawing.faces import Faces
from iria_reports.drawing.fills import fill_of

FACES = Faces(STYLE.fonts, STYLE.family)


def laid_out(name, width="full"):
    return daily.lay_out(fed("daily", FEEDS[name], width), STYLE, "en")


def test_the_parts_of_a_bar_stand_on_each_other_in_proportion():
    layout = daily.lay_out(figure("daily", counted(("a", "b"), [3, 1], [1, 4]), COUNT), STYLE, "en")
    for day in (0, 1):
        below, above = (part for part in layout.parts if part.day == day)
        assert below.box.top == above.box.bottom
    heights = {(part.day, part.category): part.box.bottom - part.box.top for part in layout.parts}
    unit = heights[0, 0]
    assert {key: round(value / unit, 6) for key, value in heights.items()} == {
        (0, 0): 1,
        (0, 1): 3,
        (1, 0): 4,
        (1, 1): 1,
    }


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("name", [name for name, feed in FEEDS.items() if "fault" not in feed])
def test_no_bar_lies_under_words(name, width):
    on_paper = printed(fed("daily", FEEDS[name], width))
    assert not [words for words, box in on_paper.words for mark, _ in on_paper.marks if box.overlaps(mark)]


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("name", ["a usual one", "two types", "six types", "three days", "all equal"])
def test_types_are_named_beside_their_parts_where_that_fits(name, width):
    layout = laid_out(name, width)
    assert not layout.names.swatches
    assert len(layout.names.texts) >= len({part.category for part in layout.parts})


def test_each_name_stands_nearer_to_its_own_part_than_to_any_other():
    layout = laid_out("a usual one")
    types = ["Protest", "Clash", "Arrest"]
    for text in layout.names.texts:
        box = text.box(FACES)

        def away(part, box=box):
            across = max(part.box.left - box.right, box.left - part.box.right, 0)
            down = max(part.box.top - (box.top + box.bottom) / 2, (box.top + box.bottom) / 2 - part.box.bottom, 0)
            return across + down

        assert min(layout.parts, key=away).category == types.index(text.words)


def test_a_key_stands_above_where_the_names_find_no_place():
    layout = laid_out("two hundred days")
    assert [text.words for text in layout.names.texts] == ["Protest", "Clash"]
    assert max(box.bottom for box in layout.names.swatches) < layout.plot.top


def test_a_day_without_events_has_its_nought_or_a_ring():
    numbered = printed(fed("daily", FEEDS["one type"]))
    assert len(numbered.saying("0")) == 9
    assert len(laid_out("days without events").empty) == 53


def test_a_day_with_events_never_looks_empty():
    layout = laid_out("wildly different values")
    for day in range(9):
        parts = [part.box for part in layout.parts if part.day == day]
        assert max(box.bottom for box in parts) - min(box.top for box in parts) >= daily.LEAST - 1e-9


def test_whole_events_are_not_measured_in_halves():
    layout = laid_out("two hundred rows")
    assert [words for _, words in layout.grid] == ["0", "1", "2"]


def grey(colour):
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("pair", list(combinations(range(6), 2)), ids=str)
def test_types_part_without_colour(pair):
    one, two = (fill_of(category, STYLE) for category in pair)
    assert one.striped != two.striped or abs(grey(one.colour) - grey(two.colour)) > 20
