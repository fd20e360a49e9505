"""Posts to three readers in children that strace can take hold of (see tests/issuing/zygote.py).

A line of stdin is a folder, a port and a prefix.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "issuing"))

from posts import READERS, Waits, outgoing, post_to, states
from zygote import Job, fork_for_each_line

from iria_reports.sending.mail_server import MailServer


def posting(line: str) -> Job:
    folder, port, prefix = line.split()
    messages = [outgoing(name, prefix) for name in READERS]
    server = MailServer("127.0.0.1", int(port), "none", patience=5.0, final_patience=5.0)
    return lambda: states(post_to(Path(folder), server, messages, around=Waits().around()))


if __name__ == "__main__":
    fork_for_each_line(posting)
