"""A rendition with more pages than its audience is to have is told, and printed all the same."""

from datetime import date
from pathlib import Path

from conftest import Write

from iria_reports.build import over_budget
from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.printing.proof import Proof
from iria_reports.writing.load import load_spec


def told(write_desk: Write, audience: str, pages: int) -> list[str]:
    desk = write_desk(
        {"reports/x.yml": "title: T\nsections: [bottom-line]\n", "reports/x.md": "## Bottom line\n\nIt is.\n"}
    )
    spec = load_spec(desk.spec("x"), desk, ReportChoices)
    report = compose(spec, Ask(today=date(2022, 3, 1), audience=audience))
    return [str(one) for one in over_budget(spec, report, Proof(Path("x.pdf"), pages=pages, notes=0, sha256=""))]


def test_a_brief_of_three_pages_is_told_with_what_to_do(write_desk: Write) -> None:
    (warning,) = told(write_desk, "officials", 3)
    assert warning.startswith("reports/x.yml:1:1: 3 pages, and officials are to have at most 2; shorten the judgements")
    assert told(write_desk, "officials", 2) == []


def test_a_whole_report_may_be_as_long_as_it_is(write_desk: Write) -> None:
    assert told(write_desk, "policymakers", 30) == []
