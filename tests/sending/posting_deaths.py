"""A posting killed at any call that changes a file or speaks to the server; what must hold when it is run again."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dying import CALLS, Point, Zygote, called
from mail_servers import Taken
from posts import READERS, outgoing, post_to

from iria_reports.sending.mail_server import MailServer

SPOKEN = f"{CALLS},connect,sendto,recvfrom,shutdown,close"


def zygote() -> Zygote:
    return Zygote(script=Path(__file__).parent / "posting_zygote.py", calls=SPOKEN)


@dataclass(frozen=True)
class After:
    """What a fall and the runs after it have left: the states of the three, and those that were listed."""

    point: Point
    states: tuple[str, ...]
    listed: frozenset[str]
    prefix: str


def points(zygote: Zygote, folder: Path, server: MailServer) -> list[Point]:
    """Every call of an undisturbed posting."""
    log = folder / "log"
    zygote.issue(f"{folder / 'whole'} {server.port} whole", log)
    return called(log)


def fallen(zygote: Zygote, folder: Path, server: MailServer, points: list[Point], how: str) -> Iterator[After]:
    """For each point: post and be disturbed there, then run again, undisturbed, until nobody is left."""
    root = folder / "readers"
    for place, point in enumerate(points):
        prefix = f"p{place}"
        shutil.rmtree(root, ignore_errors=True)
        inject = ("-e", f"inject={point.call}:{how}:when={point.nth}")
        zygote.issue(f"{root} {server.port} {prefix}", folder / "log", *inject)
        messages = [outgoing(name, prefix) for name in READERS]
        result = post_to(root, server, messages)
        assert not result.left, (point, result)
        listed = frozenset(row.message for row in result.uncertain)
        last = {row.message: row.state for row in (*result.rows, *(row for row, _ in result.skipped))}
        yield After(point, tuple(last[one.name] for one in messages), listed, prefix)


def wrong(after: After, taken: Taken) -> Iterator[str]:
    """What must never be; asked when the server has had time to end what it had begun."""
    for name, state in zip(READERS, after.states, strict=True):
        message = f"{after.prefix}-{name}"
        times = taken.count(message)
        if times > 1:
            yield f"{after.point}: {message} went {times} times"
        if state == "sent" and times != 1:
            yield f"{after.point}: {message} is said to be sent, and went {times} times"
        if state not in ("sent", "unknown"):
            yield f"{after.point}: {message} is forgotten as {state}"
        if (state == "unknown") != (message in after.listed):
            yield f"{after.point}: {message} is {state}, and the uncertain are {set(after.listed)}"
