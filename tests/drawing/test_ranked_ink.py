"""The ink of ranked items: bars in proportion from zero, values beyond their ends, a reference clear of words."""

import pytest

from drawing.feeds import fed
from drawing.feeds_ranked import FEEDS, items
from drawing.measured import printed
from drawing.names import PLAIN
from drawing.trial import STYLE, figure
from iria_reports.drawing import ranked
from iria_reports.drawing.faces import SEMIBOLD, Faces

FACES = Faces(STYLE.fonts, STYLE.family)


def laid_out(name, width="full"):
    return ranked.lay_out(fed("ranked", FEEDS[name], width), STYLE, "en")


def test_a_bar_s_length_stands_for_its_value_from_zero():
    layout = ranked.lay_out(figure("ranked", items(PLAIN[:3], 40, -20, 10), {}), STYLE, "en")
    lengths = [mark.x - layout.zero for mark in layout.marks]
    assert [length / lengths[0] for length in lengths] == pytest.approx([1, 0.25, -0.5])


def test_dots_far_from_zero_need_no_zero_and_say_where_they_stand():
    layout = laid_out("dots far from zero")
    assert layout.zero is None
    assert {"96", "100", "106"} <= {text.words for text in layout.texts}


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("name", [name for name, feed in FEEDS.items() if "fault" not in feed])
def test_no_mark_lies_under_words(name, width):
    on_paper = printed(fed("ranked", FEEDS[name], width))
    hidden = [words for words, box in on_paper.words for mark, _ in on_paper.marks if box.overlaps(mark)]
    assert not hidden


@pytest.mark.parametrize("name", [name for name, feed in FEEDS.items() if "reference" in feed["options"]])
def test_the_reference_line_passes_through_no_words(name):
    layout = laid_out(name, "column")
    x, top = layout.reference
    (line,) = (piece for piece in ranked.to_the_foot(x, layout.plot.top, layout, FACES))
    assert line == [(x, layout.plot.top), (x, layout.plot.bottom)]
    assert top < layout.plot.top


def test_the_chosen_item_stands_out_without_colour_too():
    layout = laid_out("a usual one")
    assert [text.words for text in (*layout.texts, *layout.values) if text.type.weight == SEMIBOLD] == [
        "Mongolia",
        "Mean of the region: 74.5",
        "60",
    ]


def test_ranges_are_drawn_from_end_to_end_with_the_value_beyond_them():
    layout = laid_out("ranges")
    low, high = layout.marks[0].span
    assert low < layout.marks[0].x < high
    assert layout.values[0].box(FACES).left > high
    assert layout.values[1].words == "(32–60)"
