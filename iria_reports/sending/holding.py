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
    with ExitStack() as stack:
        try:
            with or_cannot_write(folder):
                folder.root.mkdir(parents=True, exist_ok=True, mode=0o700)
                stack.enter_context(FileLock(folder.lock, timeout=patience))
        except Timeout as error:
            message = f"another run is sending, or at work with the readers: it holds {folder.lock}"
            raise Refused(message, advice="wait for it to end, or end it; what it did is on record") from error
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
