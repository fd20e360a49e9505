"""What every test may use: desks written from a few lines, and `--accept` for texts kept as golden files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from iria_reports.desk import Desk

Write = Callable[[dict[str, str]], Desk]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Take what the program says now as what it should say.")


@pytest.fixture
def write_desk(tmp_path: Path) -> Write:
    """A desk in a temporary folder, from {path: text}."""

    def write(files: dict[str, str]) -> Desk:
        root = tmp_path / "desk"
        for name, text in {"desk.yml": "", **files}.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return Desk(root)

    return write


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a file; `pytest --accept` writes the file instead."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8"), f"if this is right, run: ./iria-report test --accept {file}"

    return compare


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> object:
    """An archive with one issue, made once (see tests/issuing/stray.py): to be read and not written to."""
    from stray import issue_port  # printing is loaded only where an issue is asked for

    return issue_port(tmp_path_factory.mktemp("port"))
