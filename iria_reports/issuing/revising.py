"""A number goes in; what its next version, or a further rendition of it, starts from comes out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from iria_reports.composing.rendition import Ask
from iria_reports.errors import ArchiveDamaged, Refused
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.contents import DESK, Printed, read_contents
from iria_reports.issuing.differing import Changes, differing
from iria_reports.issuing.entries import Added, Issued
from iria_reports.issuing.register import Register, read_register
from iria_reports.report import Imprint, Report, Version


@dataclass(frozen=True)
class Past:
    """One rendition of the version that stands: its bag, for whom it is, and how it was printed."""

    bag: Path
    reader: tuple[str, str]  # audience and client
    printed: Printed


@dataclass(frozen=True)
class Revision:
    """A further version of a report.

    before   the last issue under its number, or the report from before the register that bore it
    version  the number of the new one
    past     every rendition of its version; none of a report from before: there is nothing to compare with
    notice   what page one says of the new version
    minor    a correction that keeps the day of the version before
    """

    before: Issued | Added
    version: int
    past: tuple[Past, ...]
    notice: str
    minor: bool = False

    def asks(self, today: date) -> tuple[Ask, ...]:
        """The renditions there are, to be issued again; of a report from before, the one that its new files ask for."""
        return (Ask(today),) if not self.past else tuple(replace(one.printed.ask(), today=today) for one in self.past)

    def imprint(self, after: Report, today: date) -> Imprint:
        """What the rendition `after` is printed under: every version so far as it tells them, and the new one."""
        same = [one for one in self.past if one.reader == _reader(after)]
        version = Version(
            version=self.version,
            issued=self.before.issued if self.minor else today,
            notice=" ".join(self.notice.split()),
            changes=_changes(same[0], after).lines() if same else (),
        )
        history = self._told(same)
        return Imprint(number=self.before.number, history=(*history, version))

    def _told(self, same: list[Past]) -> tuple[Version, ...]:
        """The versions so far, as the same rendition tells them."""
        if isinstance(self.before, Added):
            return (Version(version=1, issued=self.before.issued),)
        return same[0].printed.history if same else _untold(self.past)


@dataclass(frozen=True)
class Addition:
    """Further renditions of the version that stands, printed from the files that it was issued from."""

    before: Issued
    past: tuple[Past, ...]

    @property
    def version(self) -> int:
        return self.before.version

    @property
    def spec(self) -> Path:
        """The specification that was frozen with it."""
        data = self.past[0].bag / "data"
        return data / DESK / "reports" / read_contents(self.past[0].bag).spec

    def imprint(self, after: Report, today: date) -> Imprint:
        """The same number, version and day. Raises Refused for a rendition that was issued already."""
        if any(one.reader == _reader(after) for one in self.past):
            message = f"{self.before.number}, version {self.version}, was issued for {after.audience} already"
            raise Refused(message, advice="name another --audience or --client")
        return Imprint(number=self.before.number, history=_untold(self.past))


def revision_of(archive: Archive, number: str, notice: str, *, minor: bool = False) -> Revision:
    """What the next version of `number` starts from. Raises Refused: no such number, or withdrawn; ArchiveDamaged."""
    register = read_register(archive.register)
    before = last_line(register, number)
    past = () if isinstance(before, Added) else _standing(archive, number)[1]
    if not notice.strip():
        raise Refused("a new version says what was changed", advice='add --notice "The toll is corrected to 227."')
    return Revision(before, register.next_version(number), past, notice, minor)


def addition_to(archive: Archive, number: str) -> Addition:
    """What further renditions of `number` start from. Raises Refused: no such number, or withdrawn; ArchiveDamaged."""
    return Addition(*_standing(archive, number))


def last_issue(register: Register, number: str) -> Issued:
    """The issue of `number` that stands, made by this program. Raises Refused as `last_line` does."""
    line = last_line(register, number)
    if isinstance(line, Added):
        advice = f'iria-report revise {number} --spec SPEC --notice "..." issues it anew'
        raise Refused(f"{number} was taken in as a file and was not made here", advice=advice)
    return line


def last_line(register: Register, number: str) -> Issued | Added:
    """What stands under `number`. Raises Refused where nothing does, with the nearest numbers there are."""
    if withdrawn := register.withdrawn(number):
        raise Refused(f"{number} was withdrawn on {withdrawn.at:%Y-%m-%d}: {withdrawn.reason}")
    if versions := register.versions(number):
        return versions[-1]
    if added := [one for one in register.entries if isinstance(one, Added) and one.number == number]:
        return added[0]
    near = get_close_matches(number, register.numbers(), n=3) or register.numbers()[-3:]
    advice = f"there is {', '.join(near)}" if near else "nothing was issued yet: `iria-report issue SPEC`"
    raise Refused(f"no report was issued under {number}", advice=advice)


def _standing(archive: Archive, number: str) -> tuple[Issued, tuple[Past, ...]]:
    """The last issue of `number` and every rendition of its version, from all of its bags."""
    register = read_register(archive.register)
    before = last_issue(register, number)
    same = [entry for entry in register.versions(number) if entry.version == before.version]
    return before, tuple(past for entry in same for past in _renditions(archive, entry))


def _renditions(archive: Archive, entry: Issued) -> Iterator[Past]:
    bag = archive.bag(entry.bag)
    try:
        printed = {one.file: one for one in read_contents(bag).renditions}
        for one in entry.renditions:
            yield Past(bag, (one.audience, one.client), printed[one.file])
    except (OSError, ValidationError, KeyError) as error:
        advice = "run `iria-report archive verify`, and put the bag back from a copy"
        raise ArchiveDamaged(f"{bag} does not say how it was made", advice=advice) from error


def _reader(report: Report) -> tuple[str, str]:
    return report.audience, report.client.slug if report.client else ""


def _untold(past: tuple[Past, ...]) -> tuple[Version, ...]:
    """The versions without what was changed in them: a reader who had none of them is not told."""
    return tuple(one.model_copy(update={"changes": ()}) for one in past[0].printed.history)


def _changes(past: Past, after: Report) -> Changes:
    """What `after` says otherwise than the same rendition before; nothing where that cannot be read any more."""
    file = past.bag / "data" / f"{past.printed.file.removesuffix('.pdf')}.report.json"
    try:
        return differing(Report.model_validate_json(file.read_bytes()), after)
    except (OSError, ValidationError):
        return Changes()
