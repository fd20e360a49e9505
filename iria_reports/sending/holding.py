"""The readers' folder goes in; it is held for this process alone, and a file of it is replaced whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from iria_reports.disk import sync_folder
from iria_reports.errors import CannotWrite, Refused
from iria_reports.sending.folder import ReadersFolder

OURS_ALONE = 0o600
HOW_LONG = (
    "wait: it takes a minute for every 60 messages, or `mail: per-minute:` of desk.yml, and up to 8 more where a "
    "server puts some off; or end it by Ctrl-C: what it did is on record. `readers suppress` and `unsubscribe` go now"
)


@contextmanager
def held(folder: ReadersFolder, *, patience: float = 10.0) -> Iterator[None]:
    """Nobody else changes what is in the folder meanwhile; it is made where there is none. Raises CannotWrite, Refused.

    patience  seconds to wait for another run
    """
    with alone(folder, patience), or_cannot_write(folder):
        yield


@contextmanager
def alone(folder: ReadersFolder, patience: float) -> Iterator[None]:
    """The same, and what goes wrong with other files within is none of this folder's faults."""
    busy = f"another run is sending, or at work with the readers: it holds {folder.lock}"
    with _locked(folder, folder.lock, patience, Refused(busy, advice=HOW_LONG)):
        yield


@contextmanager
def lists_held(folder: ReadersFolder, *, patience: float = 10.0) -> Iterator[None]:
    """Nobody else changes lists.jsonl or makes the key meanwhile, and a run that sends goes on, heeding what is said.

    Raises CannotWrite, Refused.
    """
    busy = f"another run is adding to {folder.lists}: it holds {folder.lists_lock}"
    with _locked(folder, folder.lists_lock, patience, Refused(busy, advice="run it again")), or_cannot_write(folder):
        yield


@contextmanager
def _locked(folder: ReadersFolder, lock: Path, patience: float, busy: Refused) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            with or_cannot_write(folder):
                folder.root.mkdir(parents=True, exist_ok=True, mode=0o700)
                stack.enter_context(FileLock(lock, timeout=patience))
        except Timeout as error:
            raise busy from error
        yield


@contextmanager
def or_cannot_write(folder: ReadersFolder) -> Iterator[None]:
    """Raises CannotWrite in place of an OSError of what is written into the folder."""
    try:
        yield
    except Timeout:  # an OSError by its class: the folder is well, and somebody else has it
        raise
    except OSError as error:
        message = f"the readers' folder {folder.root} cannot be written ({error.strerror or error})"
        raise CannotWrite(message, advice="make room or see who may write there, then run it again") from error


def replace_whole(file: Path, content: bytes) -> None:
    """Put the content in the file's place, readable by its owner alone: whoever reads it meets the old or the new.

    Raises OSError. The caller holds the folder: what an interrupted run left beside the file is written over.
    """
    new = file.with_name(f".{file.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
    sync_folder(file.parent)
