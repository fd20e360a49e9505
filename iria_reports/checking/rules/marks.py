"""The rule on sharing marks: none is lower than that of what it covers."""

from collections.abc import Iterator

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.places import at
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault
from iria_reports.report import Block, Section


def lower(sheet: Sheet) -> Iterator[Fault]:
    chosen, highest = sheet.spec.choices.mark, sheet.report.mark
    for section in sheet.report.sections:
        yield from _section(section, sheet)
        for block in section.blocks:
            yield from _block(block, section, sheet)
    if chosen and highest and _rank(chosen, sheet) < _rank(highest, sheet):
        message = f"the report is marked {chosen}, and something in it {highest}"
        place = sheet.spec.where.place(("mark",))
        yield Fault(place, "mark", message, f"write `mark: {highest}`, or leave that part out")


def _section(section: Section, sheet: Sheet) -> Iterator[Fault]:
    highest = max((block.meta.mark for block in section.blocks), key=lambda mark: _rank(mark, sheet), default=None)
    if section.mark and _rank(section.mark, sheet) < _rank(highest, sheet):
        message = f"the section is marked {section.mark}, and something in it {highest}"
        yield Fault(at(section.origin), "mark", message, f"write `mark: {highest}`, or take that part out")


def _block(block: Block, section: Section, sheet: Sheet) -> Iterator[Fault]:
    """A paragraph's own mark against its article's, and against its sources' where these carry one."""
    mark, origin = block.meta.mark, block.meta.origin
    article = next((one for one in sheet.spec.articles.values() if one.path == origin.path), None)
    if article and mark and _rank(mark, sheet) < _rank(article.front.mark, sheet):
        message = f"marked {mark}, in an article marked {article.front.mark}"
        yield Fault(at(origin), "mark", message, "raise it, or lower the article’s")
    for name in block.meta.sources:
        own = getattr(sheet.spec.sources.get(name), "mark", None)
        if _rank(own, sheet) > max(_rank(mark, sheet), _rank(section.mark, sheet), _rank(sheet.report.mark, sheet)):
            yield Fault(at(origin), "mark", f"it rests on @{name}, which is marked {own}", f"mark it {own}")


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
