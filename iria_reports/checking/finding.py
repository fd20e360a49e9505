"""Finding and Rule: what `check` tells, and by which rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from iria_reports.errors import Fault, Place

if TYPE_CHECKING:
    from iria_reports.checking.sheet import Sheet

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing found. `silenced` is the reason why it does not count, or "" where it does."""

    where: Place
    rule: str
    message: str
    subject: str = ""
    advice: str = field(default="", compare=False)
    level: Level = field(default="warning", compare=False)
    silenced: str = field(default="", compare=False)

    def __str__(self) -> str:
        level = "" if self.level == "error" else ", warning"
        return f"{Fault(self.where, self.subject, self.message, self.advice)} ({self.rule}{level})"


@dataclass(frozen=True)
class Example:
    """A part of a report as it is written: where it stands, and its lines.

    place  `prose`: a section of the report's .md file; `bottom-line`: that section; `judgement`: an item of
           `judgements:`; `spec`: top-level keys of the specification
    """

    place: Literal["prose", "bottom-line", "judgement", "spec"]
    text: str


@dataclass(frozen=True)
class Rule:
    """A rule of tradecraft.

    id        its name, in words
    level     error: no report should go out with one; warning: worth a look
    says      what it finds, one sentence
    reason    why, with the standard's clause where there is one
    wrong     an example in which it finds something, which is tested
    right     the same put right, in which it finds nothing
    find      the sheet of a report goes in, what it found comes out; None where `build` itself tells it
    """

    id: str
    level: Level
    says: str
    reason: str
    wrong: Example | None = None
    right: Example | None = None
    find: Callable[["Sheet"], Iterator[Fault]] | None = None

    @property
    def told_by_build(self) -> bool:
        """Whether `build` finds it too: its faults cannot be silenced."""
        return self.find is None
