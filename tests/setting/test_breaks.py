"""Where pages break: what introduces stays with what it introduces, and what is short stays whole."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import Write
from pens import HERE

from iria_reports.setting.galley import set_galley

from .test_page import CITED, composed

TRIAL = Path(__file__).with_name("breaks_trial.py")
Printed = list[dict[str, Any]]
PROSE = "{kind: prose, heading: Part}"
THEMES = ("iria", "ledger")


def line(number: int) -> str:
    return f"Line {number}.\n\n"


@pytest.fixture
def at_every_foot(write_desk: Write, tmp_path: Path) -> Callable[..., Printed]:
    """Prints a part after so many paragraphs of one line that a page of A4 ends at this or that place in it."""

    def printed(part: str, after: Iterable[int], sections: str = PROSE, **more: str) -> Printed:
        galleys = []
        for count in after:
            desk = write_desk(
                {
                    "reports/sources/s.csv": CITED,
                    "reports/x.md": f"## Part\n\n{''.join(map(line, range(count)))}{part}",
                    "reports/x.yml": f"title: T\nas-of: 2022-02-01\n{more.get('head', '')}sections: [{sections}]\n",
                    "reports/data/t.csv": more.get("table", ""),
                }
            )
            galley = set_galley(composed(desk), desk, tmp_path / f"galley-{count}", HERE)
            assert all(galley.arriving)
            galleys.append(galley.folder)
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


LEAD_IN = "He gave it a name and a number on the same evening, before all those who had come to hear him speak. " * 3
QUOTED = f"{LEAD_IN}\n\n> {'These are his words. ' * 12}\n> -- Somebody, Spokesman, 4 January 2022\n"
POINTS = "".join(f"- Point {number}. {'It has words of its own. ' * 6}\n" for number in range(5))


def test_a_quotation_stands_with_two_lines_at_least_of_what_introduces_it(
    at_every_foot: Callable[..., Printed],
) -> None:
    pages = set()
    for one in at_every_foot(QUOTED, range(17, 28, 2)):
        quotation = one["pages"][-1][-1][1]
        number, page = next((n, page) for n, page in enumerate(one["pages"]) if quotation in ids(page))
        begins = ids_of_lines(page).index(quotation)
        assert begins >= 2
        assert page[begins - 1][3] == page[begins - 2][3]  # two lines of one paragraph
        pages.add(number)
    assert pages == {0, 1}  # it did go over a foot


@pytest.mark.parametrize(("points", "parted"), [(5, True), (3, False)])
def test_of_a_list_no_point_stands_alone_and_three_are_whole(
    at_every_foot: Callable[..., Printed], points: int, parted: bool
) -> None:
    over = False
    listed = "".join(POINTS.splitlines(keepends=True)[:points])
    for one in at_every_foot(f"{LEAD_IN}\n\n{listed}", range(12, 26, 2)):
        last = one["pages"][-1][-1][1]
        pieces = [{item[3] for item in page if item[1] == last} for page in one["pages"]]
        assert all(len(piece) != 1 for piece in pieces)
        over = over or sum(map(bool, pieces)) > 1
        introduced = next(page for page, piece in zip(one["pages"], pieces, strict=True) if piece)
        assert ids_of_lines(introduced).index(last) >= 2
    assert over == parted


def ids_of_lines(page: list[list[Any]]) -> list[str]:
    return [item[1] for item in page]


def data(rows: int) -> str:
    return "label,value\n" + "".join(f"Place {number},{90 - number}\n" for number in range(rows))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("rows", "parted"), [(8, False), (9, True)])
def test_a_table_of_up_to_eight_rows_stands_on_one_page(
    at_every_foot: Callable[..., Printed], theme: str, rows: int, parted: bool
) -> None:
    table = f"{PROSE}, {{kind: table, data: t, id: places, title: Places}}"
    filled = {"head": f"data: [t.csv]\ntheme: {theme}\n", "table": data(rows)}
    on_pages = []
    for one in at_every_foot("", range(16, 31, 2), table, **filled):
        pieces = [sum(item[0] == "row" for item in page) for page in one["pages"]]
        assert sum(pieces) == rows
        on_pages.append([number for number, piece in enumerate(pieces) if piece])
    assert ([0] in on_pages, [1] in on_pages) == (True, True)  # it did go over a foot
    assert ([0, 1] in on_pages) == parted


@pytest.mark.parametrize("theme", THEMES)
def test_of_short_entries_the_first_is_not_alone_before_a_break(
    at_every_foot: Callable[..., Printed], theme: str
) -> None:
    entry = "{for: Governments, text: '" + "The words of an entry. " * 8 + "'}"
    entries = f"{PROSE}, {{kind: implications, heading: H, implications: [{', '.join([entry] * 4)}]}}"
    before = set()
    for one in at_every_foot("", range(16, 29), entries, head=f"theme: {theme}\n"):
        listed = one["pages"][-1][-1][1]
        pieces = [len({item[3] for item in page if item[1] == listed}) for page in one["pages"]]
        before.add(pieces[0])
    assert before == {0, 2, 3}


@pytest.mark.parametrize("theme", THEMES)
def test_text_of_its_section_moves_up_past_a_chart_that_does_not_fit(
    at_every_foot: Callable[..., Printed], theme: str
) -> None:
    part = "[@fig:places] shows it.\n\n[@fig:places]\n\n" + f"{LEAD_IN}\n\n" * 16
    chart = "{kind: chart, chart: ranked, data: t, id: places, title: Places, label: label, unit: deaths}"
    filled = {"head": f"data: [t.csv]\ntheme: {theme}\n", "table": data(26)}
    (one,) = at_every_foot(part, (8,), f"{PROSE}, {chart}", **filled)
    first, second = map(ids, one["pages"][:2])
    assert len(first) > 8 + 4
    assert "figure-places" in second
    assert max(one["empty"][:-1]) < 0.2
