"""Sharing marks: sections go in; each block comes out with a mark no lower than its section's and its sources'."""

from collections.abc import Iterable

from iria_reports.composing.asof import block_sources
from iria_reports.report import Block, Section
from iria_reports.writing.settings import Settings
from iria_reports.writing.spec import Spec


def strictest(marks: Iterable[str | None], settings: Settings) -> str | None:
    """The most restricted of the marks; None where there is none."""
    return max(marks, key=settings.mark_rank, default=None)


def roll_up(sections: list[Section], spec: Spec) -> list[Section]:
    """The sections of one rendition: what a withheld block or source was marked with is no part of them any more."""
    return [_rolled(section, spec) for section in sections]


def _rolled(section: Section, spec: Spec) -> Section:
    blocks = tuple(_marked(block, section, spec) for block in section.blocks)
    mark = strictest((section.mark, *(block.meta.mark for block in blocks)), spec.settings)
    return section.model_copy(update={"blocks": blocks, "mark": mark})


def _marked(block: Block, section: Section, spec: Spec) -> Block:
    sources = (spec.sources[name].mark for name in block_sources(block) if name in spec.sources)
    mark = strictest((block.meta.mark, section.mark, *sources), spec.settings)
    return block.model_copy(update={"meta": block.meta.model_copy(update={"mark": mark})})
