"""What ranked items say: who has most, where the chosen one stands, and what the reference parts."""

from datetime import date

import pytest
from drawing.feeds_ranked import MANY, RANGED, items
from drawing.names import PLAIN
from drawing.trial import meaning

from iria_reports.errors import InputFaults


def test_items_stand_in_order_of_their_value_and_equals_in_order_of_their_names():
    said = meaning("ranked", items(["B", "A", "C"], 1, 1, 9), {})
    assert [row[:2] for row in said.table.rows] == [("C", 9), ("A", 1), ("B", 1)]


def test_the_sentence_tells_the_ends_the_chosen_item_and_the_reference():
    options = {"unit": "deaths", "highlight": "Tajikistan", "reference": {"value": 30, "name": "Mean"}}
    said = meaning("ranked", items(PLAIN[:5], 50, 40, 30.5, 20, 10), options)
    assert said.subtitle == "Deaths, largest first"
    assert said.alternative == (
        "Ranked bars of 5 items (deaths): the most Kazakhstan (50), Uzbekistan (40) and Kyrgyzstan (30.5), "
        "the least Turkmenistan (10); Tajikistan is number 4 with 20; Mean: 30, with 3 of 5 above it."
    )


def test_the_sentence_names_nobody_whom_others_equal():
    tied = meaning("ranked", items(PLAIN, 5, 5, 3), {})
    assert tied.alternative == "Ranked bars of 12 items (value): the most 5, in 8 of them."
    equal = meaning("ranked", items(PLAIN, -5), {})
    assert equal.alternative == "Ranked bars of 12 items (value), each at −5."


def test_the_largest_are_drawn_with_the_chosen_one_and_the_subtitle_says_so():
    said = meaning("ranked", MANY, {"top": 3, "highlight": "Province 44", "unit": "people"})
    assert len(said.table.rows) == 4
    assert said.options["highlight"] == 3
    assert said.subtitle == "People, the 3 largest of 200 and Province 44"
    within = meaning("ranked", MANY, {"top": 3, "highlight": said.table.rows[0][0]})
    assert within.subtitle == "Value, the 3 largest of 200"


def test_a_range_without_a_lower_end_begins_at_the_value():
    rows = [{"label": "A", "value": 3, "value_high": 4.5, "source_id": "s; t"}]
    said = meaning("ranked", rows, {})
    assert [column.name for column in said.table.columns] == ["label", "value", "value_high", "sources"]
    assert said.subtitle.endswith("thin lines are ranges")
    assert said.sources == ("s", "t")


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (items(PLAIN, 1), {"highlight": "Kazakstan"}, "did you mean Kazakhstan or Uzbekistan?"),
        (items(PLAIN, 1), {"value": "valeu"}, "did you mean value?"),
        (items(PLAIN, "many"), {}, "'many' is not a number"),
        ([{**RANGED[0], "value_low": 50}], {}, "the range starts at 50, above the value of 40"),
        ([{**RANGED[0], "value_high": 5}], {}, "the range ends at 5, below the value of 40"),
    ],
)
def test_what_cannot_be_ranked_is_a_fault_with_a_next_step(rows, options, message):
    with pytest.raises(InputFaults) as caught:
        meaning("ranked", rows, options, as_of=date(2022, 1, 20))
    assert message in str(caught.value.faults[0])
    assert "; " in str(caught.value.faults[0])
