"""One running veraPDF for the whole session."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .gate import ENGINE, Gate, Verdict, missing


@pytest.fixture(scope="session")
def verapdf() -> Iterator[Callable[[Path], list[Verdict]]]:
    """verapdf(path) -> the verdicts for PDF/A-3a and PDF/UA-1; skips with its reason where Java or a jar is missing."""
    if lacks := missing():
        pytest.skip(f"{ENGINE}: {lacks}")
    with Gate() as gate:
        yield gate.verdicts
