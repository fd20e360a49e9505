"""An archive goes in; everything in it that is not as it was written comes out, a finding each."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from iria_reports.cataloguing.signed import unchecked, wrong_head, wrong_signatures
from iria_reports.desk import leads_out
from iria_reports.errors import ArchiveDamaged
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import check_files
from iria_reports.issuing.entries import ENTRY, Added, Issued, Void
from iria_reports.issuing.head import check_head, read_head
from iria_reports.issuing.register import Record, Register, read_register

PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
OWN = {"register.jsonl", "register.head", "register.head.new", ".lock", "aside", ".staging", "keys"}


@dataclass(frozen=True)
class Finding:
    """One thing found. `level`: wrong, or a note on what an interrupted run left and the next one heals."""

    level: Literal["wrong", "note"]
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}{' (note)' if self.level == 'note' else ''}"


@dataclass(frozen=True)
class Looked:
    """One bag that was looked at: what is wrong with it, how many files its manifest has and how long they are."""

    findings: tuple[str, ...]
    files: int = 0
    octets: int = 0


@dataclass(frozen=True)
class Walked:
    """What was looked at, and all that was found."""

    findings: tuple[Finding, ...]
    lines: int
    bags: int
    files: int
    octets: int

    @property
    def holds(self) -> bool:
        return not any(one.level == "wrong" for one in self.findings)


def walk(archive: Archive, tell: Callable[[str], None] = lambda stage: None) -> Walked:
    """Check the chain, the head, every bag against its line, and that nothing stands there without a line.

    Raises OSError where the archive's own folder cannot be read.
    """
    entries, findings = _register(archive)
    kept = [one for one in entries if isinstance(one, Issued | Added)]
    files = octets = 0
    for done, one in enumerate(kept, 1):  # in turn: threads wait for each other longer than for small files
        tell(f"bag {done} of {len(kept)}")
        bag = _bag(archive, one)
        findings += [Finding("wrong", one.bag, what) for what in bag.findings]
        files, octets = files + bag.files, octets + bag.octets
    findings += _orphans(archive, {one.bag for one in kept})
    findings += _aside(archive, entries)
    findings += [Finding("note", archive.keys.name, what) for what in unchecked(entries)]
    return Walked(tuple(findings), len(entries), len(kept), files, octets)


def _register(archive: Archive) -> tuple[list[Record], list[Finding]]:
    """The lines that can be read, and what is wrong with the register and its head."""
    findings = []
    try:
        register = read_register(archive.register)
    except ArchiveDamaged as error:
        findings.append(Finding("wrong", archive.register.name, str(error).removeprefix(f"{archive.register.name}, ")))
        return list(_readable(archive)), findings
    if register.torn:
        what = f"{len(register.torn)} bytes after its last line, left by a run that was interrupted; no entry"
        findings.append(Finding("note", archive.register.name, what))
    try:
        head = read_head(archive.head)
        check_head(head, register)
        if head is None and register.entries:
            findings.append(Finding("wrong", archive.head.name, "is missing: lost last lines would go unseen"))
        findings += [Finding("wrong", archive.head.name, what) for what in wrong_head(archive, register)]
    except ArchiveDamaged as error:
        findings.append(Finding("wrong", archive.head.name, str(error)))
    return list(register.entries), findings + list(_twice(register))


def _twice(register: Register) -> Iterator[Finding]:
    """A bag that two lines name."""
    seen: dict[str, int] = {}
    for one in register.entries:
        if isinstance(one, Issued | Added):
            if one.bag in seen:
                yield Finding("wrong", f"register.jsonl, line {one.seq}", f"names the bag of line {seen[one.bag]}")
            seen[one.bag] = one.seq


def _readable(archive: Archive) -> Iterator[Record]:
    """Of a register whose chain is broken, the lines that are entries all the same: their bags are still checked."""
    try:
        lines = archive.register.read_bytes().split(b"\n")
    except OSError:
        return
    for line in lines:
        try:
            yield ENTRY.validate_json(line)
        except ValidationError:
            continue


def _bag(archive: Archive, line: Issued | Added) -> Looked:
    """One line's bag, and what is wrong with it."""
    if _outside(archive, line.bag):
        return Looked(("lies outside the archive",))
    try:
        bag = check_files(str(archive.bag(line.bag)), line.manifest)
        signatures = tuple(wrong_signatures(archive, line)) if bag.hashes else ()
    except (OSError, ValueError) as error:
        return Looked((f"cannot be read ({error})",))
    renditions = _renditions(bag.hashes, line) if bag.hashes else ()
    return Looked((*bag.findings, *renditions, *signatures), len(bag.hashes), bag.octets)


def _outside(archive: Archive, name: str) -> bool:
    """Whether a line's bag lies outside. The disk is asked where a link leads, and nothing else: that is slow."""
    parts = name.split("/")
    plain = all(PART.fullmatch(part) for part in parts)
    folders = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    if plain and not any(os.path.islink(f"{archive.root}/{folder}") for folder in folders):
        return False
    return leads_out(archive.root, name)


def _renditions(hashes: Mapping[str, str], line: Issued | Added) -> Iterator[str]:
    """Files that the line names and the manifest does not have, or has with another hash."""
    for one in line.renditions:
        if hashes.get(f"data/{one.file}") != one.sha256:
            yield f"data/{one.file}: the manifest has not the hash that the register has"


def _orphans(archive: Archive, named: Iterable[str]) -> Iterator[Finding]:
    """What stands in the archive and no line names."""
    known = set(named)
    making = archive.intent.is_file()
    for folder in sorted(archive.root.iterdir()) if archive.root.is_dir() else []:
        if folder.name in OWN:
            continue
        if not folder.is_dir():
            yield Finding("note", folder.name, "does not belong to the archive")
            continue
        for version in sorted(folder.iterdir()):
            name = f"{folder.name}/{version.name}"
            if name in known:
                continue
            if making and name in archive.intent.read_text(encoding="utf-8", errors="replace"):
                yield Finding("note", name, "is being issued now, or an interrupted run left it; the next one heals it")
            else:
                yield Finding("wrong", name, "no line of the register names it")


def _aside(archive: Archive, entries: Iterable[Record]) -> Iterator[Finding]:
    """What interrupted runs left: in the staging folder, and aside with or without the line that explains it."""
    if archive.staging.is_dir() and any(archive.staging.iterdir()):
        what = "something is being issued now, or an interrupted run left it; the next one heals it"
        yield Finding("note", archive.staging.name, what)
    told = {one.aside for one in entries if isinstance(one, Void)}
    there = {f"{archive.aside.name}/{one.name}" for one in archive.aside.iterdir()} if archive.aside.is_dir() else set()
    for name in sorted(there):
        if name in told:
            yield Finding("note", name, "what was never published; the register says why")
        elif name.startswith(f"{archive.aside.name}/register-after-line-"):
            yield Finding("note", name, "the end of a line that an interrupted run had begun")
        else:
            yield Finding("wrong", name, "no line of the register explains it")
    yield from (Finding("wrong", name, "is missing; a line of the register names it") for name in sorted(told - there))
