"""Each chart kind as an analyst writes it: YAML and a table go in; a figure with its words and data comes out."""

from datetime import date

import pytest

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.errors import InputFaults
from iria_reports.report import Figure
from iria_reports.writing.load import load_spec

DESK = {
    "reports/sources/s.csv": "id,title,publisher,date\ns,T,The Bureau,2022-01-01\n",
    "reports/articles/a.md": "---\ntitle: T\ndate: 2022-01-01\n---\n\nText. [@s]\n",
    "reports/data/events.csv": "date,event_type,count,source_id\n2022-01-01,march,2,s\n2022-01-03,clash,1,s\n",
    "reports/data/prices.csv": "region,december,january,source_id\nAktau,60,120,s\nAstana,72,-5,s\nAtyrau,58,,s\n",
    "reports/data/growth.csv": "country,date,value,source_id\nA,2020-07-01,-2.5,s\nA,2021-07-01,,s\nA,2022-01-01,3,s\n",
}
HEAD = "title: T\nas-of: 2022-01-05\narticles: [a]\ndata: [events.csv, prices.csv, growth.csv]\nsections:\n"
CHARTS = {
    "daily": "data: events\n  count: count\n  types: {march: Marches, clash: Clashes}\n  to: 2022-01-04",
    "before-after": "data: prices\n  label: region\n  before: december\n  after: january\n  unit: tenge",
    "ranked": (
        "data: prices\n  label: region\n  value: december\n  highlight: Astana\n  top: 2\n"
        "  reference: {value: 63.3, name: Mean}"
    ),
    "small-multiples": "data: growth\n  series: country\n  scale: own\n  longest-gap: 400",
}


def figure(write_desk, options):
    desk = write_desk({**DESK, "reports/x.yml": f"{HEAD}- kind: chart\n  title: The finding\n  {options}\n"})
    report = compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2022, 2, 1)))
    (found,) = report.figures()
    return found


@pytest.mark.parametrize(
    ("kind", "subtitle"),
    [
        ("daily", "Events per day by event type, 1 to 4 January 2022"),
        ("before-after", "Tenge, December and January, with the change"),
        ("ranked", "December, the 2 largest of 3"),
        ("small-multiples", "Value, 2020 to 2022"),
    ],
)
def test_a_chart_s_words_come_from_its_data(write_desk, kind, subtitle):
    found: Figure = figure(write_desk, f"chart: {kind}\n  {CHARTS[kind]}")
    assert (found.kind, found.title, found.subtitle) == (kind, "The finding", subtitle)
    assert found.footer == "Source: The Bureau. As of 5 January 2022."
    assert found.alternative.count(". ") == 0
    assert found.table.columns[-1].name == "sources"


@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_s_words_can_be_the_analyst_s(write_desk, kind):
    own = "subtitle: What is measured\n  alternative: What is seen.\n  width: full"
    found = figure(write_desk, f"chart: {kind}\n  {CHARTS[kind]}\n  {own}")
    assert (found.subtitle, found.alternative, found.width) == ("What is measured", "What is seen.", "full")


def test_a_fault_in_an_option_is_told_at_its_line(write_desk):
    wrong = CHARTS["ranked"].replace("Astana", "Astna")
    with pytest.raises(InputFaults) as caught:
        figure(write_desk, f"chart: ranked\n  {wrong}")
    (fault,) = caught.value.faults
    found = "no item is called 'Astna'; did you mean Astana or Aktau?"
    assert str(fault) == f"reports/x.yml:12:14: sections[0].highlight: {found}"


def test_a_fault_in_a_row_is_told_at_its_cell(write_desk):
    with pytest.raises(InputFaults) as caught:
        figure(write_desk, "chart: ranked\n  data: prices\n  label: region\n  value: january")
    assert [str(fault.where) for fault in caught.value.faults] == ["reports/data/prices.csv:4:3"]
