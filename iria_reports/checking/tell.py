"""A report's faults and warnings and its sheet go in; every finding comes out, silenced or not, sorted by place."""

import re
from collections.abc import Iterable, Iterator

from iria_reports.checking.finding import Finding, Level
from iria_reports.checking.rules import BY_ID, RULES
from iria_reports.checking.sheet import Sheet
from iria_reports.checking.silences import silenced
from iria_reports.errors import Fault

UNSURE = re.compile(r"sections\[\d+\]\.judgements\[\d+\]\.confidence")


def tell(sheet: Sheet, faults: Iterable[Fault], warnings: Iterable[Fault]) -> tuple[Finding, ...]:
    """Every finding; where a rule finds what is told already, it is told once."""
    told = [*_told(faults, "error"), *_told(warnings, "warning")]
    found = list(dict.fromkeys([*told, *_by_rules(sheet)]))
    return tuple(sorted(silenced(found, sheet.spec, sheet.places, BY_ID)))


def _told(faults: Iterable[Fault], level: Level) -> Iterator[Finding]:
    for fault in sorted(set(faults)):
        rule = "judgement-confidence" if UNSURE.fullmatch(fault.subject) else "input"
        yield _finding(fault, fault.rule or rule, level)


def _by_rules(sheet: Sheet) -> Iterator[Finding]:
    for rule in RULES:
        for fault in rule.find(sheet) if rule.find else ():
            yield _finding(fault, rule.id, rule.level)


def _finding(fault: Fault, rule: str, level: Level) -> Finding:
    return Finding(fault.where, rule, fault.message, fault.subject, fault.advice, level)
