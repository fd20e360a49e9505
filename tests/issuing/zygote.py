"""Runs `issue_small` in children that stop before they begin, so that strace can take hold of them first.

A folder comes in on a line of stdin; the child's process id goes out, and later how it ended and the number it took.
"""

import os
import signal
import sys
from pathlib import Path

from small import issue_small


def child(root: Path, out: int) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        os.write(out, issue_small(root).number.encode())
    except Exception as error:
        os.write(out, f"{type(error).__name__}: {error}".encode())
        os._exit(9)
    os._exit(0)


def main() -> None:
    for line in sys.stdin:
        inward, out = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(inward)
            child(Path(line.strip()), out)
        os.close(out)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        with os.fdopen(inward) as told:
            print(os.waitstatus_to_exitcode(status), " ".join(told.read().split()), flush=True)


if __name__ == "__main__":
    main()
