"""The layout lint: silent on good pages, and naming what is wrong with a bad one, its page and its element."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from iria_reports.printing.lint.finding import LayoutFinding, PagesUnreadable, Rule, once_each
from iria_reports.printing.proof import Proof

from .conftest import print_once
from .galleys import plain_body, write_galley

TRIAL = Path(__file__).with_name("lint_trial.py")
Found = dict[str, list[LayoutFinding]]

HEADS = "".join(f'<th scope="col">column{number}</th>' for number in range(14))
WIDE = f"""<div class="tabular" id="table-wide"><table><thead><tr>{HEADS}</tr></thead>
<tbody><tr>{"<td>1</td>" * 14}</tr></tbody></table></div>"""
IMG = '<img alt="The toll" src="asset:chart.svg">'
TEXT = "Some words of a paragraph that is long enough to run over a number of lines of the page. " * 3
TABLE = '<table><caption id="c">Table 1</caption><tbody><tr><td>x</td></tr></tbody></table>'


def down(millimetres: float, then: str) -> str:
    """`then`, so far down a page of 170 mm that is full of a tall coloured paragraph."""
    return f'<p style="height: {millimetres}mm; margin: 0">{TEXT * 6}</p>{then}'


# By the rule: the page, the ids nearest to the defect, the theme's change and the body.
DEFECTS: dict[str, tuple[Rule, int, str, str, str]] = {
    "table-over-the-edge": ("cut-off", 1, "table-wide", "table { table-layout: auto; width: auto }", WIDE),
    "picture-over-the-edge": ("cut-off", 1, "f", "img { width: 200mm }", f'<figure id="f">{IMG}</figure>'),
    "words-cut-by-a-chart": ("clipped", 1, "f", "", f'<figure id="f">{IMG.replace("chart", "cut")}</figure>'),
    "words-under-a-picture": (
        "clipped",
        1,
        "p",
        "h1 { margin-bottom: 50mm } img { position: absolute; left: -30mm; top: 20mm; width: 200mm }",
        f'{IMG.replace("chart", "pale")}<p id="p">Hidden</p>',
    ),
    "line-over-the-margin": ("overfull", 1, "p", "p { white-space: nowrap }", f'<p id="p">{TEXT[:80]}</p>'),
    "picture-over-the-margin": ("overfull", 1, "f", "img { width: 125mm }", f'<figure id="f">{IMG}</figure>'),
    "cell-over-its-neighbour": (
        "collision",
        1,
        "t",
        "td { white-space: nowrap }",
        f'<table id="t"><tbody><tr>{"<td>two words</td>" * 12}</tr></tbody></table>',
    ),
    "words-on-words": ("collision", 1, "b", "#b { margin-top: -10mm }", '<p id="a">One</p><p id="b">Other</p>'),
    "words-on-a-picture": ("collision", 1, "f", "p { margin-top: -20mm }", f'<figure id="f">{IMG}</figure><p>One</p>'),
    "chart-drawn-small": ("small-text", 1, "f", "img { width: 20mm }", f'<figure id="f">{IMG}</figure>'),
    "small-note": ("small-text", 1, "s", "", '<p id="s" style="font-size: 7pt">Small</p>'),
    "pale-words": ("contrast", 1, "p", "", '<p id="p" style="color: #999">Pale</p>'),
    "greyish-prose": ("contrast", 1, "p", "", '<p id="p" style="color: #666">Grey</p>'),
    "words-on-a-dark-ground": ("contrast", 1, "p", "#p { background: #234 }", '<p id="p">Dark</p>'),
    "words-on-a-dark-mark": ("contrast", 1, "f", "", f'<figure id="f">{IMG.replace("chart", "dark")}</figure>'),
    "page-left-empty": (
        "near-empty",
        1,
        "f",
        "figure { break-inside: avoid } img { height: 165mm }",
        f'<p>{TEXT}</p><figure id="f">{IMG}</figure>',
    ),
    "heading-alone": (
        "stranded-heading",
        1,
        "h",
        "h2 { break-after: auto }",
        down(132, f'<h2 id="h">Why</h2><p>{TEXT}</p>'),
    ),
    "heading-with-one-line": (
        "stranded-heading",
        1,
        "h",
        "h2 { break-after: auto; margin: 0 } p { orphans: 1; widows: 1; margin: 0 }",
        down(136, f'<h2 id="h">Why</h2><p>{TEXT}</p>'),
    ),
    "orphan": ("orphan", 1, "p", "p { orphans: 1; widows: 1; margin: 0 }", down(143, f'<p id="p">{TEXT}</p>')),
    "widow": ("widow", 2, "p", "p { orphans: 1; widows: 1; margin: 0 }", down(133, f'<p id="p">{TEXT}</p>')),
    "caption-parted": (
        "parted",
        1,
        "f",
        "img { break-before: page; display: block }",
        f'<figure id="f"><figcaption>Figure 1</figcaption>{IMG}</figure>',
    ),
    "table-head-parted": ("parted", 1, "c", "tbody { break-before: page }", down(120, TABLE)),
    "row-cut-in-two": (
        "parted",
        1,
        "r",
        "",
        down(130, f'<table><tbody><tr id="r"><td>{TEXT * 4}</td></tr></tbody></table>'),
    ),
    "no-running-head": ("no-running-head", 2, "", "@page :nth(2) { @top-left { content: none } }", down(140, TEXT * 9)),
}
GOOD: dict[str, tuple[str, str]] = {
    "break-asked-for": ("#n { break-before: page }", f"<p>{TEXT}</p><p id='n'>{TEXT}</p>"),
    "cover": ("#c { page: cover; break-after: page }", f"<p id='c'>{TEXT}</p><p>{TEXT}</p>"),
    "white-on-dark": ("#p { background: #123; color: white }", f'<p id="p">{TEXT}</p>'),
    "label-of-the-house": ("b { color: #b5451b; font-weight: normal }", f"<p><b>Label</b> {TEXT}</p>"),
    "heading-of-an-empty-part": ("h2 { break-after: auto }", down(128, "<h2>Why</h2><h2>What</h2>")),
    "words-in-the-margin": ("#m { position: absolute; right: -14mm; width: 13mm; top: 9mm }", '<p id="m">Aside</p>'),
    "title-on-a-cover-s-picture": (
        "img { position: absolute; left: -30mm; top: -30mm; width: 200mm; z-index: -1 }",
        f"{IMG.replace('chart', 'pale')}<p>Title</p>",
    ),
    "labels-at-a-slant": ("", f"<figure>{IMG.replace('chart', 'slant')}</figure>"),
    "paler-part-of-a-chart": ("", f"<figure>{IMG.replace('chart', 'halo')}</figure>"),
    "long-paragraphs": ("p { orphans: 2; widows: 2 }", f"<p>{TEXT * 9}</p>" * 6),
    "figure-and-table": ("", f"<figure><figcaption>Figure 1</figcaption>{IMG}</figure>{TABLE}"),
}
CUT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" width="60" height="30">
<text x="55" y="8" font-size="4" font-family="Sans3">149 dead</text></svg>"""
DARK = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" width="60" height="30">
<circle cx="15" cy="15" r="14" fill="#036"/><text x="10" y="17" font-size="4" font-family="Sans3">149</text></svg>"""
PALE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" width="60" height="30">
<rect width="60" height="30" fill="#eef"/></svg>"""
SLANT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" width="60" height="30">
<g font-size="4" font-family="Sans3"><text transform="translate(10 25) rotate(-45)">January</text>
<text transform="translate(17 25) rotate(-45)">February</text></g></svg>"""
HALO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" width="60" height="30">
<rect width="60" height="30" fill="#246"/><g font-size="4" font-family="Sans3"><text x="10" y="17" fill="none"
stroke="#fff" stroke-width="2">Almaty</text><text x="10" y="17">Almaty</text></g></svg>"""
DRAWN = {"cut": CUT, "dark": DARK, "pale": PALE, "slant": SLANT, "halo": HALO}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder = tmp_path_factory.mktemp("lint")
    changes: dict[str, dict[str, Any]] = {
        name: {"theme": css, "body": body} for name, (*_, css, body) in DEFECTS.items()
    }
    changes |= {name: {"theme": css, "body": body} for name, (css, body) in GOOD.items()}
    for name, change in changes.items():
        change |= {"body": plain_body(change["body"]), "notes": 0}
        write_galley(folder / name, assets={f"{drawn}.svg": svg.encode() for drawn, svg in DRAWN.items()}, **change)
    command = [sys.executable, str(TRIAL), *(str(folder / name) for name in changes)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name: [LayoutFinding.from_json(one) for one in ones] for name, ones in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_found_and_nothing_else_is(name: str, found: Found) -> None:
    rule, page, element, *_ = DEFECTS[name]
    assert [(one.rule, one.page, *one.ids[:1]) for one in found[name]] == [
        (rule, page, *([element] if element else []))
    ]


def test_every_rule_has_a_planted_defect() -> None:
    assert {rule for rule, *_ in DEFECTS.values()} == set(get_args(Rule))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_page_has_no_findings(name: str, found: Found) -> None:
    assert found[name] == []


def test_a_proof_holds_what_was_found_and_a_caption_at_the_foot_of_a_page_is_no_reason_to_stop(proof: Proof) -> None:
    assert [(one.rule, one.page) for one in proof.layout if one.rule != "small-text"] == [("parted", 1)]
    assert proof.path.exists()


def test_words_cut_off_by_the_page_stop_the_print_and_the_earlier_file_stays(tmp_path: Path) -> None:
    destination = tmp_path / "report.pdf"
    destination.write_bytes(b"%PDF an earlier good file")
    css = "table { table-layout: auto; width: auto }"
    with pytest.raises(PagesUnreadable, match="page 1: “column") as caught:
        print_once(write_galley(tmp_path / "galley", plain_body(WIDE), theme=css, notes=0), destination)
    assert destination.read_bytes() == b"%PDF an earlier good file"
    assert {finding.ids for finding in caught.value.findings} == {("table-wide",)}


def test_what_is_found_many_times_in_one_element_is_told_once() -> None:
    one = LayoutFinding(4, "small-text", "warning", "“a” is small", "", ("fig",))
    other = LayoutFinding(4, "small-text", "warning", "“b” is small", "", ("fig",))
    assert [str(finding) for finding in once_each([one, other, other])] == [
        "page 4: “a” is small, and 2 more like it [small-text]"
    ]
    heads = [LayoutFinding(page, "small-text", "warning", "“head” is small", "") for page in (2, 3)]
    assert [str(finding) for finding in once_each(heads)] == [
        "page 2: “head” is small, and 1 more like it [small-text]"
    ]


@pytest.mark.parametrize(
    ("name", "level", "words"),
    [
        ("pale-words", "error", "contrast of 2.8:1 to what is behind it, under 4.5:1"),
        ("greyish-prose", "warning", "contrast of 5.7:1 to what is behind it, under 7:1"),
        ("line-over-the-margin", "warning", "“Some words of a paragraph that is lon …” leaves its column"),
        ("page-left-empty", "warning", "only 23% of the page is filled"),
        ("heading-with-one-line", "warning", "with a single line of its text"),
        ("words-on-words", "error", "“Other” and “One” stand on each other"),
    ],
)
def test_a_finding_says_how_bad_it_is_and_what_was_measured(name: str, level: str, words: str, found: Found) -> None:
    (one,) = found[name]
    assert one.level == level
    assert words in one.message
    assert one.advice
