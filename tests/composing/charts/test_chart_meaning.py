"""What each chart kind says: the rows drawn, the finding in words, and the faults of its data."""

import subprocess
import sys
from datetime import date

import pytest
from drawing.trial import PLACES, TOLLS, events, meaning

from iria_reports.composing.charts import CHARTS
from iria_reports.errors import InputFaults


def faults(kind, rows, options):
    with pytest.raises(InputFaults) as caught:
        meaning(kind, rows, options)
    return [str(fault) for fault in caught.value.faults]


def test_checking_a_chart_never_loads_matplotlib():
    code = "import sys, iria_reports.composing.charts; sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_option_is_described_for_the_schema():
    for kind in CHARTS:
        for name, field in kind.options.model_json_schema(by_alias=True)["properties"].items():
            assert field.get("description"), f"{kind.name}: {name}"


def test_the_toll_is_told_in_one_sentence_with_what_was_withdrawn():
    said = meaning("reported", TOLLS, {"unit": "deaths"})
    assert said.alternative == (
        "Line of 5 reported figures (deaths) from 8 on 5 January to 225 on 15 January 2022; "
        "the figure of 164 was withdrawn on 10 January."
    )
    assert said.sources == ("a", "b", "c")
    assert said.options["notes"] == ["", "", "", "withdrawn 10 Jan", ""]


def test_a_withdrawal_after_the_as_of_day_leaves_no_trace():
    said = meaning("reported", TOLLS[:4], {}, as_of=date(2022, 1, 9))
    assert "withdrawn" not in said.alternative
    assert "withdrawn_on" not in [column.name for column in said.table.columns]
    assert said.options["notes"] == [""] * 4


def test_the_timeline_counts_its_lanes_and_names_its_first_and_last_event():
    rows = events(8, crowded=False)
    options = {
        "lanes": {"clash": "Clashes", "protest": "Protest"},
        "phases": [{"name": "Spread", "from": date(2022, 1, 4), "to": date(2022, 1, 6)}],
    }
    said = meaning("timeline", rows, options)
    assert said.options["lanes"] == ["Clashes", "Protest"]
    assert said.alternative.startswith("Timeline of 4 events in 2 lanes, Clashes (2) and Protest (2), from “")
    assert said.alternative.endswith("phases: Spread from 4 January.")
    assert [row[2] for row in said.table.rows] == ["Clashes", "Clashes", "Protest", "Protest"]


def test_the_timeline_says_what_sorts_its_events_unless_the_column_is_only_called_lane():
    assert meaning("timeline", events(8, crowded=False), {}).subtitle.startswith("8 events by event type, ")
    sorted_by_hand = [{**event, "lane": event["event_type"]} for event in events(8, crowded=False)]
    assert meaning("timeline", sorted_by_hand, {"lane": "lane"}).subtitle.startswith("8 events in 4 strands, ")


def test_short_labels_are_used_where_the_table_has_them():
    rows = [{"date": date(2022, 1, 1), "event_type": "protest", "title": "A long title", "short": "Short"}]
    assert meaning("timeline", rows, {}).table.rows[0][-1] == "Short"


def test_the_other_day_of_an_event_is_told_and_kept_from_events_that_last():
    one = dict(events(1)[0], date=date(2022, 1, 5), end_date=None, or_date=date(2022, 1, 6))
    said = meaning("timeline", [one], {})
    assert said.subtitle.endswith("; a hollow dot is the other day it may have been")
    assert said.table.columns[1].label == "Or on"
    assert "yet it lasts to 2022-01-07" in faults("timeline", [{**one, "end_date": date(2022, 1, 7)}], {})[0]
    assert "the later of two days" in faults("timeline", [{**one, "or_date": date(2022, 1, 4)}], {})[0]


def test_a_figure_the_house_reckoned_is_told_apart_from_those_reported():
    rows = [dict(one, own="26 + 18" if one["value"] == 44 else None) for one in TOLLS]
    said = meaning("reported", rows, {})
    assert "our own sum is 44 on 7 January" in said.alternative
    assert [record.get("own") for record in said.table.records()] == [None, None, "26 + 18", None, None]
    assert "own" not in [column.name for column in meaning("reported", TOLLS, {}).table.columns]


