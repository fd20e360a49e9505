"""What can go wrong, as one small tree with stable exit codes; every message names a place and a next step.

    IriaError              1   a bug of ours, or something nobody foresaw
    ├── InputFaults        3   the analyst's files hold faults; all of them are listed at once
    ├── MachineNotReady    4   this machine lacks something; `iria-report doctor` says what
    ├── PrintingFailed     5   the printer stopped: out of time, out of memory, or a finding of its own gates
    ├── CannotWrite        6   the output folder or file cannot be written
    ├── DeskNotFound       7   no desk.yml here or above, or no such report in it
    ├── ArchiveDamaged     8   the register's chain, a bag or a signature does not hold
    ├── Refused            9   a rule of the archive, or whoever was asked, says no: no approval, no such number
    └── MailServerUnfit   10   the mail server cannot be used as desk.yml says: certificate, password, STARTTLS

click itself ends with 2 for a wrong command line; Ctrl-C ends with 130. `verify` ends with its verdict, of several the
highest: 0 ours, unchanged and current; 20 superseded, 21 withdrawn, 22 added to, 23 a draft, 24 unproven, 25 a copy,
26 not ours, 27 unreadable, 28 a false claim, 29 differs (issuing/verdict.py, docs/archive.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file the analyst can open: path relative to the desk, line and column counted from 1.

    A table in a workbook has a sheet and cell address instead of a line; it is kept in `cell`.
    """

    path: str
    line: int = 1
    column: int = 1
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.cell}" if self.cell else f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in an input.

    where   the place to open
    subject what it is about, as a dotted path (`sections[2].chart`), or ""
    message what was found and what was expected, one sentence without a full stop
    advice  the next step, one sentence without a full stop, or ""
    rule    the id by which `check` lists it (docs/checks.md), or "" for one that needs none
    """

    where: Place
    subject: str
    message: str
    advice: str = field(default="", compare=False)
    rule: str = field(default="", compare=False)

    def __str__(self) -> str:
        subject = f"{self.subject}: " if self.subject else ""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{self.where}: {subject}{self.message}{advice}"


def ruled(rule: str, faults: Iterable[Fault]) -> list[Fault]:
    """The faults, each carrying the id of its rule."""
    return [replace(fault, rule=rule) for fault in faults]


class IriaError(Exception):
    """The base of every error this library raises on purpose."""

    exit_code = 1
    advice = ""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice or self.advice


class InputFaults(IriaError):
    """The analyst's files hold faults: all of them, sorted by place."""

    exit_code = 3

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class MachineNotReady(IriaError):
    """This machine lacks a program or library."""

    exit_code = 4
    advice = "run `iria-report doctor` to see what is missing"


class PrintingFailed(IriaError):
    """The printer's child stopped, ran out of time or memory, or its file failed a gate."""

    exit_code = 5


class CannotWrite(IriaError):
    """The output folder or file cannot be written."""

    exit_code = 6


class DeskNotFound(IriaError):
    """There is no desk here, or the desk has no such report."""

    exit_code = 7


class ArchiveDamaged(IriaError):
    """The archive does not hold together: a line of the register, a bag or a signature is not what was written."""

    exit_code = 8


class Refused(IriaError):
    """What was asked for is well formed, and the archive's rules do not allow it."""

    exit_code = 9


class MailServerUnfit(IriaError):
    """The mail server cannot be used as desk.yml says, and another try would find the same: nothing was handed over."""

    exit_code = 10
    advice = "correct `mail:` in desk.yml, then send again: who was not written to yet will be"
