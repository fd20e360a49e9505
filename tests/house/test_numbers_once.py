"""The analysis's figures are written once, in its tables: a changed row changes text, title and alternative text."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.report import Citation, Figure, Inline, ItemList, Paragraph, Report, plain
from iria_reports.writing.load import load_spec

ROOT = Path(__file__).parents[2]
TABLES = "reports/data/kazakhstan-2022"


def composed(desk: Desk) -> Report:
    return compose(load_spec(desk.spec("csto-intervention"), desk, ReportChoices), Ask(today=date(2026, 1, 1)))


def passages(report: Report) -> list[tuple[Inline, ...]]:
    blocks = list(report.blocks())
    listed = [item.inlines for block in blocks if isinstance(block, ItemList) for item in block.items]
    return [*(block.inlines for block in blocks if isinstance(block, Paragraph)), *listed]


def told(report: Report) -> str:
    figures = [block for block in report.blocks() if isinstance(block, Figure)]
    return "\n".join([*map(plain, passages(report)), *(f"{f.title}\n{f.alternative}" for f in figures)])


@pytest.mark.parametrize(
    ("table", "row", "was", "now"),
    [
        ("csto-troops.csv", "T01,2022-01-06,", "2500", "2507"),
        ("csto-troops.csv", "T02,2022-01-10,", "2030", "2037"),
        ("csto-troops.csv", "T03,2022-01-13,", "2000", "2007"),
        ("csto-contingents.csv", "K02,Belarus,2022-01-06,", "500", "507"),
        ("csto-contingents.csv", "K04,Kyrgyzstan,2022-01-07,", "150", "157"),
    ],
)
def test_a_changed_row_changes_every_passage_that_tells_it(
    table: str, row: str, was: str, now: str, tmp_path: Path
) -> None:
    copy = tmp_path / "desk"
    shutil.copytree(ROOT / "reports", copy / "reports")
    shutil.copy(ROOT / "desk.yml", copy)
    before = told(composed(Desk(copy)))
    path = copy / TABLES / table
    text = path.read_text(encoding="utf-8")
    assert text.count(row + was) == 1
    path.write_text(text.replace(row + was, row + now), encoding="utf-8")
    after = told(composed(Desk(copy)))
    old, new = (f"{int(number):,}" for number in (was, now))
    changed, times = re.subn(rf"(?<![\d,]){old}\b", new, before)
    assert times > 0
    assert after == changed


def test_no_note_names_a_source_twice() -> None:
    for inlines in passages(composed(Desk(ROOT))):
        for note in (one for one in inlines if isinstance(one, Citation)):
            named = [cite.source for cite in note.cites]
            assert len(named) == len(set(named))
