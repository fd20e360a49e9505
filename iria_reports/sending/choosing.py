"""Readers and an issued version go in; who is sent which of its renditions, and why somebody is not, comes out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from iria_reports.issuing.entries import IssuedRendition
from iria_reports.sending.ledger import Ledger, Purpose, Row
from iria_reports.sending.message import message_name
from iria_reports.sending.reader import Reader, ReaderId, ReaderKey

Copies = Literal["issued", "numbered", "locked"]


@dataclass(frozen=True)
class ClientTerms:
    """What a client has agreed with the house. "" is no demand.

    terms   a line on what its readers may do with a report
    copies  issued: the bytes as they were issued; numbered: stamped for each reader; locked: with a password too
    keyring, password_variable  where that password is
    """

    slug: str
    organisation: str
    audience: str = ""
    language: str = ""
    highest_mark: str = ""
    terms: str = ""
    copies: Copies = "issued"
    keyring: bool = False
    password_variable: str | None = None


@dataclass(frozen=True)
class MarkRules:
    """The house's sharing marks, from open to restricted; which go to named readers alone, and which are numbered."""

    labels: tuple[str, ...]
    named: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    highest: str = ""  # for a reader without a client, and for a client that names none

    def above(self, mark: str | None, ceiling: str) -> bool:
        """Whether `mark` is more restricted than `ceiling`. A mark that the house no longer has is above any."""
        if not mark or not ceiling:
            return False
        return mark not in self.labels or self.labels.index(mark) > self.labels.index(ceiling)


@dataclass(frozen=True)
class Meant:
    """A reader whom somebody means to write to; `list` is what named them, or "" where their address was.

    also  the other lists and clients that named them: they get one message all the same
    """

    reader: Reader
    list: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Going:
    """A message to be sent.

    message  its name (sending/message.py)
    again    though it was sent before
    told     what is not as the reader would have it, such as another language
    purpose  what it is for; a correction or a withdrawal follows `earlier`, what this reader was sent before
    """

    reader: Reader
    list: str
    rendition: IssuedRendition
    copies: Copies
    message: str
    again: bool = False
    told: str = ""
    purpose: Purpose = "report"
    earlier: Row | None = None

    def about(self) -> tuple[str, str, str, int, str]:
        """What a letter depends on: rendition, client, list, and version and hash of what was sent before, or 0, ""."""
        had = (self.earlier.version, self.earlier.sha256) if self.earlier else (0, "")
        return self.rendition.file, self.reader.client, self.list, *had


@dataclass(frozen=True)
class Staying:
    """A reader who is not written to, and why. `needs_person`: they should have it, and somebody has to see to that."""

    reader: Reader
    why: str
    needs_person: bool = False


@dataclass(frozen=True)
class Absent:
    """Readers who are meant and have no line in readers.csv: nothing is known of them but their hash.

    where   what names them: a list, or the version that they have
    advice  how they would be written to, "" where nothing is to be done
    """

    where: str
    readers: tuple[ReaderId, ...]
    advice: str = ""


@dataclass(frozen=True)
class Choice:
    """What is known when it is chosen.

    number, version  the issue
    clients          the terms of each by its slug
    suppressed       why a reader must not be written to, by keyed hash
    audience         the rendition for this audience alone, or ""
    again            those named by address are sent it again
    """

    number: str
    version: int
    renditions: tuple[IssuedRendition, ...]
    key: ReaderKey
    marks: MarkRules
    ledger: Ledger = field(default_factory=Ledger)
    clients: Mapping[str, ClientTerms] = field(default_factory=dict)
    suppressed: Mapping[str, str] = field(default_factory=dict)
    audience: str = ""
    again: bool = False


def choose(choice: Choice, meant: Iterable[Meant]) -> tuple[tuple[Going, ...], tuple[Staying, ...]]:
    """Who is sent what. A reader who is meant twice counts once, as named where one of the two names them."""
    last = choice.ledger.last()
    found = [_chosen(choice, one, last) for one in _once(meant)]
    return (
        tuple(one for one in found if isinstance(one, Going)),
        tuple(one for one in found if isinstance(one, Staying)),
    )


def _once(meant: Iterable[Meant]) -> Iterator[Meant]:
    named: dict[str, list[Meant]] = {}
    for one in meant:
        named.setdefault(one.reader.address, []).append(one)
    for same in named.values():
        first = min(same, key=lambda one: one.list != "")
        also = dict.fromkeys(one.list for one in same if one.list != first.list)
        yield replace(first, also=tuple(also))


