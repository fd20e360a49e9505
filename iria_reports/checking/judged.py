"""A report's judgements go in, with what the specification says of each; what the rules ask of one comes out."""

from collections.abc import Iterator
from dataclasses import dataclass

from iria_reports.checking.passages import Passage, block_passages
from iria_reports.report import Judgement, Judgements, Report
from iria_reports.writing.inlines import cited


@dataclass(frozen=True)
class Judged:
    """One judgement.

    words     its likelihood as words of a scale: one, or none where it is a range of per cents
    by        the day, month or year it is to be settled by, as given, or ""
    evidence  the ids of the sources it rests on
    """

    item: Judgement
    statement: Passage
    words: tuple[str, ...]
    by: str
    evidence: tuple[str, ...]


def judged(report: Report) -> Iterator[Judged]:
    """Every judgement of the report, in order."""
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Judgements) and block.detail != "reasons":
                for item in block.items:
                    alone = block.model_copy(update={"items": (item,)})
                    statement = next((one for one in block_passages(alone, section) if one.role == "statement"), None)
                    if statement is not None:
                        yield _one(item, statement)


def _one(item: Judgement, statement: Passage) -> Judged:
    return Judged(
        item,
        statement,
        words=(item.likelihood,) if item.likelihood and not any(map(str.isdigit, item.likelihood)) else (),
        by=str(item.by or ""),
        evidence=cited((*item.evidence, *item.statement, *item.basis)),
    )
