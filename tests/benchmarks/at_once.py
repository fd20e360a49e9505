"""Twenty issues at once beside twenty in turn: run as `python tests/benchmarks/at_once.py`. Prints their ratio."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "issuing")]

from desk import small_desk  # noqa: E402

from iria_reports.issuing.register import read_register  # noqa: E402

COUNT = 20
COMMAND = [sys.executable, "-m", "iria_reports", "issue", "port", "--yes", "--accept", "a trial", "--quiet"]


def seconds(root: Path, *, at_once: bool) -> float:
    desk = small_desk(root)
    start = time.perf_counter()
    running = []
    for _ in range(COUNT):
        running.append(subprocess.Popen(COMMAND, cwd=desk.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        if not at_once:
            running[-1].wait()
    codes = [one.wait() for one in running]
    taken = time.perf_counter() - start
    register = read_register(desk.root / "output" / "issued" / "register.jsonl")
    assert codes == [0] * COUNT, codes
    assert len({entry.number for entry in register.issues}) == COUNT
    return taken


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        turn = seconds(Path(name) / "turn", at_once=False)
        once = seconds(Path(name) / "once", at_once=True)
    print(f"{COUNT} in turn {turn:.1f} s, {COUNT} at once {once:.1f} s: {once / turn:.2f}")


if __name__ == "__main__":
    main()
