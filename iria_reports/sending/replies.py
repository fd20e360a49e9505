"""What a mail server says goes in, bounded in length, lines and time; a code and a clean text come out.

A server is a stranger: it may say too much, or for ever, or byte by byte, or what moves a terminal's cursor.
"""

import re
import socket
import ssl
import time
import unicodedata

from iria_reports.sending.discreet import discreet
from iria_reports.sending.reader import Reader

LONGEST_LINE = 2048  # RFC 5321, 4.5.3.1.5 allows 512
MOST_LINES = 100  # an EHLO has about a dozen
KEPT = 300  # characters of an answer
LINE = re.compile(rb"([2-5]\d\d)(?:([ -])(.*))?", re.DOTALL)  # RFC 5321, 4.2


class Dropped(Exception):
    """The line is of no use any more: it ended, was too slow, or what came over it is no SMTP.

    reached  whether there was a server at all
    """

    def __init__(self, why: str, *, reached: bool = True) -> None:
        super().__init__(why)
        self.reached = reached


class Replies:
    """The replies that come over a socket."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._held = b""

    def next(self, patience: float) -> tuple[int, bytes]:
        """Code and text, its lines kept apart by a line end. Raises Dropped.

        patience  seconds for the whole reply, however often a byte of it comes
        """
        until = time.monotonic() + patience
        said: list[bytes] = []
        codes = set()
        while len(said) < MOST_LINES:
            match = LINE.fullmatch(self._line(until))
            if match is None:
                raise Dropped("the server answered what is no SMTP")
            codes.add(match[1])
            said.append((match[3] or b"").strip())
            if len(codes) > 1:
                raise Dropped("the server gave two answers in one")
            if match[2] != b"-":
                return int(match[1]), b"\n".join(said)
        raise Dropped(f"the server's answer has no end after {MOST_LINES} lines")

    def early(self) -> bool:
        """Whether anything has come that was not waited for, the end of the line included. Waits for nothing."""
        if self._held:
            return True
        self.sock.settimeout(0)
        try:
            self._held = self.sock.recv(4096)
        except (BlockingIOError, ssl.SSLWantReadError):
            return False  # TLS's own records, such as session tickets, are nothing said
        except OSError:
            return True
        return True

    def _line(self, until: float) -> bytes:
        while b"\n" not in self._held:
            if len(self._held) > LONGEST_LINE:
                raise Dropped(f"the server's answer has a line of more than {LONGEST_LINE} bytes")
            left = until - time.monotonic()
            if left <= 0:
                raise Dropped("the server did not answer in time")
            self.sock.settimeout(left)
            try:
                more = self.sock.recv(4096)
            except TimeoutError as error:
                raise Dropped("the server did not answer in time") from error
            except OSError as error:
                raise Dropped(f"the line dropped ({error.strerror or 'TLS'})") from error
            if not more:
                raise Dropped("the server ended the line")
            self._held += more
        line, _, self._held = self._held.partition(b"\n")
        if len(line) > LONGEST_LINE:
            raise Dropped(f"the server's answer has a line of more than {LONGEST_LINE} bytes")
        return line.removesuffix(b"\r")


def kept(code: int, said: bytes, address: str = "") -> str:
    """An answer as the ledger keeps it: one line, nothing unseen, at most 300 characters, nobody's address."""
    text = said.decode("utf-8", "replace")
    text = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    return f"{code} {discreet(text, Reader(address=address))}"[:KEPT].strip()
