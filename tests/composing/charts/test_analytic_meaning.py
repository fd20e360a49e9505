"""Shares, likelihoods, scenarios, risks, conflicting figures and relations: the finding in words, and the faults."""

from dataclasses import replace
from datetime import date

import pytest
from drawing.feeds_conflicting import said
from drawing.feeds_likelihood import outcomes
from drawing.feeds_relations import PURGE, PURGE_SIDES, links
from drawing.feeds_risk_matrix import risks
from drawing.feeds_scenarios import scenarios
from drawing.feeds_share import DEAD, parts
from drawing.trial import ask, meaning
from hypothesis import given
from hypothesis import strategies as st

from iria_reports.composing.charts import CHARTS
from iria_reports.composing.charts.wording import per_cent, stated_per_cent
from iria_reports.composing.likelihood import ICD_203, PHIA, spoken
from iria_reports.errors import InputFaults


def faults(kind, rows, options, later=()):
    found = next(one for one in CHARTS if one.name == kind)
    with pytest.raises(InputFaults) as caught:
        found.read(replace(ask(rows), later=tuple(later)), found.options.model_validate(options))
    return [str(fault) for fault in caught.value.faults]


def read_later(kind, rows, options, later):
    found = next(one for one in CHARTS if one.name == kind)
    return found.read(replace(ask(rows), later=tuple(later)), found.options.model_validate(options))


def test_a_share_names_its_largest_parts_and_its_whole():
    told = meaning("share", DEAD, {"whole": "the dead", "unit": "people"})
    assert told.subtitle == "Parts of the dead: 238 people in all, and each part’s share"
    assert told.alternative == (
        "Bar of the dead in 4 parts: Emergency-rule violators 60%, Attackers 28%, Not classed 11% and Other crimes 2%; "
        "Emergency-rule violators is more than all others together; parts are rounded and add up to 101%."
    )
    assert [row[0] for row in told.table.rows][-1] == "Other crimes"


def test_per_cents_may_miss_100_by_rounding_and_it_is_said():
    told = meaning("share", parts(33, 33, 33), {"unit": "%"})
    assert told.subtitle == "Parts of the whole, in per cent; as rounded, they add up to 99"
    assert "add up to 93 per cent" in faults("share", parts(50, 43), {"unit": "%"})[0]


def test_shares_that_do_not_make_a_hundred_as_printed_say_so():
    assert meaning("share", DEAD, {}).options["rounding"] == "Parts are rounded and add up to 101%."
    assert meaning("share", parts(1, 1, 1), {}).options["rounding"] == "Parts are rounded and add up to 99%."
    assert meaning("share", parts(3, 1), {}).options["rounding"] == ""
    few = meaning("share", parts(700, 290, 5, 5), {"smallest": 2})
    assert few.options["rounding"] == ""


def test_parts_too_small_to_name_keep_their_rows_in_the_table():
    told = meaning("share", parts(70, 28, 0.9, 0.6, 0.5), {"rest": "Other"})
    assert told.options["rest"] == "Other (3)"
    assert (told.options["named"], len(told.table.rows)) == (2, 5)


def test_one_small_part_is_named_rather_than_called_the_others():
    assert meaning("share", parts(70, 29.5, 0.5), {}).options["named"] == 3


def test_a_highlight_known_later_leaves_no_trace():
    later = [{"label": "Quagga", "value": 3}]
    told = read_later("share", DEAD, {"highlight": "Quagga"}, later)
    assert "Quagga" not in str(told)


def test_likelihoods_are_ranked_and_told_with_word_and_range():
    told = meaning("likelihood", outcomes("unlikely", "very likely", 60), {})
    assert told.alternative == (
        "Likelihoods of 3 outcomes, the likeliest first: “1 Outcome” (very likely, 80% to 95%), "
        "“2 Outcome” (likely, 60%) and “Outcome” (unlikely, 20% to 45%)."
    )
    assert [row[2:4] for row in told.table.rows] == [(80, 95), (60, 60), (20, 45)]


CAME = {"outcome": "came", "outcomes": {"happened": "happened", "none found": "did not happen"}}


