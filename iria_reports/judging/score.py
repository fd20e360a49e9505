"""Judgements with their outcomes go in; how good they were comes out: Brier scores, and what was said beside what came.

A word counts as the middle of its range. The score of one judgement is (said - came)², came being 1 or 0: Brier (1950),
Verification of forecasts expressed in terms of probability, Monthly Weather Review 78, halved as is usual where there
are two outcomes, so that 0 is perfect and 1 is wrong with certainty. The interval is Wilson's (1927), at 95 per cent.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from iria_reports.judging.earlier import EarlierReport
from iria_reports.judging.ledger import Ledger
from iria_reports.report import Judgement

FEW = 10  # judgements with outcomes, below which nothing can be concluded
EVEN = 0.5
Z = 1.959964  # the normal deviate of 95 per cent


@dataclass(frozen=True)
class Settled:
    """A judgement that came true or did not."""

    report: str
    judgement: Judgement
    came: bool

    @property
    def said(self) -> float:
        """The probability that its word or range is taken for: the middle."""
        return sum(self.range) / 200

    @property
    def range(self) -> tuple[int, int]:
        """What its likelihood stands for, per cent."""
        return self.judgement.low or 0, self.judgement.high or 0

    @property
    def brier(self) -> float:
        return float((self.said - self.came) ** 2)

    @property
    def words(self) -> str:
        """Its likelihood as it was said."""
        return said_as(self.judgement)


@dataclass(frozen=True)
class Said:
    """All that was said with one likelihood, and how often it came true."""

    words: str
    low: int
    high: int
    count: int
    came: int

    @property
    def said(self) -> float:
        """The probability that it is taken for: the middle of its range."""
        return (self.low + self.high) / 200

    @property
    def share(self) -> float:
        return self.came / self.count

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.came, self.count)


@dataclass(frozen=True)
class Score:
    """How good the settled judgements were.

    brier      the mean of theirs
    even       the score of saying 50 per cent every time
    base_rate  the score of saying every time how often such things came true, which nobody knew beforehand
    said       by likelihood, the least likely first
    """

    count: int
    brier: float
    base_rate: float
    said: tuple[Said, ...]
    even: float = EVEN**2

    @property
    def few(self) -> bool:
        """Whether there are too few to conclude anything."""
        return self.count < FEW


def settled(reports: Iterable[EarlierReport], ledger: Ledger) -> tuple[Settled, ...]:
    """The judgements with an outcome that is not void, in the order of their reports."""
    standing = ledger.standing()
    found = []
    for report in reports:
        for judgement in report.judgements:
            outcome = standing.get((report.name, judgement.id))
            if outcome and outcome.outcome != "void" and judgement.low is not None and judgement.high is not None:
                found.append(Settled(report.name, judgement, outcome.outcome == "happened"))
    return tuple(found)


def score(judged: Sequence[Settled]) -> Score | None:
    """The score of them all, or None where there are none."""
    if not judged:
        return None
    count = len(judged)
    rate = sum(one.came for one in judged) / count
    return Score(count, sum(one.brier for one in judged) / count, rate * (1 - rate), _by_words(judged))


def wilson(came: int, count: int) -> tuple[float, float]:
    """Where the true share lies, with 95 per cent confidence, when `came` of `count` came true."""
    share, square = came / count, Z**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    reach = Z / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def said_as(judgement: Judgement) -> str:
    """The word, or the range where there is none."""
    return judgement.likelihood or f"{judgement.low} to {judgement.high}"


def _by_words(judged: Sequence[Settled]) -> tuple[Said, ...]:
    groups: dict[tuple[float, str, int, int], list[bool]] = {}
    for one in judged:
        low, high = one.range
        groups.setdefault((one.said, one.words, low, high), []).append(one.came)
    ranked = sorted(groups.items())
    return tuple(Said(words, low, high, len(came), sum(came)) for (_, words, low, high), came in ranked)
