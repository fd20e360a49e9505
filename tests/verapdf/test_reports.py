"""The example reports and the whole-house renditions, as `build` leaves them, before veraPDF: both standards pass."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import BuiltOnce
from kind_examples import HEAD, every_kind

from iria_reports.build import Job, build
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.starting.answers import HouseAnswers, ReportAnswers
from iria_reports.starting.desk_files import desk_files
from iria_reports.starting.report_files import report_files
from iria_reports.starting.texts import write_new

from .gate import Verdict

pytestmark = pytest.mark.machine
Vera = Callable[[Path], list[Verdict]]
ROOT = Path(__file__).parents[2]
TODAY = date(2022, 3, 1)
HOUSE, EVERYTHING = Desk(ROOT), Desk(ROOT / "tests/house/desk")
REPORTS = {
    "the example report": (HOUSE, "kazakhstan-2022", {}),
    "the analysis, on US Letter": (HOUSE, "csto-intervention", {}),
    "the special report": (HOUSE, "kazakhstan-aftermath", {}),
    "the example report, for officials": (HOUSE, "kazakhstan-2022", {"audience": "officials", "theme": "iria"}),
    "the example report, for academics": (HOUSE, "kazakhstan-2022", {"audience": "academics"}),
    "the analysis, for officials": (HOUSE, "csto-intervention", {"audience": "officials", "theme": "iria"}),
    "the analysis, for academics": (HOUSE, "csto-intervention", {"audience": "academics"}),
    "the special report, for officials": (HOUSE, "kazakhstan-aftermath", {"audience": "officials", "theme": "iria"}),
    "the special report, for academics": (HOUSE, "kazakhstan-aftermath", {"audience": "academics"}),
    "everything, for officials": (EVERYTHING, "whole", {"audience": "officials", "theme": "iria"}),
    "everything, in a desk's own theme": (EVERYTHING, "whole", {"audience": "policymakers", "theme": "plain"}),
    "the example report, in the ledger, for a client": (
        HOUSE,
        "kazakhstan-2022",
        {"theme": "ledger", "client": "ministry-of-example"},
    ),
    "a cover with pictures and boxes, for a client": (EVERYTHING, "cover", {"theme": "iria", "client": "ministry"}),
    "the same in the ledger": (EVERYTHING, "cover", {"theme": "ledger", "client": "ministry"}),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_built_report_is_pdf_a_3a_and_pdf_ua_1(name: str, verapdf: Vera, built_once: BuiltOnce) -> None:
    desk, slug, asked = REPORTS[name]
    verdicts = verapdf(built_once(desk, slug, **asked).proof.path)
    assert [verdict.flavour for verdict in verdicts] == ["3a", "ua1"]
    assert all(verdict.passed and verdict.assertions > 1000 for verdict in verdicts), "\n".join(map(str, verdicts))


@pytest.mark.parametrize("slug", ["example", "begun"])
def test_what_a_new_user_builds_first_is_pdf_a_3a_and_pdf_ua_1(slug: str, verapdf: Vera, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    write_new(desk_files(tmp_path, HouseAnswers("Northern Institute", "NI", "editor@example.org", "#7a1f5c")))
    write_new(report_files(desk, "begun", ReportAnswers("Begun", TODAY)))
    built = build(Job(desk.spec(slug), desk, Ask(today=TODAY), tmp_path))
    verdicts = verapdf(built.proof.path)
    assert [(verdict.flavour, verdict.passed) for verdict in verdicts] == [("3a", True), ("ua1", True)], verdicts


@pytest.mark.parametrize(("theme", "paper"), [("iria", "A4"), ("ledger", "Letter")])
def test_a_report_of_every_section_kind_is_pdf_a_3a_and_pdf_ua_1(
    theme: str, paper: str, verapdf: Vera, tmp_path: Path
) -> None:
    desk = every_kind(tmp_path, f"{HEAD}theme: {theme}\npaper: {paper}\naudience: officials\n")
    built = build(Job(desk.spec("kinds"), desk, Ask(today=date(2024, 3, 11)), tmp_path / "out"))
    verdicts = verapdf(built.proof.path)
    assert [(verdict.flavour, verdict.passed) for verdict in verdicts] == [("3a", True), ("ua1", True)], verdicts
