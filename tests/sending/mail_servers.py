"""Mail servers on loopback that behave, or not: a behaviour goes in, a running server and what it took come out."""

import asyncio
import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from iria_reports.sending.mail_server import MailServer

SENDER = "desk@example.org"
USER, PASSWORD = "desk", "pässword"
PATIENT = 30.0  # seconds: a server of a busy machine is slow, and no fault is planted by that


@dataclass
class Taken:
    """What a server took: (reader, Message-ID) of each message, and how many lines it had."""

    messages: list[tuple[str, str]] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    lines: int = 0
    tried: list[str] = field(default_factory=list)

    def count(self, name: str) -> int:
        return sum(one == name for _, one in self.messages)


class Behaviour:
    """What a server does at each step; a test replaces one."""

    def __init__(self, keep: bool = True) -> None:
        self.taken = Taken()
        self.keep = keep

    async def rcpt(self, address: str, server: SMTP) -> str:
        return "250 OK"

    async def data(self, server: SMTP) -> str:
        return "250 2.0.0 Ok: queued"

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str) -> str:
        session.host_name = hostname
        self.taken.lines += 1
        return "250 HELP"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        self.taken.tried.append(address)
        answer = await self.rcpt(address, server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await self.data(server)
        content = envelope.content
        if answer.startswith("250") and isinstance(content, bytes):
            name = BytesHeaderParser().parsebytes(content)["Message-ID"] or ""
            self.taken.messages.append((envelope.rcpt_tos[0], name.strip("<>").partition("@")[0]))
            self.taken.contents += [content] if self.keep else []
        return answer


class DropsInData(SMTP):
    """Ends the line after some bytes of a message."""

    async def smtp_DATA(self, arg: str) -> None:
        await self.push("354 go on")
        await self._reader.read(10)
        self.transport.abort()


class _Controller(Controller):
    protocol: type[SMTP] = SMTP

    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # signing in without TLS is what some tests are about
            return self.protocol(self.handler, **self.SMTP_kwargs)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def plain(
    behaviour: Behaviour, *, protocol: type[SMTP] = SMTP, final_patience: float = PATIENT, **more: Any
) -> Iterator[MailServer]:
    """A server without TLS, and how it is reached."""
    with _running(behaviour, protocol, **more) as port:
        yield MailServer("127.0.0.1", port, "none", patience=PATIENT, final_patience=final_patience)


@contextmanager
def safe(
    behaviour: Behaviour, folder: Path, *, name: str = "localhost", ends: datetime | None = None, **more: Any
) -> Iterator[MailServer]:
    """A server with STARTTLS and a password, under an authority of its own."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name, not_after=ends, not_before=datetime(2020, 1, 1, tzinfo=UTC)).configure_cert(context)

    def sign_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any) -> AuthResult:
        right = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=said == right, handled=False)

    more = {"tls_context": context, "require_starttls": True, "authenticator": sign_in, "auth_required": True, **more}
    with _running(behaviour, SMTP, **more) as port:
        authorities = folder / "authority.pem"
        yield MailServer(
            "localhost", port, "starttls", authorities, USER, PASSWORD, patience=PATIENT, final_patience=PATIENT
        )


@contextmanager
def _running(behaviour: Behaviour, protocol: type[SMTP], **more: Any) -> Iterator[int]:
    port = free_port()
    controller = _Controller(behaviour, hostname="127.0.0.1", port=port, **more)
    controller.protocol = protocol
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@contextmanager
def scripted(talk: Callable[[socket.socket], None], patience: float = PATIENT) -> Iterator[MailServer]:
    """A server that is a function of its line: for what no library would say."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                with line:
                    try:
                        talk(line)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        yield MailServer("127.0.0.1", port, "none", patience=patience, final_patience=patience)
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def talk_until(line: socket.socket, step: str, answer: bytes) -> None:
    """Behave up to a step (EHLO, MAIL, RCPT, DATA or the dot), then answer that."""
    polite = {b"EHLO": b"250 here\r\n", b"DATA": b"354 go on\r\n", b".": b"250 Ok\r\n"}
    line.sendall(b"220 here\r\n")
    with line.makefile("rb") as said:
        in_data = False
        for one in said:
            word = one.split()[0].upper() if one.split() else b""
            if in_data and one != b".\r\n":
                continue
            in_data = word == b"DATA"
            if word == step.encode():
                line.sendall(answer)
                return
            line.sendall(polite.get(word, b"250 Ok\r\n"))


def letter(name: str, size: int = 200) -> bytes:
    """A message of about that size; a large one has long lines, which the server reads one by one."""
    line = b".a line that begins with a dot".ljust(898 if size > 100_000 else 30, b".") + b"\r\n"
    head = f"From: {SENDER}\r\nTo: reader\r\nMessage-ID: <{name}@example.org>\r\nSubject: x\r\n\r\n".encode()
    return head + line * (size // len(line))


async def nap(seconds: float) -> None:
    await asyncio.sleep(seconds)
