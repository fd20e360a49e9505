"""A galley folder and a destination go in; a Proof comes out: printed by the child, inspected here, moved in whole."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from iria_reports.disk import sync_folder
from iria_reports.errors import CannotWrite, PrintingFailed
from iria_reports.printing.inspect import inspect
from iria_reports.printing.lint.finding import LayoutFinding, PagesUnreadable
from iria_reports.printing.press import Press
from iria_reports.printing.proof import Proof


def print_proof(press: Press, galley: Path, destination: Path, arriving: Iterable[str] = ()) -> Proof:
    """Print the galley to the destination, or leave the destination as it was and say why.

    arriving  puts assets into the galley that the printer awaits, and yields the name of each

    The file is inspected here while the child looks at its pages: each takes a quarter of a second.
    Raises MachineNotReady, CannotWrite, PrintingFailed or, where a page has lost words, PagesUnreadable.
    """
    start = time.perf_counter()
    _check_writable(destination)
    press.order(galley, arriving)
    written = press.outcome()
    clock = time.perf_counter()
    findings = inspect(press.file, notes=written["notes"], attachments=written["attachments"])
    if findings:
        raise PrintingFailed("the printed file has findings:\n" + "\n".join(f"  {finding}" for finding in findings))
    inspected = time.perf_counter() - clock
    read = press.outcome()
    layout = tuple(LayoutFinding.from_json(found) for found in read["layout"])
    if unreadable := [finding for finding in layout if finding.stops]:
        raise PagesUnreadable(unreadable)
    data = press.file.read_bytes()
    _put_in_place(data, destination)
    return Proof(
        path=destination,
        pages=written["pages"],
        notes=written["notes"],
        sha256=hashlib.sha256(data).hexdigest(),
        warnings=tuple(written["warnings"]),
        layout=layout,
        versions=written["versions"],
        seconds=time.perf_counter() - start,
        stages={**read["stages"], "inspect": inspected},
    )


def _check_writable(destination: Path) -> None:
    if destination.is_dir():
        raise CannotWrite(f"{destination} is a folder")
    if not os.access(destination.parent, os.W_OK | os.X_OK):
        raise CannotWrite(f"{destination.parent} is not a folder that can be written to")


def _put_in_place(data: bytes, destination: Path) -> None:
    """Write beside the destination and rename: whoever looks sees the old file or the new one, never half of one."""
    part = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{destination.name}.", suffix=".part", dir=destination.parent)
        part = Path(name)
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)  # mkstemp makes it the owner's alone
        part.replace(destination)
        sync_folder(destination.parent)
    except OSError as fault:
        raise CannotWrite(f"cannot write {destination}: {fault.strerror or fault}") from fault
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
