"""The machine comes in; what the house needs of it comes out as data: what is there, and the next step for what is not.

Looks at files, libraries and programs only: no network, and nothing of what it looks for is imported.
"""

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Literal

from iria_reports.desk import find_desk, house_folder
from iria_reports.errors import DeskNotFound

Purpose = Literal["build", "issue", "signing", "tests"]

OLDEST_PYTHON = (3, 11)
# The order in which they are looked for: a Mac's brew may also be on a Linux machine, and there comes last.
MANAGERS = {
    "apt": "apt-get install -y --no-install-recommends",
    "dnf": "dnf install -y",
    "pacman": "pacman -S --needed --noconfirm",
    "zypper": "zypper --non-interactive install",
    "apk": "apk add",
    "brew": "brew install",
}
PANGO = {
    "apt": "libpangoft2-1.0-0",
    "dnf": "pango",
    "pacman": "pango",
    "zypper": "pango",
    "apk": "pango",
    "brew": "pango",
}
JAVA_FOLDER = Path("/usr/share/java")
JAXB_JARS = ("jaxb-runtime", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation")


@dataclass(frozen=True)
class Need:
    """One thing the house needs of a machine.

    name          what it is called
    why           what is lost without it
    found         its version (or what else tells that it is there), or None
    packages      what brings it, by package manager (a key of MANAGERS)
    advice        the next step where no package brings it, or ""
    required_for  "build" for every user, "issue" for those who issue reports, "signing" for a house that signs, "tests"
                  for those who run the tests
    """

    name: str
    why: str
    found: str | None
    packages: Mapping[str, str] = field(default_factory=dict)
    advice: str = ""
    required_for: Purpose = "build"

    def next_step(self, manager: str | None) -> str:
        """What to do about it where `manager` installs packages; "" where it is there."""
        if self.found is not None:
            return ""
        if manager and manager in self.packages:
            return f"{MANAGERS[manager]} {self.packages[manager]}"
        return self.advice or f"install {self.name} with this system's package manager"


def extra_advice(extra: str) -> str:
    """The command that brings one of pyproject.toml's extras to where this program runs; what is there stays."""
    checkout = house_folder()
    if not (checkout / "uv.lock").is_file():
        return f"pip install 'iria-reports[{extra}]'"
    own = checkout / ".tools" / "bin" / "uv"
    uv = own if own.is_file() else "uv"
    return f"{uv} sync --project {checkout} --frozen --inexact --extra {extra}"


def manager_here() -> str | None:
    """This machine's package manager, or None where it is not one we know."""
    return next((name for name in MANAGERS if shutil.which("apt-get" if name == "apt" else name)), None)


def survey(folder: Path) -> tuple[Need, ...]:
    """Everything the house needs, found here or not. `folder` tells which desk's output folder is looked at."""
    with ThreadPoolExecutor() as threads:
        tools = threads.map(
            lambda look: look(), (_java, _pdfinfo, _qpdf, _mutool, _ghostscript, _strace, _openssl, _chromium)
        )
        build = (_python(), *_native_libraries(), _weasyprint(), _house_fonts(), *_output(folder))
        java, *others = tools
    return (*build, _pyhanko(), _pkcs11(), java, _jaxb(), *others, _softhsm(), _postfix(), _dovecot())


def ready_to(purpose: Purpose, needs: tuple[Need, ...]) -> bool:
    """Is everything there that `purpose` requires?"""
    return all(need.found is not None for need in needs if need.required_for == purpose)


def _python() -> Need:
    version = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, OLDEST_PYTHON))
    return Need(
        name="Python",
        why=f"runs everything; {wanted} or later",
        found=version if sys.version_info >= OLDEST_PYTHON else None,
        packages={"apt": "python3 python3-venv", "dnf": "python3", "pacman": "python", "zypper": "python3"}
        | {"apk": "python3", "brew": "python@3.13"},
    )


