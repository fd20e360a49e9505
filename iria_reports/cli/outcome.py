"""How a verb ends: its errors go in; plain lines on standard error and a stable exit code come out. The one handler."""

import signal
import sys
import traceback
from collections.abc import Callable
from types import FrameType

import click

from iria_reports.errors import InputFaults, IriaError

USAGE = 2
INTERRUPTED = 130
INTERNAL = 1
MOST_FAULTS = 40
ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Ended(BaseException):
    """The system or a closed terminal asks the process to end: what it began is taken away, as after Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number


def _end(number: int, _: FrameType | None) -> None:
    for one in ENDINGS:
        signal.signal(one, signal.SIG_IGN)  # a second one would stop the taking away
    raise Ended(number)


def ending(verb: Callable[[], object]) -> int:
    """Run `verb` and return the exit code."""
    for one in ENDINGS:
        if signal.getsignal(one) is signal.SIG_DFL:  # ignored under nohup, and so it stays
            signal.signal(one, _end)
    try:
        code = verb()
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt, Ended) as stop:
        noted = getattr(stop.__cause__ or stop, "__notes__", None)  # click makes Abort of Ctrl-C
        say(f"stopped; {noted[0] if noted else 'nothing half-written was left behind'}")
        return stop.exit_code if isinstance(stop, Ended) else INTERRUPTED
    except IriaError as error:
        report_error(error)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return INTERNAL
    except Exception as error:
        bug(error)
        return INTERNAL
    return code if isinstance(code, int) else 0


def report_error(error: IriaError, *, subject: str = "") -> None:
    """Every fault on a line of its own, of many the first, and their count; or the error and its next step.

    subject  the report that was to be built or checked, if that is what failed
    """
    if isinstance(error, InputFaults):
        for fault in error.faults[:MOST_FAULTS]:
            click.echo(str(fault), err=True)
        count = len(error.faults)
        if count > MOST_FAULTS:
            click.echo(f"and {count - MOST_FAULTS} more", err=True)
        what, stays = (f" in {subject}", ", an earlier PDF stays as it was") if subject else ("", "")
        say(f"{count} {'fault' if count == 1 else 'faults'}{what}; nothing was written{stays}")
        return
    say(f"{subject}: {error}" if subject else str(error))
    if error.advice:
        say(f"next: {error.advice}")


def bug(error: Exception) -> None:
    """What nobody foresaw: one line, and with --debug the whole story."""
    if "--debug" in sys.argv:
        traceback.print_exception(error)
    say(f"this is a fault of ours, not of yours: {error.__class__.__name__}: {error}")
    say("next: run it again with --debug and send us what it prints")


def say(line: str) -> None:
    """One line on standard error."""
    click.echo(f"iria-report: {line}", err=True)
