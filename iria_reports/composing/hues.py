"""Hues: a rendition's sections go in; the same come out, each category of its charts in one hue wherever it stands."""

from collections import Counter
from collections.abc import Iterable, Sequence

from iria_reports.report import Block, Figure, Section

HUES = 6  # that a theme tells apart


def one_hue_a_name(sections: Sequence[Section]) -> list[Section]:
    """Figures whose options hold `hues`, a number for each name, are given those of the whole report."""
    figures = [block for section in sections for block in section.blocks if _coloured(block)]
    hues = hues_of([list(figure.options["hues"]) for figure in figures if isinstance(figure, Figure)])
    return [
        section.model_copy(update={"blocks": tuple(_with_hues(block, hues) for block in section.blocks)})
        for section in sections
    ]


def hues_of(charts: Iterable[Sequence[str]]) -> dict[str, int]:
    """A hue for each name, in order of first use: one that no name in a chart of its own has, and few at all."""
    groups = [[name.casefold() for name in names] for names in charts]
    hues: dict[str, int] = {}
    for name in dict.fromkeys(name for names in groups for name in names):
        beside = {other for names in groups if name in names for other in names if other in hues}
        clashes, used = Counter(hues[other] for other in beside), Counter(hues.values())
        hues[name] = min(range(HUES), key=lambda hue: (clashes[hue], used[hue], hue))
    return hues


def _coloured(block: Block) -> bool:
    return isinstance(block, Figure) and "hues" in block.options


def _with_hues(block: Block, hues: dict[str, int]) -> Block:
    if not isinstance(block, Figure) or "hues" not in block.options:
        return block
    own = {name: hues[name.casefold()] for name in block.options["hues"]}
    return block.model_copy(update={"options": {**block.options, "hues": own}})
