"""A mail server and a message go in; what became of the message comes out. The only door to smtplib.

What is sure is told from what is not: before the final dot a server has taken nothing (RFC 5321, 4.1.1.4), after its
answer it has or has not, and between the two nobody knows.
"""

import base64
import ipaddress
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from iria_reports.errors import MailServerUnfit
from iria_reports.sending.replies import Dropped, Replies, kept

CHUNK = 1 << 16
TOO_LARGE = re.compile(rb"5\.(?:3\.4|2\.3)\b")  # RFC 3463, 3.4 and 3.3: of the message, whatever the basic code
# No blank, no bracket, nothing unseen: an address stands in a command of its own.
ADDRESS = re.compile(r"[^@\s<>,;\x00-\x1f\x7f-\x9f\ud800-\udfff]+@[^@\s<>,;\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and as whom.

    authorities     a PEM file with the authority of its certificate; the machine's own where left out
    login           what the secret is: a password, or an access token of OAuth 2 (XOAUTH2)
    patience        seconds for the connection, and for each answer
    final_patience  seconds for the answer to the final dot: ten minutes (RFC 5321, 4.5.3.2.6)
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    authorities: Path | None = None
    user: str | None = None
    secret: str = field(default="", repr=False)
    login: Literal["password", "token"] = "password"
    patience: float = 60.0
    final_patience: float = 600.0

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Outcome:
    """What became of a message, and what the server said, with addresses taken out."""

    state: Literal["sent", "deferred", "refused", "unknown"]
    answer: str


STEPS = {one: one for one in ("STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET", "QUIT")} | {".": "the final dot"}


class _Line(smtplib.SMTP):
    """smtplib's commands over a socket of ours; its replies are bounded, which smtplib's own are not."""

    def __init__(self, sock: socket.socket, name: str, patience: float) -> None:
        super().__init__(local_hostname=name, timeout=patience)
        self.patience = patience
        self.command_encoding = "utf-8"
        self.take(sock)

    def take(self, sock: socket.socket) -> None:
        """Talk over this socket; whatever was said over an earlier one is forgotten (RFC 3207, 4.2)."""
        self.sock = sock
        self.replies = Replies(sock)
        self.ehlo_resp = None
        self.esmtp_features = {}

    def getreply(self) -> tuple[int, bytes]:
        return self.replies.next(self.patience)

    def ask(self, command: str, arguments: str = "") -> tuple[int, bytes]:
        """Say it and hear the answer. Raises Dropped."""
        self.push(f"{command} {arguments}".rstrip().encode() + b"\r\n")
        try:
            return self.getreply()
        except Dropped as error:  # only a name of ours is told: what is said in signing in is a secret
            raise Dropped(f"{error}, after {STEPS[command]}" if command in STEPS else str(error)) from error

    def push(self, content: bytes) -> None:
        """Raises Dropped."""
        if self.sock is None:
            raise Dropped("the line is closed")
        self.sock.settimeout(self.patience)
        try:
            self.sock.sendall(content)
        except OSError as error:
            raise Dropped(f"the line dropped ({error.strerror or 'too slow, or TLS'})") from error


class Session:
    """A line to a mail server that takes messages, one at a time."""

    def __init__(self, line: _Line, final_patience: float) -> None:
        self._line = line
        self._final_patience = final_patience
        self._used = False
        self.alive = True

    @property
    def size(self) -> int | None:
        """The most bytes of a message that the server takes (RFC 1870); None where it names no limit."""
        said = self._line.esmtp_features.get("size", "")
        return int(said) or None if re.fullmatch(r"[0-9]{1,18}", said) else None

    def ready(self) -> bool:
        """Whether the next message may be begun: a line that was let lie may have been dropped."""
        if self.alive and self._used:
            try:
                self.alive = self._line.ask("RSET")[0] == 250
            except Dropped:
                self.alive = False
        return self.alive

    def deliver(self, sender: str, address: str, message: bytes, *, handing_over: Callable[[], None]) -> Outcome:
        """Hand one message over. `handing_over` is called before DATA is said; what it raises ends the delivery.

        Raises MailServerUnfit where the server takes nothing from this sender at all.
        """
        why = self._unfit(sender, address, message)
        if why:
            return Outcome("refused", why)
        self._used = True
        content = _as_data(message)
        try:
            early = self._envelope(sender, address, message)
        except Dropped as error:
            early = self._dropped("deferred", error)
        if early:
            return early
        handing_over()
        try:
            early = self._data(content, address)
        except Dropped as error:
            early = self._dropped("deferred", error)
        return early or self._dot(address)

    def _unfit(self, sender: str, address: str, message: bytes) -> str:
        """Why the message cannot go by this server, "" where it can. Nothing is said to the server."""
        if not ADDRESS.fullmatch(address) or not ADDRESS.fullmatch(sender):
            return "not sent: the address is none"
        if self.size is not None and len(message) > self.size:
            return f"not sent: {len(message)} bytes, and the server takes at most {self.size}"
        if self._needs_utf8(sender, address, message) and not self._line.has_extn("smtputf8"):
            return "not sent: the address has other than ASCII letters, which the server cannot take (no SMTPUTF8)"
        if not message.isascii() and not self._line.has_extn("8bitmime"):
            return "not sent: the message has 8-bit text, which the server cannot take (no 8BITMIME)"
        return ""

    @staticmethod
    def _needs_utf8(sender: str, address: str, message: bytes) -> bool:
        header = re.split(rb"\r?\n\r?\n", message, maxsplit=1)[0]
        return not (sender.isascii() and address.isascii() and header.isascii())

    def _envelope(self, sender: str, address: str, message: bytes) -> Outcome | None:
        options = [f"FROM:<{sender}>"]
        if self._line.has_extn("size"):
            options.append(f"SIZE={len(message)}")
        if not message.isascii():
            options.append("BODY=8BITMIME")
        if self._needs_utf8(sender, address, message):
            options.append("SMTPUTF8")
        code, said = self._line.ask("MAIL", " ".join(options))
        too_large = code == 552 or TOO_LARGE.match(said)
        if code >= 500 and not too_large and len(options) <= 2:  # nothing of the message or the reader is in question
            answer = kept(code, said, sender)
            raise MailServerUnfit(f"the mail server takes nothing from the desk's sender: {answer}")
        if code // 100 == 2:
            code, said = self._line.ask("RCPT", f"TO:<{address}>")
        return None if code // 100 == 2 else self._answered(code, said, address)

    def _data(self, content: bytes, address: str) -> Outcome | None:
        """All but the final dot; an outcome where the server did not wait for it. Raises Dropped."""
        code, said = self._line.ask("DATA")
        if code != 354:
            return self._answered(code, said, address)
        view = memoryview(content)
        for start in range(0, len(content), CHUNK):
            self._line.push(view[start : start + CHUNK])  # type: ignore[arg-type]  # a view is sent without a copy
            if self._line.replies.early():
                self.alive = False
                code, said = self._line.getreply()
                return self._answered(code, said, address)
        return None

    def _dot(self, address: str) -> Outcome:
        """The final dot and the answer to it: what happens between the two is unknown."""
        self._line.patience, brief = self._final_patience, self._line.patience
        try:
            code, said = self._line.ask(".")
        except Dropped as error:
            return self._dropped("unknown", error)
        finally:
            self._line.patience = brief
        if code // 100 == 2:
            return Outcome("sent", kept(code, said, address))
        return self._answered(code, said, address, otherwise="unknown")

    def _answered(
        self, code: int, said: bytes, address: str, *, otherwise: Literal["deferred", "unknown"] = "deferred"
    ) -> Outcome:
        """What an answer that is no yes means; `otherwise` is what one means that has no place here."""
        self.alive = self.alive and code != 421 and code >= 400
        answer = kept(code, said, address)
        if code < 400:
            return Outcome(otherwise, f"out of turn: {answer}")
        return Outcome("deferred" if code < 500 else "refused", answer)

    def _dropped(self, state: Literal["deferred", "unknown"], error: Dropped) -> Outcome:
        self.alive = False
        return Outcome(state, str(error))


@contextmanager
def connect(server: MailServer) -> Iterator[Session]:
    """A line to the server, safe and signed in as `server` says, ended at the end.

    Raises MailServerUnfit where another try would find the same, Dropped where it may not.
    """
    context = _context(server) if server.security != "none" else None
    try:
        sock = socket.create_connection((server.host, server.port), timeout=server.patience)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error) or "no such name"
        raise Dropped(f"{server} cannot be reached ({why})", reached=False) from error
    try:
        # The final dot leaves apart from what stands before it: unasked, TCP would hold it back some 40 ms (Nagle).
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context and server.security == "tls":
            sock = _encrypted(sock, context, server)
        line = _Line(sock, _own_name(sock), server.patience)
        _greet(line, server)
        if context and server.security == "starttls":
            sock = _start_tls(line, context, server)
        _sign_in(line, server)
        session = Session(line, server.final_patience)
        yield session
        if session.alive:
            _quit(line)
    finally:
        sock.close()