def _native_libraries() -> tuple[Need, ...]:
    """Pango, HarfBuzz, its subset library and fontconfig."""
    glib, pango, ft2 = (_library(stem) for stem in ("gobject-2.0", "pango-1.0", "pangoft2-1.0"))
    harfbuzz, subset, fontconfig = (_library(stem) for stem in ("harfbuzz", "harfbuzz-subset", "fontconfig"))
    return (
        Need(
            "Pango", "lays out the text", _text_version(pango, "pango_version_string") if glib and ft2 else None, PANGO
        ),
        Need("HarfBuzz", "shapes the text", _text_version(harfbuzz, "hb_version_string"), PANGO | {"dnf": "harfbuzz"}),
        Need(
            name="HarfBuzz subset",
            why="embeds fonts; without it files get larger and their bytes differ from other machines'",
            found=_text_version(harfbuzz, "hb_version_string") if subset else None,
            packages={"apt": "libharfbuzz-subset0", "dnf": "harfbuzz", "pacman": "harfbuzz"}
            | {"zypper": "libharfbuzz-subset0", "apk": "so:libharfbuzz-subset.so.0", "brew": "harfbuzz"},
        ),
        Need(
            name="fontconfig",
            why="finds the house's fonts",
            found=_fontconfig_version(fontconfig),
            packages=dict.fromkeys(MANAGERS, "fontconfig") | {"apt": "libfontconfig1"},
        ),
    )


def _library(stem: str, platform: str = sys.platform) -> ctypes.CDLL | None:
    """The library lib<stem>, loaded: the system's, or on macOS and Windows the one in the gstreamer-libs wheel."""
    names = [f"lib{stem}.so.0", f"lib{stem}.so.1"]
    if platform in ("darwin", "win32"):
        spec = importlib.util.find_spec("gstreamer_libs")
        root = Path(spec.origin).parent if spec and spec.origin else Path("/nowhere")
        ours = [*root.glob(f"lib/lib{stem}.[0-9]*dylib"), *root.glob(f"bin/*{stem}-[0-9]*.dll")]
        names = [*map(str, ours), f"lib{stem}.0.dylib", f"lib{stem}-0.dll", f"{stem}-0.dll"]
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _text_version(library: ctypes.CDLL | None, function: str) -> str | None:
    """What a C function without arguments answers with, as text."""
    if library is None:
        return None
    ask = getattr(library, function)
    ask.restype = ctypes.c_char_p
    answer = ask()
    return answer.decode() if isinstance(answer, bytes) else None


