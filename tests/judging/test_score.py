"""Scores: worked by hand, and never better than they are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iria_reports.judging.earlier import EarlierReport
from iria_reports.judging.ledger import Ledger, Outcome
from iria_reports.judging.score import Settled, score, settled, wilson
from iria_reports.report import Judgement

DAY = date(2022, 12, 31)
RANGES = {"very likely": (80, 95), "likely": (55, 80), "unlikely": (20, 45), "": (60, 75)}


def judged(words: str, name: str = "kj") -> Judgement:
    low, high = RANGES[words]
    return Judgement(id=name, statement=(), likelihood=words, low=low, high=high)


def test_a_score_worked_by_hand() -> None:
    found = score([Settled("x", judged("very likely"), True), Settled("x", judged("likely"), False)])
    assert found is not None
    assert found.brier == pytest.approx(((1 - 0.875) ** 2 + 0.675**2) / 2)
    assert (found.even, found.base_rate, found.few) == (0.25, 0.25, True)
    assert [(one.words, one.said, one.came, one.count) for one in found.said] == [
        ("likely", 0.675, 0, 1),
        ("very likely", 0.875, 1, 1),
    ]


def test_nothing_settled_has_no_score() -> None:
    assert score([]) is None


def test_a_range_without_a_word_is_a_likelihood_of_its_own() -> None:
    found = score([Settled("x", judged(""), True), Settled("x", judged("likely"), True)])
    assert found is not None
    assert [one.words for one in found.said] == ["60 to 75", "likely"]


def test_wilson_s_interval_is_the_published_one() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for came, count, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)):
        assert wilson(came, count) == pytest.approx((low, high), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(pair: tuple[int, int]) -> None:
    came, count = pair
    low, high = wilson(came, count)
    assert 0 <= low <= came / count + 1e-12
    assert came / count - 1e-12 <= high <= 1


@given(st.lists(st.tuples(st.sampled_from(sorted(RANGES)), st.booleans()), min_size=1, max_size=40))
def test_a_score_is_between_perfect_and_wrong_and_its_parts_add_up(pairs: list[tuple[str, bool]]) -> None:
    found = score([Settled("x", judged(words), came) for words, came in pairs])
    assert found is not None
    assert 0 <= found.brier <= 1
    assert sum(one.count for one in found.said) == len(pairs)
    assert sum(one.came for one in found.said) == sum(came for _, came in pairs)
    assert found.few == (len(pairs) < 10)


def test_void_open_and_unknown_judgements_count_for_nothing() -> None:
    report = EarlierReport("x", "x.json", "T", "Analysis", DAY, tuple(judged("likely", name) for name in "abc"))
    lines = [("x", "a", "happened"), ("x", "b", "void"), ("y", "c", "happened"), ("x", "a", "did-not-happen")]
    ledger = Ledger(
        tuple(
            Outcome(report=one, judgement=name, outcome=came, on=DAY, evidence="e", recorded=DAY)
            for one, name, came in lines
        )
    )
    (only,) = settled([report], ledger)
    assert (only.judgement.id, only.came) == ("a", False)
