"""Posting beside a bare smtplib loop to the same server: run as `python tests/benchmarks/posting_times.py [FOLDER]`.

Each row is a number of messages of a size: seconds by us, with the ledger on the disk before and after each; seconds by
the loop; the ratio; the waits for the disk; and the most memory that either had. Every measurement is a process of its
own, and the two take turns. The server reads and forgets. FOLDER is where the ledger lies.
"""

import json
import os
import resource
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "sending"))

from mail_servers import SENDER, letter
from posts import outgoing

from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import writing
from iria_reports.sending.mail_server import MailServer, connect
from iria_reports.sending.posting import Manner, post

ROWS = ((100, 30_000), (1000, 30_000), (100, 1_000_000), (1000, 1_000_000))
TIMES = 1
HEAD = "| Messages | kB each | Ours, s | Bare, s | Ratio | Waits for the disk, s | Ours, MB | Bare, MB |"


def sink(listening: socket.socket) -> None:
    """A server that takes all and keeps nothing."""
    while True:
        line, _ = listening.accept()
        line.sendall(b"220 here\r\n")
        with line.makefile("rb") as said:
            for command in said:
                word = command[:4].upper()
                line.sendall({b"DATA": b"354 go on\r\n", b"QUIT": b"221 Bye\r\n"}.get(word, b"250 Ok\r\n"))
                if word == b"DATA":
                    end = b""
                    while end != b"\r\n.\r\n":
                        end = (end + said.read1(1 << 20))[-5:]
                    line.sendall(b"250 Ok\r\n")


def ours(port: int, count: int, size: int, folder: Path) -> None:
    server = MailServer("127.0.0.1", port, "none")
    messages = [outgoing(f"r{place}", size=size) for place in range(count)]
    with writing(ReadersFolder(folder), lambda: datetime.now(UTC)) as ledger:
        result = post(messages, ledger, lambda: connect(server), Manner(SENDER, 1e9))
    assert result.counts == {"sent": count}


def bare(port: int, count: int, size: int, folder: Path) -> None:
    with smtplib.SMTP("127.0.0.1", port) as line:
        for place in range(count):
            line.sendmail(SENDER, [f"r{place}@example.org"], letter(f"m-r{place}", size))


def one(who: str, port: int, count: int, size: int, parent: str) -> None:
    waited, fsync = [0.0], os.fsync

    def counted(descriptor: int) -> None:
        begun = time.perf_counter()
        fsync(descriptor)
        waited[0] += time.perf_counter() - begun

    os.fsync = counted
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        started = time.perf_counter()
        {"ours": ours, "bare": bare}[who](port, count, size, Path(folder))
        seconds = time.perf_counter() - started
    print(json.dumps([seconds, waited[0], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def measured(who: str, *given: object) -> list[float]:
    """Seconds without the imports, seconds of waiting for the disk, and the most memory in MB."""
    command = [sys.executable, __file__, who, *map(str, given)]
    found: list[float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main(parent: str) -> None:
    print(f"{HEAD}\n{'|---' * 8}|", flush=True)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = os.fork()
        if server == 0:
            sink(listening)
        try:
            for count, size in ROWS:
                turns = [
                    [measured(who, listening.getsockname()[1], count, size, parent) for who in ("ours", "bare")]
                    for _ in range(TIMES)
                ]
                us, them = (min(turn[at] for turn in turns) for at in (0, 1))
                times = f"{us[0]:.2f} | {them[0]:.2f} | {us[0] / them[0]:.2f} | {us[1]:.2f}"
                print(f"| {count} | {size // 1000} | {times} | {us[2]:.0f} | {them[2]:.0f} |", flush=True)
        finally:
            os.kill(server, 9)
            os.waitpid(server, 0)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        one(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else tempfile.gettempdir())
