"""An issue killed, or refused by the disk, at any call that may change a file; and what must hold then."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from iria_reports.issuing.bag import check_bag
from iria_reports.issuing.entries import Void
from iria_reports.issuing.register import read_register

HERE = Path(__file__).parent
# strace passes over names that this machine's kernel does not have, by the question mark.
CALLS = (
    "?open,openat,?creat,write,?pwrite64,?writev,?rename,?renameat,renameat2,?mkdir,mkdirat,?unlink,unlinkat,?rmdir,"
    "ftruncate,?truncate,fsync,fdatasync,?chmod,fchmod,fchmodat,?link,linkat,?symlink,symlinkat,flock,utimensat"
)
NAME = re.compile(r"^(\w+)\(")


@dataclass(frozen=True)
class Point:
    """The `nth` call named `call` that an issue makes."""

    call: str
    nth: int


class Zygote:
    """A process that forks one issue after another: importing the library once instead of each time.

    key     a key's file: all are signed with it
    script  forks something else that dies at `calls`
    """

    def __init__(self, key: Path | None = None, *, script: Path = HERE / "zygote.py", calls: str = CALLS) -> None:
        self.calls = calls
        command = [sys.executable, str(script), *[str(key)] * bool(key)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> "Zygote":
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def issue(self, root: Path | str, log: Path, *inject: str) -> tuple[int, str]:
        """Issue once under strace; returns the exit code (negative for a signal) and what the child said."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{root}\n")
        self.process.stdin.flush()
        pid = int(self.process.stdout.readline())
        _until_stopped(pid)
        strace = subprocess.Popen(
            ["strace", "-e", f"trace={self.calls}", *inject, "-o", str(log), "-p", str(pid)],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert strace.stderr is not None
        strace.stderr.readline()  # "attached"
        os.kill(pid, signal.SIGCONT)
        code, _, said = self.process.stdout.readline().partition(" ")
        strace.wait(10)
        strace.stderr.close()
        return int(code), said.strip()


def _until_stopped(pid: int) -> None:
    while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
        time.sleep(0.0005)  # the child may want this processor


def points(zygote: Zygote, before: Path, root: Path) -> list[Point]:
    """Every call of an undisturbed issue that may change a file."""
    log = root.parent / "log"
    shutil.copytree(before, root)
    zygote.issue(root, log)
    return called(log)


def called(log: Path) -> list[Point]:
    """Every call in a log of strace's."""
    seen: Counter[str] = Counter()
    found = []
    for line in log.read_text().splitlines():
        if match := NAME.match(line):
            seen[match[1]] += 1
            found.append(Point(match[1], seen[match[1]]))
    return found


def disturbed(zygote: Zygote, before: Path, root: Path, point: Point, how: str) -> tuple[int, str]:
    """One issue into a copy of the archive `before`; `how` is what strace does at the point: signal=KILL, error=EIO."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(before, root)
    return zygote.issue(root, root.parent / "log", "-e", f"inject={point.call}:{how}:when={point.nth}")


def wrong(root: Path) -> Iterator[str]:
    """What must never be: asked right after the fall and again after the next run."""
    register = read_register(root / "register.jsonl")
    numbers = [entry.number for entry in register.entries]
    if len(set(numbers)) != len(numbers):
        yield f"a number was taken twice: {numbers}"
    if numbers != [f"IRIA-BG-2022-{count:03}" for count in range(1, len(numbers) + 1)]:
        yield f"a gap: {numbers}"
    for entry in register.issues:
        yield from check_bag(root / entry.bag, entry.manifest)


def unhealed(root: Path) -> Iterator[str]:
    """What the next run must have put right."""
    yield from wrong(root)
    register = read_register(root / "register.jsonl")
    if register.torn:
        yield "a torn line is still there"
    bags = {entry.bag for entry in register.issues}
    there = {bag.relative_to(root).as_posix() for bag in root.glob("IRIA-*/*")}
    if there != bags:
        yield f"bags {sorted(there)}, entries {sorted(bags)}"
    if list((root / ".staging").iterdir()):
        yield "the staging folder is not empty"
    for entry in register.entries:
        if isinstance(entry, Void) and not (root / entry.aside).is_dir():
            yield f"{entry.aside} is missing"
