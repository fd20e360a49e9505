"""What events per day say: how many there were of which type, on which day most, and on how many days none."""

from datetime import date

import pytest
from drawing.feeds_daily import COUNT, COUNTS, counted
from drawing.trial import meaning

from iria_reports.errors import InputFaults

WEEK = counted(("protest", "clash"), [1, 0, 4, 2], [0, 0, 3, 1])


def test_the_sentence_tells_the_types_the_busiest_day_and_the_days_without_events():
    said = meaning("daily", WEEK, COUNT)
    assert said.subtitle == "Events per day by event type, 1 to 4 January 2022"
    assert said.alternative == (
        "Stacked bars of events per day, 1 to 4 January 2022, 11 in all: Protest (7) and Clash (4); "
        "the most, 7, on 3 January; none on 1 of 4 days."
    )


def test_every_day_has_a_row_those_without_events_too():
    rows = [{"date": date(2022, 1, day), "event_type": "clash", "source_id": f"s{day}"} for day in (2, 2, 5)]
    said = meaning("daily", rows, {})
    assert [row[:3] for row in said.table.rows] == [
        (date(2022, 1, 2), 2, 2),
        (date(2022, 1, 3), 0, 0),
        (date(2022, 1, 4), 0, 0),
        (date(2022, 1, 5), 1, 1),
    ]
    assert [row[3] for row in said.table.rows] == ["s2", None, None, "s5"]
    assert said.subtitle == "Events per day (Clash), 2 to 5 January 2022"


def test_days_after_the_as_of_day_are_not_said_to_have_had_none():
    options = {**COUNT, "to": date(2022, 1, 31)}
    assert meaning("daily", WEEK, options, as_of=date(2022, 1, 6)).table.rows[-1][0] == date(2022, 1, 6)


def test_the_most_frequent_type_stands_lowest_unless_told():
    rows = counted(("protest", "clash", "riot"), *COUNTS)
    assert meaning("daily", rows, COUNT).options["types"] == ["Protest", "Clash", "Riot"]
    types = {"riot": "Violence", "clash": "Violence", "protest": "Peaceful"}
    said = meaning("daily", rows, {**COUNT, "types": types})
    assert said.options["types"] == ["Violence", "Peaceful"]
    assert said.table.rows[4][1:] == (10, 9, 19)


def test_an_event_of_several_days_counts_on_its_first_and_the_subtitle_says_so():
    rows = [{"date": date(2022, 1, 1), "end_date": date(2022, 1, 3), "event_type": "strike"}]
    said = meaning("daily", rows, {})
    assert len(said.table.rows) == 1
    assert said.subtitle == "Events per day (Strike), each on its first day, 1 January 2022"


def test_days_that_share_the_most_are_counted_not_named():
    said = meaning("daily", counted(("clash",), [2, 2, 1]), {**COUNT, "unit": "clashes"})
    assert said.alternative == (
        "Bars of clashes per day (Clash), 1 to 3 January 2022, 5 in all; the most, 2, on each of 2 days."
    )


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        (WEEK, {"types": {"protests": "P"}}, "did you mean protest?"),
        (WEEK, {"type": "event-type"}, "did you mean event_type?"),
        (WEEK, {"from": date(2022, 1, 10)}, "before it starts on 2022-01-10"),
        ([{**WEEK[0], "event_type": None}], {}, "the event is of no type"),
        ([{**WEEK[0], "date": None}], {}, "there is no date"),
        (WEEK, {"types": {"clash": "x" * 61}}, "61 characters, more than 60"),
    ],
)
def test_what_cannot_be_counted_is_a_fault_with_a_next_step(rows, options, message):
    with pytest.raises(InputFaults) as caught:
        meaning("daily", rows, options)
    assert message in str(caught.value.faults[0])
    assert "; " in str(caught.value.faults[0])
