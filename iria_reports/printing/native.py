"""The platform comes in; on macOS and Windows WeasyPrint's library names then lead to the gstreamer-libs wheel.

Written, and its pure parts tested on Linux; loaded under Wine, never run on a real Mac or PC.
"""

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cffi

# Exact, versioned files: the wheel's unversioned copies would load a second Pango beside the first.
MAC_LIBRARIES = {
    "libgobject-2.0-0": "libgobject-2.0.0.dylib",
    "libpango-1.0-0": "libpango-1.0.0.dylib",
    "libharfbuzz-0": "libharfbuzz.0.dylib",
    "libharfbuzz-subset-0": "libharfbuzz-subset.0.dylib",
    "libfontconfig-1": "libfontconfig.1.dylib",
    "libpangoft2-1.0-0": "libpangoft2-1.0.0.dylib",
}


def advice(platform: str = sys.platform) -> str:
    """What to install where Pango cannot be loaded."""
    if platform == "darwin":
        return "`uv sync` installs gstreamer-libs, which carries Pango; or `brew install pango`"
    if platform == "win32":
        return "`uv sync` installs gstreamer-libs, which carries Pango"
    return (
        "Debian, Ubuntu: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0; Fedora: dnf install pango; "
        "Arch: pacman -S pango; Alpine: apk add pango"
    )


def wheel_root() -> Path | None:
    """Where gstreamer-libs is installed, or None where a system Pango (brew, MSYS2) is to be used."""
    spec = importlib.util.find_spec("gstreamer_libs")
    return Path(spec.origin).parent if spec and spec.origin else None


def windows_settings(root: Path, path: str) -> dict[str, str]:
    """WEASYPRINT_DLL_DIRECTORIES finds the DLLs' own needs; cffi looks dotted names up on PATH."""
    folder = str(root / "bin")
    return {"WEASYPRINT_DLL_DIRECTORIES": folder, "PATH": f"{folder};{path}"}


def mac_library(root: Path, name: str) -> str:
    """The wheel's file for one of WeasyPrint's library names, or the name itself."""
    file = root / "lib" / MAC_LIBRARIES[name] if name in MAC_LIBRARIES else None
    return str(file) if file and file.exists() else name


def use_bundled_pango(root: Path | None = None, platform: str = sys.platform) -> None:
    """Call before weasyprint is imported; does nothing on Linux."""
    if platform not in ("darwin", "win32"):
        return
    root = root or wheel_root()
    if root is None:
        return
    if platform == "win32":
        os.environ.update(windows_settings(root, os.environ.get("PATH", "")))
        return
    plain: Callable[..., Any] = cffi.FFI.dlopen

    def dlopen(self: cffi.FFI, name: str, flags: int = 0) -> Any:
        return plain(self, mac_library(root, name), flags)

    cffi.FFI.dlopen = dlopen  # type: ignore[method-assign]
