"""A saved message goes in; what it says of a message that was sent comes out, or why it is no delivery notice.

A delivery notice is a multipart/report with a message/delivery-status (RFC 3464, or RFC 6533 for addresses in any
script). Anybody can send one, so that nothing of it is believed but what it says of a Message-ID that we gave.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser, HeaderParser
from email.policy import compat32
from itertools import islice

from iria_reports.sending.plain import one_line

# What the standard library's parser raises for what is no message; any one of them makes the notice one for a person.
BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
# A parameter list is read in a time that grows with the square of its length, each line is held against every boundary
# around it, and each empty line of a delivery-status begins a message of its own: bounded before the parser sees them.
CONTENT_TYPE = re.compile(rb"(?im)^content-type:[^\n]*(?:\n[ \t][^\n]*)*")
LONGEST_TYPE, MOST_TYPES, MOST_BOUNDARIES, MOST_LINES, MOST_EMPTY = 1_000, 100, 16, 1_000_000, 10_000
MOST_BLOCKS, LONGEST_FIELD = 100, 5_000
STATUS_PARTS = {"message/delivery-status", "message/global-delivery-status"}
RETURNED_HEADERS = {"text/rfc822-headers", "text/rfc822-header"}
RETURNED = {"message/rfc822", "message/global", "message/global-headers", "message/rfc822-headers"}
MESSAGE_ID = re.compile(r"<([^<>@\s]{1,100})@[^<>\s]{1,300}>")
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")  # RFC 3463, 2
OTHER_REPORTS = {
    "disposition-notification": "a receipt of reading, and no delivery notice",
    "feedback-report": "a complaint that the message was unwanted, and no delivery notice: see whose it is",
}


@dataclass(frozen=True)
class Notice:
    """What a delivery notice says of one message to one recipient.

    action      failed, delayed, delivered, relayed or expanded
    message     the Message-ID of what was sent, without brackets and domain; "" where the notice does not name it
    status      such as 5.1.1 (RFC 3463), or ""
    diagnostic  what the server that would not take it said
    recipients  the addresses it was for, as sent and as it was passed on: never kept
    identity    what is the same whenever this notice is read again
    """

    action: str
    message: str
    status: str
    diagnostic: str = field(repr=False)
    recipients: tuple[str, ...] = field(repr=False)
    identity: str = field(repr=False)


def read_notice(content: bytes) -> Notice | str:
    """The notice in a saved message, or why there is none. Raises nothing, whatever it is given."""
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    types = [match[0] for match in islice(CONTENT_TYPE.finditer(content), MOST_TYPES + 1)]
    if len(types) > MOST_TYPES or sum(b"boundary" in one.lower() for one in types) > MOST_BOUNDARIES:
        return "it has more parts than a notice has"
    lines, empty = content.count(b"\n"), content.count(b"\n\n")
    if max(map(len, types), default=0) > LONGEST_TYPE or lines > MOST_LINES or empty > MOST_EMPTY:
        return "it is longer, in its lines or their number, than a notice is"
    try:
        return _notice(message_from_bytes(content, policy=compat32))
    except BROKEN as error:
        return f"it is broken ({error.__class__.__name__})"


def _notice(message: Message) -> Notice | str:
    report = next((one for one in (message, *_parts(message)) if _status_part(one)), None)
    status_part = _status_part(report) if report else None
    if report is None or status_part is None:
        return _no_notice(message)
    blocks = list(islice(_blocks(status_part), MOST_BLOCKS))
    found = [one for one in blocks if one["Action"] or one["Final-Recipient"]]
    if len(found) != 1:
        return f"it is about {len(found)} recipients, and a message of ours has one" if found else "it names nobody"
    (one,) = found
    diagnostic = one_line(_text(one, "Diagnostic-Code"))
    status = STATUS.search(_text(one, "Status")) or STATUS.search(diagnostic)
    code = status[1] if status else ""
    recipients = tuple(filter(None, (_address(one, "Original-Recipient"), _address(one, "Final-Recipient"))))
    said = (f"{name}: {value}"[:LONGEST_FIELD] for block in blocks for name, value in block.items())
    identity = _text(message, "Message-ID").strip() or "\n".join(map(one_line, said))
    return Notice(_action(one, code), _message_of(message, report, blocks), code, diagnostic, recipients, identity)


def mark(notice: Notice, reader: str) -> str:
    """How the ledger knows a notice again: eight hexadecimal digits that tell nothing of what it says."""
    return hashlib.sha256(f"{reader}\n{notice.identity}".encode(errors="replace")).hexdigest()[:8]


def _no_notice(message: Message) -> str:
    """Asked of what is no notice by its form: those of Postfix and Gmail too say that they are automatic replies."""
    kind = str(message.get_param("report-type") or "").casefold()
    if message.get_content_type() == "multipart/report" and kind in OTHER_REPORTS:
        return OTHER_REPORTS[kind]
    if _text(message, "Auto-Submitted").strip().casefold().startswith("auto-replied"):  # RFC 3834, 5
        return "an automatic reply, and no delivery notice"
    return "no delivery notice that a program can read (RFC 3464): read it yourself"


def _parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _status_part(message: Message) -> Message | None:
    """The delivery-status of a multipart/report, which stands directly in it: what is returned may hold another."""
    if message.get_content_type() != "multipart/report":
        return None
    return next((one for one in _parts(message) if one.get_content_type() in STATUS_PARTS), None)


def _blocks(part: Message) -> Iterator[Message]:
    """The fields of a delivery-status: those of the message, then those of each recipient.

    The parser makes blocks of message/delivery-status alone; of its kin it makes one message whose body is the rest.
    """
    for block in _parts(part):
        yield block
        rest = block.get_payload()
        if isinstance(rest, str):
            for text in re.split(r"\n[ \t]*\n", rest):
                if text.strip():
                    yield HeaderParser(policy=compat32).parsestr(text.lstrip("\n"))


def _message_of(message: Message, report: Message, blocks: list[Message]) -> str:
    """Whose notice it is: by what is returned, or else by what the notice itself refers to.

    Its References count for nothing: they may name an earlier message of ours.
    """
    for part in _parts(report):
        if returned := _returned(part):
            return returned
    named = [_text(block, "X-Original-Message-ID") for block in blocks] + [_text(message, "In-Reply-To")]
    return next((match[1] for text in named if (match := MESSAGE_ID.search(text))), "")


def _returned(part: Message) -> str:
    kind = part.get_content_type()
    if kind in RETURNED_HEADERS:
        content = part.get_payload(decode=True)
        # Decoded, it was not seen by CONTENT_TYPE: its headers alone are read, and not what they say of a body.
        headers = BytesHeaderParser(policy=compat32).parsebytes(content if isinstance(content, bytes) else b"")
    elif kind in RETURNED and (inner := _parts(part)):
        headers = inner[0]
    else:
        return ""
    match = MESSAGE_ID.search(_text(headers, "Message-ID"))
    return match[1] if match else ""


def _action(block: Message, status: str) -> str:
    """RFC 3464, 2.3.3. Where it is left out, its status says whether that is for good."""
    words = _text(block, "Action").casefold().split()
    return words[0] if words else {"5": "failed", "4": "delayed"}.get(status[:1], "")


def _address(block: Message, name: str) -> str:
    """RFC 3464, 2.3.2: `rfc822; jane@example.org`."""
    return one_line(_text(block, name).partition(";")[2]).strip("<> ")


def _text(message: Message, name: str) -> str:
    value = message.get(name)
    return "" if value is None else str(value)[:LONGEST_FIELD]