def _fontconfig_version(library: ctypes.CDLL | None) -> str | None:
    """fontconfig counts 2.14.1 as 21401."""
    if library is None:
        return None
    number = int(library.FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _weasyprint() -> Need:
    """The one version that printing/ rests on, as this package's own metadata names it."""
    try:
        pins = [re.fullmatch(r"weasyprint==([0-9.]+)", line) for line in metadata.requires("iria-reports") or []]
    except metadata.PackageNotFoundError:
        pins = []
    wanted = next((pin[1] for pin in pins if pin), "")
    try:
        here = metadata.version("weasyprint")
    except metadata.PackageNotFoundError:
        here = ""
    return Need(
        name="WeasyPrint",
        why=f"prints the pages; {wanted} and no other" + (f", not {here}" if here not in ("", wanted) else ""),
        found=here if here and here == wanted else None,
        advice="remove the folder .venv and run ./iria-report again; without a checkout: pip install iria-reports",
    )


def _house_fonts() -> Need:
    """Every font file that the house's own themes name."""
    house = house_folder()
    themes = sorted(house.glob("templates/*/theme.yml"))
    named = {
        file
        for theme in themes
        for file in re.findall(r"\bfile:\s*([\w.-]+/[\w.-]+\.[ot]tf)", theme.read_text("utf-8"))
    }
    absent = sorted(file for file in named if not (house / "assets" / "fonts" / file).is_file())
    return Need(
        name="house fonts",
        why=f"the themes name them; not there: {', '.join(absent)}" if absent else "the themes name them",
        found=None if absent or not named else f"{len(named)} files",
        advice=f"restore {house / 'assets' / 'fonts'} (git checkout -- assets/fonts, or install the wheel again)",
    )


def _output(folder: Path) -> tuple[Need, ...]:
    """Write access to the desk's drafts; nothing where `folder` is in no desk."""
    try:
        drafts = find_desk(folder).drafts
    except DeskNotFound:
        return ()
    existing = next(path for path in (drafts, *drafts.parents) if path.exists())
    writable = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    return (
        Need(
            name="output folder",
            why=f"drafts are written to {drafts}",
            found="writable" if writable else None,
            advice=f"make {existing} writable for this account, or build with --out FOLDER",
        ),
    )


def _pyhanko() -> Need:
    found = _package_version("pyhanko")
    return Need("pyHanko", "signs what is issued", found, advice=extra_advice("signing"), required_for="signing")


def _pkcs11() -> Need:
    why, found = "only for a key on a token or HSM (PKCS#11)", _package_version("python-pkcs11")
    return Need("python-pkcs11", why, found, advice=extra_advice("signing-token"), required_for="signing")


def _package_version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _java() -> Need:
    packages = {"apt": "default-jre-headless", "dnf": "java-latest-openjdk-headless", "pacman": "jre-openjdk-headless"}
    packages |= {"zypper": "java-21-openjdk-headless", "apk": "openjdk21-jre-headless", "brew": "openjdk"}
    why = "runs veraPDF, which proves PDF/A and PDF/UA"
    return Need("Java", why, _program_version(["java", "-version"]), packages, required_for="tests")


def _jaxb() -> Need:
    """Debian keeps jars together; elsewhere there is no package of the kind."""
    here = all((JAVA_FOLDER / f"{jar}.jar").exists() for jar in JAXB_JARS)
    versions = [path.stem.removeprefix("jaxb-runtime-") for path in JAVA_FOLDER.glob("jaxb-runtime-[0-9]*.jar")]
    return Need(
        name="JAXB jars",
        why="veraPDF reads its rules with them",
        found=next(iter(versions), "there") if here else None,
        packages={"apt": "libjaxb-java"},
        advice=f"put {', '.join(f'{jar}.jar' for jar in JAXB_JARS)} into {JAVA_FOLDER}",
        required_for="tests",
    )


def _pdfinfo() -> Need:
    packages = dict.fromkeys(MANAGERS, "poppler-utils") | {
        "pacman": "poppler",
        "zypper": "poppler-tools",
        "brew": "poppler",
    }
    why = "a second reader of our PDFs"
    return Need("poppler", why, _program_version(["pdfinfo", "-v"]), packages, required_for="tests")


def _qpdf() -> Need:
    found = _program_version(["qpdf", "--version"])
    return Need(
        "qpdf", "checks the structure of our PDFs", found, dict.fromkeys(MANAGERS, "qpdf"), required_for="tests"
    )


def _mutool() -> Need:
    packages = dict.fromkeys(MANAGERS, "mupdf-tools") | {"dnf": "mupdf", "zypper": "mupdf"}
    found = _program_version(["mutool", "-v"])
    return Need("mutool", "rewrites PDFs for `verify` to recognise", found, packages, required_for="tests")


def _ghostscript() -> Need:
    found = _program_version(["gs", "--version"])
    packages = dict.fromkeys(MANAGERS, "ghostscript")
    return Need("Ghostscript", "rewrites PDFs for `verify` to recognise", found, packages, required_for="tests")


def _strace() -> Need:
    packages = {name: "strace" for name in MANAGERS if name != "brew"}
    advice = "these tests need Linux: they are skipped here"
    found = _program_version(["strace", "--version"])
    return Need("strace", "kills an issue at each of its calls", found, packages, advice, required_for="tests")


def _openssl() -> Need:
    found = _program_version(["openssl", "version"])
    return Need("OpenSSL", "checks our signatures", found, dict.fromkeys(MANAGERS, "openssl"), required_for="tests")


def _chromium() -> Need:
    told = (_program_version([name, "--version"]) for name in ("chromium", "chromium-browser", "google-chrome"))
    return Need(
        name="Chromium",
        why="looks at the page that --html writes",
        found=next(filter(None, told), None),
        packages=dict.fromkeys(MANAGERS, "chromium"),
        required_for="tests",
    )


def _softhsm() -> Need:
    found = _program_version(["softhsm2-util", "--version"])
    packages = dict.fromkeys(MANAGERS, "softhsm") | {"apt": "softhsm2"}
    return Need("SoftHSM", "plays a token that signs", found, packages, required_for="tests")


def _postfix() -> Need:
    found = _program_version(["postconf", "-d", "mail_version"])
    return Need("Postfix", "takes the mail of tests", found, dict.fromkeys(MANAGERS, "postfix"), required_for="tests")


def _dovecot() -> Need:
    packages = dict.fromkeys(MANAGERS, "dovecot") | {"apt": "dovecot-imapd"}
    found = _program_version(["dovecot", "--version"])
    return Need("Dovecot", "gives the mail of tests out again", found, packages, required_for="tests")


def _program_version(command: list[str]) -> str | None:
    """The first dotted number a program tells about itself, on either stream; None where it is not there or fails."""
    if shutil.which(command[0]) is None:
        return None
    try:
        told = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r"\d+(\.\d+)+", told.stdout + told.stderr)
    return number[0] if number else "there"
