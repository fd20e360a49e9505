"""A row of the ledger goes in; what has become of its message comes out in plain words, and whether its reader has it.

The one table of it: `deliveries` tells by it, `notify` chooses by it, and docs/after-sending.md prints it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from iria_reports.sending.ledger import Ledger, Row

Has = Literal["yes", "perhaps", "no"]
ARRIVED, LOST = "arrived", "lost"  # how a `settled` row's answer begins
LEFT = {"drafted", "unknown", "sent"}


@dataclass(frozen=True)
class Fate:
    """What may have become of a message.

    state   as the ledger has it
    has     whether the reader is taken to have it: perhaps is told of a correction too
    advice  what to do, "" for nothing
    """

    word: str
    state: str
    means: str
    has: Has
    advice: str = ""


UNCERTAIN = Fate(
    "uncertain",
    "unknown",
    "It was being handed over when the line or the program broke off: it may have gone or not.",
    "perhaps",
    "Ask the reader, or look into the mail server's log; then `--settle ADDRESS=arrived` or `=lost`.",
)
DRAFT = Fate(
    "draft",
    "drafted",
    "A draft was written; whether somebody sent it, this program cannot see.",
    "perhaps",
    "Send it from your mail program; if it was thrown away, `--settle ADDRESS=lost`.",
)
DEFERRED = Fate(
    "put off",
    "deferred",
    "The mail server asked to try again later.",
    "no",
    "Run `send --smtp` again, or `notify --smtp` for a notice: it goes on where it stopped.",
)
WAITING = Fate(
    "waiting",
    "queued",
    "It was meant to go, and was not handed over.",
    "no",
    "Run `send` again, or `notify` for a notice: it goes on from here.",
)
CAME_BACK = Fate(
    "came back",
    "bounced",
    "The mail server took it, and later a notice said that it could not be delivered.",
    "no",
    "See whether the address is right; `--settle ADDRESS=lost` lets `send` or `notify` try once more.",
)
REFUSED = Fate(
    "refused",
    "refused",
    "The mail server would not take it.",
    "no",
    "Mend what the server says; `--settle ADDRESS=lost` lets `send` or `notify` try once more.",
)
SAID_LOST = Fate(
    "lost", "settled: lost", "Somebody said that it did not arrive.", "no", "`send` may send it again, and will."
)
SAID_ARRIVED = Fate("arrived", "settled: arrived", "Somebody said that it arrived.", "yes")
SENT = Fate("sent", "sent", "The mail server took it, and no notice came back.", "yes")
FATES = (UNCERTAIN, DRAFT, DEFERRED, WAITING, CAME_BACK, REFUSED, SAID_LOST, SAID_ARRIVED, SENT)
OF_STATE = {fate.state: fate for fate in FATES}


def fate_of(row: Row) -> Fate:
    """What has become of the message by its row."""
    if row.state != "settled":
        return OF_STATE[row.state]
    return SAID_ARRIVED if row.answer.startswith(ARRIVED) else SAID_LOST


def received(rows: Iterable[Row]) -> Row | None:
    """Of one message's rows, in their order, the one by which its reader has it or may have it; None if they do not.

    A message that is sent again begins anew with `queued`: that the second sending failed takes the first from nobody.
    """
    had: Row | None = None
    last: Row | None = None
    for row in rows:
        if row.state == "queued" and last and fate_of(last).has != "no":
            had = last
        last = row
    return last if last and fate_of(last).has != "no" else had


def left(rows: Iterable[Row]) -> Row | None:
    """Of one message's rows, in their order, the last that tells when it left the house; None where it never did."""
    gone = None
    for row in rows:
        gone = row if row.state in LEFT else gone
    return gone


def by_message(ledger: Ledger) -> dict[str, list[Row]]:
    """Every message's rows, in their order."""
    found: dict[str, list[Row]] = {}
    for row in ledger.rows:
        found.setdefault(row.message, []).append(row)
    return found
