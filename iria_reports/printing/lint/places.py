"""Layout findings and the report they were found in come in; faults at the analyst's own lines go out."""

from collections.abc import Iterable

from iria_reports.errors import Fault, Place
from iria_reports.printing.lint.finding import LayoutFinding
from iria_reports.report import Origin, Report
from iria_reports.setting.anchors import origins


def located(found: Iterable[LayoutFinding], report: Report, spec: str) -> tuple[Fault, ...]:
    """A fault for each finding, where its element or the nearest around it was written; else at the specification.

    A fault is sorted by its place, so its page stands in it as what it is about.
    """
    written = origins(report)

    def place(finding: LayoutFinding) -> Place:
        origin = next((written[name] for name in finding.ids if name in written), Origin(path=spec))
        return Place(origin.path, origin.line, origin.column, origin.cell)

    return tuple(Fault(place(one), f"page {one.page}", one.message, one.advice) for one in found)