def test_what_became_of_judgements_is_in_the_table_and_in_the_alternative():
    rows = [{**one, "came": came} for one, came in zip(outcomes("likely", 10), ("happened", "none found"), strict=True)]
    told = meaning("likelihood", rows, CAME)
    assert [row[-1] for row in told.table.rows] == ["happened", "none found"]
    assert told.alternative.endswith("; what came: happened (1) and none found (1); happened: “Outcome”.")
    assert told.options["fates"] == ["happened", "did not happen"]
    assert told.options["notes"] == ["Happened", "None found"]


def test_an_outcome_without_a_meaning_is_a_fault():
    (told,) = faults("likelihood", [{**outcomes("likely")[0], "came": "non found"}], CAME)
    assert told == "table.csv:2:1: came: 'non found' is no outcome; did you mean none found?"
    (told,) = faults("likelihood", [{**outcomes("likely")[0], "came": None}], CAME)
    assert "there is no outcome" in told


def test_a_range_over_several_words_is_given_none():
    rows = [{"label": "A", "low": 10, "high": 30}, {"label": "B", "low": 60, "high": 80}]
    assert [row[1] for row in meaning("likelihood", rows, {}).table.rows] == ["likely", None]


def test_a_per_cent_falls_to_a_word_and_on_a_boundary_to_the_likelier():
    assert [ICD_203.word_for(value) for value in (0, 5, 19.9, 45, 55, 99, 100)] == [
        "almost no chance",
        "very unlikely",
        "very unlikely",
        "roughly even chance",
        "likely",
        "almost certain",
        "almost certain",
    ]
    assert [ICD_203.range(word) for word in ICD_203.sets[1]] == list(ICD_203.ranges)


def test_a_per_cent_in_a_gap_of_the_yardstick_goes_to_the_nearer_word_and_is_given_none_in_print():
    assert [PHIA.word_for(value) for value in (7, 8, 22.5, 37, 52, 53)] == [
        "remote chance",
        "highly unlikely",
        "unlikely",
        "unlikely",
        "realistic possibility",
        "likely",
    ]
    assert [PHIA.holding(value, value) for value in (52, 60, 100)] == [None, "likely", "almost certain"]
    assert (PHIA.range("probable"), PHIA.in_use("probable")) == ((55, 75), "probable")


@pytest.mark.parametrize("scale", [ICD_203, PHIA])
@given(value=st.floats(0, 100))
def test_a_per_cent_always_has_a_word_and_a_likelier_one_never_a_less_likely_word(scale, value):
    steps = [scale.step(scale.word_for(one)) for one in sorted((value, 50.0))]
    assert steps == sorted(steps)
    held = scale.holding(value, value)
    assert held in (None, scale.word_for(value))
    assert held or scale is PHIA


@given(low=st.integers(0, 100), high=st.integers(0, 100))
def test_a_range_is_read_as_it_is_written_and_nothing_else_is(low, high):
    read = spoken(f"{low} to {high}", ICD_203)
    assert (read and (read.low, read.high)) == ((low, high) if low < high else None)


def test_a_word_is_read_in_capitals_and_only_on_its_own_scale():
    assert spoken("Very  Likely", ICD_203).word == "very likely"
    assert spoken("very likely", PHIA) is None
    assert "did you mean" in PHIA.advice("very likely", "")


def test_the_charts_speak_the_scale_of_the_house():
    rows = [{"label": "A", "likelihood": "realistic possibility"}, {"label": "B", "likelihood": 52}]
    told = meaning("likelihood", rows, {}, scale=PHIA)
    assert told.subtitle == "Likelihood in per cent; words and ranges of the PHIA yardstick"
    assert [row[1] for row in told.table.rows] == [None, "realistic possibility"]
    assert told.spoken == ("realistic possibility",)


def test_the_two_sets_of_likelihood_words_are_never_mixed():
    (told,) = faults("likelihood", outcomes("remote", "likely"), {})
    assert "write 'probable': ICD 203 keeps a product to one set of words" in told


def test_scenarios_are_told_with_their_ranges():
    told = meaning("scenarios", scenarios(30, 70, reach=10), {"until": "by the end of 2022"})
    assert told.subtitle == "Probability by the end of 2022, per cent, and the range we give it; together 100"
    assert told.alternative == (
        "2 scenarios by the end of 2022, the most probable first: “1 Scenario” 70% (60 to 80%) "
        "and “Scenario” 30% (20 to 40%)."
    )
    assert meaning("scenarios", scenarios(30, 70), {"form": "bar"}).table.rows[0][0] == "Scenario"


