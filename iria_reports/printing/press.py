"""The printer's child: started early, it imports WeasyPrint while the report is composed, and prints one galley."""

import json
import signal
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from iria_reports.child import Child
from iria_reports.errors import MachineNotReady, PrintingFailed
from iria_reports.printing.arrivals import ALL_THERE
from iria_reports.printing.limits import Limits


class Press:
    """One child process that prints one galley.

    As a context manager it leaves neither the child nor its scratch folder behind, whatever ends the block, Ctrl-C
    included.
    """

    def __init__(self, child: Child, limits: Limits) -> None:
        self.child = child
        self.limits = limits
        self._used = False

    @classmethod
    def start(cls, limits: Limits | None = None) -> Self:
        """Start the child; it waits for its order."""
        limits = limits or Limits()
        return cls(Child.start("iria_reports.printing.printer", json.dumps(limits.as_json())), limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.child.close()

    @property
    def file(self) -> Path:
        """Where the child writes what it prints."""
        return self.child.scratch / "proof.pdf"

    def order(self, galley: Path, arriving: Iterable[str] = ()) -> None:
        """Have the galley printed; `arriving` yields the name of each asset that comes into it only now."""
        if self._used:
            raise RuntimeError("a press prints once; start another")
        self._used = True
        self.child.tell({"galley": str(galley.resolve()), "scratch": str(self.file)})
        for name in arriving:
            self.child.tell(name)
        self.child.tell(ALL_THERE)

    def outcome(self) -> dict[str, Any]:
        """The child's next answer; every bad end is an error that an analyst understands.

        Raises MachineNotReady or PrintingFailed.
        """
        try:
            answer = self.child.answer(self.limits.wall)
        except TimeoutError:
            raise PrintingFailed(
                f"the printer was stopped after {self.limits.wall:g} seconds",
                advice="shorten the report's longest table, or split the report",
            ) from None
        if answer is None:
            raise PrintingFailed(self._why_it_died())
        return printed(answer)

    def _why_it_died(self) -> str:
        code = self.child.process.wait()
        if code == -getattr(signal, "SIGXCPU", 0) or code == -getattr(signal, "SIGKILL", 0):
            return f"the printer was stopped after {self.limits.cpu} seconds of processor time, or by the system"
        # GLib ends the process itself (SIGTRAP, SIGABRT) when it gets no memory; so does a library with a bug.
        said = self.child.last_words()
        last_words = f"; its last words: {said}" if said else ""
        memory = f"{self.limits.memory >> 20} MiB"
        return f"the printer died ({self.child.ending()}), most likely of the {memory} of memory allowed{last_words}"


def printed(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer of a child that prints, where it is a good one. Raises MachineNotReady, PrintingFailed."""
    message, advice = str(answer.get("message", "")), str(answer.get("advice", ""))
    match answer["status"]:
        case "written" | "read":
            return answer
        case "machine":
            raise MachineNotReady(message, advice=advice)
        case "refused":
            raise PrintingFailed(message, advice=advice)
        case _:
            fault = PrintingFailed(f"the printer met something nobody foresaw: {message.strip().splitlines()[-1]}")
            fault.add_note(message)
            raise fault
