"""A folder with data/ goes in; a BagIt bag (RFC 8493) comes out. A bag goes in; what is wrong with it comes out.

Written here in a page because the one library for it packs a folder in place, dates it by the clock and does not wait
for the disk; the tests let that library judge what this one writes.
"""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from iria_reports.disk import sync_file, sync_folder

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"  # RFC 8493, 2.1.1
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
SMALL = 1 << 20  # bytes; what is no larger is hashed in one piece
# A detached CMS signature of the manifest, as DER (RFC 5652; the name by RFC 8551, 3.2.1).
SIGNATURE = f"{MANIFEST}.p7s"
BELONGING = {"data", "bagit.txt", "bag-info.txt", MANIFEST, TAG_MANIFEST, SIGNATURE}
MISSING = "the bag is missing"
UNSPEAKABLE = frozenset("\n\r%\\")
# A link is not followed and a pipe not waited for, where the system knows of that; nothing is translated.
OPENING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
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


@dataclass(frozen=True)
class Checked:
    """A bag that was looked at.

    findings  what is wrong with it, a clause each
    hashes    SHA-256 of each file of data/ as the manifest has it, by its path; none where that cannot be read
    octets    how many bytes those of them have that are there
    """

    findings: tuple[str, ...]
    hashes: dict[str, str] = field(default_factory=dict)
    octets: int = 0


def check_bag(folder: Path, manifest: str = "") -> list[str]:
    """What is wrong with the bag, a finding each. `manifest` is what the register has as its manifest's SHA-256."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # hashing leaves the interpreter free
        return list(check_files(str(folder), manifest, pool.map).findings)


def check_files(folder: str, manifest: str = "", every: Callable[..., Iterable["Found"]] = map) -> Checked:
    """The bag in `folder` against its manifests and what the register has as its manifest's SHA-256.

    every  runs a check over many files, as `map` does: whoever checks many bags at once reads each file by file

    Raises OSError where a folder in it cannot be read, ValueError for a name that no manifest can hold.
    """
    try:
        there = set(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return Checked((MISSING,))
    findings: list[str] = []
    whole = {name: _whole(folder, name, findings) for name in (TAG_MANIFEST, MANIFEST)}
    tags, payload = (_lines(name, content, findings) for name, content in whole.items())
    digest = hashlib.sha256(whole[MANIFEST] or b"").hexdigest()
    for name, said in (tags or {}).items():
        found = _found(folder, name) if name != MANIFEST or whole[name] is None else Found(digest)
        findings += found.differs(name, said)
    octets = 0
    for (name, said), found in zip((payload or {}).items(), every(partial(_found, folder), payload or ()), strict=True):
        findings += found.differs(name, said)
        octets += found.octets
    if manifest and whole[MANIFEST] is not None and digest != manifest:
        findings.append(f"{MANIFEST}: not the one that the register names")
    if payload is not None:
        findings += [f"{name}: is not in the manifest" for name in sorted(set(_payload(folder)) - payload.keys())]
    findings += [f"{name}: does not belong to the bag" for name in sorted(there - BELONGING)]
    return Checked(tuple(findings), payload or {}, octets)


def sha256_of(file: Path) -> str:
    """The file's SHA-256, without reading it whole. Raises OSError."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@dataclass(frozen=True)
class Found:
    """A file as it is: its SHA-256 and length in bytes, or the `fault` that kept it from being read."""

    digest: str
    octets: int = 0
    fault: str = ""

    def differs(self, name: str, said: str) -> list[str]:
        """What is wrong with it where a manifest says that it has the SHA-256 `said`."""
        fault = self.fault or ("" if self.digest == said else "is not what was written")
        return [f"{name}: {fault}"] if fault else []


def _found(folder: str, name: str) -> Found:
    """In four system calls and not by a reader that goes on: an archive has millions of files, most of them small."""
    try:
        descriptor = os.open(f"{folder}/{name}", OPENING)
    except OSError as error:
        gone = error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # a link is not followed (open(2), ELOOP)
        return Found("", fault="is missing" if gone else f"cannot be read ({error.strerror})")
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Found("", fault="is missing")
        size = status.st_size
        if size <= SMALL and len(content := os.read(descriptor, size)) == size:
            return Found(hashlib.sha256(content).hexdigest(), size)
        with open(descriptor, "rb", closefd=False) as reader:
            reader.seek(0)
            return Found(hashlib.file_digest(reader, "sha256").hexdigest(), size)
    except OSError as error:
        return Found("", fault=f"cannot be read ({error.strerror})")
    finally:
        os.close(descriptor)


def _whole(folder: str, manifest: str, findings: list[str]) -> bytes | None:
    """A manifest's bytes; None where they cannot be read, which is a finding."""
    try:
        descriptor = os.open(f"{folder}/{manifest}", OPENING)
        with open(descriptor, "rb") as reader:
            return reader.read()
    except OSError as error:
        findings.append(f"{manifest}: cannot be read ({error})")
        return None


def _manifest(files: list[Path], folder: Path) -> str:
    return "".join(f"{sha256_of(file)}  {_name(file, folder)}\n" for file in files)


def _lines(manifest: str, content: bytes | None, findings: list[str]) -> dict[str, str] | None:
    """SHA-256 by path, as `sha256sum -c` reads it; the path escaped as RFC 8493, 2.1.3 asks. None: it is none."""
    if content is None:
        return None
    hashes: dict[str, str] = {}
    try:
        for number, line in enumerate(content.decode().removesuffix("\n").split("\n"), 1):
            match = LINE.match(line)
            if not match or match[2].startswith("/") or (".." in match[2] and ".." in match[2].split("/")):
                raise ValueError(f"line {number} is not a hash and a path")
            hashes[match[2]] = match[1]
    except ValueError as error:
        findings.append(f"{manifest}: cannot be read ({error})")
        return None
    return hashes


def _payload(folder: str, inner: str = "data") -> Iterator[str]:
    """The path of each file in data/, as a manifest names it. Raises OSError; ValueError for a name none can hold."""
    with os.scandir(f"{folder}/{inner}") as entries:
        for one in entries:
            name = f"{inner}/{one.name}"
            if one.is_dir(follow_symlinks=False):
                yield from _payload(folder, name)
            else:
                yield _speakable(name)


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
    if not UNSPEAKABLE.isdisjoint(name):
        raise ValueError(
            f"{name!r}: a file in a bag may not have a line end, a per cent sign or a backslash in its name"
        )
    return name
