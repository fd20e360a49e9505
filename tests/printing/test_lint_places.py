"""A layout finding is told at the line the analyst wrote: of its block, of what is around it, or of the report."""

from datetime import date

import pytest
from conftest import Write

from iria_reports.build import Built, Job, build
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Table

PALE = 'name: Pale\nbased-on: iria\npalette: {ink: "#8a8a8a"}\n'
SPEC = """title: Pale words
theme: pale
as-of: 2022-01-05
sections:
  - kind: judgements
    judgements:
      - {id: kj1, statement: It will likely last., likelihood: likely, confidence: low, basis: It did before.}
  - {kind: prose, heading: What happened}
"""
PROSE = "## What happened\n\nDrivers blocked the roads.\n\n### Why\n\n- Prices.\n- Wages.\n\n> They doubled.\n"
# Letters wider than composing reckons with: only the printed page shows that they do not fit.
LONG = "W" * 31


def built(desk: Desk) -> Built:
    return build(Job(desk.spec("x"), desk, Ask(today=date(2022, 1, 5)), desk.drafts))


@pytest.fixture
def desk(write_desk: Write) -> Desk:
    return write_desk({"templates/pale/theme.yml": PALE, "reports/x.yml": SPEC, "reports/x.md": PROSE})


def test_each_block_is_named_by_its_own_line_and_a_title_by_the_specification(desk: Desk) -> None:
    told = [str(warning) for warning in built(desk).warnings]
    places = {line.split(": page 1: ")[0]: line for line in told if "contrast" in line}
    assert sorted(places) == [
        "reports/x.md:10:1",
        "reports/x.md:3:1",
        "reports/x.md:5:5",
        "reports/x.md:7:1",
        "reports/x.yml:1:1",
        "reports/x.yml:7:9",
    ]
    assert places["reports/x.md:3:1"] == (
        "reports/x.md:3:1: page 1: “Drivers blocked the roads.” has a contrast of 3.5:1 to what is behind it, "
        "under 4.5:1; choose a darker colour in the theme"
    )


def test_a_table_cut_off_by_the_page_is_a_fault_at_its_section_and_the_earlier_file_stays(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/data/words.csv": f"a,b,c\n{LONG},{LONG},{LONG}\n",
            "reports/x.yml": "title: T\nas-of: 2022-01-05\ndata: [words.csv]\n"
            "sections:\n  - {kind: table, heading: Words, data: words, title: Long words}\n",
        }
    )
    desk.drafts.mkdir(parents=True)
    (desk.drafts / "x.pdf").write_bytes(b"an earlier file")
    with pytest.raises(InputFaults) as caught:
        built(desk)
    (fault,) = caught.value.faults
    assert str(fault.where) == "reports/x.yml:5:5"
    assert fault.subject == "page 1"
    assert "runs off the edge of the page" in fault.message
    assert "columns: [...]" in fault.advice
    assert (desk.drafts / "x.pdf").read_bytes() == b"an earlier file"


PANEL = {
    "country": "Country One", "capital": "Capital", "date": "2022-01-01", "gdp_growth": "3.4", "inflation": "5.1",
    "unemployment": "6.2", "population": "13000000", "debt_ratio": "77.1", "exports": "34000", "imports": "35000",
    "currency": "Dollar", "leader": "A. Leader", "party_in_office": "Unity and Progress Party",
    "next_election": "2024", "vote": "abstained", "alliance": "none", "energy_source": "natural gas",
    "trading_partner": "Neighbouring Republic", "remarks": "a remark that is a sentence and runs on for a while",
}  # fmt: skip
CSV = f"{','.join(PANEL)}\n{','.join(PANEL.values())}\n"


def test_a_spreadsheet_of_nineteen_columns_makes_a_readable_page(write_desk: Write) -> None:
    spec = "title: T\nas-of: 2022-02-01\ndata: [panel.csv]\n"
    one = built(write_desk({"reports/data/panel.csv": CSV, "reports/x.yml": spec}))
    assert one.proof.layout == ()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_table_set_over_the_whole_measure_with_less_padding_stays_on_its_page(write_desk: Write, paper: str) -> None:
    section = f"{{kind: table, heading: Panel, data: panel, title: All, columns: [{', '.join(list(PANEL)[:13])}]}}"
    spec = f"title: T\nas-of: 2022-02-01\npaper: {paper}\ndata: [panel.csv]\nsections:\n  - {section}\n"
    one = built(write_desk({"reports/data/panel.csv": CSV, "reports/x.yml": spec}))
    assert next(block for block in one.report.blocks() if isinstance(block, Table)).width == "tight"
    assert one.proof.layout == ()
