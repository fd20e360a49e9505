"""The scale of words and the calibration chart: words stay apart and on the sheet, marks where the numbers say."""

from dataclasses import replace
from itertools import combinations

import pytest

from drawing.trial import MAPS, STYLE
from iria_reports.composing.likelihood import ICD_203, PHIA, Scale
from iria_reports.drawing import calibration, wording
from iria_reports.drawing.boxes import Box
from iria_reports.drawing.drawers import draw
from iria_reports.drawing.plan import Plan
from iria_reports.judging.score import Said, Score
from iria_reports.report import DataTable, Figure, Meta

NARROW = replace(STYLE, column_mm=118, full_mm=162)  # as the house's page has it


def scale_of(scale: Scale) -> Figure:
    options = {"scale": scale.bands()}
    table = DataTable(columns=())
    return Figure(meta=Meta(id="w"), kind="wording", title="T", alternative="A", options=options, table=table)


def holds(plan: Plan) -> bool:
    """Whether no words touch and all stay on the sheet."""
    sheet = Box(0, 0, plan.setting.width, plan.height).grown(0.01)
    apart = not [pair for pair in combinations(plan.texts, 2) if pair[0].box.overlaps(pair[1].box)]
    return apart and all(text.box.inside(sheet) for text in plan.texts)


@pytest.mark.parametrize("scale", [ICD_203, ICD_203.speaking("remote"), PHIA], ids=["first", "second", "phia"])
@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_a_scale_of_words_is_legible_in_the_text_column(scale: Scale, language: str) -> None:
    assert holds(wording.lay_out(scale_of(scale), NARROW, language))
    assert draw(scale_of(scale), NARROW, language, maps=MAPS) == draw(scale_of(scale), NARROW, language, maps=MAPS)


def test_the_gaps_of_the_yardstick_stay_empty() -> None:
    plan = wording.lay_out(scale_of(PHIA), NARROW, "en")
    texts = {line for text in plan.texts for line in text.lines}
    assert {"0", "5", "10", "20", "25", "35", "40", "50", "55", "75", "80", "90", "100%"} <= texts


def scored(*said: Said) -> Score:
    return Score(sum(one.count for one in said), 0.1234, 0.2, said)


@pytest.mark.parametrize(
    "score",
    [
        scored(Said("likely", 55, 80, 1, 1)),
        scored(Said("likely", 55, 80, 400, 0)),
        scored(*(Said(word, low, high, 30, 10) for word, low, high in ICD_203.bands())),
        scored(*(Said(f"{at} to {at + 5}", at, at + 5, 2, 1) for at in range(0, 95, 5))),
    ],
    ids=["one", "many that did not happen", "all words", "ranges"],
)
def test_a_calibration_chart_is_legible_and_says_how_far_to_trust_it(score: Score) -> None:
    plan = calibration.lay_out(score, NARROW, "en-GB")
    assert holds(plan)
    told = " ".join(line for text in plan.texts for line in text.lines)
    assert "Brier score 0.123" in told
    assert ("nothing can be concluded" in told) == (score.count < 10)


def test_the_dot_stands_at_the_share_that_came_true() -> None:
    plan = calibration.lay_out(scored(Said("likely", 55, 80, 4, 1)), NARROW, "en")
    (dot,) = plan.marks
    left, right = plan.setting.width * 0.42, plan.setting.width - 6 - calibration.DOT
    assert (dot.left + dot.right) / 2 == pytest.approx(left + 0.25 * (right - left))
