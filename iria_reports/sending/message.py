"""A letter and its envelope go in; the bytes of an e-mail come out: the same for the same, and never a header too many.

Headers are written by email.header, part by part. `EmailMessage` would not do: it decodes encoded words in what it is
given, so that a title with `=?utf-8?q?=0aBcc:...?=` in it becomes a header of its own.
"""

import re
import uuid
from base64 import encodebytes
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from urllib.parse import quote

from iria_reports.errors import Refused
from iria_reports.sending.ledger import Purpose
from iria_reports.sending.letter import Enclosure, Letter
from iria_reports.sending.plain import one_line, safe_name

# No line of base64 or of quoted-printable can begin like this (RFC 2045, 6.7): nothing that is sent holds a boundary.
MIXED, ALTERNATIVE = "=_mixed", "=_alternative"
CRLF = "\r\n"
LONGEST = 75  # RFC 2047, 2: an encoded word
ATOMS = re.compile(r"[A-Za-z0-9]+(?:[ '-][A-Za-z0-9]+)*")
LONGEST_PLAIN_WORD = 60
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")  # RFC 5321, 4.1.2
HASH = re.compile("[0-9a-f]{64}")
LIST_ID = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
WEB = re.compile(r"https://[!#-;=?-\[\]_a-z~%]{1,800}")
PARAMETERS = {"plain": {"format": "flowed"}, "html": {}}


@dataclass(frozen=True)
class Mailbox:
    """A name, or "", and the address it stands for. An address is never part of an error's message."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class MailList:
    """A list as its members see it; `id` as in RFC 2919, such as central-asia.example.org."""

    name: str
    id: str


@dataclass(frozen=True)
class Leaving:
    """How a reader is taken off: an address to write to, with what subject; an HTTPS address for one click, or ""."""

    address: str
    subject: str = "unsubscribe"
    url: str = ""


@dataclass(frozen=True)
class Envelope:
    """What a message has that its letter has not.

    reader    the keyed hash that stands for the reader: a Message-ID has no address in it
    date      the moment it bears, with its offset
    reply_to  where answers go, if not to the sender
    leaving   how to be taken off, where the house says
    list      the list that it goes to, if to one
    follows   the Message-ID of the message that it corrects or withdraws, if that had one
    """

    sender: Mailbox
    to: Mailbox
    reader: str
    date: datetime
    reply_to: str = ""
    leaving: Leaving | None = None
    list: MailList | None = None
    follows: str = ""


def as_message(letter: Letter, envelope: Envelope) -> bytes:
    """The message, ready to be signed and sent. Raises Refused for what is no address, ValueError."""
    return _written(letter, [*_headers(letter, envelope), ("Message-ID", _message_id(letter, envelope))])


def as_draft(letter: Letter, envelope: Envelope) -> bytes:
    """The same as an .eml file that Outlook opens as a draft (X-Unsent); whoever sends it gives it a Message-ID."""
    return _written(letter, [*_headers(letter, envelope), ("X-Unsent", "1")])


def message_name(purpose: Purpose, number: str, version: int, reader: str) -> str:
    """A Message-ID without brackets and domain: one message is one, however often it is tried.

    A mail server that gets it twice can tell, and a notice of non-delivery leads back to its reader.
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"iria-report:{purpose}/{number}/v{version}/{reader}"))


def _message_id(letter: Letter, envelope: Envelope) -> str:
    name = message_name(letter.purpose, letter.number, letter.version, envelope.reader)
    return f"<{name}@{mail_address(envelope.sender.address).domain}>"


def _headers(letter: Letter, envelope: Envelope) -> Iterator[tuple[str, str | Header]]:
    """Every header but the last, in the order in which they stand."""
    if envelope.date.tzinfo is None:
        raise ValueError("a message's date says its offset from UTC")
    if letter.sha256 and not HASH.fullmatch(letter.sha256):
        raise ValueError("a letter's SHA-256 is 64 hexadecimal digits")
    yield "From", _mailbox("From", envelope.sender)
    yield "To", _mailbox("To", envelope.to)
    if envelope.reply_to:
        yield "Reply-To", _mailbox("Reply-To", Mailbox(envelope.reply_to))
    yield "Subject", _text("Subject", letter.subject)
    yield "Date", format_datetime(envelope.date)
    if envelope.follows:
        yield "In-Reply-To", _reference(envelope.follows)
        yield "References", _reference(envelope.follows)
    if envelope.list:
        yield "List-Id", _list_id(envelope.list)
    if envelope.leaving:
        yield from _leaving(envelope.leaving)
    yield "Auto-Submitted", "auto-generated"  # RFC 3834, 5: answers by absent readers' programs are not wanted
    yield "X-Report-Number", _text("X-Report-Number", letter.about)
    if letter.sha256:
        yield "X-Report-SHA256", letter.sha256


