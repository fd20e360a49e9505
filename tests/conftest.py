"""What every test may use: desks written from a few lines, and `--accept` for texts kept as golden files."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from forked import Forked

from iria_reports.desk import Desk

if TYPE_CHECKING:
    from iria_reports.build import Built

Write = Callable[[dict[str, str]], Desk]
BuiltOnce = Callable[..., "Built"]
BUILT_ON = date(2026, 1, 1)
FRESH = ("test_press.py", "test_pen.py")  # tests of the children themselves


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Take what the program says now as what it should say.")


@pytest.fixture
def write_desk(tmp_path: Path) -> Write:
    """A desk in a temporary folder, from {path: text}."""

    return lambda files: written(tmp_path / "desk", files)


def written(root: Path, files: dict[str, str]) -> Desk:
    """A desk in `root`, from {path: text}."""
    for name, text in {"desk.yml": "", **files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Desk(root)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a file; `pytest --accept` writes the file instead."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8"), f"if this is right, run: ./iria-report test --accept {file}"

    return compare


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> BuiltOnce:
    """built_once(desk, slug, **asked): a report of this checkout, built by the worker that asks first, to be read."""
    from iria_reports.build import Job, build  # loaded only where a report is asked for
    from iria_reports.composing.rendition import Ask

    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    def built(desk: Desk, slug: str, **asked: str) -> "Built":
        out = shared / "-".join([desk.root.name, slug, *asked.values()])
        with FileLock(f"{out}.lock"):
            if not (out / "built").exists():
                done = build(Job(desk.spec(slug), desk, Ask(today=BUILT_ON, **asked), out))
                (out / "built").write_bytes(pickle.dumps(done))
            found: Built = pickle.loads((out / "built").read_bytes())
        return found

    return built


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> object:
    """An archive with one issue, made once (see tests/issuing/stray.py): to be read and not written to."""
    from stray import issue_port  # printing is loaded only where an issue is asked for

    return issue_port(tmp_path_factory.mktemp("port"))


@pytest.fixture(scope="session")
def mothers() -> Iterator[None]:
    yield
    for mother in Forked.mothers.values():
        mother.end()


@pytest.fixture(scope="module", autouse=True)
def forked_children(request: pytest.FixtureRequest, mothers: None) -> Iterator[None]:
    """Children of the program are forked from one that has imported already (see tests/forked.py), but for FRESH."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.platform == "linux" and request.path.name not in FRESH:
            patch.setattr("iria_reports.child.subprocess", SimpleNamespace(Popen=Forked, PIPE=subprocess.PIPE))
        yield
