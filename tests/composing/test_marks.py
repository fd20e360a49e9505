"""A report is marked no lower than anything in it, its sources too, and no higher for what it withholds."""

from datetime import date

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Report
from iria_reports.writing.load import load_spec

SOURCES = (
    "id,title,publisher,date,mark\nopen,T,P,2022-01-02,\ngreen,T,P,2022-01-02,TLP:GREEN\nred,T,P,2022-01-09,TLP:RED\n"
)
ARTICLE = '---\ntitle: A town\ndate: 2022-01-02\nmark: "TLP:AMBER"\n---\n\n{mark="TLP:GREEN"}\nOut. [@open]\n'
EVENTS = "date,title,event_type,source_id\n2022-01-02,A march,march,green\n"


def written(write_desk: Write, sections: str, text: str = "", spec: str = "") -> Desk:
    files = {"reports/sources/s.csv": SOURCES, "reports/data/events.csv": EVENTS, "reports/articles/town.md": ARTICLE}
    head = f"title: T\n{spec}data: [events.csv]\narticles: [town]\nsections:\n"
    return write_desk({**files, "reports/x.md": text, "reports/x.yml": head + sections})


def composed(desk: Desk, audience: str = "policymakers", day: date | None = None) -> Report:
    ask = Ask(today=date(2022, 3, 1), audience=audience, as_of=day, leave_out_later=bool(day))
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), ask)


def marks(report: Report) -> list[str | None]:
    return [block.meta.mark for block in report.blocks()]


def test_nothing_marked_is_no_mark(write_desk: Write) -> None:
    assert composed(written(write_desk, "  - prose\n", "Said. [@open]\n")).mark is None


def test_a_block_is_marked_as_the_strictest_of_its_sources(write_desk: Write) -> None:
    report = composed(written(write_desk, "  - prose\n", "Said. [@open; @green]\n\n- One.\n- Two. [@red]\n"))
    assert marks(report) == ["TLP:GREEN", "TLP:RED"]
    assert (report.mark, report.sections[0].mark) == ("TLP:RED", "TLP:RED")


def test_a_chart_and_its_annex_are_marked_as_the_sources_of_their_rows(write_desk: Write) -> None:
    chart = "  - {kind: chart, chart: timeline, data: events, title: One march, heading: Events}\n  - annex\n"
    assert marks(composed(written(write_desk, chart))) == ["TLP:GREEN", "TLP:GREEN"]


def test_a_source_that_is_left_out_for_its_day_marks_nothing(write_desk: Write) -> None:
    desk = written(write_desk, "  - prose\n", "- One. [@green]\n- Two. [@red]\n")
    assert composed(desk, day=date(2022, 1, 5)).mark == "TLP:GREEN"


def test_what_is_withheld_from_a_reader_does_not_raise_the_mark(write_desk: Write) -> None:
    text = '{audience="academics" mark="TLP:RED"}\nFor some.\n\nFor all. [@green]\n'
    desk = written(write_desk, "  - prose\n  - {kind: article, article: town, audiences: [academics]}\n", text)
    assert composed(desk).mark == "TLP:GREEN"
    assert composed(desk, "academics").mark == "TLP:RED"


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ("  - {kind: article, article: town}\n", "TLP:AMBER"),  # its paragraph says green, its head amber
        ('  - {kind: article, article: town, mark: "TLP:RED"}\n', "TLP:RED"),
        ('  - {kind: article, article: town, mark: "TLP:CLEAR"}\n', "TLP:AMBER"),
    ],
)
def test_a_looser_mark_within_does_not_loosen_what_stands_around(
    write_desk: Write, sections: str, expected: str
) -> None:
    report = composed(written(write_desk, sections))
    assert (report.mark, marks(report)) == (expected, [expected])


def test_a_figure_is_marked_as_the_paragraph_it_stands_for(write_desk: Write) -> None:
    chart = '  - prose\n  - {kind: chart, chart: timeline, data: events, id: e, title: One march, mark: "TLP:CLEAR"}\n'
    report = composed(written(write_desk, chart, 'First.\n\n{mark="TLP:AMBER"}\n[@fig:e]\n'))
    assert marks(report) == [None, "TLP:AMBER"]


def test_the_report_s_own_mark_is_a_floor(write_desk: Write) -> None:
    desk = written(write_desk, "  - prose\n", "Said. [@green]\n", 'mark: "TLP:AMBER"\n')
    assert composed(desk).mark == "TLP:AMBER"


def test_an_unknown_mark_of_a_source_is_a_fault_of_its_row(write_desk: Write) -> None:
    desk = written(write_desk, "  - prose\n", "Said. [@open]\n")
    (desk.sources / "s.csv").write_text(SOURCES.replace("TLP:GREEN", "TLP:GRENE"), "utf-8")
    with pytest.raises(InputFaults, match=r"s\.csv:3:1: mark: no such mark 'TLP:GRENE' of the source green; did you"):
        composed(desk)
