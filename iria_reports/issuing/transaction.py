"""A version to make goes in; it is issued whole, or not at all, whatever dies where.

Under the lock: heal what an earlier run left, say what is to be made, make it aside, rename it to its place, add the
register's line. The line is the commit point: before it nothing counts, after it nothing is missing.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from iria_reports.disk import sync_file, sync_folder
from iria_reports.errors import CannotWrite, Refused
from iria_reports.issuing.archive import Archive, Clock
from iria_reports.issuing.bag import make_bag, settle_bag
from iria_reports.issuing.entries import Added, Issued, Void
from iria_reports.issuing.head import check_head, check_signature, read_head, write_head
from iria_reports.issuing.register import (
    Record,
    Register,
    append,
    read_register,
    without_torn_tail,
)
from iria_reports.report import Frozen
from iria_reports.signing.seal import Seal

PATIENCE = 600.0  # seconds to wait for another run to finish


class Slot(Frozen):
    """Where a version is to stand: written down before it is made, read by the next run where this one dies.

    bag   its folder, relative to the archive
    seq   its line in the register
    prev  SHA-256 of the line before
    """

    number: str
    version: int
    bag: str
    seq: int
    prev: str


@dataclass(frozen=True)
class Held:
    """An archive under this process's lock.

    register  what it says now that all is healed
    seal      what signs whatever is written under this lock, where the house signs
    """

    archive: Archive
    register: Register
    clock: Clock
    seal: Seal | None = None


# Fills data/ of a new bag; returns the register's entry, the manifest still open, and what bag-info.txt is to say.
Maker = Callable[[Slot, Path], tuple[Issued | Added, dict[str, str]]]


@contextmanager
def held(archive: Archive, clock: Clock, *, seal: Seal | None = None, patience: float = PATIENCE) -> Iterator[Held]:
    """The archive, locked, and healed of what an earlier run left. Raises ArchiveDamaged, CannotWrite or Refused."""
    try:
        archive.root.mkdir(parents=True, exist_ok=True)
        with FileLock(archive.lock, timeout=patience):
            yield _healed(Held(archive, Register(), clock, seal))
    except Timeout as error:
        message = f"another run has held {archive.lock} for {patience:.0f} seconds"
        raise Refused(message, advice="wait for it to end, or end it; the archive heals itself") from error
    except OSError as error:
        message = f"the archive {archive.root} cannot be written ({error.strerror or error})"
        advice = "make room or see who may write there, then run it again: what was begun is healed first"
        raise CannotWrite(message, advice=advice) from error


def publish(held: Held, number: str, version: int, make: Maker) -> Held:
    """Issue one bag; whatever `make` or the signing raises, nothing is issued. Raises OSError, and what they raise."""
    archive, register = held.archive, held.register
    slot = Slot(
        number=number,
        version=version,
        bag=_new_bag(archive, number, version),
        seq=len(register.entries) + 1,
        prev=register.head,
    )
    _announce(archive, slot)
    (archive.stage / "data").mkdir(parents=True)
    try:
        entry, info = make(slot, archive.stage / "data")
        entry = entry.model_copy(update=_bagged(held, info))
    except BaseException:
        _clear(archive)
        raise
    settle_bag(archive.stage)
    place = archive.bag(slot.bag)
    place.parent.mkdir(parents=True, exist_ok=True)
    archive.stage.rename(place)
    place.chmod(0o555)
    for folder in (place.parent, archive.root, archive.staging):
        sync_folder(folder)
    after = record(held, entry)
    _clear(archive)
    return after


def _bagged(held: Held, info: dict[str, str]) -> dict[str, str]:
    """Make the bag of what is staged; returns what the register's entry says of it."""
    seal = held.seal
    if seal is None:
        return {"manifest": make_bag(held.archive.stage, info)}
    keep_certificate(held.archive, seal.fingerprint, seal.certificate)
    manifest = make_bag(held.archive.stage, info, None if seal.into_pdf else seal.signature_of)
    how = "pdf" if seal.into_pdf else "detached"
    return {"manifest": manifest, "signature": how, "certificate": seal.fingerprint}


