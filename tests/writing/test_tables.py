"""Tables as spreadsheets save them become typed columns; sources count from the last day their date allows."""

from datetime import date, datetime

import pytest
from conftest import Write
from openpyxl import Workbook

from iria_reports.report import DataTable
from iria_reports.writing.sources import last_day
from iria_reports.writing.tables import load_table


def read(write_desk: Write, text: str, name: str = "t.csv", types: dict[str, str] | None = None) -> DataTable:
    desk = write_desk({f"reports/data/{name}": text})
    found = load_table(desk, name, "t", sheet=None, types=types or {})
    assert not found.faults, found.faults
    return found.table


def test_a_byte_order_mark_semicolons_and_windows_line_ends_are_understood(write_desk: Write) -> None:
    table = read(write_desk, "\ufeffdate;value;note\r\n2022-01-05;8;a, b\r\n")
    assert table.rows == ((date(2022, 1, 5), 8, "a, b"),)


def test_columns_are_dates_or_numbers_where_their_cells_are(write_desk: Write) -> None:
    table = read(write_desk, "day,count,share,code\n2022-01-05,8,0.5,007x\n2022-01-06,-9,−1.5,12\n")
    assert [column.type for column in table.columns] == ["date", "number", "number", "text"]
    assert table.rows[1][1:3] == (-9, -1.5)


def test_a_declared_type_comes_before_a_guess(write_desk: Write) -> None:
    assert read(write_desk, "code\n007\n12\n", types={"code": "text"}).rows == (("007",), ("12",))


def test_empty_cells_are_nothing_and_empty_lines_no_rows(write_desk: Write) -> None:
    assert read(write_desk, "date,value\n2022-01-05,\n\n,3\n").rows == ((date(2022, 1, 5), None), (None, 3))


def test_a_workbook_gives_the_same_table_as_a_csv(write_desk: Write) -> None:
    desk = write_desk({"reports/data/t.csv": "date,value,note\n2022-01-05,8,x\n"})
    book = Workbook()
    for row in (["date", "value", "note"], [datetime(2022, 1, 5), 8, "x"]):
        book.active.append(row)
    book.save(desk.data / "t.xlsx")
    book.close()
    from_csv = load_table(desk, "t.csv", "t", sheet=None, types={})
    from_book = load_table(desk, "t.xlsx", "t", sheet=None, types={})
    assert from_book.table == from_csv.table


def test_a_sheet_that_is_only_a_chart_is_passed_over_for_the_first_with_cells(write_desk: Write) -> None:
    desk = write_desk({"reports/data/x.csv": "a\n"})
    book = Workbook()
    book.create_chartsheet("Picture", 0)
    for row in (["date", "value"], [datetime(2022, 1, 5), 8]):
        book["Sheet"].append(row)
    book.save(desk.data / "t.xlsx")
    book.close()
    found = load_table(desk, "t.xlsx", "t", sheet=None, types={})
    assert (found.table.rows, found.faults) == (((date(2022, 1, 5), 8),), ())
    (fault,) = load_table(desk, "t.xlsx", "t", sheet="Picture", types={}).faults
    assert (fault.message, fault.advice) == ("no sheet 'Picture'", "it has Sheet")


def test_an_empty_sheet_is_a_fault_as_an_empty_csv_is(write_desk: Write) -> None:
    desk = write_desk({"reports/data/x.csv": "a\n"})
    book = Workbook()
    book.save(desk.data / "t.xlsx")
    book.close()
    (fault,) = load_table(desk, "t.xlsx", "t", sheet=None, types={}).faults
    assert str(fault) == "reports/data/t.xlsx:1:1: sheet 'Sheet' is empty; the first line names the columns"


def test_a_bad_cell_of_a_workbook_is_named_by_sheet_and_address(write_desk: Write) -> None:
    desk = write_desk({"reports/data/x.csv": "a\n"})
    book = Workbook()
    book.active.title = "Tolls"
    for row in (["date", "value"], ["2022-01-05", "eight"]):
        book.active.append(row)
    book.save(desk.data / "t.xlsx")
    book.close()
    (fault,) = load_table(desk, "t.xlsx", "t", sheet=None, types={}).faults
    assert str(fault.where) == "reports/data/t.xlsx:Tolls!B2"


@pytest.mark.parametrize(
    ("written", "day"),
    [("2022-01-20", date(2022, 1, 20)), ("2022-02", date(2022, 2, 28)), ("2022", date(2022, 12, 31)), ("soon", None)],
)
def test_a_source_counts_from_the_last_day_its_date_allows(written: str, day: date | None) -> None:
    assert last_day(written) == day


def test_dates_that_a_spreadsheet_rewrote_are_one_fault_with_the_days_they_may_be(write_desk: Write) -> None:
    days = ["05/01/2022", "2022-01-06", "07/01/2022", "31/01/2022"]
    desk = write_desk({"reports/data/t.csv": "date,title\n" + "".join(f"{day},x\n" for day in days)})
    (fault,) = load_table(desk, "t.csv", "t", sheet=None, types={}).faults
    assert str(fault) == (
        "reports/data/t.csv:2:1: date: '05/01/2022' is not an ISO date, nor are 2 more (lines 4, 5); "
        "write 2022-01-05; in a spreadsheet, give the column the format yyyy-mm-dd"
    )


@pytest.mark.parametrize(
    ("cell", "advice"),
    [
        ("44563", "write 2022-01-02; in a spreadsheet, give"),
        ("2022-01-03 14:30:00", "write 2022-01-03, without the time"),
    ],
)
def test_a_day_as_a_spreadsheet_counts_it_or_with_an_hour_is_told_as_a_day(
    write_desk: Write, cell: str, advice: str
) -> None:
    desk = write_desk({"reports/data/t.csv": f"date,title\n{cell},A march\n"})
    (fault,) = load_table(desk, "t.csv", "t", sheet=None, types={}).faults
    assert str(fault).startswith(f"reports/data/t.csv:2:1: date: '{cell}' is not an ISO date; {advice}")


@pytest.mark.parametrize("title", ["Deaths by place", "Deaths by place,,"])
def test_a_title_above_the_headings_is_one_fault_that_says_where_they_are(write_desk: Write, title: str) -> None:
    rows = "\n".join(f"2022-01-0{day},A march,{day}" for day in range(1, 9))
    desk = write_desk({"reports/data/t.csv": f"{title}\n\ndate,title,value\n{rows}\n"})
    table = load_table(desk, "t.csv", "t", sheet=None, types={})
    assert [str(fault) for fault in table.faults] == [
        "reports/data/t.csv:3:1: the headings seem to be on row 3, under the title 'Deaths by place'; "
        "take out what stands above them"
    ]
    assert [column.name for column in table.table.columns] == ["date", "title", "value"]
    assert len(table.rows) == 8


def test_a_table_of_a_thousand_columns_is_a_fault_at_once(write_desk: Write) -> None:
    desk = write_desk({"reports/data/t.csv": ",".join(f"c{n}" for n in range(1000)) + "\n1\n"})
    (fault,) = load_table(desk, "t.csv", "t", sheet=None, types={}).faults
    assert fault.message == "1,000 columns are more than a report can use (200)"
