"""The rule on sharing marks: none is lower than that of what it covers."""

from collections.abc import Iterator

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.places import at
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault, Place
from iria_reports.writing.load import all_blocks


def lower(sheet: Sheet) -> Iterator[Fault]:
    """What was written beside what composing rolled up from below: a written mark that had to be raised is lower."""
    spec, highest = sheet.spec, sheet.report.mark
    if spec.choices.mark and _rank(spec.choices.mark, sheet) < _rank(highest, sheet):
        message = f"the report is marked {spec.choices.mark}, and something in it {highest}"
        place = spec.where.place(("mark",))
        yield Fault(place, "mark", message, f"write `mark: {highest}`, or leave that part out")
    written = {at(block.meta.origin): block.meta.mark for block in all_blocks(spec)}
    chosen = {spec.where.place(("sections", n)): one.mark for n, one in enumerate(spec.choices.sections)}
    for section in sheet.report.sections:
        yield from _raised(chosen.get(at(section.origin)), section.mark, at(section.origin), sheet)
        for block in section.blocks:
            place = at(block.meta.origin)
            yield from _raised(written.get(place), block.meta.mark, place, sheet)


def _raised(written: str | None, rolled_up: str | None, place: Place, sheet: Sheet) -> Iterator[Fault]:
    if written and _rank(written, sheet) < _rank(rolled_up, sheet):
        message = f"marked {written}, and something it holds or rests on {rolled_up}"
        yield Fault(place, "mark", message, f"mark it {rolled_up}, or take that out")


def _rank(mark: str | None, sheet: Sheet) -> int:
    return sheet.spec.settings.mark_rank(mark)


MARKS = (
    Rule(
        "mark-below-source",
        "error",
        "A sharing mark of a report, a section or a paragraph that is lower than the mark of what it holds.",
        "A mark is a promise to whoever gave the material: a report’s is never lower than that of its most restricted "
        "source (TLP 2.0, FIRST).",
        Example("spec", "mark: TLP:CLEAR\nsections: [{kind: prose, heading: Text, mark: TLP:AMBER}]"),
        Example("spec", "mark: TLP:AMBER\nsections: [{kind: prose, heading: Text, mark: TLP:AMBER}]"),
        lower,
    ),
)