def test_a_map_counts_rows_and_names_the_three_largest():
    rows = [PLACES[0]] * 3 + [PLACES[1]] * 2 + PLACES
    said = meaning("map", rows, {"exclude": ["Taraz"]})
    assert said.alternative == "Map of events in 3 places: Almaty (4), Kyzylorda (3) and Aktau (1)."
    assert [row[3] for row in said.table.rows] == [4, 3, 1]


def test_a_map_s_words_name_no_place_that_others_equal():
    rows = [{**PLACES[0], "place": name} for name in ("A", "A", "B", "B", "C", "D", "D", "D")]
    for row in rows:
        row["lat"] = 43 + ord(row["place"]) - ord("A")
    said = meaning("map", rows, {})
    assert said.alternative == "Map of events in 4 places: the most in D (3), A (2) and B (2)."
    tied = meaning("map", [row for row in rows if row["place"] != "C"] + [{**rows[4], "place": "C"}] * 2, {})
    assert tied.alternative == "Map of events in 4 places: the most in D (3)."


def test_reported_values_of_one_place_are_never_added_up():
    told = faults("map", [PLACES[0], dict(PLACES[0], value=20)], {"value": "value"})
    assert told == [
        "table.csv:3:1: place: Almaty has a second value; choose one with `only`: reported values must not be added up"
    ]


def test_a_wrong_column_is_answered_with_the_one_meant():
    assert "did you mean event_type?" in faults("timeline", events(3), {"lane": "event-type"})[0]


@pytest.mark.parametrize(
    ("kind", "rows", "options", "message"),
    [
        ("timeline", events(4), {"only": ["E9"]}, "no row known by 2022-01-20 has the id 'E9'"),
        ("timeline", events(4), {"lanes": {"protests": "P"}}, "no row has 'protests'"),
        ("timeline", events(4), {"cover": ["E9"]}, "no row known by 2022-01-20 has the id 'E9'"),
        ("timeline", [dict(events(1)[0], end_date=date(2021, 12, 1))], {}, "before it starts"),
        ("timeline", [dict(events(1)[0], title="x" * 91)], {}, "91 characters, more than 90"),
        ("timeline", events(81), {}, "81 events are more than the 80 that fit on a page"),
        ("timeline", events(4), {"from": date(2023, 1, 1), "to": date(2023, 1, 2)}, "no event is left to draw"),
        ("reported", [dict(TOLLS[0], value=-1)], {}, "-1 is below zero"),
        ("reported", [dict(TOLLS[0], value=None)], {}, "there is no value to draw"),
        ("reported", [dict(TOLLS[0], value_high=3)], {}, "below its start"),
        ("reported", TOLLS, {"scale-from": 10}, "8 lies below the foot of the scale, 10"),
        ("reported", [dict(one, series="deaths") for one in TOLLS], {"series": "death"}, "did you mean deaths?"),
        ("map", [dict(PLACES[0], lat=95)], {}, "95 is not between -90 and 90"),
        ("map", [dict(PLACES[0], lon=None)], {}, "there are no degrees"),
        ("map", PLACES[:1], {"exclude": ["Almaty"]}, "no place is left to draw"),
    ],
)
def test_what_cannot_be_drawn_is_a_fault_with_a_next_step(kind, rows, options, message):
    told = faults(kind, rows, options)
    assert message in told[0]
    assert "; " in told[0]


def test_all_faults_are_told_at_once():
    rows = [dict(TOLLS[0], value=-1), dict(TOLLS[1], label=None), dict(TOLLS[2], date=None)]
    assert len(faults("reported", rows, {})) == 3


def test_the_chart_knows_the_latest_day_any_of_its_rows_was_known():
    rows = [dict(one, known_on=one["date"]) for one in TOLLS]
    assert meaning("reported", rows, {}).known_on == date(2022, 1, 15)
