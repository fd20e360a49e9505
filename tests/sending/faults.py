"""What can go wrong with a mail server, one by one: a fault goes in; what three readers got of it comes out.

Run as `python tests/sending/faults.py` it prints the table of docs/sending.md.
"""

import re
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mail_servers import PATIENT, Behaviour, DropsInData, nap, plain, safe, scripted, talk_until
from posts import READERS, Waits, outgoing, post_to

from iria_reports.sending.posting import Result

HEAD = "| What happens | Of three readers | The server took | What is said |\n|---|---|---|---|"
LARGE = 8_000_000  # bytes: of 3 million, loopback takes all with the final dot before anybody has read one
HOST = re.compile(r"(?:localhost|127\.0\.0\.1):\d+")


@dataclass(frozen=True)
class Shown:
    """What was seen: the run's end, and how many messages the server took."""

    result: Result
    taken: int

    def row(self, what: str) -> str:
        """As the table in docs/sending.md has it."""
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.result.counts.items()))
        answers = [row.answer for row in self.result.rows if row.state != "sent"]
        said = HOST.sub("mail.example.org:587", str(self.result.fault or next(iter(answers), "")))
        return f"| {what} | {states} | {self.taken} | {f'`{said}`' if said else 'nothing'} |"


class First(Behaviour):
    """Answers the first recipient, or message, in its own way, and the others well."""

    rcpt_first = "250 OK"
    data_first = "250 Ok"

    async def rcpt(self, address: str, server: object) -> str:
        return self.rcpt_first if len(self.taken.tried) == 1 else "250 OK"

    async def data(self, server: object) -> str:
        return self.data_first if not self.taken.messages and len(self.taken.tried) == 1 else "250 Ok"


def _answers(**first: str) -> First:
    behaviour = First()
    for name, answer in first.items():
        setattr(behaviour, name, answer)
    return behaviour


class DropsAtTheEnd(Behaviour):
    """Takes the first message and ends the line without an answer."""

    async def data(self, server: object) -> str:
        if len(self.taken.tried) == 1:
            server.transport.abort()  # type: ignore[attr-defined]
        return "250 Ok"


class Slow(Behaviour):
    async def data(self, server: object) -> str:
        if len(self.taken.tried) == 1:
            await nap(PATIENT)
        return "250 Ok"


class DropsOnce(DropsInData):
    dropped = False

    async def smtp_DATA(self, arg: str) -> None:
        if type(self).dropped:
            await super(DropsInData, self).smtp_DATA(arg)
        else:
            type(self).dropped = True
            await super().smtp_DATA(arg)


Fault = Callable[[Path], Shown]


def _plain(behaviour: Behaviour, folder: Path, **more: object) -> Shown:
    size = int(more.pop("size", 200))  # type: ignore[call-overload]
    with plain(behaviour, **more) as server:  # type: ignore[arg-type]
        messages = [outgoing(name, size=size if name == "ann" else 200) for name in READERS]
        result = post_to(folder / "readers", server, messages)
    return Shown(result, len(behaviour.taken.messages))


def _safe(folder: Path, **more: object) -> Shown:
    behaviour = Behaviour()
    password = more.pop("password", None)
    with safe(behaviour, folder, **more) as server:  # type: ignore[arg-type]
        if password:
            server = type(server)(**{**vars(server), "secret": password})
        result = post_to(folder / "readers", server)
    return Shown(result, len(behaviour.taken.messages))


def _drops_in_data(folder: Path) -> Shown:
    DropsOnce.dropped = False
    return _plain(Behaviour(), folder, protocol=DropsOnce, size=LARGE)


def _no_starttls(folder: Path) -> Shown:
    behaviour = Behaviour()
    with plain(behaviour) as server:
        server = type(server)(**{**vars(server), "security": "starttls"})
        result = post_to(folder / "readers", server)
    return Shown(result, len(behaviour.taken.messages))


def _expired(folder: Path) -> Shown:
    return _safe(folder, ends=datetime.now(UTC) - timedelta(days=1))


def says(step: str, answer: bytes) -> Fault:
    """A server that is polite until a step and then says that."""

    def fault(folder: Path) -> Shown:
        def talk(line: socket.socket) -> None:
            talk_until(line, step, answer)
            line.settimeout(3)
            while line.recv(1 << 16):
                pass

        with scripted(talk, PATIENT if answer else 1.0) as server:
            return Shown(post_to(folder / "readers", server, around=Waits().around()), 0)

    return fault


ADDRESSED = "550 5.1.1 <ann@example.org>: ann unknown; ask boss@example.net"
ENDLESS = b"250-more\r\n" * 100_000
FAULTS: dict[str, Fault] = {
    "RCPT is answered 451 once, then taken": lambda to: _plain(_answers(rcpt_first="451 4.7.1 Greylisted"), to),
    "The final dot is answered 451 once, then taken": lambda to: _plain(_answers(data_first="451 4.3.0 Later"), to),
    "The line drops within DATA, once": _drops_in_data,
    "The line drops after the final dot, before the answer": lambda to: _plain(DropsAtTheEnd(), to),
    "The answer to the final dot takes longer than the time limit": lambda to: _plain(Slow(), to, final_patience=3.0),
    "421 in the middle, once": lambda to: _plain(_answers(rcpt_first="421 4.3.2 Shutting down"), to),
    "RCPT is refused with 550 for one reader of three": lambda to: _plain(_answers(rcpt_first=ADDRESSED), to),
    "Larger than the server's SIZE": lambda to: _plain(Behaviour(), to, size=9000, data_size_limit=5000),
    "Too large by its answer, 552": lambda to: _plain(_answers(data_first="552 5.3.4 Too big"), to),
    "The certificate is another host's": lambda to: _safe(to, name="other.example"),
    "The certificate has expired": _expired,
    "No STARTTLS": _no_starttls,
    "The password is wrong": lambda to: _safe(to, password="wrong"),
    "A reply without an end, to RCPT": says("RCPT", ENDLESS),
    "A reply of one enormous line, to RCPT": says("RCPT", b"250 " + b"x" * 5_000_000 + b"\r\n"),
    "A binary reply, to RCPT": says("RCPT", bytes(range(256)) * 4 + b"\r\n"),
    "No reply at all, to RCPT": says("RCPT", b""),
    "A reply without an end, to the final dot": says(".", ENDLESS),
    "An early 250, before the final dot": says("DATA", b"354 go on\r\n250 2.0.0 Ok\r\n"),
}


if __name__ == "__main__":
    print(HEAD)
    for name, fault in FAULTS.items():
        with tempfile.TemporaryDirectory() as folder:
            print(fault(Path(folder)).row(name), flush=True)
