"""Notes are numbered as they are read; what stands within a note has none of its own."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import Write
from pens import HERE

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.setting.galley import screen_page, set_galley
from iria_reports.writing.load import load_spec

SOURCES = "id,title,publisher,date\none,T,P,2022-01-02\ntwo,T,Q,2022-01-02\n"
SPEC = """title: T
as-of: 2022-02-01
sections:
  - {kind: prose, heading: A}
  - kind: drivers
    drivers:
      - {driver: "A ^[Head.]", text: "B. [@one]"}
      - {driver: C, text: "D ^[Outer ^[in a table].]."}
"""
TEXT = """## A

First ^[Outer ^[inner] ends.] and *then ^[More *set [@one] apart*.]* so. [@two]

- Point. ^[In a list ^[within].]
  - Nested. ^[In a nested one.]
- Last.
"""


@pytest.mark.parametrize("screen", [False, True], ids=["print", "screen"])
def test_numbers_count_forward_whatever_stands_in_a_note(write_desk: Write, tmp_path: Path, screen: bool) -> None:
    desk = write_desk({"reports/sources/s.csv": SOURCES, "reports/x.md": TEXT, "reports/x.yml": SPEC})
    report = compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2022, 3, 1)))
    galley = set_galley(report, desk, tmp_path / "galley", HERE)
    html = screen_page(report, desk, HERE) if screen else (galley.folder / "report.html").read_text("utf-8")
    calls = re.findall(r'id="call-(\d+)"' if screen else r'<x-note id="note-(\d+)"', html)
    assert [int(number) for number in calls] == list(range(1, 9)) == list(range(1, galley.notes + 1))
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    for note in (
        "Outer (inner) ends.",
        "More set P, 2 Jan 2022 [1]. apart.",
        "In a list (within).",
        "Outer (in a table).",
    ):
        assert note in words.replace("\u00a0", " "), note
