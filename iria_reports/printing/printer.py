"""The child: an order comes in on stdin, and names of assets as they come; "written" and "read" go out on stdout.

Started as `python -I -m iria_reports.printing.printer <limits as JSON>` before there is anything to print, so that
importing WeasyPrint overlaps with composing. It prints once, looks at the pages while the parent inspects the file, and
ends.
"""

import gc
import importlib
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from iria_reports.child import private_stdout
from iria_reports.errors import IriaError, MachineNotReady, PrintingFailed
from iria_reports.printing import native
from iria_reports.printing.arrivals import Arrivals
from iria_reports.printing.finish import finish
from iria_reports.printing.galley_folder import read_galley
from iria_reports.printing.limits import Limits, restrict

ORPHANED = 3
# Messages of WeasyPrint that do not stop a print, each with its reason. Empty: so far none deserved it.
ACCEPTED_WARNINGS: tuple[str, ...] = ()


def main() -> None:
    """Set the limits, import WeasyPrint, wait for the order, print."""
    start = time.perf_counter()
    outcome = private_stdout()
    limits = Limits.from_json(json.loads(sys.argv[1]))
    restrict(limits)
    try:
        native.use_bundled_pango()
        typesetting = _typesetting()
        imported = time.perf_counter() - start
        order = sys.stdin.readline()
        if order:
            gc.disable()  # 16 to 18 per cent of the render; the process ends before it matters
            for answer in print_galley(typesetting, json.loads(order), limits):
                _answer(outcome, {**answer, "stages": {"import": imported, **answer["stages"]}})
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


def print_galley(typesetting: Any, order: dict[str, str], limits: Limits) -> Iterator[dict[str, Any]]:
    """Typeset and finish one galley, write it to the order's scratch file, and read its pages as a reader would."""
    arrivals = Arrivals()
    _listen(arrivals)
    galley = read_galley(Path(order["galley"]), limits.file_size, arrivals)
    sheets = typesetting.typeset(galley, limits)
    unexpected = [words for words in sheets.warnings if not words.startswith(ACCEPTED_WARNINGS or ("\0",))]
    if unexpected:
        raise PrintingFailed("WeasyPrint warned:\n" + "\n".join(f"  {words}" for words in unexpected))
    if sheets.notes != galley.notes:
        raise PrintingFailed(f"{sheets.notes} note bodies were printed of {galley.notes} in the galley")
    stages = dict(sheets.stages)
    clock = time.perf_counter()
    scratch = Path(order["scratch"])
    scratch.write_bytes(finish(sheets.data))
    stages["finish"] = time.perf_counter() - clock
    yield {
        "status": "written",
        "pages": len(sheets.leaves),
        "notes": sheets.notes,
        "attachments": len(galley.enclosures),
        "warnings": list(sheets.warnings),
        "versions": typesetting.versions(),
        "stages": stages,
    }
    clock = time.perf_counter()
    layout = [finding.as_json() for finding in typesetting.lint(scratch, sheets.leaves)]
    stages["lint"] += time.perf_counter() - clock
    yield {"status": "read", "layout": layout, "stages": stages}


def _answer(outcome: TextIO, answer: dict[str, Any]) -> None:
    outcome.write(json.dumps(answer) + "\n")
    outcome.flush()


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


def _listen(arrivals: Arrivals) -> None:
    """Take in the names of assets, and end with the parent: its end of stdin closes whatever ended it, even SIGKILL."""

    def listen() -> None:
        for line in sys.stdin:
            arrivals.add(json.loads(line))
        os._exit(ORPHANED)

    threading.Thread(target=listen, daemon=True).start()


def _out_of_memory(limits: Limits) -> str:
    return f"the report needs more than the {limits.memory >> 20} MiB of memory allowed"


if __name__ == "__main__":
    main()
