"""What small multiples say: where the lines end, on which scale they stand, and where values are missing."""

from datetime import date, timedelta

import pytest
from drawing.feeds_small_multiples import FEEDS, yearly
from drawing.trial import meaning

from iria_reports.composing.charts.wording import span
from iria_reports.errors import InputFaults

THREE = yearly(["A", "B", "C"], [1, 2, 5], [4, 4, 4], [9, 8, 2])


def test_the_sentence_tells_where_the_lines_end():
    said = meaning("small-multiples", THREE, {"unit": "seats"})
    assert said.subtitle == "Seats, 2012 to 2014"
    assert said.alternative == (
        "Lines over time in 3 panels (seats), 2012 to 2014: 1 end higher than they begin, 1 end lower and 1 end where "
        "they began; the last value is highest for A (5) and lowest for C (2)."
    )


def test_scales_of_their_own_are_said_in_the_subtitle():
    said = meaning("small-multiples", THREE, {"scale": "own"})
    assert said.subtitle == "Values, 2012 to 2014; each panel has its own scale"
    alone = meaning("small-multiples", THREE[:3], {"scale": "own"})
    assert "scale" not in alone.subtitle


def test_panels_are_named_ordered_and_chosen():
    said = meaning("small-multiples", THREE, {"panels": {"C": "The Senate", "A": "The House"}})
    assert said.options["panels"] == ["The Senate", "The House"]
    assert [row[0] for row in said.table.rows] == ["The Senate"] * 3 + ["The House"] * 3


def test_an_empty_cell_stays_in_the_table_and_is_told():
    said = meaning("small-multiples", FEEDS["gaps"]["rows"], {})
    assert None in [row[2] for row in said.table.rows]
    assert said.alternative.endswith("; values are missing in 2 of them.")


def test_a_step_left_out_of_even_steps_breaks_the_line():
    rows = [row for row in yearly(["A"], list(range(10))) if row["date"].year not in (2014, 2018, 2019)]
    assert meaning("small-multiples", rows, {}).options["breaks"] == [2, 5]


def test_a_gap_named_holds_for_even_steps_too():
    rows = [row for row in yearly(["A"], list(range(10))) if row["date"].year not in (2014, 2018, 2019)]
    assert meaning("small-multiples", rows, {"longest-gap": 800}).options["breaks"] == [5]


def test_months_of_different_length_are_even_steps():
    rows = [{"series": "A", "date": date(2021, month, 1), "value": month} for month in range(1, 13)]
    assert meaning("small-multiples", rows, {}).options["breaks"] == []


def test_uneven_steps_break_the_line_only_beyond_the_gap_named():
    days = [date(2022, 1, 1) + timedelta(days) for days in (0, 1, 5, 40, 43, 60)]
    rows = [{"series": "A", "date": day, "value": 1} for day in days]
    assert meaning("small-multiples", rows, {}).options["breaks"] == []
    assert meaning("small-multiples", rows, {"longest-gap": 20}).options["breaks"] == [3]


def test_days_outside_the_window_are_not_drawn():
    said = meaning("small-multiples", THREE, {"from": date(2013, 1, 1)})
    assert {row[1].year for row in said.table.rows} == {2013, 2014}
    assert said.options["from"] == "2013-01-01"


def test_a_span_is_told_as_finely_as_its_days_are_set():
    years = [date(year, 7, 1) for year in (2012, 2013, 2014)]
    months = [date(2021, month, 1) for month in (1, 2, 3)]
    days = [date(2022, 1, 1), date(2022, 1, 3)]
    assert [span(one, "en") for one in (years, months, days)] == [
        "2012 to 2014",
        "Jan 2021 to Mar 2021",
        "1 to 3 January 2022",
    ]
    assert span([days[0]], "en") == "1 January 2022"


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (THREE, {"panels": {"D": "D"}}, "no row has 'D' in the column 'series'"),
        (THREE, {"panels": {"A": "x" * 61}}, "61 characters, more than 60"),
        ([{**THREE[0], "series": None}], {}, "the row belongs to no series"),
        ([{**THREE[0], "date": "2012"}], {}, "'2012' is not a date"),
        (THREE, {"from": date(2020, 1, 1)}, "no value is left to draw"),
        (THREE, {"value": "valeu"}, "did you mean value?"),
    ],
)
def test_what_cannot_be_drawn_in_panels_is_a_fault_with_a_next_step(rows, options, message):
    with pytest.raises(InputFaults) as caught:
        meaning("small-multiples", rows, options)
    assert message in str(caught.value.faults[0])
    assert "; " in str(caught.value.faults[0])


def test_a_second_value_of_a_day_stands_beside_the_line_and_is_told():
    said = meaning("small-multiples", FEEDS["beside the line"]["rows"], {"scale": "own"})
    assert said.table.columns[-1].label == "Not in the line"
    assert [row[2:] for row in said.table.rows][3:5] == [(9900, None), (5800, "the presidency")]
    assert said.options["aside"] == [
        "Kazakhstan, 5,800 on 1 Jul (the presidency)",
        "Kyrgyzstan, 99 on 1 Jul (a count since cut)",
    ]
    assert "; not in the lines: Kazakhstan, 5,800 on 1 Jul (the presidency); Kyrgyzstan, 99" in said.alternative


def test_breaks_of_later_lines_count_the_values_beside_earlier_ones():
    rows = [{"series": name, "date": date(2022, 1, day), "value": 1} for name in "AB" for day in (1, 2, 3, 9)]
    rows.append({"series": "A", "date": date(2022, 1, 2), "value": 2, "beside": "another source"})
    assert meaning("small-multiples", rows, {}).options["breaks"] == [3, 8]
