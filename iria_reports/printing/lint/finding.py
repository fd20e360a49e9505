"""LayoutFinding: one thing wrong with the look of a printed page, and what is known of the place it stands in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from iria_reports.errors import PrintingFailed

Level = Literal["error", "warning"]
# Stable names; a function of `ink.py` or `breaks.py` tells what each means and why.
Rule = Literal[
    "cut-off", "clipped", "overfull", "collision", "small-text", "contrast",
    "near-empty", "stranded-heading", "orphan", "widow", "parted", "no-running-head",
]  # fmt: skip
# What keeps a page from being printed at all: see `cut_off` in `ink.py`.
STOPPING: frozenset[Rule] = frozenset({"cut-off"})
# What is wrong with every page at once where it is wrong with a running head.
OF_HEADS: frozenset[Rule] = frozenset({"collision", "small-text", "contrast", "no-running-head"})


@dataclass(frozen=True, order=True)
class LayoutFinding:
    """One thing wrong on one page, counted from 1.

    rule    its name
    message what was found, one sentence without a full stop
    advice  the next step, one sentence without a full stop
    ids     of the HTML element it stands in and of those around it, nearest first; none in a running head
    """

    page: int
    rule: Rule
    level: Level
    message: str
    advice: str
    ids: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether the page must not be printed."""
        return self.rule in STOPPING

    def __str__(self) -> str:
        return f"page {self.page}: {self.message} [{self.rule}]"

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the child's outcome."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "LayoutFinding":
        return cls(**{**values, "ids": tuple(values["ids"])})


class PagesUnreadable(PrintingFailed):
    """Words are cut off by the edge of a page; `findings` says which."""

    def __init__(self, findings: Sequence[LayoutFinding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in findings))


def once_each(found: Iterable[LayoutFinding]) -> Iterator[LayoutFinding]:
    """One finding for each rule, page and element, saying how many more there are like it.

    A running head is the same on every page: what is wrong with it is told on its first.
    """
    first: dict[tuple[Any, ...], LayoutFinding] = {}
    count: Counter[tuple[Any, ...]] = Counter()
    for one in found:
        page = 0 if one.rule in OF_HEADS and not one.ids else one.page
        key = (page, one.rule, one.level, one.ids[:1])
        first.setdefault(key, one)
        count[key] += 1
    for key, one in first.items():
        more = count[key] - 1
        yield replace(one, message=f"{one.message}, and {more} more like it") if more else one
