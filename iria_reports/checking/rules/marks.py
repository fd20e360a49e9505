"""The rule on sharing marks: none is lower than that of what it covers."""

from collections.abc import Iterator

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.places import at
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault
from iria_reports.report import Block, Section


def lower(sheet: Sheet) -> Iterator[Fault]:
    chosen = sheet.spec.choices.mark
    for section in sheet.report.sections:
        for block in section.blocks:
            yield from _within(block, section, sheet)
    highest = sheet.report.mark
    if chosen and _rank(chosen, sheet) < _rank(highest, sheet):
        message = f"the report is marked {chosen}, and something in it {highest}"
        place = sheet.spec.where.place(("mark",))
        yield Fault(place, "mark", message, f"write `mark: {highest}`, or leave that part out")


def _within(block: Block, section: Section, sheet: Sheet) -> Iterator[Fault]:
    """A section's own mark against its blocks', a block's own mark against its article's, and either's sources'."""
    mark, origin = block.meta.mark, block.meta.origin
    article = next((one for one in sheet.spec.articles.values() if one.path == origin.path), None)
    if section.mark and _rank(section.mark, sheet) < _rank(mark, sheet):
        message = f"the section is marked {section.mark}, and what it holds {mark}"
        yield Fault(at(section.origin), "mark", message, f"write `mark: {mark}`, or take that part out")
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
