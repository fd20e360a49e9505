"""A report from before the register goes in; it is on record from now on, its file in a bag of its own."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iria_reports.errors import Refused
from iria_reports.issuing.archive import Archive, Clock
from iria_reports.issuing.bag import sha256_of
from iria_reports.issuing.chain import FIRST
from iria_reports.issuing.entries import Added, IssuedRendition
from iria_reports.issuing.locking import distrust
from iria_reports.issuing.register import Register, read_register
from iria_reports.issuing.transaction import Slot, held, publish
from iria_reports.printing.counting import page_count
from iria_reports.writing.settings import NUMBER

RESERVED = ("register", "aside")


@dataclass(frozen=True)
class Old:
    """A report from before: its file, the number it bore, and what the register is to say of it."""

    file: Path
    number: str
    title: str
    issued: date
    language: str = "en-GB"
    mark: str | None = None


def addable(archive: Archive, old: Old, today: date) -> IssuedRendition:
    """What the register would say of its file. Raises Refused where it cannot be taken in; ArchiveDamaged."""
    if not NUMBER.fullmatch(old.number) or old.number.casefold().startswith(RESERVED):
        raise Refused(f"{old.number!r} cannot be a number", advice="use letters, digits, dots and hyphens")
    if not old.title.strip():
        raise Refused("a report has a title", advice='add --title "..."')
    if old.issued > today:
        raise Refused(f"{old.issued} is yet to come", advice="give the day on which it was issued with --issued")
    _free(read_register(archive.register), old)
    try:
        pages = page_count(old.file)
    except ValueError as error:
        raise Refused(f"{old.file}: {error}", advice="give the PDF that was published") from error
    return IssuedRendition(
        file=f"{old.number}.pdf",
        sha256=sha256_of(old.file),
        pages=pages,
        audience="",
        language=old.language,
        mark=old.mark,
    )


def add(archive: Archive, old: Old, clock: Clock) -> Added:
    """Take it in under the lock. Raises Refused, ArchiveDamaged or CannotWrite; nothing is taken in then."""
    rendition = addable(archive, old, clock().date())
    archive.root.mkdir(parents=True, exist_ok=True)
    if why := distrust(archive.root):
        raise Refused(f"the archive {archive.root} is not safe: {why}", advice="set `archive:` in desk.yml")

    def make(slot: Slot, data: Path) -> tuple[Added, dict[str, str]]:
        copy = data / rendition.file
        shutil.copyfile(old.file, copy)
        if sha256_of(copy) != rendition.sha256:
            raise Refused(f"{old.file} was changed while it was taken in", advice="run it again")
        entry = Added(
            seq=slot.seq,
            at=clock(),
            number=slot.number,
            prev=slot.prev,
            title=" ".join(old.title.split()),
            issued=old.issued,
            bag=slot.bag,
            manifest=FIRST,
            renditions=(rendition,),
        )
        return entry, {"External-Identifier": old.number, "External-Description": entry.title}

    with held(archive, clock) as holding:
        _free(holding.register, old)
        after = publish(holding, old.number, 1, make).register.entries[-1]
    assert isinstance(after, Added)
    return after


def _free(register: Register, old: Old) -> None:
    """Raises Refused for a number that was ever taken: folders of two cases are one on some disks."""
    taken = next((one for one in register.numbers() if one.casefold() == old.number.casefold()), None)
    if taken:
        raise Refused(f"{taken} is taken", advice=f"see what it is: iria-report archive show {taken}")
