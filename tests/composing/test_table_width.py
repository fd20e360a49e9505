"""A table too wide for the page: the house leaves columns out and attaches them; an analyst is told to choose."""

import csv
import io
from datetime import date

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.composing.sections.widths import that_fit, width_of
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Column, DataTable, Report, Table
from iria_reports.setting.attachments import attachments
from iria_reports.writing.load import load_spec

NAMES = [f"indicator_{number}" for number in range(17)]
PANEL = "country,source_id," + ",".join(NAMES) + "\n" + "Kazakhstan,s0," + ",".join("1234567" for _ in NAMES) + "\n"
SPEC = "title: T\nas-of: 2022-02-01\ndata: [panel.csv]\n"
SECTION = "sections:\n  - {kind: table, heading: Panel, data: panel, title: The panel%s}\n"


def panel(write_desk: Write, sections: str = "") -> Desk:
    return write_desk(
        {
            "reports/sources/s.csv": "id,title,publisher,date\ns0,Title,House,2022-01-01\n",
            "reports/data/panel.csv": PANEL,
            "reports/x.yml": SPEC + sections,
        }
    )


def composed(desk: Desk) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2022, 3, 1)))


def the_table(report: Report) -> Table:
    (table,) = (block for block in report.blocks() if isinstance(block, Table))
    return table


def test_the_house_prints_the_columns_that_fit_with_their_source_and_says_which_it_left_out(write_desk: Write) -> None:
    table = the_table(composed(panel(write_desk)))
    printed = [column.name for column in table.table.columns]
    assert printed[:3] == ["country", "source_id", "indicator_0"]
    assert 4 < len(printed) < 19
    assert width_of(table.table) == table.width == "full"
    assert table.footer.startswith("In the attached data only, for want of room: ")
    assert "Indicator 16" in table.footer
    assert "Indicator 0" not in table.footer


def test_the_whole_table_is_attached_where_the_house_left_columns_out(write_desk: Write) -> None:
    (file,) = (one for one in attachments(composed(panel(write_desk))) if one.media_type == "text/csv")
    assert (file.name, file.description) == ("table-1-panel.csv", "Data of Table 1: Panel")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [len(row) for row in rows] == [19, 19]


def test_an_analyst_s_table_that_fits_no_page_is_a_fault_that_names_columns_to_choose(write_desk: Write) -> None:
    with pytest.raises(InputFaults) as caught:
        composed(panel(write_desk, SECTION % ""))
    (fault,) = caught.value.faults
    assert str(fault).startswith("reports/x.yml:5:5: sections[0]: “The panel” needs ")
    assert "mm for its 19 columns, and the page has 162 mm; choose columns" in str(fault)
    assert "`columns: [...]`, such as [country, source_id, indicator_0, " in fault.advice


def test_columns_an_analyst_did_not_choose_are_nowhere_in_the_file(write_desk: Write) -> None:
    report = composed(panel(write_desk, SECTION % ", columns: [country, indicator_3]"))
    table = the_table(report)
    assert (table.width, table.whole, table.footer) == ("column", None, "As of 1 February 2022.")
    assert all(b"indicator_4" not in file.content.lower() for file in attachments(report))
    assert all(b"Indicator 4" not in file.content for file in attachments(report))


@pytest.mark.parametrize(
    ("columns", "letters", "width"),
    [(4, 10, "column"), (8, 10, "full"), (12, 7, "full"), (13, 7, "tight"), (14, 7, None), (2, 80, None)],
)
def test_a_table_is_set_as_narrow_as_it_reads_well(columns: int, letters: int, width: str | None) -> None:
    table = DataTable(
        columns=tuple(Column(name=f"c{number}", label="c") for number in range(columns)),
        rows=(tuple("m" * letters for _ in range(columns)),),
    )
    assert width_of(table) == width


def test_a_sentence_may_run_over_lines() -> None:
    words = "a sentence of some words that runs on and on for quite a while, as remarks in a table do"
    table = DataTable(columns=(Column(name="a", label="A"), Column(name="b", label="B")), rows=(("x", words),))
    assert width_of(table) == "column"


def test_web_addresses_and_empty_columns_give_way_to_columns_that_fit() -> None:
    address = "https://example.org/" + "a" * 60
    columns = tuple(Column(name=name, label=name * 9) for name in ("page", "empty", *"abcdef"))
    table = DataTable(columns=columns, rows=((address, None, *("some words of a cell" for _ in range(6))),))
    assert that_fit(table, ("empty",)) == tuple("abcdef")


def test_a_word_longer_than_the_page_is_a_fault_even_where_the_house_chose(write_desk: Write) -> None:
    desk = write_desk({"reports/data/panel.csv": f"a\n{'x' * 200}\n", "reports/x.yml": SPEC})
    with pytest.raises(InputFaults, match=r"“Panel” needs 301 mm for its column, .*shorten its longest words"):
        composed(desk)