def _chosen(choice: Choice, meant: Meant, last: Mapping[str, Row]) -> Going | Staying:
    reader = meant.reader
    identity = choice.key.id_of(reader.address)
    if identity in choice.suppressed:
        return Staying(reader, f"must not be written to: {choice.suppressed[identity]}")
    terms = choice.clients.get(reader.client)
    if reader.client and terms is None:
        return Staying(reader, f"belongs to {reader.client!r}, and there is no reports/clients/{reader.client}.yml")
    rendition = _rendition(choice, reader, terms)
    if rendition is None:
        return Staying(reader, _none_for(choice, reader, terms))
    if why := _too_restricted(choice.marks, rendition.mark, meant.list, terms):
        return Staying(reader, why)
    about = (choice.number, choice.version, identity)
    again = choice.again and not meant.list
    if not again and (stays := stays_for(reader, "report", bringing("report", about, last))):
        return stays
    copies = terms.copies if terms else "issued"
    if copies == "issued" and rendition.mark in choice.marks.numbered:
        copies = "numbered"
    name = message_name("report", *about)
    return Going(reader, meant.list, rendition, copies, name, again, _otherwise(meant, rendition, terms))


def _rendition(choice: Choice, reader: Reader, terms: ClientTerms | None) -> IssuedRendition | None:
    """The rendition for a reader: the client's own before another, the language they read, else the first issued.

    A rendition that was made for a client goes to nobody else.
    """
    slug = terms.slug if terms else ""
    audience = choice.audience or (terms.audience if terms else "")
    fit = [one for one in choice.renditions if one.client in ("", slug) and (not audience or one.audience == audience)]
    language = reader.language or (terms.language if terms else "")

    def rank(one: IssuedRendition) -> tuple[bool, bool, bool]:
        spoken = not language or one.language == language
        return (one.client != slug, not spoken, _base(one.language) != _base(language) and not spoken)

    return min(fit, key=rank, default=None)


def _none_for(choice: Choice, reader: Reader, terms: ClientTerms | None) -> str:
    audience = choice.audience or (terms.audience if terms else "")
    if audience and not any(one.audience == audience for one in choice.renditions):
        there = ", ".join(dict.fromkeys(one.audience for one in choice.renditions))
        return f"{choice.number} has no rendition for {audience}; it has {there}"
    return f"every rendition of {choice.number} was made for a client, and none for {reader.client or 'this reader'}"


def _too_restricted(marks: MarkRules, mark: str | None, named_by: str, terms: ClientTerms | None) -> str:
    if terms and terms.highest_mark:
        if marks.above(mark, terms.highest_mark):
            return f"{mark} is above {terms.highest_mark}, the highest mark that {terms.slug} may get"
    elif marks.above(mark, marks.highest):
        return f"{mark} is above {marks.highest}, the highest mark for readers of whom nothing else was agreed"
    if mark in marks.named and named_by:
        return f"{mark} goes to readers named one by one, and to nobody on a list: name the address"
    return ""


def bringing(purpose: Purpose, about: tuple[str, int, str], last: Mapping[str, Row]) -> list[Row]:
    """What the ledger has of the messages that bring a reader the same: a version goes as a report or as a correction.

    about  number, version, and the reader's keyed hash
    """
    same: tuple[Purpose, ...] = ("withdrawal",) if purpose == "withdrawal" else ("report", "correction")
    return [last[name] for one in same if (name := message_name(one, *about)) in last]


def stays_for(reader: Reader, purpose: Purpose, rows: Iterable[Row]) -> Staying | None:
    """Why a reader is not sent a message for this purpose: these brought, or are to bring, the same."""
    for row in rows:
        if why := had(row):
            why = why if row.purpose == "report" else f"by the {row.purpose}: {why}"
            return Staying(reader, why, row.state == "unknown")
        if row.purpose != purpose and row.state in ("queued", "deferred"):
            verb = "send" if row.purpose == "report" else "notify"
            return Staying(reader, f"the {row.purpose} that brings it waits to be sent: run `{verb}` again")
    return None


def had(row: Row) -> str:
    """Why a message that is in the ledger is not sent anew by itself; "" for one that is still to go."""
    day = f"{row.at:%Y-%m-%d %H:%M}"
    match row.state:
        case "sent":
            return f"has it since {day}"
        case "drafted":
            return f"a draft was written on {day}; --again with their address writes it anew"
        case "unknown":
            return f"uncertain since {day}: it was being handed over when the line or the program broke off"
        case "bounced":
            return f"it came back on {day}: {row.answer}"
        case "refused":
            return f"the mail server refused it on {day}: {row.answer}"
        case "settled" if row.answer.startswith("arrived"):
            return f"has it, as somebody said on {day}"
    return ""


def _otherwise(meant: Meant, rendition: IssuedRendition, terms: ClientTerms | None) -> str:
    language = meant.reader.language or (terms.language if terms else "")
    other = language and _base(language) != _base(rendition.language)
    told = [f"in {rendition.language}, for there is none in {language}"] if other else []
    told += [f"once, though {' and '.join(meant.also)} named them too"] if meant.also else []
    return ", ".join(told)


def _base(language: str) -> str:
    return language.partition("-")[0]
