"""What the printing tests share: one good proof for the session, and a way to print in this process."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iria_reports.printing.limits import Limits
from iria_reports.printing.press import Press
from iria_reports.printing.print_proof import print_proof
from iria_reports.printing.proof import Proof

from .galleys import write_galley

# Enough for the small galleys, and soon over where a bomb goes off.
SMALL = Limits(memory=900 * 1024 * 1024, cpu=20, wall=30, pages=50, pixels=1_000_000)


UNGATED = """
import sys
from pathlib import Path
from iria_reports.printing.finish import finish
from iria_reports.printing.galley_folder import read_galley
from iria_reports.printing.limits import Limits
from iria_reports.printing.typeset import typeset

galley = read_galley(Path(sys.argv[1]), Limits().file_size)
Path(sys.argv[2]).write_bytes(finish(typeset(galley, Limits()).data))
"""


@pytest.fixture
def galley(tmp_path: Path) -> Path:
    """A good galley folder, to be spoilt."""
    return write_galley(tmp_path / "galley")


@pytest.fixture(scope="session")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The good galley, printed once."""
    folder = tmp_path_factory.mktemp("proof")
    return print_once(write_galley(folder / "galley"), folder / "report.pdf")


@pytest.fixture
def without_gates(tmp_path: Path) -> Callable[..., Path]:
    """Print what the press would refuse, to see which gate says so."""

    def print_it(**changes: Any) -> Path:
        galley, path = write_galley(tmp_path / "spoilt", **changes), tmp_path / "spoilt.pdf"
        # Apart, because WeasyPrint leaves files open, and its fonts are a whole process's.
        subprocess.run([sys.executable, "-c", UNGATED, str(galley), str(path)], check=True)
        return path

    return print_it


def print_once(galley: Path, destination: Path, limits: Limits = SMALL) -> Proof:
    with Press.start(limits) as press:
        return print_proof(press, galley, destination)
