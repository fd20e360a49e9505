"""What a mail server may do wrong, and that docs/sending.md tells what becomes of three readers then."""

from pathlib import Path

import pytest
from faults import FAULTS, HEAD

DOCS = Path(__file__).parents[2] / "docs" / "sending.md"


def table() -> dict[str, str]:
    lines = DOCS.read_text(encoding="utf-8").partition(HEAD + "\n")[2].partition("\n\n")[0].splitlines()
    return {line.split(" | ")[0].removeprefix("| "): line for line in lines}


def test_the_table_has_every_fault_in_order() -> None:
    assert list(table()) == list(FAULTS)


@pytest.mark.parametrize("what", FAULTS)
def test_what_happens_is_what_is_written(tmp_path: Path, what: str) -> None:
    assert FAULTS[what](tmp_path).row(what) == table()[what], "python tests/sending/faults.py prints the table"
