"""lists.jsonl goes in; who is on which list, and who must never be written to, comes out. It is only ever added to.

A reader stands in it as a keyed hash: it outlives the reader's details, so that whoever asked for no more mail gets
none though nobody knows any more who it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from iria_reports.issuing.archive import Clock
from iria_reports.issuing.chain import Kind, Line, add_lines, cut_torn_tail
from iria_reports.report import Frozen
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.heads import note, read_whole
from iria_reports.sending.holding import lists_held
from iria_reports.sending.reader import ReaderId
from iria_reports.writing.fields import slugify

ABOUT = ("topic", "region")
ListName = Annotated[str, Field(max_length=100)]


class Said(Frozen):
    """What is said of a reader.

    subscribed, unsubscribed  to a list
    suppressed, released      never to be written to, and no more so, each with its reason
    """

    said: Literal["subscribed", "unsubscribed", "suppressed", "released"]
    reader: ReaderId
    list: ListName = ""
    reason: str = Field("", max_length=300)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        about_a_list = self.said in ("subscribed", "unsubscribed")
        if bool(self.list) != about_a_list or bool(self.reason) == about_a_list:
            raise ValueError("a subscription names a list, a suppression its reason")
        return self


class Entry(Said, Line):
    """The same as a line of the file."""


KIND: Kind[Entry] = Kind(
    TypeAdapter(Entry),
    "a line of lists.jsonl",
    "put it back from a copy of the folder, or see docs/readers.md: it says who must not be written to",
)


@dataclass
class _Standing:
    """What holds after some lines: who is on which list, and why somebody must not be written to."""

    on: dict[str, dict[ReaderId, None]] = field(default_factory=dict)
    why: dict[ReaderId, str] = field(default_factory=dict)

    def take(self, one: Said) -> bool:
        """Whether a further line changes anything."""
        members = self.on.setdefault(one.list, {}) if one.list else {}
        match one.said:
            case "subscribed":
                changed = one.reader not in members
                members[one.reader] = None
            case "unsubscribed":
                changed = members.pop(one.reader, self) is None
            case "suppressed":
                changed = self.why.get(one.reader) != one.reason
                self.why[one.reader] = one.reason
            case "released":
                changed = self.why.pop(one.reader, None) is not None
        return changed


@dataclass(frozen=True)
class Lists:
    """What the file says."""

    entries: tuple[Said, ...] = ()

    def members(self) -> Mapping[str, tuple[ReaderId, ...]]:
        """Who is on each list that anybody is on, in the order in which they came to it; the suppressed too."""
        standing = self._standing().on
        return {name: tuple(standing[name]) for name in sorted(standing) if standing[name]}

    def suppressed(self) -> Mapping[ReaderId, str]:
        """Who must not be written to, and why."""
        return self._standing().why

    def of(self, reader: ReaderId) -> tuple[str, ...]:
        """The lists that a reader is on."""
        return tuple(name for name, readers in self.members().items() if reader in readers)

    def taken_off(self, name: str) -> frozenset[ReaderId]:
        """Who was on a list and is no more, by the last word about it."""
        last = {one.reader: one.said for one in self.entries if one.list == name}
        return frozenset(reader for reader, said in last.items() if said == "unsubscribed")

    def changes(self, said: Iterable[Said]) -> tuple[Said, ...]:
        """Those of `said` that change anything: nobody is subscribed twice, or taken off a list they are not on."""
        standing = self._standing()
        return tuple(one for one in said if standing.take(one))

    def _standing(self) -> _Standing:
        standing = _Standing()
        for entry in self.entries:
            standing.take(entry)
        return standing


def read_lists(folder: ReadersFolder) -> Lists:
    """What the file says; nothing is written. Raises ArchiveDamaged where it does not hold."""
    return Lists(read_whole(folder, folder.lists, KIND).lines)


def add_to_lists(folder: ReadersFolder, said: Iterable[Said], clock: Clock) -> tuple[Said, ...]:
    """Add what changes anything, with one wait for the disk, and return it. A run that sends heeds it.

    Raises ArchiveDamaged, CannotWrite, Refused.
    """
    with lists_held(folder):
        chain = cut_torn_tail(folder.lists, read_whole(folder, folder.lists, KIND), folder.aside)
        changes = Lists(chain.lines).changes(said)
        end, entries = chain.end, []
        for one in changes:
            entry = Entry(seq=end.count + 1, at=clock(), prev=end.head, **one.model_dump())
            end = end.after(entry)
            entries.append(entry)
        if entries:
            note(folder, folder.lists, add_lines(folder.lists, chain.end, entries))
    return changes


def list_name(text: str) -> str:
    """A list's one name: `topic:energy`, `region:central-asia`, or a word. Raises ValueError.

    >>> list_name("Region: Central Asia"), list_name("Board")
    ('region:central-asia', 'board')
    """
    about, colon, name = (part.strip() for part in text.rpartition(":"))
    if not any(letter.isalnum() for letter in name):
        raise ValueError("a list has a name, such as topic:energy, region:central-asia or board")
    if "@" in text:
        raise ValueError("that is an address, and no list")
    if "," in text or ";" in text:
        raise ValueError("a comma or a semicolon in it may mean two lists in one word")
    if not colon:
        return slugify(name)
    if about.casefold() not in ABOUT:
        raise ValueError("a list is about a topic or a region, topic:energy or region:central-asia, or a plain word")
    return f"{about.casefold()}:{slugify(name)}"
