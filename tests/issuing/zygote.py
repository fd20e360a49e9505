"""Does a job in children that stop before they begin, so that strace can take hold of them first: `issue_small`, here.

A line of stdin says what to do, here in a folder; a child's process id goes out, then how it ended and what it told.
An argument names the file of a key to sign with.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from small import issue_small, small_seal

Job = Callable[[], str]


def child(job: Job, out: int) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        os.write(out, job().encode())
    except Exception as error:
        os.write(out, f"{type(error).__name__}: {error}".encode())
        os._exit(9)
    os._exit(0)


def fork_for_each_line(prepared: Callable[[str], Job]) -> None:
    """A child for each line of stdin does the job that `prepared` makes of it."""
    for line in sys.stdin:
        inward, out = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(inward)
            child(prepared(line.strip()), out)
        os.close(out)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        with os.fdopen(inward) as told:
            print(os.waitstatus_to_exitcode(status), " ".join(told.read().split()), flush=True)


def main() -> None:
    seal = small_seal(Path(sys.argv[1])) if sys.argv[1:] else None
    if seal:
        seal.signature_of(b"", stamped=False)  # what is imported only to sign is imported before anybody forks
    fork_for_each_line(lambda folder: lambda: issue_small(Path(folder), seal).number)


if __name__ == "__main__":
    main()
