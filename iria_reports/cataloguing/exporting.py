"""Bags go in; one zip comes out, the same bytes on every machine, whose files `sha256sum -c` proves."""

import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from iria_reports.errors import CannotWrite
from iria_reports.issuing.archive import Archive

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say (APPNOTE.TXT 6.3.10, 4.4.6)
UNIX, READ_ONLY = 3, 0o100444
PIECE = 1 << 20


def export(archive: Archive, bags: Iterable[str], file: Path) -> int:
    """Write the bags into the new zip `file` under the names they have in the archive; returns how many files it has.

    Stored and not packed: what a packer makes depends on its version. Raises CannotWrite; nothing is left then.
    """
    if file.exists():
        raise CannotWrite(f"{file} is there already", advice="name another with --to")
    temporary = None
    try:
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-", delete=False) as made:
            temporary = Path(made.name)
            count = _packed(archive, bags, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED))
            made.flush()
            os.fsync(made.fileno())
        temporary.chmod(0o644)
        temporary.replace(file)
    except OSError as error:
        raise CannotWrite(
            f"{file} cannot be written ({error.strerror or error})", advice="name another with --to"
        ) from error
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)
    return count


def _packed(archive: Archive, bags: Iterable[str], into: zipfile.ZipFile) -> int:
    count = 0
    with into:
        for name in sorted(name for bag in bags for name in _names(archive, bag)):
            info = zipfile.ZipInfo(name, FIRST_DAY)
            info.create_system, info.external_attr = UNIX, READ_ONLY << 16
            info.file_size = (archive.root / name).stat().st_size
            with (archive.root / name).open("rb") as content, into.open(info, "w") as entry:
                while piece := content.read(PIECE):
                    entry.write(piece)
            count += 1
    return count


def _names(archive: Archive, bag: str) -> Iterator[str]:
    for parent, _, files in os.walk(archive.root / bag):
        yield from (Path(parent, file).relative_to(archive.root).as_posix() for file in files)
