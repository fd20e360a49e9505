"""THE MAP of `check`: a specification's path goes in; every finding comes out. Nothing is drawn and nothing printed.

Spec  ->  Report  ->  Sheet  ->  findings
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iria_reports.checking.finding import Finding
from iria_reports.checking.places import Places
from iria_reports.checking.sheet import Sheet
from iria_reports.checking.tell import tell
from iria_reports.composing.compose import composed
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import Fault, InputFaults
from iria_reports.report import Report
from iria_reports.setting.brand import branded
from iria_reports.setting.theme import load_theme
from iria_reports.writing.load import load_spec


@dataclass(frozen=True)
class Checked:
    """One report checked: as of which day, and all that was found, sorted by place."""

    spec: str
    as_of: date
    findings: tuple[Finding, ...]

    def count(self, level: str) -> int:
        """How many findings of this level count."""
        return sum(one.level == level and not one.silenced for one in self.findings)

    @property
    def silenced(self) -> int:
        return sum(bool(one.silenced) for one in self.findings)


def check(file: Path, desk: Desk, ask: Ask) -> Checked:
    """Every fault and warning that `build` gives, but those of pages, and what the rules of tradecraft find."""
    spec = load_spec(file, desk, ReportChoices)
    report, faults = composed(spec, ask)
    faults += _of_the_theme(report, desk)
    warnings = () if faults else remarks(spec, ask)
    findings = tell(Sheet(spec, report, Places(desk)), faults, warnings)
    return Checked(spec.path, report.as_of, findings)


def _of_the_theme(report: Report, desk: Desk) -> Iterator[Fault]:
    try:
        branded(load_theme(desk, report.theme), report.client)
    except InputFaults as found:
        yield from found.faults
