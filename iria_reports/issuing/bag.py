"""A folder with data/ goes in; a BagIt bag (RFC 8493) comes out. A bag goes in; what is wrong with it comes out.

Written here in a page because the one library for it packs a folder in place, dates it by the clock and does not wait
for the disk; the tests let that library judge what this one writes.
"""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from iria_reports.disk import sync_file, sync_folder

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"  # RFC 8493, 2.1.1
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
SMALL = 1 << 20  # bytes; what is no larger is hashed in one piece
# A detached CMS signature of the manifest, as DER (RFC 5652; the name by RFC 8551, 3.2.1).
SIGNATURE = f"{MANIFEST}.p7s"
LINE = re.compile(r"^([0-9a-f]{64})  (\S.*)$")


def make_bag(folder: Path, info: dict[str, str], sign: Callable[[bytes], bytes] | None = None) -> str:
    """Declare `folder`, whose payload is in data/, a bag; returns the SHA-256 of its manifest.

    info  what bag-info.txt says, label by label; Payload-Oxum is added (RFC 8493, 2.2.2)
    sign  gives the manifest's signature, which lies beside it; it covers every file of data/

    Raises OSError, and what `sign` raises.
    """
    payload = sorted(_files(folder / "data"), key=lambda file: _name(file, folder))
    octets = sum(file.stat().st_size for file in payload)
    about = {**info, "Payload-Oxum": f"{octets}.{len(payload)}"}
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{label}: {' '.join(text.split())}\n" for label, text in about.items()),
        MANIFEST: _manifest(payload, folder),
    }
    for name, text in tags.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    names = sorted(tags)
    if sign:
        (folder / SIGNATURE).write_bytes(sign(tags[MANIFEST].encode()))
        names = sorted((*names, SIGNATURE))
    written = _manifest([folder / name for name in names], folder)
    (folder / TAG_MANIFEST).write_text(written, encoding="utf-8", newline="\n")
    return hashlib.sha256(tags[MANIFEST].encode()).hexdigest()


def settle_bag(folder: Path) -> None:
    """Make every file and inner folder read-only and wait until the disk has them. Raises OSError.

    The bag's own folder stays writable: a folder that is not cannot be moved (rename(2), EACCES).
    """
    for parent, folders, files in os.walk(folder, topdown=False, onerror=_raised):
        for name in files:
            Path(parent, name).chmod(0o444)
            sync_file(Path(parent, name))
        for name in folders:
            Path(parent, name).chmod(0o555)
        sync_folder(Path(parent))


def check_bag(folder: Path, manifest: str = "", *, parallel: bool = True) -> list[str]:
    """What is wrong with the bag, a finding each.

    manifest  what the register has as its manifest's SHA-256
    parallel  whether its files are read at once; whoever checks many bags at once reads each by itself
    """
    if not folder.is_dir():
        return [f"{folder.name}: the bag is missing"]
    findings: list[str] = []
    listed: set[str] | None = None
    for name in (TAG_MANIFEST, MANIFEST):
        try:
            lines = _lines(folder, name)
        except (OSError, UnicodeDecodeError, ValueError) as error:
            findings.append(f"{name}: cannot be read ({error})")
            continue
        findings += _check_files(str(folder), lines, parallel)
        listed = {line[1] for line in lines} if name == MANIFEST else None
    if manifest and (folder / MANIFEST).is_file() and _small_sha256(str(folder / MANIFEST)) != manifest:
        findings.append(f"{MANIFEST}: not the one that the register names")
    if listed is not None:
        findings += [f"{name}: is not in the manifest" for name in sorted(set(_payload(folder)) - listed)]
    tags = {"bagit.txt", "bag-info.txt", MANIFEST, SIGNATURE, TAG_MANIFEST}
    findings += [f"{name}: does not belong to the bag" for name in sorted(set(os.listdir(folder)) - {"data", *tags})]
    return findings


def sha256_of(file: Path) -> str:
    """The file's SHA-256, without reading it whole. Raises OSError."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _check_files(folder: str, lines: list[tuple[str, str]], parallel: bool) -> list[str]:
    def check(line: tuple[str, str]) -> str:
        return _check_file(folder, *line)

    if not parallel:
        return [found for found in map(check, lines) if found]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # hashing leaves the interpreter free
        return [found for found in pool.map(check, lines) if found]


def _check_file(folder: str, digest: str, name: str) -> str:
    """In system calls and not in Path: an archive has millions of files, most of them small."""
    file = f"{folder}/{name}"
    try:
        status = os.lstat(file)
    except OSError:
        return f"{name}: is missing"
    if not stat.S_ISREG(status.st_mode):
        return f"{name}: is missing"
    try:
        found = _small_sha256(file) if status.st_size <= SMALL else sha256_of(Path(file))
    except OSError as error:
        return f"{name}: cannot be read ({error.strerror})"
    return "" if found == digest else f"{name}: is not what was written"


def _small_sha256(file: str) -> str:
    """Of a file that is read whole: without the buffers of a reader that goes on."""
    with open(file, "rb", buffering=0) as content:
        return hashlib.sha256(content.read()).hexdigest()


def _manifest(files: list[Path], folder: Path) -> str:
    return "".join(f"{sha256_of(file)}  {_name(file, folder)}\n" for file in files)


def _lines(folder: Path, manifest: str) -> list[tuple[str, str]]:
    """(SHA-256, path) of each line, as `sha256sum -c` reads it; the path escaped as RFC 8493, 2.1.3 asks."""
    found = []
    for number, line in enumerate((folder / manifest).read_text(encoding="utf-8").splitlines(), 1):
        if not (match := LINE.match(line)) or ".." in match[2].split("/") or match[2].startswith("/"):
            raise ValueError(f"line {number} is not a hash and a path")
        found.append((match[1], match[2]))
    return found


def _payload(folder: Path) -> Iterator[str]:
    """The path of each file in data/, as a manifest names it. Raises ValueError for a name that none can hold."""
    root = len(str(folder)) + 1
    for parent, _, names in os.walk(folder / "data", onerror=_raised):
        inner = parent[root:].replace(os.sep, "/")
        yield from (_speakable(f"{inner}/{name}") for name in names)


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder, onerror=_raised):
        yield from (Path(parent, name) for name in names)


def _raised(error: OSError) -> None:
    """os.walk passes over a folder that it cannot read; a manifest made then would lack what is in it."""
    raise error


def _name(file: Path, folder: Path) -> str:
    return _speakable(file.relative_to(folder).as_posix())


def _speakable(name: str) -> str:
    """The name. Raises ValueError for one that a manifest would have to escape."""
    if any(mark in name for mark in "\n\r%\\"):
        raise ValueError(
            f"{name!r}: a file in a bag may not have a line end, a per cent sign or a backslash in its name"
        )
    return name
