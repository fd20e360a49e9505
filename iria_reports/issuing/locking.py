"""A folder goes in; why a lock there cannot be trusted comes out, or nothing.

A number is safe only where one process at a time can hold the archive. A lock that is not kept is found by trying; one
kept on this machine alone, by the kind of the file system; a folder that a program copies to others, by its name.
"""

import os
import sys
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

# Locks there hold on this machine and not surely on the next: nfs(5) nolock, mount.cifs(8) nobrl, FUSE at will.
SHARED = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "glusterfs", "fuse")
SYNCED = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud drive",
    "mobile documents",
    "nextcloud",
    "box sync",
)
MOUNTS = Path("/proc/self/mountinfo")


def distrust(folder: Path, mounts: Path = MOUNTS) -> str:
    """Why a lock in `folder`, which exists, cannot be trusted; "" where it can. Raises OSError."""
    folder = folder.resolve()
    for part in folder.parts:
        if part.casefold().startswith(SYNCED):
            return f"{part} is copied to other machines by a program that knows nothing of locks"
    kind = _file_system(folder, mounts)
    if kind.startswith(SHARED):
        return f"it lies on a shared file system ({kind}), where another machine may not see the lock"
    return "" if _holds(folder) else "two processes could hold the same lock in it"


def _holds(folder: Path) -> bool:
    """Whether a lock taken twice is refused the second time."""
    descriptor, name = tempfile.mkstemp(prefix=".lock-trial-", dir=folder)
    os.close(descriptor)
    try:
        with FileLock(name, timeout=0), FileLock(name, timeout=0):
            return False
    except Timeout:
        return True
    finally:
        Path(name).unlink(missing_ok=True)


def _file_system(folder: Path, mounts: Path) -> str:
    """The kind of file system that holds `folder`, by proc_pid_mountinfo(5); "" where that is not to be had."""
    if sys.platform != "linux":
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        before, _, after = line.partition(" - ")
        point = before.split()[4].encode().decode("unicode_escape")
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, after.split()[0]
    return kind
