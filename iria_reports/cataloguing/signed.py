"""A line of the register and the archive go in; what is wrong with the signatures of its bag comes out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from iria_reports.errors import ArchiveDamaged
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import MANIFEST, SIGNATURE
from iria_reports.issuing.entries import Added, Issued
from iria_reports.issuing.head import check_signature, read_head
from iria_reports.issuing.register import Record, Register
from iria_reports.issuing.sealed import seal_in
from iria_reports.signing.ready import signing_checks


def wrong_signatures(archive: Archive, line: Issued | Added) -> Iterator[str]:
    """What is wrong with the signatures that the line names, by the certificate that it names; none where unsigned.

    Says nothing where pyHanko is not installed: `unchecked` does. Raises OSError.
    """
    checks = signing_checks()
    if isinstance(line, Added) or line.signature == "none" or checks is None:
        return
    bag, file = archive.bag(line.bag), archive.keys / f"{line.certificate}.pem"
    try:
        certificate = file.read_bytes()
        if checks.read_certificate(certificate).fingerprint != line.certificate:
            raise ValueError
    except (OSError, ValueError):
        yield f"signed with certificate {line.certificate[:12]}, which is not in {archive.keys.name}/"
        return
    if line.signature == "detached":
        try:
            checks.check_detached((bag / MANIFEST).read_bytes(), (bag / SIGNATURE).read_bytes(), (certificate,))
        except FileNotFoundError:
            yield f"{SIGNATURE}: is missing"
        except ValueError as error:
            yield f"{SIGNATURE}: {error}"
        return
    for one in line.renditions:
        yield from (f"data/{one.file}: {what}" for what in _in_pdf(bag / "data" / one.file, certificate))


def _in_pdf(file: Path, certificate: bytes) -> Iterator[str]:
    content = file.read_bytes()
    seal = seal_in(content, (certificate,))
    if seal is None:
        yield "it is not signed"
    elif seal.state != "holds" or seal.end != len(content):
        yield from seal.words(len(content))


def wrong_head(archive: Archive, register: Register) -> Iterator[str]:
    """What is wrong with the signature of `register.head`. Raises OSError."""
    if checks := signing_checks():
        try:
            check_signature(read_head(archive.head), register, checks.check_detached, archive.certificates())
        except ArchiveDamaged as error:
            yield str(error)


def unchecked(lines: Iterable[Record]) -> Iterator[str]:
    """That signatures were not checked, where that is so."""
    count = sum(isinstance(one, Issued) and one.signature != "none" for one in lines)
    if count and signing_checks() is None:
        yield f"signatures of {count} lines were not checked: pyHanko is not installed (`iria-report doctor`)"