def _leaving(leaving: Leaving) -> Iterator[tuple[str, str]]:
    """RFC 2369, and one click by RFC 8058, which holds for HTTPS alone."""
    at = mail_address(leaving.address).addr_spec
    ways = [f"<mailto:{quote(at, safe='@')}?subject={quote(one_line(leaving.subject)[:LONGEST])}>"]
    if leaving.url:
        if not WEB.fullmatch(leaving.url):
            raise Refused("the address to unsubscribe at is no HTTPS address", advice="correct it in desk.yml")
        ways.append(f"<{leaving.url}>")
    yield "List-Unsubscribe", f",{CRLF} ".join(ways)
    if leaving.url:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _list_id(mail_list: MailList) -> Header:
    if not LIST_ID.fullmatch(mail_list.id):
        raise Refused(f"{mail_list.id!r} is no list's id", advice="it is words and dots, such as asia.example.org")
    return _named("List-Id", mail_list.name, mail_list.id)


def _reference(message_id: str) -> str:
    if not re.fullmatch(r"<[A-Za-z0-9.@-]{3,200}>", message_id):
        raise Refused("what the message answers is no Message-ID of ours")
    return message_id


def _mailbox(header: str, mailbox: Mailbox) -> Header:
    return _named(header, mailbox.name, mail_address(mailbox.address).addr_spec)


def _named(header: str, name: str, what: str) -> Header:
    """`Name <what>`: a name of letters and spaces as it is, any other as an encoded word, which needs no quoting."""
    name = one_line(name)
    if not name:
        return Header(f"<{what}>" if header == "List-Id" else what, "us-ascii", header_name=header, maxlinelen=LONGEST)
    charset = "us-ascii" if ATOMS.fullmatch(name) and _short(name) else "utf-8"
    made = Header(name, charset, header_name=header, maxlinelen=LONGEST)
    made.append(f"<{what}>", "us-ascii")
    return made


def _text(header: str, text: str) -> Header:
    """Words of any kind, as they are or, where they are not plain or look like encoded words, encoded (RFC 2047)."""
    text = one_line(text)
    plain = text.isascii() and "=?" not in text and _short(text)
    return Header(text, "us-ascii" if plain else "utf-8", header_name=header, maxlinelen=LONGEST)


def _short(text: str) -> bool:
    """Whether its lines can be broken between words."""
    return max(map(len, text.split()), default=0) <= LONGEST_PLAIN_WORD


def mail_address(address: str) -> Address:
    """An address that a mail server of any age takes: one, ASCII, its domain as in the DNS. Raises Refused."""
    local, _, domain = address.rpartition("@")
    try:
        found = Address(username=local, domain=domain.encode("idna").decode("ascii"))
        if not ADDRESS.fullmatch(found.addr_spec) or parseaddr(found.addr_spec) != ("", found.addr_spec):
            raise _no_address()
        if "=?" in found.addr_spec:  # a program that decodes encoded words everywhere would read another address
            raise _no_address()
    except (ValueError, IndexError, MessageError) as error:
        raise _no_address() from error
    return found


def _no_address() -> Refused:
    return Refused("no mail can go to what stands as an address", advice="an address is like name@example.org")


def _written(letter: Letter, headers: list[tuple[str, str | Header]]) -> bytes:
    lines = [f"{name}: {_encoded(value)}{CRLF}" for name, value in headers]
    return "".join(lines).encode("ascii") + _body(letter)


def _encoded(value: str | Header) -> str:
    return value.encode(linesep=CRLF) if isinstance(value, Header) else value


@lru_cache(maxsize=1)
def _body(letter: Letter) -> bytes:
    """MIME-Version, the type, and all that stands below: encoded once for all the readers of a letter."""
    texts = _multipart("alternative", ALTERNATIVE, (_part(letter.text, "plain"), _part(letter.html, "html")))
    if letter.enclosure is None:
        return b"MIME-Version: 1.0\r\n" + texts
    return b"MIME-Version: 1.0\r\n" + _multipart("mixed", MIXED, (texts, _file(letter.enclosure)))


def _multipart(kind: str, boundary: str, parts: tuple[bytes, ...]) -> bytes:
    """RFC 2046, 5.1.1."""
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"{CRLF}{CRLF}'.encode()
    mark = b"--" + boundary.encode()
    return head + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def _part(text: str, kind: str) -> bytes:
    """A text in quoted-printable, or in base64 where that is shorter, as for Cyrillic."""
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    part = EmailMessage(policy=SMTP)
    cte = "base64" if foreign > len(text) // 6 else "quoted-printable"
    part.set_content(text, subtype=kind, charset="utf-8", cte=cte, params=PARAMETERS[kind])
    del part["MIME-Version"]
    return part.as_bytes()


def _file(enclosure: Enclosure) -> bytes:
    name = safe_name(enclosure.name)
    named = f'filename="{name}"' if name.isascii() else f"filename*=utf-8''{quote(name)}"  # RFC 2231, 4
    head = (
        "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;{CRLF} {named}{CRLF}{CRLF}"
    )
    return head.encode() + encodebytes(enclosure.content).replace(b"\n", b"\r\n")
