"""What hangs in the outer column or before a source stands alone there: no two labels share a line."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import Write
from pens import HERE

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.report import Report
from iria_reports.setting.galley import set_galley
from iria_reports.writing.load import load_spec

SPEC = """title: T
data: [t.csv]
sections:
  - {kind: table, data: t, title: Counts, id: counts}
  - {kind: prose, heading: Part}
  - sources
"""


@pytest.fixture
def desk(write_desk: Write) -> Desk:
    return write_desk(
        {
            "reports/sources/s.csv": "id,title,publisher,date\none,T,P,2022-01-02\n",
            "reports/data/t.csv": "what,number\nA,1\n",
            "reports/x.md": "## Part\n\nText. [@one]\n",
            "reports/x.yml": SPEC,
        }
    )


def composed(desk: Desk, theme: str) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2022, 3, 1), theme=theme))


@pytest.mark.parametrize("theme", ["iria", "ledger"])
def test_what_stands_first_without_a_heading_takes_no_number_and_no_line_of_the_contents(
    desk: Desk, tmp_path: Path, theme: str
) -> None:
    report = composed(desk, theme).model_copy(update={"kind": "special-report"})
    assert [(section.title, section.number) for section in report.sections] == [
        ("", ""),
        ("Part", "1"),
        ("Sources", ""),
    ]
    html = (set_galley(report, desk, tmp_path / "galley", HERE).folder / "report.html").read_text()
    assert re.findall(r"<h2>(.*?)</h2>", html) == ['<span class="number">1</span> Part', "Sources"]
    assert html.count("<x-toci") == 2
    assert html.index("Table 1") < html.index("<h2>")


@pytest.mark.parametrize(("count", "room"), [(999, 5.5), (1000, 7.2)])
def test_the_list_of_sources_has_room_for_its_longest_number(
    desk: Desk, tmp_path: Path, count: int, room: float
) -> None:
    report = composed(desk, "iria")
    one = report.sources[0]
    many = tuple(one.model_copy(update={"id": f"s{n}", "number": n}) for n in range(2, count + 1))
    galley = set_galley(report.model_copy(update={"sources": (one, *many)}), desk, tmp_path / "galley", HERE)
    css = (galley.folder / "assets" / "theme.css").read_text()
    assert f"padding-left: {room}mm; margin: 0 0 .8pt" in css
    assert re.search(r"ol\.sources \.number \{[^}]*white-space: nowrap", css)


def test_the_headings_of_the_back_matter_stand_where_every_other_stands(desk: Desk, tmp_path: Path) -> None:
    """Ledger hangs a heading's rule out into the narrow column: a shorthand of the house's would pull it in again."""
    galley = set_galley(composed(desk, "ledger"), desk, tmp_path / "galley", HERE)
    css = (galley.folder / "assets" / "theme.css").read_text()
    rules = re.findall(r"section\.sources h2[^{]*\{([^}]*)\}", css)
    assert rules
    assert not [rule for rule in rules if re.search(r"margin(-left)?:", rule)]
