"""A register goes in; every version it knows, and how each stands today, comes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal

from iria_reports.errors import Refused
from iria_reports.issuing.entries import Added, Issued, IssuedRendition, Void, Withdrawn
from iria_reports.issuing.register import Register

State = Literal["current", "superseded", "withdrawn", "void", "unfinished"]
Kept = Issued | Added
NO_MARK = "none"


@dataclass(frozen=True)
class Listed:
    """One version of a report; `unfinished`: renditions that were to join one, which stands without them.

    version    0 for a report from before the register
    lines      its lines in the register, one for each bag; none where it is void
    void       the line that says it, or they, were never published; or None
    withdrawn  the line that withdraws it, or None
    """

    number: str
    version: int
    state: State
    lines: tuple[Kept, ...] = ()
    void: Void | None = None
    withdrawn: Withdrawn | None = None

    @property
    def title(self) -> str:
        return self.lines[0].title if self.lines else ""

    @property
    def issued(self) -> date:
        """The day it bears; of a void version the day it was found."""
        if self.lines:
            return self.lines[0].issued
        assert self.void is not None
        return self.void.at.date()

    @property
    def full(self) -> Issued | None:
        """Its first line, where this program issued it: the line that names kind, region, topics and authors."""
        return next((line for line in self.lines if isinstance(line, Issued)), None)

    @property
    def renditions(self) -> tuple[IssuedRendition, ...]:
        return tuple(one for line in self.lines for one in line.renditions)

    @property
    def named(self) -> str:
        """`IRIA-BG-2022-001 v1`; a report from before the register has no version."""
        return f"{self.number} v{self.version}" if self.version else self.number


@dataclass(frozen=True)
class Wanted:
    """Which versions are wanted; what is empty does not count. Words are compared without regard to case.

    region, topic, author  part of the name will do
    mark                   a sharing mark, or "none"
    """

    kind: str = ""
    year: int | None = None
    topic: str = ""
    region: str = ""
    mark: str = ""
    author: str = ""
    since: date | None = None
    until: date | None = None

    def fits(self, one: Listed) -> bool:
        """Whether `one` is wanted."""
        full = one.full
        if not full and (self.kind or self.topic or self.region or self.author):
            return False
        return (
            (not self.year or one.issued.year == self.year)
            and (not self.since or one.issued >= self.since)
            and (not self.until or one.issued <= self.until)
            and (not self.mark or _marked(one, self.mark))
            and (not full or self._said(full))
        )

    def _said(self, full: Issued) -> bool:
        return (
            (not self.kind or full.kind == self.kind)
            and _holds((full.region,), self.region)
            and _holds(full.topics, self.topic)
            and _holds(full.authors, self.author)
        )


ANY = Wanted()


def listed(register: Register) -> tuple[Listed, ...]:
    """Every version, in the order in which it came into the register."""
    lines: dict[tuple[str, int], list[Kept]] = {}
    latest: dict[str, int] = {}
    gone: dict[str, Withdrawn] = {}
    voids: list[Void] = []
    for entry in register.entries:
        match entry:
            case Issued(number=number, version=version):
                lines.setdefault((number, version), []).append(entry)
                latest[number] = max(latest.get(number, 0), version)
            case Added(number=number):
                lines.setdefault((number, 0), []).append(entry)
                latest.setdefault(number, 0)
            case Withdrawn(number=number):
                gone.setdefault(number, entry)
            case Void():
                voids.append(entry)
    kept = [
        Listed(number, version, _state(number in gone, version < latest[number]), tuple(of), withdrawn=gone.get(number))
        for (number, version), of in lines.items()
    ]
    kept += [
        Listed(one.number, one.version, "unfinished" if (one.number, one.version) in lines else "void", void=one)
        for one in voids
    ]
    return tuple(sorted(kept, key=_first_line))


def versions_of(all_listed: Iterable[Listed], number: str) -> tuple[Listed, ...]:
    """The versions of `number`, however its letters are typed. Raises Refused, with the nearest numbers there are."""
    everything = tuple(all_listed)
    if found := tuple(one for one in everything if one.number.casefold() == number.casefold()):
        return found
    numbers = {one.number.casefold(): one.number for one in everything}
    if not numbers:
        raise Refused(f"no report {number}: nothing was issued yet", advice="iria-report issue SPEC")
    near = get_close_matches(number.casefold(), numbers, n=3)
    advice = f"did you mean {' or '.join(numbers[one] for one in near)}?" if near else "iria-report archive list"
    raise Refused(f"no report {number} in this archive", advice=advice)


def one_version(all_listed: Iterable[Listed], number: str, version: int | None) -> Listed:
    """A version of `number` that was published, the last one if none is named. Raises Refused."""
    found = [one for one in versions_of(all_listed, number) if one.lines]
    if not found:
        raise Refused(f"{number} is void: it was never published", advice=f"iria-report archive show {number}")
    if version is None:
        return found[-1]
    if named := [one for one in found if one.version == version]:
        return named[0]
    there = ", ".join(str(one.version) for one in found)
    raise Refused(f"{number} has no version {version}", advice=f"there is version {there}")


def _first_line(one: Listed) -> int:
    return one.lines[0].seq if one.lines else one.void.seq if one.void else 0


def _state(withdrawn: bool, older: bool) -> State:
    return "withdrawn" if withdrawn else "superseded" if older else "current"


def _holds(names: Iterable[str], part: str) -> bool:
    return not part or any(part.casefold() in name.casefold() for name in names)


def _marked(one: Listed, mark: str) -> bool:
    return any((rendition.mark or NO_MARK).casefold() == mark.casefold() for rendition in one.renditions)
