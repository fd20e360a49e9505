"""docs/reference.md says what the program takes: every key of every file."""

from collections.abc import Callable
from pathlib import Path

from docs.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "reference.md"


def test_the_reference_is_what_the_program_takes(golden: Callable[[Path, str], None]) -> None:
    golden(PAGE, reference())


def test_every_key_says_what_it_is_for() -> None:
    rows = [line for line in reference().splitlines() if line.startswith("| `")]
    assert len(rows) > 150
    assert [row for row in rows if row.rstrip().endswith("| |")] == []
