"""Editions beside rendering anew, in one run: seconds of processor time each, editions a second, and peak memory.

    .venv/bin/python tests/benchmarks/edition_times.py [HOW MANY, 1000 if left out]

The report is kazakhstan-2022 as the desk has it. Each count is made by a process of its own, so that its peak is its
own; what one edition takes is the difference between two counts, without what is done once.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from iria_reports.build import Job, build
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.editions import Copy, editions
from iria_reports.signing.key_file import make_key, open_key
from iria_reports.signing.sealing import KeySeal, seal

ROOT = Path(__file__).parents[2]
MEBIBYTE = 1024  # of ru_maxrss, on Linux
RENDERS = 3
FEW = 100
LOCK = "one two three"
KINDS = (("plain", "", False), ("signed", "", True), ("encrypted", LOCK, False), ("encrypted and signed", LOCK, True))


def key() -> KeySeal:
    """One such as `iria-report keys new` makes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "key.p12"
        file.write_bytes(make_key("A house", "A house", "a password", datetime.now(UTC), 2))
        return seal(open_key(file, "a password"), into_pdf=True)


def used() -> float:
    """Processor seconds of this process and of its children that have ended."""
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime


def make(issued: Path, count: int, password: str | None, seal: KeySeal | None) -> dict[str, float]:
    """Make `count` editions and throw them away; their size alone is kept."""
    codes = (CopyCode("IRIA-BG-2022-001", 1, number) for number in range(1, count + 1))
    wanted = (Copy(code, f"Reader {code.copy}", "Desk officer", "Ministry of Example", password) for code in codes)
    clock, before, size = time.perf_counter(), used(), 0
    for edition in editions(issued.read_bytes(), wanted, seal):
        size += len(edition.content)
    own, theirs = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "wall": time.perf_counter() - clock,
        "cpu": used() - before,
        "own": own / MEBIBYTE,
        "child": theirs / MEBIBYTE,
        "size": size / count,
    }


def apart(issued: Path, count: int, password: str, signed: bool) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--make", str(issued), str(count), password, "signed" if signed else ""]
    made: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return made


def rendered(folder: Path) -> tuple[Path, float]:
    """The report's PDF, and the processor seconds that printing it takes, the least of a few."""
    least = float("inf")
    for _ in range(RENDERS):
        before = used()
        desk = Desk(ROOT)
        job = Job(desk.spec("kazakhstan-2022"), desk, Ask(today=date(2022, 3, 1)), folder)
        path = build(job).proof.path
        least = min(least, used() - before)
    return path, least


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        issued, anew = rendered(Path(scratch))
        print(f"rendering anew: {anew:.2f} s of processor time")
        for name, password, signed in KINDS:
            few, many = (apart(issued, number, password, signed) for number in (FEW, count))
            each = (many["cpu"] - few["cpu"]) / (count - FEW)
            print(
                f"{name}: {count} editions in {many['wall']:.1f} s, {many['cpu']:.1f} s of processor time; "
                f"each {1000 * each:.1f} ms, {1 / each:.0f} a second and core, {anew / each:.0f} times faster than anew"
            )
            for number, made in ((FEW, few), (count, many)):
                print(f"  {number}: peak {made['own']:.0f} MiB, its child {made['child']:.0f} MiB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        print(
            json.dumps(make(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4] or None, key() if sys.argv[5] else None))
        )
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 1000)
