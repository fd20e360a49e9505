"""One hue for a name: whatever a report's charts call alike is coloured alike, and apart from what stands beside it."""

from datetime import date
from itertools import combinations

from drawing.trial import STYLE, figure

from iria_reports.composing.hues import hues_of, one_hue_a_name
from iria_reports.drawing.fills import fill_of
from iria_reports.report import Section

DAY = date(2022, 1, 5)


def chart(kind, *types):
    rows = [{"date": DAY, "event_type": type, "title": f"A {type}"} for type in types]
    return figure(kind, rows, {})


def test_a_name_keeps_the_hue_it_was_first_given():
    hues = hues_of([["Fuel", "Protest", "Violence", "State"], ["Protest", "Violence", "Oil"], ["violence"]])
    assert hues == {"fuel": 0, "protest": 1, "violence": 2, "state": 3, "oil": 4}


def test_names_of_one_chart_differ_also_where_they_first_met_in_another():
    charts = [["a", "b", "c", "d"], ["e", "f", "g", "h"], ["a", "h"], ["b", "g", "e"]]
    hues = hues_of(charts)
    assert all(hues[one] != hues[two] for names in charts for one, two in combinations(names, 2))


def test_a_seventh_name_shares_a_hue_as_few_do():
    hues = hues_of([list("abcdefgh")])
    assert list(hues.values()) == [0, 1, 2, 3, 4, 5, 0, 1]


def test_one_name_has_one_colour_in_the_timeline_and_in_the_days_of_a_report():
    blocks = (chart("timeline", "fuel", "protest", "clash"), chart("daily", "clash", "protest", "oil"))
    (section,) = one_hue_a_name([Section(id="a", kind="chart", title="", blocks=blocks)])
    timeline, daily = (block.options["hues"] for block in section.blocks)
    assert timeline["Clash"] == daily["Clash"] == 2
    assert daily["Oil"] not in timeline.values()
    assert fill_of(timeline["Protest"], STYLE) == fill_of(daily["Protest"], STYLE)


def test_figures_without_categories_stay_as_they_are():
    section = Section(id="a", kind="chart", title="", blocks=(figure("share", [{"label": "A", "value": 1}], {}),))
    assert one_hue_a_name([section]) == [section]
