"""The example report and the whole-house renditions, as `build` leaves them, before veraPDF: both standards pass."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iria_reports.build import Job, build
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk

from .gate import Verdict

pytestmark = pytest.mark.machine
Vera = Callable[[Path], list[Verdict]]
ROOT = Path(__file__).parents[2]
TODAY = date(2022, 3, 1)
REPORTS = {
    "the example report": (ROOT, "kazakhstan-2022", Ask(today=TODAY)),
    "everything, for officials": (ROOT / "tests/house/desk", "whole", Ask(today=TODAY, audience="officials")),
    "everything, in a desk's own theme": (ROOT / "tests/house/desk", "whole", Ask(today=TODAY, theme="plain")),
    "the example report, in the ledger, for a client": (
        ROOT,
        "kazakhstan-2022",
        Ask(today=TODAY, theme="ledger", client="ministry-of-example"),
    ),
    "a cover with pictures and boxes, for a client": (
        ROOT / "tests/house/desk",
        "cover",
        Ask(today=TODAY, client="ministry"),
    ),
    "the same in the ledger": (ROOT / "tests/house/desk", "cover", Ask(today=TODAY, theme="ledger")),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_built_report_is_pdf_a_3a_and_pdf_ua_1(name: str, verapdf: Vera, tmp_path: Path) -> None:
    root, slug, ask = REPORTS[name]
    desk = Desk(root)
    built = build(Job(desk.spec(slug), desk, ask, tmp_path))
    verdicts = verapdf(built.proof.path)
    assert [verdict.flavour for verdict in verdicts] == ["3a", "ua1"]
    assert all(verdict.passed and verdict.assertions > 1000 for verdict in verdicts), "\n".join(map(str, verdicts))
