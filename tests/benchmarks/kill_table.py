"""An issue disturbed at each call that may change a file, as a table: run as `python tests/benchmarks/kill_table.py`.

Each row is one way to disturb: how many points there are, after how many the issue stood whole or not at all, in how
many of the latter the next run made the number void (its bag was in place already), and how many went wrong. With the
word `signed` all are signed beside the files, and the archive's signatures are checked too.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "issuing"))

from dying import Zygote, disturbed, points, unhealed, wrong
from small import issue_small, small_seal

from iria_reports.cataloguing.verifying import walk
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.entries import Void
from iria_reports.issuing.register import read_register
from iria_reports.signing.seal import Seal

WAYS = {
    "killed": "signal=KILL",
    "disk full": "error=ENOSPC",
    "disk read-only": "error=EROFS",
    "disk broken": "error=EIO",
}
COLUMNS = ("points", "whole", "not at all", "void", "wrong")


def row(zygote: Zygote, folder: Path, before: Path, how: str, key: Seal | None) -> Counter[str]:
    """What was left after each point, counted."""
    root, counted = folder / "archive", Counter[str]()
    for point in points(zygote, before, folder / f"first-{how}"):
        disturbed(zygote, before, root, point, how)
        whole = len(read_register(root / "register.jsonl").issues) == 3
        bad = list(wrong(root))
        issue_small(root, key)
        bad += unhealed(root)
        bad += [str(one) for one in walk(Archive(root)).findings if one.level == "wrong"]
        void = any(isinstance(entry, Void) for entry in read_register(root / "register.jsonl").entries)
        counted.update(["points", "whole" if whole else "not at all", *["void"] * void, *["wrong"] * bool(bad)])
    return counted


def main() -> None:
    print(f"| What happened | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}")
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "key.p12" if "signed" in sys.argv else None
        key = small_seal(file) if file else None
        table(Path(name), Zygote(file), key)


def table(folder: Path, started: Zygote, key: Seal | None) -> None:
    """Print a row for each way."""
    with started as zygote:
        before = folder / "before"
        for _ in range(2):
            issue_small(before, key)
        for what, how in WAYS.items():
            counted = row(zygote, folder, before, how, key)
            print(f"| {what} | {' | '.join(str(counted[column]) for column in COLUMNS)} |", flush=True)


if __name__ == "__main__":
    main()
