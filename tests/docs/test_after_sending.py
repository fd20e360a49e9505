"""docs/after-sending.md says what may have become of a message: every fate, in the order in which they are told."""

from pathlib import Path
from typing import get_args

from iria_reports.sending.fates import FATES
from iria_reports.sending.ledger import State

PAGE = (Path(__file__).parents[2] / "docs" / "after-sending.md").read_text(encoding="utf-8")


def test_the_table_is_the_fates() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and " `" in line and "It says" not in line]
    assert rows == [f"| {one.word} | `{one.state}` | {one.means} | {one.has} | {one.advice} |" for one in FATES]


def test_every_state_of_the_ledger_has_a_fate() -> None:
    assert {one.state.partition(":")[0] for one in FATES} == set(get_args(State))
