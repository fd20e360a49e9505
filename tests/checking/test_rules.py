"""Every rule finds its wrong example and leaves its right one alone; each says why it is there."""

from datetime import date

import pytest
from conftest import Write

from checking.examples import desk_of
from iria_reports.check import check
from iria_reports.checking.finding import Example, Finding, Rule
from iria_reports.checking.rules import RULES
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk

SHOWN = [rule for rule in RULES if rule.wrong]


def found(desk: Desk) -> tuple[Finding, ...]:
    return check(desk.reports / "example.yml", desk, Ask(today=date(2022, 3, 1))).findings


def rules_found(example: Example | None, write_desk: Write) -> set[str]:
    assert example is not None
    noise = {"unused-part"} if example.place == "spec" else set()  # its sections are the example's own
    return {one.rule for one in found(write_desk(desk_of(example)))} - noise


@pytest.mark.parametrize("rule", SHOWN, ids=[rule.id for rule in SHOWN])
def test_a_rule_finds_its_wrong_example_and_nothing_else_does(rule: Rule, write_desk: Write) -> None:
    assert rules_found(rule.wrong, write_desk) == {rule.id}


@pytest.mark.parametrize("rule", SHOWN, ids=[rule.id for rule in SHOWN])
def test_nothing_is_found_in_a_right_example(rule: Rule, write_desk: Write) -> None:
    assert rules_found(rule.right, write_desk) == set()


def test_a_rule_has_a_name_in_words_and_says_what_it_finds_and_why() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.id == rule.id.lower()
        assert rule.says.endswith(".")
        assert rule.reason.endswith(".")
