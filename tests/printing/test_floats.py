"""A figure that leaves a hole at the foot of a page stands later, and the text behind it moves up."""

import json
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from verapdf.mutations import elements

from iria_reports.printing.floats import settle
from iria_reports.printing.lint.leaves import Item, Leaf
from iria_reports.printing.lint.shapes import Box

from .galleys import plain_body, write_galley

TRIAL = Path(__file__).with_name("floats_trial.py")
THEME = (
    "figure { break-inside: avoid } img { height: 115mm; display: block } p, ul { margin: 0 0 2mm } p { orphans: 2 }"
)
WORDS = "These are some words of a paragraph that is long enough to run over a number of lines of the page. "


def text(name: str, *, lines: int = 5, extra: str = "") -> str:
    words = "".join(WORDS.split(" ")[at % 18] + " " for at in range(lines * 12))
    return f'<p id="{name}" data-flow="text">{extra}{words}</p>'


def figure(name: str, *, caption: str = "", height: int = 115) -> str:
    picture = f'<img alt="The toll {name}" src="asset:chart.svg" style="height: {height}mm">'
    return f'<figure id="{name}" data-flow="float"><figcaption>Figure {caption}</figcaption>{picture}</figure>'


def named(name: str) -> str:
    return f'<a href="#{name}">Figure</a> shows it. '


def section(*blocks: str, head: str = "head") -> str:
    return f'<section><h2 id="{head}">Part</h2>{"".join(blocks)}</section>'


FLOATS = ("f1", "f2", "t1")
NOTE = "<x-note>A note, number {0}.</x-note>"
HEADING = '<h3 id="sub" data-flow="heading">Further</h3>'
LIST = '<ul id="list" data-flow="led"><li>One point</li><li>Another point</li></ul>'
LEAD = text("lead", extra=named("f1"), lines=8)
UNNAMED = text("lead", lines=8)
AFTER = [text(f"after{number}") for number in range(8)]
NEXT = section(*(text(f"next{number}") for number in range(6)), head="headnext")

BODIES = {
    "hole": section(LEAD, figure("f1"), *AFTER),
    "two-figures": section(LEAD, figure("f1"), text("named", extra=named("f2")), figure("f2", height=60), *AFTER),
    "no-text-behind": section(LEAD, figure("f1")) + NEXT,
    "no-hole": section(LEAD, figure("f1", height=60), *AFTER),
    "unmarked": section(LEAD, figure("f1", height=60), *AFTER).replace(' data-flow="text"', ""),
    "named-before-heading": section(LEAD, figure("f1"), HEADING, *AFTER),
    "not-named-before-heading": section(UNNAMED, figure("f1"), HEADING, *AFTER),
    "list": section(LEAD, figure("f1"), *AFTER[:4], LIST, *AFTER[4:]),
    "note-in-caption": section(LEAD, figure("f1", caption=NOTE.format(1)), text("a", extra=NOTE.format(2)), *AFTER),
    "data-beneath": section(
        LEAD,
        figure("f1"),
        '<div class="tabular" id="t1" data-flow="float"><table><tbody><tr><td>149</td></tr></tbody></table></div>',
        *AFTER,
    ),
}
Printed = dict[str, dict[str, Any]]


