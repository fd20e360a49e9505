"""Posts to three readers in children that stop before they begin, so that strace can take hold of them first.

A line of stdin is a folder, a port and a prefix; the child's process id goes out, and later how it ended.
"""

import os
import signal
import sys
from pathlib import Path

from posts import READERS, Waits, outgoing, post_to, states

from iria_reports.sending.mail_server import MailServer


def child(folder: Path, port: int, prefix: str, out: int) -> None:
    messages = [outgoing(name, prefix) for name in READERS]
    os.kill(os.getpid(), signal.SIGSTOP)
    try:
        server = MailServer("127.0.0.1", port, "none", patience=5.0, final_patience=5.0)
        os.write(out, states(post_to(folder, server, messages, around=Waits().around())).encode())
    except Exception as error:
        os.write(out, f"{type(error).__name__}: {error}".encode())
        os._exit(9)
    os._exit(0)


def main() -> None:
    for line in sys.stdin:
        folder, port, prefix = line.split()
        inward, out = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(inward)
            child(Path(folder), int(port), prefix, out)
        os.close(out)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        with os.fdopen(inward) as told:
            print(os.waitstatus_to_exitcode(status), " ".join(told.read().split()), flush=True)


if __name__ == "__main__":
    main()
