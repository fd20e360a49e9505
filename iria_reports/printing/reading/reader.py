"""The reader's child: names of files come in on stdin, a line each; a Portrait or why there is none goes out.

Started as `python -I -m iria_reports.printing.reading.reader <limits as JSON>`: a stranger's file is opened only here,
where memory and time are bounded and nothing is at hand but a scratch folder. It ends when its stdin does.
"""

import json
import sys
from pathlib import Path
from typing import Any

from iria_reports.child import private_stdout
from iria_reports.printing.limits import Limits, restrict
from iria_reports.printing.reading.portrait import Unreadable
from iria_reports.printing.reading.read import read_portrait


def main() -> None:
    """Set the limits, then read one file after the other."""
    answers = private_stdout()
    restrict(Limits.from_json(json.loads(sys.argv[1])))
    for line in sys.stdin:
        try:
            answer: dict[str, Any] = {"portrait": read_portrait(Path(json.loads(line))).as_json()}
        except Unreadable as error:
            answer = {"unreadable": error.kind, "message": str(error)}
        except MemoryError:
            answer = {"unreadable": "limits", "message": "it needs more memory than it is given"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
