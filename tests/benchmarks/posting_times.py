"""Posting beside a bare smtplib loop, to the same server on this machine: run as `python tests/benchmarks/posting_times.py`.

Each row is a number of messages of a size: seconds by us, with the ledger on the disk before and after each; seconds by
the loop; the ratio; and the most memory that either process had. Every measurement is a process of its own.
"""

import json
import resource
import smtplib
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("sending", "issuing")]

from mail_servers import SENDER, Behaviour, letter, plain
from posts import outgoing

from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import writing
from iria_reports.sending.mail_server import MailServer, connect
from iria_reports.sending.posting import Manner, post

ROWS = ((100, 30_000), (1000, 30_000), (100, 1_000_000), (1000, 1_000_000))
TIMES = 3


def ours(port: int, count: int, size: int) -> None:
    server = MailServer("127.0.0.1", port, "none")
    messages = [outgoing(f"r{place}", size=size) for place in range(count)]
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        writing(ReadersFolder(Path(folder)), lambda: datetime.now(UTC)) as ledger,
    ):
        result = post(messages, ledger, lambda: connect(server), Manner(SENDER, 1e9))
    assert result.counts == {"sent": count}


def bare(port: int, count: int, size: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as line:
        for place in range(count):
            line.sendmail(SENDER, [f"r{place}@example.org"], letter(f"m-r{place}", size))


def measured(who: str, port: int, count: int, size: int) -> tuple[float, float]:
    """Seconds without the imports, and the most memory in MB with them."""
    command = [sys.executable, __file__, who, str(port), str(count), str(size)]
    seconds, memory = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return seconds, memory


def one(who: str, *numbers: int) -> None:
    started = time.perf_counter()
    {"ours": ours, "bare": bare}[who](*numbers)
    print(json.dumps([time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> None:
    print(
        "| Messages | Of kB | Ours, s | Bare loop, s | Ratio | Ours, MB | Bare loop, MB |\n|---|---|---|---|---|---|---|"
    )
    with plain(Behaviour(keep=False)) as server:
        for count, size in ROWS:
            us, them = (min(measured(who, server.port, count, size) for _ in range(TIMES)) for who in ("ours", "bare"))
            ratio = f"{us[0] / them[0]:.2f}"
            print(
                f"| {count} | {size // 1000} | {us[0]:.1f} | {them[0]:.1f} | {ratio} | {us[1]:.0f} | {them[1]:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1], *map(int, sys.argv[2:]))
    else:
        main()