def test_risks_are_told_with_their_likelihood_and_impact():
    rows = [
        {"label": "Mild", "likelihood": "very likely", "impact": "low"},
        {"label": "Grave", "likelihood": "likely", "impact": "High"},
    ]
    told = meaning("risk-matrix", rows, {"impact-on": "on trade"})
    assert [row[:3] for row in told.table.rows] == [(1, "Grave", "likely"), (2, "Mild", "very likely")]
    assert told.alternative == (
        "Matrix of 2 risks by likelihood and impact: “Grave” (likely, high impact) "
        "and “Mild” (very likely, low impact)."
    )


def test_risks_are_numbered_by_impact_and_then_by_likelihood():
    rows = [
        {"label": "Likely", "likelihood": "almost certain", "impact": "medium"},
        {"label": "Remote", "likelihood": "almost no chance", "impact": "high"},
        {"label": "Unlikely", "likelihood": "unlikely", "impact": "high"},
    ]
    assert [row[1] for row in meaning("risk-matrix", rows, {}).table.rows] == ["Unlikely", "Remote", "Likely"]


def test_conflicting_figures_are_grouped_and_told_with_what_stands():
    rows = [*said(2, ("Ministry", "Prosecutor"), scope="all dead"), *said(1, scope="officers")]
    rows[1] |= {"withdrawn_on": date(2022, 1, 9)}
    told = meaning("conflicting", rows, {"unit": "deaths"})
    assert told.alternative == (
        "3 figures (deaths) from 2 sources; what stands is 3 for all dead and 3 for officers; "
        "withdrawn was 13 (9 January)."
    )
    assert told.options["notes"] == ["", "withdrawn 9 Jan", ""]
    assert told.subtitle.endswith("by what is counted, 2022; hollow and struck out: withdrawn")


def test_a_conflicting_figure_s_withdrawal_after_the_as_of_day_leaves_no_trace():
    rows = said(2, gone=date(2022, 1, 9))
    told = meaning("conflicting", rows, {"withdrawn": "gone"}, as_of=date(2022, 1, 8))
    assert "withdrawn" not in str(told)
    assert "2022-01-09" not in told.table.model_dump_json()


def test_relations_count_their_links_by_kind_and_name_the_busiest():
    told = meaning("relations", PURGE, {"sides": PURGE_SIDES, "mutual": ["family"], "kinds": None})
    assert told.alternative == (
        "Diagram of 4 links between 4 actors: removes (2), appoints (1) and family (1); "
        "the sides are Old guard (2) and The state (2); Tokayev has the most, 3."
    )
    assert told.options["kinds"] == [["removes", False], ["appoints", False], ["family", True]]
    assert told.options["labels"][0] == "takes chair, 5\u00a0Jan"


def test_sides_actors_and_kinds_known_later_leave_no_trace():
    later = [{"from": "Quagga", "to": "Tokayev", "kind": "succeeds"}]
    options = {
        "sides": {**PURGE_SIDES, "Abroad": ("Quagga",)},
        "kinds": {"removes": "removes", "appoints": "appoints", "family": "family", "succeeds": "succeeds"},
        "mutual": ["succeeds"],
    }
    told = read_later("relations", PURGE, options, later)
    assert not [word for word in ("Quagga", "Abroad", "succeeds") if word in str(told)]


def test_an_actor_is_on_one_side_only():
    rows = [
        {"from": "A", "to": "B", "kind": "x", "from_side": "S", "to_side": "T"},
        {"from": "A", "to": "C", "kind": "x", "from_side": "T", "to_side": None},
    ]
    told = faults("relations", rows, {})
    assert "A is on the side 'T' here and on 'S' in an earlier row" in told[0]
    assert "C is on no side" in told[1]


def test_shares_near_nothing_and_near_the_whole_are_not_rounded_to_them():
    assert [per_cent(value, "en") for value in (0.04, 0.44, 12.5, 99.4, 99.99)] == [
        "<0.1%",
        "0.4%",
        "13%",
        "99.4%",
        ">99.9%",
    ]
    assert stated_per_cent(12.5, "de") == "12,5\u00a0%"


