"""SectionKind: one kind of section: the options an analyst writes, and how they become blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from iria_reports.composing.bench import Bench, SectionOptions
from iria_reports.report import Section
from iria_reports.writing.nodes import Loc


@dataclass(frozen=True)
class SectionKind:
    """name as written in `kind:`; one options model (a chart has one for each chart kind); `make` returns the section.

    `make` puts faults on the bench and returns None where nothing can be made.
    """

    name: str
    options: tuple[type[SectionOptions], ...]
    make: Callable[[Any, Loc, Bench], Section | None]
