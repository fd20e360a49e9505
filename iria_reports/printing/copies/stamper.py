"""The stamper's child: stamps come in on stdin, a batch a line; a small PDF for each is written, and told on stdout.

Started as `python -I -m iria_reports.printing.copies.stamper <limits as JSON>`, in the same closed world as the
printer. It ends when its stdin does.
"""

import importlib
import json
import sys
import traceback
from pathlib import Path
from typing import Any

from iria_reports.child import private_stdout
from iria_reports.errors import IriaError, MachineNotReady
from iria_reports.printing import native
from iria_reports.printing.limits import Limits, restrict


def main() -> None:
    """Set the limits, import WeasyPrint, then set one batch after the other."""
    answers = private_stdout()
    limits = Limits.from_json(json.loads(sys.argv[1]))
    restrict(limits)
    native.use_bundled_pango()
    setting: Any = None
    for line in sys.stdin:
        order = json.loads(line)
        try:
            setting = setting or _setting()
            files = setting.set_stamps(order, Path(order["scratch"]), limits)
            answer: dict[str, Any] = {"status": "written", "files": files}
        except IriaError as fault:
            kind = "machine" if isinstance(fault, MachineNotReady) else "refused"
            answer = {"status": kind, "message": str(fault), "advice": fault.advice}
        except Exception:
            # A bug of ours or of WeasyPrint's: the parent shows the last line and keeps the whole for a report.
            answer = {"status": "broken", "message": traceback.format_exc(), "advice": ""}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _setting() -> Any:
    """Import WeasyPrint only now: after the limits are set and the libraries' way is prepared."""
    try:
        importlib.import_module("iria_reports.printing.typeset").check_machine()
        return importlib.import_module("iria_reports.printing.copies.set_stamps")
    except OSError as fault:
        raise MachineNotReady(
            f"Pango or one of its libraries cannot be loaded: {fault}", advice=native.advice()
        ) from fault


if __name__ == "__main__":
    main()