def _context(server: MailServer) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=server.authorities)
    except (OSError, ssl.SSLError) as error:
        message = f"{server.authorities} holds no authority's certificate in PEM ({error.strerror or error})"
        raise MailServerUnfit(message, advice="correct `mail: authorities:` in desk.yml") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # RFC 8996
    return context


def _encrypted(sock: socket.socket, context: ssl.SSLContext, server: MailServer) -> ssl.SSLSocket:
    try:
        return context.wrap_socket(sock, server_hostname=server.host)
    except ssl.SSLCertVerificationError as error:
        message = f"the certificate of {server} is not to be trusted: {error.verify_message.rstrip('.')}"
        advice = "see that `mail: host:` is its name; name the house's own authority with `mail: authorities:`"
        raise MailServerUnfit(message, advice=advice) from error
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionError, TimeoutError) as error:
        raise Dropped(f"{server} ended the line while it was made safe") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise MailServerUnfit(f"the line to {server} cannot be made safe ({reason})") from error


def _own_name(sock: socket.socket) -> str:
    """This machine in EHLO, as an address (RFC 5321, 4.1.3): its name is nobody's business."""
    own = sock.getsockname()[0].partition("%")[0]
    return f"[IPv6:{own}]" if ":" in own else f"[{own}]"


