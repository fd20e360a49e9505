"""A file or a folder goes in; when this returns, the disk has it (fsync(2)). A write is known to last only then."""

import os
import sys
from pathlib import Path


def sync_file(file: Path) -> None:
    """Wait until the disk has the file's bytes. Raises OSError."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's names; Windows has no such call. Raises OSError."""
    if sys.platform != "win32":
        sync_file(folder)
