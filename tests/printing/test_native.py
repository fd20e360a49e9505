"""The way to Pango on macOS and Windows: its pure parts, on any machine (written there, not run there)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from iria_reports.printing import native


def test_linux_uses_the_system_s_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(os.environ)
    native.use_bundled_pango(Path("/nowhere"), platform="linux")
    assert dict(os.environ) == before


def test_windows_finds_the_wheel_s_libraries_first_on_its_path() -> None:
    settings = native.windows_settings(Path("wheel"), "C:\\Windows")
    folder = str(Path("wheel") / "bin")
    assert settings == {"WEASYPRINT_DLL_DIRECTORIES": folder, "PATH": f"{folder};C:\\Windows"}


def test_macos_takes_the_exact_file_where_the_wheel_has_it(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    file = tmp_path / "lib" / "libpango-1.0.0.dylib"
    file.touch()
    assert native.mac_library(tmp_path, "libpango-1.0-0") == str(file)
    assert native.mac_library(tmp_path, "libharfbuzz-0") == "libharfbuzz-0"
    assert native.mac_library(tmp_path, "libc") == "libc"


@pytest.mark.parametrize("child", ["printer", "copies.stamper"])
def test_a_child_that_prints_loads_pango_only_when_its_limits_and_the_way_to_it_are_set(child: str) -> None:
    code = f"import sys, iria_reports.printing.{child}; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("platform", "words"), [("linux", "libharfbuzz-subset0"), ("darwin", "gstreamer-libs"), ("win32", "gstreamer-libs")]
)
def test_the_advice_names_what_to_install(platform: str, words: str) -> None:
    assert words in native.advice(platform)
