"""An issue disturbed at each call that may change a file, as a table: run as `python tests/benchmarks/kill_table.py`.

Each row is one way to disturb: how many points there are, after how many the issue stood whole or not at all, in how
many of the latter the next run made the number void (its bag was in place already), and how many went wrong.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "issuing"))

from dying import Zygote, disturbed, points, unhealed, wrong
from small import issue_small

from iria_reports.issuing.entries import Void
from iria_reports.issuing.register import read_register

WAYS = {
    "killed": "signal=KILL",
    "disk full": "error=ENOSPC",
    "disk read-only": "error=EROFS",
    "disk broken": "error=EIO",
}


def row(zygote: Zygote, folder: Path, before: Path, how: str) -> Counter[str]:
    """What was left after each point, counted."""
    root, counted = folder / "archive", Counter[str]()
    for point in points(zygote, before, folder / f"first-{how}"):
        disturbed(zygote, before, root, point, how)
        whole = len(read_register(root / "register.jsonl").issues) == 3
        bad = list(wrong(root))
        issue_small(root)
        bad += unhealed(root)
        void = any(isinstance(entry, Void) for entry in read_register(root / "register.jsonl").entries)
        counted.update(["points", "whole" if whole else "not at all", *["void"] * void, *["wrong"] * bool(bad)])
    return counted


def main() -> None:
    columns = ("points", "whole", "not at all", "void", "wrong")
    print(f"| What happened | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    with tempfile.TemporaryDirectory() as name, Zygote() as zygote:
        before = Path(name) / "before"
        for _ in range(2):
            issue_small(before)
        for what, how in WAYS.items():
            counted = row(zygote, Path(name), before, how)
            print(f"| {what} | {' | '.join(str(counted[column]) for column in columns)} |", flush=True)


if __name__ == "__main__":
    main()
