"""Runs `issue_small` in children that stop before they begin, so that strace can take hold of them first.

A folder comes in on a line of stdin; the child's process id goes out, and later how it ended and the number it took.
An argument names the file of a key to sign with.
"""

import os
import signal
import sys
from pathlib import Path

from small import issue_small, small_seal

from iria_reports.signing.seal import Seal


def child(root: Path, out: int, seal: Seal | None) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        os.write(out, issue_small(root, seal).number.encode())
    except Exception as error:
        os.write(out, f"{type(error).__name__}: {error}".encode())
        os._exit(9)
    os._exit(0)


def main() -> None:
    seal = small_seal(Path(sys.argv[1])) if sys.argv[1:] else None
    if seal:
        seal.signature_of(b"", stamped=False)  # what is imported only to sign is imported before anybody forks
    for line in sys.stdin:
        inward, out = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(inward)
            child(Path(line.strip()), out, seal)
        os.close(out)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        with os.fdopen(inward) as told:
            print(os.waitstatus_to_exitcode(status), " ".join(told.read().split()), flush=True)


if __name__ == "__main__":
    main()
