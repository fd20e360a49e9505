"""The wheel, installed into an empty environment beside the locked packages: no checkout around it and no network."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from iria_reports import __version__

CHECKOUT = Path(__file__).parents[2]


def succeed(command: list[str | Path], cwd: Path) -> str:
    """Run with next to no environment; what it said is the message where it fails."""
    environment = {"PATH": os.defpath, "HOME": str(cwd), "UV_OFFLINE": "1", "UV_CACHE_DIR": str(cwd / "cache")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def the_uv() -> str:
    """The one the launcher fetched where there was none, or the machine's."""
    own = CHECKOUT / ".tools" / "bin" / "uv"
    return str(own) if own.exists() else shutil.which("uv") or "uv"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of programs of an environment that holds the wheel; another folder lends it the locked packages."""
    folder = tmp_path_factory.mktemp("wheel")
    build: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, CHECKOUT]
    succeed(build, folder)
    environment = folder / "environment"
    succeed([sys.executable, "-I", "-m", "venv", "--without-pip", environment], folder)
    (wheel,) = folder.glob("*.whl")
    programs = environment / "bin"
    succeed([the_uv(), "pip", "install", "--no-deps", "--python", programs / "python", wheel], folder)
    (site,) = environment.glob("lib/python*/site-packages")
    # A .pth file's own .pth files are not read, so the checkout's editable install stays out.
    (site / "locked.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    yield programs
    shutil.rmtree(folder)


def test_the_installed_program_tells_its_version(installed: Path, tmp_path: Path) -> None:
    assert succeed([installed / "iria-report", "--version"], tmp_path).strip() == f"iria-report, version {__version__}"


def test_it_is_the_wheels_code_that_runs(installed: Path, tmp_path: Path) -> None:
    told = succeed([installed / "python", "-I", "-c", "import iria_reports; print(iria_reports.__file__)"], tmp_path)
    assert Path(told.strip()).is_relative_to(installed.parent)


def test_the_house_came_along(installed: Path, tmp_path: Path) -> None:
    needs = json.loads(succeed([installed / "iria-report", "doctor", "--json"], tmp_path))["needs"]
    (fonts,) = (need for need in needs if need["name"] == "house fonts")
    assert fonts["found"]
    (house,) = installed.parent.glob("lib/python*/site-packages/iria_reports/house")
    carried = {path.relative_to(house) for path in house.rglob("*") if path.is_file()}
    kept = {path.relative_to(CHECKOUT) for name in ("templates", "assets") for path in (CHECKOUT / name).rglob("*")}
    assert {path for path in kept if (CHECKOUT / path).is_file()} <= carried


def test_it_builds_a_report_of_an_analysts_own_desk(installed: Path, tmp_path: Path) -> None:
    articles = tmp_path / "reports" / "articles"
    articles.mkdir(parents=True)
    (tmp_path / "desk.yml").touch()
    (articles / "town.md").write_text("---\ntitle: A town\nstandfirst: It is one.\ndate: 2022-01-05\n---\n\nText.\n")
    (tmp_path / "reports" / "town.yml").write_text("title: A town\nas-of: 2022-01-20\narticles: [town]\n")
    told = succeed([installed / "iria-report", "build", "town"], tmp_path)
    assert told.startswith("output/drafts/town.pdf: 1 page")
    assert (tmp_path / "output" / "drafts" / "town.pdf").read_bytes().startswith(b"%PDF-")


def test_it_makes_a_desk_whose_example_builds(installed: Path, tmp_path: Path) -> None:
    assert succeed([installed / "iria-report", "init", "desk", "--yes"], tmp_path) == "desk: a desk of 8 files\n"
    told = succeed([installed / "iria-report", "new", "town", "--yes"], tmp_path / "desk")
    assert told == "reports/town.md\nreports/town.yml\n"
    told = succeed([installed / "iria-report", "build", "example", "town"], tmp_path / "desk")
    assert re.findall(r"^output/drafts/(\w+)\.pdf", told, re.MULTILINE) == ["example", "town"]
