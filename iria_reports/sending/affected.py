"""The ledger and a number go in; who has which version of it, and who was told since, comes out, each with the row."""

from collections.abc import Iterator
from dataclasses import dataclass

from iria_reports.sending.fates import by_message, fate_of, received
from iria_reports.sending.ledger import Ledger, Purpose, Row
from iria_reports.sending.reader import ReaderId


@dataclass(frozen=True)
class Got:
    """A reader who has a version, or may have it, and the row by which they do."""

    row: Row

    @property
    def sure(self) -> bool:
        """Whether they have it; else it is uncertain, or a draft that somebody may have sent."""
        return fate_of(self.row).has == "yes"


@dataclass(frozen=True)
class Owed:
    """A reader who is to be told that what they have no longer stands.

    had     the version that the notice is about: the last that they surely have, or else the last they may have
    since   the last rows of messages that tell them so already: the notice itself, or the version that stands
    """

    had: Got
    since: tuple[Row, ...] = ()

    @property
    def reader(self) -> ReaderId:
        return self.had.row.reader


@dataclass(frozen=True)
class About:
    """What is to be told: that a number has a later version, `latest`, or that it is withdrawn, `latest` with it."""

    number: str
    purpose: Purpose
    latest: int


def owed(ledger: Ledger, about: About, version: int | None = None) -> tuple[Owed, ...]:
    """Everybody who is to have a notice, once each, whichever versions they have.

    A correction is for those who have a version before `latest`, a withdrawal for those who have any.

    version  only those whose notice is about this one; None for all
    """
    by_reader: dict[ReaderId, list[Got]] = {}
    for got in _got(ledger, about.number):
        if got.row.version < about.latest or about.purpose == "withdrawal":
            by_reader.setdefault(got.row.reader, []).append(got)
    since = _since(ledger, about)
    found = (
        Owed(max(theirs, key=lambda got: (got.sure, got.row.version)), tuple(since.get(reader, ())))
        for reader, theirs in by_reader.items()
    )
    return tuple(one for one in found if version in (None, one.had.row.version))


def came_back(ledger: Ledger, about: About, version: int | None = None) -> tuple[Row, ...]:
    """For each reader who would be told, had not all come back, the last row by which it did: a notice may be wrong."""
    told = {got.row.reader for got in _got(ledger, about.number)}
    told |= {row.reader for rows in _since(ledger, about).values() for row in rows if fate_of(row).has != "no"}
    back = (
        row for row in ledger.about(about.number, version) if row.state == "bounced" and row.purpose != "withdrawal"
    )
    before = (row for row in back if row.version < about.latest or about.purpose == "withdrawal")
    return tuple({row.reader: row for row in before if row.reader not in told}.values())


def _got(ledger: Ledger, number: str) -> Iterator[Got]:
    """Whoever has a version or may: a correction brings one, the notice of a withdrawal and what came back do not."""
    for rows in by_message(ledger).values():
        if rows[0].number == number and rows[0].purpose != "withdrawal" and (row := received(rows)):
            yield Got(row)


def _since(ledger: Ledger, about: About) -> dict[ReaderId, list[Row]]:
    """What tells them already: of a withdrawal its notice alone, of a correction the later version itself too."""
    tells = ("withdrawal",) if about.purpose == "withdrawal" else ("correction", "report")
    found: dict[ReaderId, list[Row]] = {}
    for row in ledger.about(about.number, about.latest):
        if row.purpose in tells:
            found.setdefault(row.reader, []).append(row)
    return found
