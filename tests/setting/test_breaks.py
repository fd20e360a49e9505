"""Where pages break: what introduces stays with what it introduces, and what is short stays whole."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import Write

from iria_reports.desk import Desk
from iria_reports.setting.galley import set_galley

from .test_page import CITED, composed

TRIAL = Path(__file__).with_name("breaks_trial.py")
Printed = list[dict[str, Any]]


def line(number: int) -> str:
    return f"Line {number}.\n\n"


@pytest.fixture
def at_every_foot(write_desk: Write, tmp_path: Path) -> Callable[..., Printed]:
    """Prints a part after so many paragraphs of one line that a page of A4, which holds 29, ends at every place in it."""

    def printed(part: str, after: Iterable[int], sections: str = "{kind: prose, heading: Part}") -> Printed:
        galleys = []
        for count in after:
            desk = write_desk(
                {
                    "reports/sources/s.csv": CITED,
                    "reports/x.md": f"## Part\n\n{''.join(map(line, range(count)))}{part}",
                    "reports/x.yml": f"title: T\nas-of: 2022-02-01\nsections: [{sections}]\n",
                }
            )
            galleys.append(set_galley(composed(desk), desk, tmp_path / f"galley-{count}").folder)
        return laid_out(galleys)

    return printed


def laid_out(galleys: Iterable[Path]) -> Printed:
    command = [sys.executable, str(TRIAL), *map(str, galleys)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(one) for one in done.stdout.splitlines()]


def ids(page: list[list[Any]]) -> list[str]:
    """The ids of what stands on a page, each once."""
    return list(dict.fromkeys(item[1] for item in page))


def test_the_end_matter_about_the_report_stands_on_one_page(at_every_foot: Callable[..., Printed]) -> None:
    pages = set()
    for one in at_every_foot("", (12, 20, 24, 26), "{kind: prose, heading: Part}, about"):
        with_it = [n for n, page in enumerate(one["pages"]) if any(name.startswith("about") for name in ids(page))]
        assert len(with_it) == 1
        pages |= set(with_it)
    assert pages == {0, 1}  # it did go over a foot
