"""An archive's folder goes in; the file of its catalogue on this machine comes out."""

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

OURS = "iria-reports"


def cache_folder(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform, home: Path | None = None
) -> Path | None:
    """The user's own cache folder; None where the user has no home.

    XDG Base Directory Specification 0.8 (a path that is not absolute does not count), Apple's File System Programming
    Guide, and %LOCALAPPDATA% on Windows.
    """
    if (given := Path(environment.get("XDG_CACHE_HOME", ""))).is_absolute():
        return given / OURS
    if platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return Path(local) / OURS / "Cache" if local else None
    try:
        home = home or Path.home()
    except RuntimeError:
        return None
    if not home.is_dir():
        return None
    return home / "Library" / "Caches" / OURS if platform == "darwin" else home / ".cache" / OURS


def catalogue_file(root: Path, folder: Path) -> Path:
    """The catalogue of the archive in `root`: another for each path that an archive lies at."""
    key = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:24]
    return folder / "catalogues" / f"{key}.sqlite"