def keep_certificate(archive: Archive, fingerprint: str, pem: bytes) -> None:
    """Put a certificate into the archive's keys/, where whatever it signed is checked with it. Raises OSError."""
    file = archive.keys / f"{fingerprint}.pem"
    if file.is_file():
        return
    archive.keys.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_bytes(pem)
    sync_file(new)
    new.replace(file)
    for folder in (archive.keys, archive.root):
        sync_folder(folder)


def record(held: Held, entry: Record) -> Held:
    """Add the entry to the register, and note how far it reaches now. Raises OSError."""
    register = append(held.archive.register, held.register, entry)
    write_head(held.archive.head, register, held.clock(), held.seal)
    return replace(held, register=register)


def _healed(held: Held) -> Held:
    """Undo what a run that died left: set its torn line and its unpublished bag aside, and explain its number."""
    archive = held.archive
    register = read_register(archive.register)
    head = read_head(archive.head)
    check_head(head, register)
    if held.seal:
        check_signature(head, register, held.seal.check, archive.certificates())
    held = replace(held, register=without_torn_tail(archive.register, register, archive.aside))
    if archive.intent.is_file() and (text := archive.intent.read_bytes()).endswith(b"\n"):
        held = _undone(held, Slot.model_validate_json(text))
    _clear(archive)
    return held


def _undone(held: Held, slot: Slot) -> Held:
    """A bag in its place without its line goes aside, and its number is void. Each step can be repeated."""
    archive, register = held.archive, held.register
    if any(isinstance(entry, Issued | Added) and entry.bag == slot.bag for entry in register.entries):
        return held
    place, aside = archive.bag(slot.bag), archive.aside / f"{slot.number}-v{slot.version}-line-{slot.seq}"
    if place.is_dir():
        archive.aside.mkdir(exist_ok=True)
        place.chmod(0o755)  # a folder that is read-only cannot be moved
        place.rename(aside)
        for folder in (place.parent, archive.aside):
            sync_folder(folder)
    name = aside.relative_to(archive.root).as_posix()
    known = any(isinstance(entry, Void) and entry.aside == name for entry in register.entries)
    if not aside.is_dir() or known:
        return held
    void = Void(
        seq=len(register.entries) + 1,
        at=held.clock(),
        number=slot.number,
        prev=register.head,
        version=slot.version,
        reason=_interrupted(register, slot),
        aside=name,
    )
    return record(held, void)


def _interrupted(register: Register, slot: Slot) -> str:
    """Why it was never published: of further renditions, that the version they were to join stands all the same."""
    stands = any(one.version == slot.version for one in register.versions(slot.number))
    told = "was interrupted after the bag was in place and before the register had it"
    if stands:
        return f"further renditions of version {slot.version}, which stands without them: their making {told}"
    return f"its making {told}"


def _new_bag(archive: Archive, number: str, version: int) -> str:
    """The folder of the version's first bag, or of a further one with renditions added later."""
    names = [f"{number}/v{version}", *(f"{number}/v{version}-{part}" for part in range(2, 1000))]
    return next(name for name in names if not archive.bag(name).exists())


def _announce(archive: Archive, slot: Slot) -> None:
    archive.staging.mkdir(exist_ok=True)
    archive.intent.write_text(slot.model_dump_json() + "\n", encoding="utf-8", newline="\n")
    sync_file(archive.intent)
    sync_folder(archive.staging)


def _clear(archive: Archive) -> None:
    """Nothing is being made: what lies in the staging folder was never published. The intent goes last."""
    if archive.stage.exists():
        for folder in [archive.stage, *(one for one in archive.stage.rglob("*") if one.is_dir())]:
            folder.chmod(0o755)
        shutil.rmtree(archive.stage)
        sync_folder(archive.staging)
    archive.intent.unlink(missing_ok=True)
