"""Faults planted in a desk: each is found at its line, and nothing else is.

A note `planted: rule` stands on the line above each, in a note of Markdown or of YAML; in a table, in a column.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iria_reports.check import check
from iria_reports.checking.rules import RULES
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk

DESK = Desk(Path(__file__).parent / "planted")
NOTE = re.compile(r"(?:<!--|#) planted: ([\w, -]+?)(?: -->)?$")
SPECS = {
    "prose": ["reports/prose.yml", "reports/prose.md", "reports/data/toll.csv", "reports/data/counts.csv"],
    "judgements": ["reports/judgements.yml", "reports/judgements.md"],
    "marks": ["reports/marks.yml", "reports/articles/closed.md"],
    "readers": ["reports/readers.yml", "reports/readers.md"],
    "foreign": ["reports/foreign.yml", "reports/foreign.md"],
    "refused": ["reports/refused.yml", "reports/refused.md", "reports/data/courses.csv"],
    "asof": ["reports/asof.yml", "reports/asof.md"],
}
TODAY = Ask(today=date(2022, 3, 1))
ASKED = {"asof": replace(TODAY, as_of=date(2022, 1, 10), leave_out_later=True)}
Planted = Counter[tuple[str, int, str]]


def planted(files: list[str]) -> Planted:
    """(file, line, rule) of each planted fault."""
    out: Planted = Counter()
    for name in files:
        lines = (DESK.root / name).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if match := NOTE.search(line):
                out.update((name, number + 1, rule) for rule in match[1].split(", "))
            elif name.endswith(".csv") and (rule := re.search(r",([a-z-]+),b$", line)) and "planted" in lines[0]:
                out[name, number, rule[1]] += 1
    return out


def found(spec: str) -> Planted:
    checked = check(DESK.reports / f"{spec}.yml", DESK, ASKED.get(spec, TODAY))
    return Counter((one.where.path, one.where.line, one.rule) for one in checked.findings)


@pytest.mark.parametrize("spec", SPECS)
def test_every_planted_fault_is_found_at_its_line_and_nothing_else_is(spec: str) -> None:
    assert sorted(found(spec).elements()) == sorted(planted(SPECS[spec]).elements())


def test_faults_are_planted_for_every_rule() -> None:
    rules = Counter(rule for files in SPECS.values() for _, _, rule in planted(files).elements())
    measured = (Path(__file__).parents[1] / "docs" / "checks_measured.md").read_text(encoding="utf-8")
    assert f"{rules.total()} faults in " in measured  # as docs/checks.md tells it
    assert {rule.id for rule in RULES} == set(rules)
