"""The child: one order comes in on stdin as a JSON line, one outcome goes out on stdout as a JSON line.

Started as `python -I -m iria_reports.printing.printer <limits as JSON>` before there is anything to print, so that
importing WeasyPrint overlaps with composing. It prints once and ends.
"""

import gc
import importlib
import json
import os
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any, TextIO

from iria_reports.errors import IriaError, MachineNotReady, PrintingFailed
from iria_reports.printing import native
from iria_reports.printing.finish import finish
from iria_reports.printing.galley_folder import read_galley
from iria_reports.printing.inspect import inspect
from iria_reports.printing.limits import Limits
from iria_reports.printing.lint.lint import lint

ORPHANED = 3
# Messages of WeasyPrint that do not stop a print, each with its reason. Empty: so far none deserved it.
ACCEPTED_WARNINGS: tuple[str, ...] = ()


def main() -> None:
    """Set the limits, import WeasyPrint, wait for the order, print."""
    start = time.perf_counter()
    outcome = _private_stdout()
    limits = Limits.from_json(json.loads(sys.argv[1]))
    _restrict(limits)
    try:
        native.use_bundled_pango()
        typesetting = _typesetting()
        imported = time.perf_counter() - start
        order = sys.stdin.readline()
        if order:
            _follow_parent()
            gc.disable()  # 16 to 18 per cent of the render; the process ends before it matters
            answer = print_galley(typesetting, json.loads(order), limits)
            answer["stages"]["import"] = imported
            _answer(outcome, answer)
    except IriaError as fault:
        kind = "machine" if isinstance(fault, MachineNotReady) else "refused"
        _answer(outcome, {"status": kind, "message": str(fault), "advice": fault.advice})
    except MemoryError:
        _answer(outcome, {"status": "refused", "message": _out_of_memory(limits), "advice": ""})
    except Exception:
        # A bug of ours or of WeasyPrint's: the parent shows the last line and keeps the whole for a report.
        _answer(outcome, {"status": "broken", "message": traceback.format_exc(), "advice": ""})
    sys.stderr.flush()
    os._exit(0)  # skips taking the objects apart one by one, a tenth of a second


def print_galley(typesetting: Any, order: dict[str, str], limits: Limits) -> dict[str, Any]:
    """Typeset, finish, inspect and lint one galley, written to the order's scratch file."""
    galley = read_galley(Path(order["galley"]), limits.file_size)
    sheets = typesetting.typeset(galley, limits)
    unexpected = [words for words in sheets.warnings if not words.startswith(ACCEPTED_WARNINGS or ("\0",))]
    if unexpected:
        raise PrintingFailed("WeasyPrint warned:\n" + "\n".join(f"  {words}" for words in unexpected))
    if sheets.notes != galley.notes:
        raise PrintingFailed(f"{sheets.notes} note bodies were printed of {galley.notes} in the galley")
    stages = dict(sheets.stages)
    clock = time.perf_counter()
    data = finish(sheets.data)
    stages["finish"] = time.perf_counter() - clock
    scratch = Path(order["scratch"])
    scratch.write_bytes(data)
    clock = time.perf_counter()
    findings = inspect(scratch, notes=galley.notes, attachments=len(galley.enclosures))
    stages["inspect"] = time.perf_counter() - clock
    if findings:
        raise PrintingFailed("the printed file has findings:\n" + "\n".join(f"  {finding}" for finding in findings))
    clock = time.perf_counter()
    layout = lint(scratch, sheets.leaves)
    stages["lint"] += time.perf_counter() - clock
    return {
        "status": "printed",
        "pages": len(sheets.leaves),
        "notes": sheets.notes,
        "warnings": list(sheets.warnings),
        "layout": [finding.as_json() for finding in layout],
        "versions": typesetting.versions(),
        "stages": stages,
    }


def _private_stdout() -> TextIO:
    """Keep the outcome's pipe to ourselves: WeasyPrint prints advice to stdout where Pango is missing."""
    outcome = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return outcome


def _answer(outcome: TextIO, answer: dict[str, Any]) -> None:
    outcome.write(json.dumps(answer) + "\n")
    outcome.flush()


def _restrict(limits: Limits) -> None:
    """Bound this process; Windows has no such limits and macOS does not keep RLIMIT_AS."""
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")
    for name, value in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_AS", limits.memory),
        ("RLIMIT_CPU", limits.cpu),
        ("RLIMIT_FSIZE", limits.file_size),
    ):
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (wanted, hard if sys.platform == "darwin" else wanted))


def _typesetting() -> Any:
    """Import WeasyPrint only now: after the limits are set and the libraries' way is prepared."""
    try:
        typesetting = importlib.import_module("iria_reports.printing.typeset")
    except OSError as fault:
        raise MachineNotReady(
            f"Pango or one of its libraries cannot be loaded: {fault}", advice=native.advice()
        ) from fault
    typesetting.check_machine()
    return typesetting


def _follow_parent() -> None:
    """End with the parent: its end of stdin closes whatever ended it, even SIGKILL."""

    def wait() -> None:
        sys.stdin.read()
        os._exit(ORPHANED)

    threading.Thread(target=wait, daemon=True).start()


def _out_of_memory(limits: Limits) -> str:
    return f"the report needs more than the {limits.memory >> 20} MiB of memory allowed"


if __name__ == "__main__":
    main()
