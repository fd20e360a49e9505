"""What the house's palettes promise: words can be read, and chart colours part for every eye and in greyscale."""

from itertools import combinations
from pathlib import Path

import pytest

from iria_reports.contrast import LABELS, TEXT, contrast
from iria_reports.desk import Desk
from iria_reports.setting.theme import ThemeFile, load_theme

from .colours import CONES, apart, lightness

ROOT = Path(__file__).parents[2]
THEMES = sorted(file.parent.name for file in (ROOT / "templates").glob("*/theme.yml"))
GRAPHICS = 3.0  # WCAG 2.2, 1.4.11: what a chart is drawn with, against its ground
LIGHTNESS_STEP = 7.0  # of 100: two greys side by side are told apart from about 2
COLOUR_STEP = 15.0  # CIE 1976: just noticeable is 2.3


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> ThemeFile:
    return load_theme(Desk(ROOT), request.param).file


def test_there_are_two_house_themes() -> None:
    assert THEMES == ["iria", "ledger"]


@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize(("name", "least"), [("ink", TEXT), ("muted", LABELS), ("house", LABELS), ("accent", LABELS)])
def test_words_stand_out_from_their_ground(theme: ThemeFile, name: str, least: float, ground: str) -> None:
    colour, behind = getattr(theme.palette, name), getattr(theme.palette, ground)
    assert contrast(colour, behind) >= least, f"{theme.name}: {name} on {ground}"


def test_a_cover_in_the_houses_colour_can_be_read(theme: ThemeFile) -> None:
    assert contrast(theme.palette.paper, theme.palette.house) >= TEXT


def test_chart_colours_stand_out_from_the_paper(theme: ThemeFile) -> None:
    weak = [colour for colour in theme.chart_sequence if contrast(colour, theme.palette.paper) < GRAPHICS]
    assert weak == []


def test_chart_colours_part_in_greyscale(theme: ThemeFile) -> None:
    near = [pair for pair in combinations(theme.chart_sequence, 2) if _greys_apart(*pair) < LIGHTNESS_STEP]
    assert near == []


@pytest.mark.parametrize("sight", ["", *CONES], ids=["all cones", *CONES])
def test_chart_colours_part_to_every_eye(theme: ThemeFile, sight: str) -> None:
    near = [pair for pair in combinations(theme.chart_sequence, 2) if apart(*pair, sight) < COLOUR_STEP]
    assert near == []


def _greys_apart(one: str, two: str) -> float:
    return abs(lightness(one) - lightness(two))


def test_the_measures_know_what_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lightness("#777777") == pytest.approx(50.03, abs=0.05)
    assert apart("#cc3311", "#117733") > 60 > 30 > apart("#cc3311", "#777733", "protanopia")