def _greet(line: _Line, server: MailServer) -> None:
    code, said = line.getreply()
    if code == 220:
        _hello(line, server)
        return
    _no_entry(code, said, server, "does not let us in")


def _hello(line: _Line, server: MailServer) -> None:
    try:
        code, said = line.ehlo()
    except smtplib.SMTPException as error:
        raise Dropped(f"{server} ended the line") from error
    if code != 250:
        _no_entry(code, said, server, "does not take EHLO")


def _no_entry(code: int, said: bytes, server: MailServer, what: str, advice: str = "") -> None:
    """Raises Dropped for a 4xx, MailServerUnfit for the rest."""
    message = f"{server} {what}: {kept(code, said, server.user or '')}"
    if 400 <= code < 500:
        raise Dropped(message)
    raise MailServerUnfit(message, advice=advice)


def _start_tls(line: _Line, context: ssl.SSLContext, server: MailServer) -> ssl.SSLSocket:
    if not line.has_extn("starttls"):
        message = f"{server} offers no STARTTLS: nothing was sent"
        raise MailServerUnfit(message, advice="set `mail: security: tls` and its port, 465, where the server has one")
    code, said = line.ask("STARTTLS")
    if code != 220:
        _no_entry(code, said, server, "does not begin STARTTLS")
    if line.replies.early():  # put there by somebody on the way, to be taken for said under TLS (CVE-2011-0411)
        raise MailServerUnfit(f"{server}, or somebody on the way to it, spoke before the line was safe")
    assert line.sock is not None
    line.sock.settimeout(server.patience)
    sock = _encrypted(line.sock, context, server)
    line.take(sock)
    _hello(line, server)
    return sock


def _sign_in(line: _Line, server: MailServer) -> None:
    if server.user is None:
        return
    assert line.sock is not None
    if server.security == "none" and not ipaddress.ip_address(line.sock.getpeername()[0].partition("%")[0]).is_loopback:
        message = f"no password is sent to {server} over a line that anybody can read"
        raise MailServerUnfit(message, advice="set `mail: security:` to starttls or tls")
    offered = line.esmtp_features.get("auth", "").upper().split()
    user, secret = server.user, server.secret
    said: tuple[str, ...]
    if server.login == "token":
        mechanism, said = "XOAUTH2", (f"user={user}\x01auth=Bearer {secret}\x01\x01", "")
    elif "LOGIN" in offered and "PLAIN" not in offered:
        mechanism, said = "LOGIN", (user, secret)
    else:
        mechanism, said = "PLAIN", (f"\0{user}\0{secret}",)  # RFC 4616
    if mechanism not in offered:
        raise MailServerUnfit(f"{server} does not offer to sign in by {mechanism}; it offers {_named(offered)}")
    code, answer = line.ask("AUTH", f"{mechanism} {_base64(said[0])}")
    for more in said[1:]:
        if code == 334:
            code, answer = line.ask(_base64(more))
    if code != 235:
        advice = f"see `mail: user:` in desk.yml, and the {server.login} where its variable or the keyring has it"
        _no_entry(code, answer, server, f"does not let {mechanism} in", advice)


def _named(offered: list[str]) -> str:
    return kept(0, " ".join(offered).encode())[2:82] or "none"


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _quit(line: _Line) -> None:
    line.patience = min(line.patience, 5.0)  # all is said already: a server that is slow here costs nothing else
    try:
        line.ask("QUIT")
    except Dropped:
        return


def _as_data(message: bytes) -> bytes:
    """The message as DATA carries it, without the final dot: ends of lines as CR LF, a dot at a line's start doubled.

    A CR or LF alone would let a message hold another one (RFC 5321, 2.3.8).
    """
    if not message.count(b"\r") == message.count(b"\n") == message.count(b"\r\n"):
        message = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    if not message.endswith(b"\r\n"):
        message += b"\r\n"
    return (b"." if message.startswith(b".") else b"") + message.replace(b"\r\n.", b"\r\n..")
