"""A judgement and the same one of an earlier report go in; kept, raised, lowered or new comes out."""

from typing import Literal

from iria_reports.composing.likelihood import SCALES
from iria_reports.composing.words import word
from iria_reports.judging.earlier import EarlierReport
from iria_reports.report import Judgement

Change = Literal["kept", "raised", "lowered", "new"]
LEVELS = {"low": 0, "moderate": 1, "high": 2}


def change_of(now: Judgement, scale: str, earlier: EarlierReport) -> Change:
    """What became of the judgement of this id. Words are compared by their step, for scales differ in their ranges."""
    before = earlier.judgement(now.id)
    if before is None:
        return "new"
    one, other = _step(before, earlier.scale), _step(now, scale)
    if one is None or other is None:
        one, other = _middle(before), _middle(now)
    return "kept" if one == other else "raised" if other > one else "lowered"


def moved(now: Judgement, before: Judgement, language: str = "en") -> str:
    """What else moved in a judgement: its confidence, its day; "" where nothing did."""
    parts = []
    if {now.confidence, before.confidence} <= set(LEVELS) and now.confidence != before.confidence:
        higher = LEVELS[now.confidence] > LEVELS[before.confidence]
        parts.append(f"confidence-{'raised' if higher else 'lowered'}")
    if now.by and before.by and now.by != before.by:
        parts.append("date-later" if now.by > before.by else "date-earlier")
    return word("differs-between", language).join(word(f"differs-{part}", language) for part in parts)


def _step(judgement: Judgement, scale: str) -> float | None:
    return SCALES[scale].step(judgement.likelihood) if scale in SCALES and judgement.likelihood else None


def _middle(judgement: Judgement) -> float:
    return ((judgement.low or 0) + (judgement.high or 0)) / 2
