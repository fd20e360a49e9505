"""The child: drawings come in on stdin as JSON lines; for each a line with its picture as SVG goes out on stdout."""

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from iria_reports.child import private_stdout
from iria_reports.drawing.drawers import draw
from iria_reports.drawing.style import Style
from iria_reports.errors import MachineNotReady
from iria_reports.report import Figure


def main() -> None:
    """Draw until stdin ends, which it does with the parent."""
    answers = private_stdout()
    for line in sys.stdin:
        answers.write(json.dumps(drawn(json.loads(line))) + "\n")
        answers.flush()


def drawn(order: dict[str, Any]) -> dict[str, str]:
    """The answer to one order: its picture, or what stood in the way."""
    style = Style(**{**order["style"], "sequence": tuple(order["style"]["sequence"]), "fonts": _paths(order)})
    figure = Figure.model_validate(order["figure"])
    try:
        return {"svg": draw(figure, style, order["language"], maps=Path(order["maps"])).decode()}
    except MachineNotReady as fault:
        return {"machine": str(fault)}
    except Exception:
        # A bug of ours or of matplotlib's: the parent shows the last line and keeps the whole for a report.
        return {"broken": traceback.format_exc()}


def _paths(order: dict[str, Any]) -> tuple[Path, ...]:
    return tuple(Path(font) for font in order["style"]["fonts"])


if __name__ == "__main__":
    main()
