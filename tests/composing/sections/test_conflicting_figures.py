"""Figures that disagree are printed once as a chart of their spread and once as a table of their standing."""

from datetime import date
from pathlib import Path

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Block, Figure, Report, Table
from iria_reports.writing.load import load_spec

EXAMPLE = (Path(__file__).parent / "conflicting-figures.yml").read_text(encoding="utf-8")
TODAY = date(2022, 3, 1)
SOURCES = "id,title,publisher,date,grade\na,T,P,2022-01-02,B2\nb,T,P,2022-01-02,C3\n"
TOLLS = """id,date,value,value_high,scope,label,withdrawn_on,confidence,source_id
T1,2022-01-09,164,,All dead,State TV,2022-01-10,confirmed,a
T2,2022-01-15,225,240,All dead,Prosecutors,,confirmed,a
T3,2022-01-15,19,,Officers,Prosecutors,,single-source,b
"""


def desk_with(write_desk: Write, sections: str = EXAMPLE, text: str = "See [@fig:tolls].\n") -> Desk:
    files = {"reports/sources/s.csv": SOURCES, "reports/data/tolls.csv": TOLLS, "reports/x.md": text}
    return write_desk({**files, "reports/x.yml": f"title: T\ndata: [tolls.csv]\nsections:\n- prose\n{sections}"})


def composed(desk: Desk, ask: Ask | None = None) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), ask or Ask(today=TODAY))


def drawn(blocks: tuple[Block, ...]) -> tuple[Figure, Table]:
    figure, table = blocks[-2:]
    assert isinstance(figure, Figure)
    assert isinstance(table, Table)
    return figure, table


def test_the_table_says_in_words_who_gave_what_and_whether_it_stands(write_desk: Write) -> None:
    figure, table = drawn(composed(desk_with(write_desk)).sections[0].blocks)
    assert (figure.kind, figure.label, table.label) == ("conflicting", "Figure 1", "Table 1")
    assert [column.label for column in table.table.columns] == [
        *("What is counted", "Given by", "On", "Figure", "Up to", "Support", "Status", "Sources")
    ]
    said = [(row["label"], row["value"], row["value_high"], row["status"]) for row in table.table.records()]
    assert said == [
        ("State TV", 164, None, "Withdrawn 10 Jan 2022"),
        ("Prosecutors", 225, 240, "Stands"),
        ("Prosecutors", 19, None, "Stands"),
    ]
    assert [row["grade"] for row in table.table.records()] == ["confirmed", "confirmed", "single-source"]


def test_without_a_column_of_grades_those_of_the_sources_are_printed(write_desk: Write) -> None:
    _, table = drawn(composed(desk_with(write_desk, EXAMPLE.replace("  grade: confidence\n", ""))).sections[0].blocks)
    assert [row["grade"] for row in table.table.records()] == ["B2", "B2", "C3"]
    assert table.table.columns[5].label == "Grade"


def test_both_stand_where_the_figure_s_reference_stands_alone(write_desk: Write) -> None:
    report = composed(desk_with(write_desk, text="Before.\n\n[@fig:tolls]\n\nAfter, [@tbl:tolls-table].\n"))
    assert [block.type for block in report.sections[0].blocks] == ["paragraph", "figure", "table", "paragraph"]


def test_under_a_heading_of_its_own_it_is_a_section(write_desk: Write) -> None:
    report = composed(desk_with(write_desk, EXAMPLE + "  heading: How many died\n"))
    section = report.sections[1]
    assert (section.id, section.number, section.kind) == ("how-many-died", "2", "conflicting-figures")


def test_on_an_earlier_day_both_are_of_that_day_or_gone(write_desk: Write) -> None:
    desk = desk_with(write_desk, text="See [@tbl:tolls-table].\n\nAlone.\n")
    earlier = composed(desk, Ask(today=TODAY, as_of=date(2022, 1, 9), leave_out_later=True))
    _, table = drawn(earlier.sections[0].blocks)
    assert [row["status"] for row in table.table.records()] == ["Stands"]
    before = composed(desk, Ask(today=TODAY, as_of=date(2022, 1, 5), leave_out_later=True))
    assert [block.type for block in before.blocks()] == ["paragraph"]


def test_a_column_of_grades_that_is_not_there_is_a_fault_of_its_place(write_desk: Write) -> None:
    desk = desk_with(write_desk, EXAMPLE.replace("grade: confidence", "grade: confidnce"))
    with pytest.raises(InputFaults) as found:
        composed(desk)
    assert str(found.value) == (
        "reports/x.yml:10:10: sections[1].grade: no column 'confidnce' in the table 'tolls'; did you mean confidence?"
    )