def trial(folder: Path, bodies: dict[str, str]) -> Printed:
    for name, body in bodies.items():
        notes = body.count("<x-note")
        write_galley(folder / name, plain_body(body), theme=THEME, notes=notes, attachments=[])
    command = [sys.executable, str(TRIAL), *(str(folder / name) for name in bodies)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: Printed = json.loads(done.stdout)
    return {name: {**one, "file": folder / f"{name}.pdf"} for name, one in found.items()}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return trial(tmp_path_factory.mktemp("floats"), BODIES)


def order(one: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(chain(*one["pages"])))


def test_text_fills_the_hole_and_the_figure_comes_after(printed: Printed) -> None:
    one = printed["hole"]
    assert order(one).index("f1") > order(one).index("after2")
    assert "after2" in one["pages"][0]
    assert "f1" in one["pages"][1]
    assert one["findings"] == []


@pytest.mark.parametrize("name", BODIES)
def test_the_text_keeps_its_order_and_so_do_the_figures(name: str, printed: Printed) -> None:
    for floats in (True, False):
        written = [one for one in re.findall(r'id="(\w+)"', BODIES[name]) if (one in FLOATS) == floats]
        assert [one for one in order(printed[name]) if (one in FLOATS) == floats] == written


def test_no_figure_overtakes_another_nor_comes_before_it_is_named(printed: Printed) -> None:
    found = order(printed["two-figures"])
    assert found.index("lead") < found.index("named") < found.index("f1") < found.index("f2")
    assert printed["two-figures"]["findings"] == []


def test_a_figure_with_no_text_behind_it_in_its_section_stays(printed: Printed) -> None:
    one = printed["no-text-behind"]
    assert one["pages"][0][-1] == "lead"
    assert order(one).index("f1") < order(one).index("next0")
    assert one["layouts"] == 1
    assert ["near-empty" in finding for finding in one["findings"]] == [True]


def test_pages_without_a_hole_are_laid_out_once_and_are_as_they_were(printed: Printed) -> None:
    assert printed["no-hole"]["layouts"] == 1
    assert printed["no-hole"]["findings"] == []
    assert printed["no-hole"]["sha256"] == printed["unmarked"]["sha256"]


def test_a_figure_passes_a_subheading_only_where_it_was_named_before(printed: Printed) -> None:
    passed = order(printed["named-before-heading"])
    assert passed.index("sub") < passed.index("f1")
    stayed = printed["not-named-before-heading"]
    assert order(stayed).index("f1") < order(stayed).index("sub")
    assert stayed["layouts"] == 1


def test_a_figure_never_stands_between_a_list_and_what_introduces_it(printed: Printed) -> None:
    found = order(printed["list"])
    assert found.index("list") == found.index("after3") + 1


def test_a_figure_whose_caption_has_a_note_stays_because_notes_are_numbered_as_they_are_read(printed: Printed) -> None:
    one = printed["note-in-caption"]
    assert order(one).index("f1") < order(one).index("a")
    assert one["layouts"] == 1


def test_a_figure_is_not_parted_from_the_table_beneath_it(printed: Printed) -> None:
    found = order(printed["data-beneath"])
    assert found.index("t1") == found.index("f1") + 1 > found.index("after2")


def test_what_was_moved_prints_the_bytes_of_a_text_written_in_that_order(printed: Printed, tmp_path: Path) -> None:
    one = printed["hole"]
    blocks = {"lead": LEAD, "f1": figure("f1"), **{f"after{number}": block for number, block in enumerate(AFTER)}}
    written = section(*(blocks[name] for name in order(one) if name in blocks))
    again = trial(tmp_path, {"written": written, "hole": BODIES["hole"]})
    assert again["written"]["layouts"] == 1 < one["layouts"]
    assert again["written"]["sha256"] == again["hole"]["sha256"] == one["sha256"]


def test_the_reading_order_in_the_tag_tree_is_the_printed_order(printed: Printed) -> None:
    kinds = {"head": "H2", "f1": "Div"}
    with pikepdf.open(printed["hole"]["file"]) as pdf:
        parts = [kid for part in elements(pdf, "Sect") for kid in part.K]
    assert [str(kid.S)[1:] for kid in parts] == [kinds.get(name, "P") for name in chain(*printed["hole"]["pages"])]


def leaf(number: int, *pieces: tuple[str, float, float]) -> Leaf:
    """A page 100 points high with these pieces: what they are of, and where they begin and end."""
    items = tuple(Item("line", 0, 0, (name, "s"), Box(0, top, 50, bottom)) for name, top, bottom in pieces)
    area = Box(0, 0, 50, 100)
    return Leaf(number, "", area, area, 0, headed=True, forced=False, items=items, spots={}, pictures={})


TREE = """<section id="s"><p id="a" data-flow="text"/><figure id="f" data-flow="float"/><p id="b" data-flow="text"/>
<p id="c" data-flow="text"/></section>"""
HOLE = (leaf(1, ("a", 0, 40)), leaf(2, ("f", 0, 60), ("b", 65, 95)), leaf(3, ("c", 0, 40)))
WORSE = (leaf(1, ("a", 0, 40)), leaf(2, ("f", 0, 60)), leaf(3, ("b", 0, 60)), leaf(4, ("c", 0, 60)))


def settled(monkeypatch: pytest.MonkeyPatch, *layouts: tuple[Leaf, ...]) -> tuple[int, str, int]:
    """Which of these layouts is printed, in which order of its blocks, and how many were made; the last is repeated."""
    made: list[str] = []
    root = ElementTree.fromstring(f"<body>{TREE}</body>")

    def lay_out() -> int:
        made.append("".join(block.get("id", "") for block in root[0]))
        return len(made) - 1

    monkeypatch.setattr(settle, "read_leaves", lambda document, *_: layouts[min(document, len(layouts) - 1)])
    chosen = settle.settled(root, lay_out)
    assert made[chosen] == "".join(block.get("id", "") for block in root[0])
    return chosen, made[chosen], len(made)


def test_the_first_layout_stays_where_no_other_is_better(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settled(monkeypatch, HOLE, WORSE) == (0, "afbc", 1 + settle.CHOICES)


def test_a_hole_made_further_down_is_no_gain_and_another_place_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    full = leaf(1, ("a", 0, 40), ("b", 45, 75))
    too_far = (full, leaf(2, ("c", 0, 50)), leaf(3, ("f", 0, 60)))
    good = (full, leaf(2, ("f", 0, 60), ("c", 65, 95)), leaf(3, ("c", 0, 40)))
    assert settled(monkeypatch, HOLE, too_far, good) == (2, "abfc", 3)


def test_a_long_report_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    long = (*HOLE[:2], *(leaf(number, ("c", 0, 90)) for number in range(3, settle.PAGES + 2)))
    assert settled(monkeypatch, long) == (0, "afbc", 1)
