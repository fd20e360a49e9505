"""A number and what is to be said of its next version go in; what that version starts from comes out."""

from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from pydantic import ValidationError

from iria_reports.composing.rendition import Ask
from iria_reports.errors import ArchiveDamaged, Refused
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.contents import Printed, read_contents
from iria_reports.issuing.differing import Changes, differing
from iria_reports.issuing.entries import Issued
from iria_reports.issuing.register import Register, read_register
from iria_reports.report import Imprint, Report, Version


@dataclass(frozen=True)
class Revision:
    """A further version of an issued report.

    before   the last issue under its number
    printed  the renditions of it
    notice   what page one says of the new version
    minor    a correction that keeps the day of the version before
    """

    before: Issued
    printed: tuple[Printed, ...]
    notice: str
    minor: bool = False

    def asks(self, today: date) -> tuple[Ask, ...]:
        """The renditions there are, to be issued again."""
        return tuple(replace(one.ask(), today=today) for one in self.printed)

    def imprint(self, archive: Archive, after: Report, today: date) -> Imprint:
        """What the rendition `after` is printed under: every version so far as it tells them, and the new one."""
        same = [one.history for one in self.printed if one.file == _same(self.before, after)]
        history = same[0] if same else tuple(one.model_copy(update={"changes": ()}) for one in self.printed[0].history)
        version = Version(
            version=self.before.version + 1,
            issued=self.before.issued if self.minor else today,
            notice=" ".join(self.notice.split()),
            changes=_changes(archive, self.before, after).lines(),
        )
        return Imprint(number=self.before.number, history=(*history, version))


def revision_of(archive: Archive, number: str, notice: str, *, minor: bool = False) -> Revision:
    """What the next version of `number` starts from. Raises Refused: no such number, or withdrawn; ArchiveDamaged."""
    before = last_issue(read_register(archive.register), number)
    if not notice.strip():
        raise Refused("a new version says what was changed", advice='add --notice "The toll is corrected to 227."')
    bag = archive.bag(before.bag)
    try:
        return Revision(before, read_contents(bag).renditions, notice, minor)
    except (OSError, ValidationError) as error:
        advice = "run `iria-report archive verify`, and put the bag back from a copy"
        raise ArchiveDamaged(f"{bag} does not say how it was made", advice=advice) from error


def last_issue(register: Register, number: str) -> Issued:
    """The issue of `number` that stands. Raises Refused where there is none, with the nearest numbers there are."""
    if withdrawn := register.withdrawn(number):
        raise Refused(f"{number} was withdrawn on {withdrawn.at:%Y-%m-%d}: {withdrawn.reason}")
    if versions := register.versions(number):
        return versions[-1]
    near = get_close_matches(number, register.numbers(), n=3) or register.numbers()[-3:]
    advice = f"there is {', '.join(near)}" if near else "nothing was issued yet: `iria-report issue SPEC`"
    raise Refused(f"no report was issued under {number}", advice=advice)


def _same(before: Issued, after: Report) -> str:
    """The file of the same rendition in the issue `before`, or ""."""
    client = after.client.slug if after.client else ""
    same = (one.file for one in before.renditions if (one.audience, one.client) == (after.audience, client))
    return next(same, "")


def _changes(archive: Archive, before: Issued, after: Report) -> Changes:
    """What `after` says otherwise than the same rendition before; nothing where that cannot be read any more."""
    file = archive.bag(before.bag) / "data" / f"{_same(before, after).removesuffix('.pdf')}.report.json"
    try:
        return differing(Report.model_validate_json(file.read_bytes()), after)
    except (OSError, ValidationError):
        return Changes()