EMPTY = {
    "share": [{"label": None, "value": None}],
    "likelihood": [{"label": None, "likelihood": None}],
    "scenarios": [{"name": None, "probability": None}],
    "risk-matrix": [{"label": None, "likelihood": None, "impact": None}],
    "conflicting": [{"date": None, "value": None, "label": None}],
    "relations": [{"from": None, "to": None, "kind": None}],
}


@pytest.mark.parametrize("kind", EMPTY)
def test_empty_cells_are_told_all_at_once_each_with_a_next_step(kind):
    told = faults(kind, EMPTY[kind], {})
    assert len(told) >= 2
    assert all("; " in one and one.startswith("table.csv:2") for one in told)


@pytest.mark.parametrize("kind", EMPTY)
def test_a_table_without_rows_is_a_fault(kind):
    found = next(one for one in CHARTS if one.name == kind)
    empty = replace(ask(EMPTY[kind]), rows=())
    with pytest.raises(InputFaults, match="left to draw"):
        found.read(empty, found.options())


@pytest.mark.parametrize(
    ("kind", "rows", "options", "message"),
    [
        ("share", parts(4, -2), {}, "-2 is below zero"),
        ("share", parts(4, None), {}, "there is no value to draw"),
        ("share", parts(0, 0), {}, "the parts add up to nothing"),
        ("share", parts(1, 2, names=("A", "A")), {}, "'A' has a second row"),
        ("share", parts(*range(1, 201)), {}, "the 200 parts too small to name are more than half of the whole"),
        ("share", DEAD, {"highlight": "Atackers"}, "did you mean Attackers?"),
        ("likelihood", outcomes("maybe"), {}, "'maybe' is no likelihood"),
        ("likelihood", outcomes("likly"), {}, "did you mean likely or unlikely?"),
        ("likelihood", outcomes(120), {}, "120 is more than 100 per cent"),
        ("likelihood", outcomes(*[at % 100 for at in range(200)]), {}, "200 rows are more than the 12"),
        ("likelihood", [{"label": "A", "low": 40, "high": 20}], {}, "the range ends at 20, below its start at 40"),
        ("scenarios", scenarios(50, 40), {}, "add up to 90, not to 100"),
        ("scenarios", scenarios(0.6, 0.4), {}, "write per cents: 40, not 0.4"),
        ("scenarios", scenarios(120, -20), {}, "-20 is below zero"),
        ("scenarios", scenarios(*[0.5] * 200), {}, "200 scenarios are more than the 7"),
        ("scenarios", [dict(scenarios(100)[0], low=10, high=40)], {}, "100 lies outside its own range, 10 to 40"),
        ("scenarios", [dict(scenarios(100)[0], low=10)], {}, "one end only"),
        ("risk-matrix", risks(200), {}, "200 risks are more than the 20"),
        ("risk-matrix", risks(1, ("hihg",)), {}, "did you mean high?"),
        ("risk-matrix", risks(2), {"impacts": ["low", "Low"]}, "'low' stands twice"),
        ("risk-matrix", [dict(risks(1)[0], likelihood=-3)], {}, "-3 is below zero"),
        ("conflicting", said(200), {}, "200 statements need some 302 lines, more than the 64"),
        ("conflicting", [dict(said(1)[0], value=-4)], {}, "-4 is below zero"),
        ("conflicting", [dict(said(1)[0], withdrawn_on=date(2021, 1, 1))], {}, "before it was said"),
        ("relations", links(20, 200), {}, "200 links are more than the 24"),
        ("relations", links(25, 24), {}, "25 actors are more than the 20"),
        ("relations", [dict(PURGE[0], to="Tokayev")], {}, "'Tokayev' is tied to itself"),
        ("relations", PURGE, {"sides": {"State": ["Tokayev"]}}, "Nazarbayev is on no side"),
        ("relations", PURGE, {"mutual": ["familly"]}, "did you mean family?"),
    ],
)
def test_what_cannot_be_drawn_is_a_fault_with_a_next_step(kind, rows, options, message):
    told = faults(kind, rows, options)
    assert any(message in one for one in told), told
    assert all("; " in one for one in told)
