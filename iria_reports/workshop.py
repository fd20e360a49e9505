"""The two children that a build needs, a press and a pen: started early, they import what is slow while we read."""

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from iria_reports.drawing.pen import Pen
from iria_reports.printing.limits import Limits
from iria_reports.printing.press import Press


@dataclass(frozen=True)
class Workshop:
    """A press and a pen. As a context manager it ends both, whatever ends the block."""

    press: Press
    pen: Pen

    @classmethod
    def start(cls, limits: Limits | None = None) -> Self:
        """Start both; they wait for their orders."""
        with ExitStack() as started:
            press = started.enter_context(Press.start(limits))
            pen = started.enter_context(Pen.start())
            started.pop_all()
        return cls(press, pen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        with self.press, self.pen:
            pass
