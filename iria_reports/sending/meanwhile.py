"""What others write while a run sends goes in; whether a message is still to go, when its turn comes, comes out.

The register is asked whether the number stands as it did, lists.jsonl whether the reader may be written to. A file is
read again only where it was changed: asking costs two calls of stat(2).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from iria_reports.cataloguing.listing import Listed, listed, one_version
from iria_reports.errors import Refused
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.head import read_checked
from iria_reports.sending.choosing import Going
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import Purpose
from iria_reports.sending.lists import read_lists
from iria_reports.sending.packing import Packed
from iria_reports.sending.reader import ReaderId

T = TypeVar("T")


@dataclass(frozen=True)
class Barred:
    """Who must not be written to, and why; and who is on which list."""

    why: Mapping[ReaderId, str]
    on: Mapping[str, frozenset[ReaderId]]

    def why_not(self, going: Going, reader: ReaderId, lists: Collection[str]) -> str:
        """Why a message is not to go to a reader, "" where it is.

        lists  those there were when it was planned: what else named the reader is a client. Whoever leaves a list is
               told all the same that what it brought them no longer stands.
        """
        if reader in self.why:
            return f"must not be written to: {self.why[reader]}"
        left = going.purpose == "report" and going.list in lists and reader not in self.on.get(going.list, ())
        return f"is no longer on {going.list}" if left else ""


def barred(folder: ReadersFolder) -> Barred:
    """As lists.jsonl has it now. Raises ArchiveDamaged."""
    said = read_lists(folder)
    return Barred(said.suppressed(), {name: frozenset(members) for name, members in said.members().items()})


def must_stand(archive: Archive, number: str, version: int, purpose: Purpose) -> None:
    """Raises Refused where a number was revised or withdrawn since it was planned what to send; ArchiveDamaged."""
    latest = _latest(archive, number)
    if latest.version != version:
        message = f"version {latest.version} of {number} was issued meanwhile"
        advice = f"tell those who have version {version}: iria-report notify {number}; then send it to the others"
        raise Refused(message, advice=advice)
    if latest.withdrawn and purpose != "withdrawal":
        message = f"{number} was withdrawn meanwhile: {latest.withdrawn.reason}"
        raise Refused(message, advice=f"tell those who have it: iria-report notify {number}")


def still(archive: Archive, folder: ReadersFolder, lists: Collection[str]) -> Callable[[Packed], str]:
    """What says of a message why it is not to go to its reader after all, "" where it is.

    It raises what ends the whole run: Refused, as `must_stand` does, and ArchiveDamaged.
    """
    stands = _asked_anew(archive.register, must_stand)
    bars = _asked_anew(folder.lists, barred)

    def why_not(one: Packed) -> str:
        stands(archive, one.said["number"], one.said["version"], one.going.purpose)
        return bars(folder).why_not(one.going, one.said["reader"], lists)

    return why_not


def _latest(archive: Archive, number: str) -> Listed:
    return one_version(listed(read_checked(archive)), number, None)


def _asked_anew(file: Path, ask: Callable[..., T]) -> Callable[..., T]:
    """The same, which asks again only where the file was changed since, or where something else is asked."""

    @lru_cache(maxsize=1)
    def answer(state: tuple[int, ...], *what: object) -> T:
        return ask(*what)

    return lambda *what: answer(_state(file), *what)


def _state(file: Path) -> tuple[int, ...]:
    """What is another once the file is added to or replaced."""
    try:
        now = file.stat()
    except OSError:
        return ()
    return now.st_ino, now.st_size, now.st_mtime_ns
