"""A lane's events are packed as high as they go, however many rows are passed over on the way."""

from itertools import count
from math import inf

import pytest

from drawing.trial import STYLE
from iria_reports.drawing import packing
from iria_reports.drawing.boxes import Box, below
from iria_reports.drawing.faces import Faces, Type

WORDS = ("Crowds", "Crowds meet police", "Crowds meet police at the old town hall gates", "Fuel prices rise again")
SPANS = [
    packing.Span(
        float(at * 37 % 400), float(at * 37 % 400) + (at % 3 > 1) * at * 9.0, WORDS[at % 4], either=at % 7 == 6
    )
    for at in range(30)
]


def room(*, orderly: bool) -> packing.Room:
    type = Type(STYLE.text_size, STYLE.ink)
    return packing.Room(1.0, 499.0, type, Faces(STYLE.fonts, STYLE.family), 1.22 * type.size, orderly, inf)


@pytest.mark.parametrize("orderly", [True, False])
@pytest.mark.parametrize("way", ["two lines", "either", "one line"])
def test_in_no_row_above_its_own_is_there_a_place_for_an_event(orderly, way):
    lane, name = room(orderly=orderly), Box(0, 0, 60, 10)
    placed = packing._packed(SPANS, [name], lane, way)
    boxes = [name]
    for number, one in enumerate(placed):
        shapes = packing._shapes(one.span, lane, way)
        for row in count():
            here = list(packing._candidates(one.span, shapes, lane, row))
            if one in here:
                break
            for other in here:
                assert packing._to_be_clear(other, boxes, lane) or packing._to_be_in_order(other, placed[:number], lane)
        boxes += [one.mark, one.label]


def test_how_far_down_is_clear_of_the_lowest_that_is_touched():
    assert below(Box(0, 0, 10, 10), [Box(5, 2, 6, 12), Box(5, 5, 6, 30), Box(10, 0, 20, 99)]) == 30
    assert below(Box(0, 0, 10, 10), [Box(0, 10, 10, 20), Box(20, 0, 30, 9)]) == 0
