"""THE MAP of `archive`: the folder of issued reports goes in; what is in it is found, proved, exported and shown.

register.jsonl                    ->  Listed          list, show
register.jsonl + report.json      ->  Catalogue       search, uses: derived, on this machine, made anew at will
register.jsonl + every bag        ->  Finding         verify
a bag                             ->  a zip           export
a PDF from before                 ->  Added           add: the one verb here that writes into the archive
register.jsonl + public bags      ->  index.html      site
register.jsonl + ledger.jsonl     ->  Told            sent: what a reader was told
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from iria_reports.cataloguing.catalogue import catalogue
from iria_reports.cataloguing.exporting import export
from iria_reports.cataloguing.listing import Listed, Wanted, listed, one_version, versions_of
from iria_reports.cataloguing.public import public_list
from iria_reports.cataloguing.searching import Asked, Hits, search
from iria_reports.cataloguing.site import load_dress, site, write_site
from iria_reports.cataloguing.uses import Use, uses
from iria_reports.desk import Desk, leads_out
from iria_reports.errors import ArchiveDamaged, MachineNotReady, Refused
from iria_reports.issuing.approval import Approval, doubt
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import check_bag
from iria_reports.issuing.contents import DESK, Contents, read_contents
from iria_reports.issuing.entries import Added, Issued
from iria_reports.issuing.head import read_checked
from iria_reports.issuing.register import Register
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import read_ledger
from iria_reports.sending.reader import ReaderId
from iria_reports.sending.told import Told, told_to
from iria_reports.writing.settings import load_settings

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Opened:
    """An archive whose register holds: its chain is whole and its end is there."""

    archive: Archive
    register: Register
    listed: tuple[Listed, ...]

    @contextmanager
    def catalogue(self, tell: Tell = lambda stage: None, folder: Path | None = None) -> "Iterator[Searching]":
        """Its catalogue, up to date; `folder` is where catalogues are kept, the user's cache folder if left out."""
        with catalogue(self.archive, self.register, tell, folder) as connection:
            yield Searching(
                lambda asked: search(connection, self.listed, asked), lambda name: uses(connection, self.listed, name)
            )


@dataclass(frozen=True)
class Searching:
    """What can be asked of a catalogue. Both raise Refused where there is nothing to look for, or nothing found."""

    search: Callable[[Asked], Hits]
    uses: Callable[[str], tuple[Use, ...]]


@dataclass(frozen=True)
class Bag:
    """One bag of a version, with what its issue.json and approval.json say; None for what is not there or not read.

    saved  the copies of sources that it keeps, as paths in the bag
    """

    line: Issued | Added
    folder: Path
    contents: Contents | None = None
    approval: Approval | None = None
    saved: tuple[str, ...] = ()

    @property
    def doubt(self) -> str:
        """Why the approval's message or signature does not witness it, or ""."""
        try:
            return doubt(self.approval, self.folder / "data/approval") if self.approval else ""
        except MachineNotReady as error:
            return str(error)


def opened(archive: Archive) -> Opened:
    """Read the register; nothing is written or healed. Raises ArchiveDamaged where it does not hold."""
    register = read_checked(archive)
    return Opened(archive, register, listed(register))


def wanted_of(archive: Opened, wanted: Wanted) -> tuple[Listed, ...]:
    """The versions that fit, in the register's order."""
    return tuple(one for one in archive.listed if wanted.fits(one))


def show(archive: Opened, number: str) -> tuple[tuple[Listed, tuple[Bag, ...]], ...]:
    """Every version of `number` and its bags. Raises Refused: no such number."""
    return tuple(
        (one, tuple(_bag(archive.archive, line) for line in one.lines)) for one in versions_of(archive.listed, number)
    )


def export_version(archive: Opened, number: str, version: int | None, file: Path | None) -> tuple[Path, int]:
    """Pack every bag of a version, the last one if none is named, into a zip; returns it and how many files it has.

    file  its name; `<number>_v<version>.zip` here if left out

    Raises Refused: no such number or version; ArchiveDamaged for a bag that does not hold; CannotWrite.
    """
    one = one_version(archive.listed, number, version)
    for line in one.lines:
        if findings := check_bag(archive.archive.bag(line.bag), line.manifest):
            advice = "put it back from a copy of the archive; `iria-report archive verify` lists all that is wrong"
            raise ArchiveDamaged(f"{line.bag}: {findings[0]}", advice=advice)
    file = file or Path(f"{one.named.replace(' ', '_')}.zip")
    return file, export(archive.archive, [line.bag for line in one.lines], file)


def bags_of(archive: Opened, number: str, version: int | None) -> list[Path]:
    """The bags that were issued under a version, the last one if none is named. Raises Refused."""
    one = one_version(archive.listed, number, version)
    if one.full is None:
        advice = "it was taken in as it was, and not made here: `iria-report archive show` has what is known"
        raise Refused(f"{number} cannot be printed again", advice=advice)
    return [archive.archive.bag(line.bag) for line in one.lines]


def sent_to(archive: Opened, folder: ReadersFolder, reader: ReaderId) -> tuple[Told, ...]:
    """Every message to a reader, and how its version stands in this archive. Raises ArchiveDamaged."""
    return told_to(reader, read_ledger(folder), archive.listed)


def make_site(archive: Opened, desk: Desk, folder: Path, now: datetime) -> tuple[Path, int]:
    """Write the page of what everybody may know into `folder`; returns it and how many reports it lists.

    Raises InputFaults for a theme at fault, CannotWrite.
    """
    settings, _ = load_settings(desk)
    open_mark = next(iter(settings.mark_labels()), "")
    reports = public_list(archive.archive, archive.listed, open_mark, now)
    return write_site(folder, site(reports, settings.to_house(), load_dress(desk))), len(reports)


def _bag(archive: Archive, line: Issued | Added) -> Bag:
    folder = archive.bag(line.bag)
    if leads_out(archive.root, line.bag):
        return Bag(line, folder)
    contents, approval = None, None
    with suppress(OSError, ValidationError):
        contents = read_contents(folder)
    with suppress(OSError, ValidationError):
        approval = Approval.model_validate_json((folder / "data/approval/approval.json").read_bytes())
    saved = Desk(folder / "data" / DESK).saved
    copies = sorted(file.relative_to(folder).as_posix() for file in saved.glob("*"))
    return Bag(line, folder, contents, approval, tuple(copies))
