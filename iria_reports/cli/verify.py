"""`iria-report verify`: PDFs from anywhere go in; whether each is ours, which issue, and unchanged comes out."""

import json
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iria_reports.desk import find_desk
from iria_reports.errors import ArchiveDamaged, DeskNotFound, InputFaults, Refused

if TYPE_CHECKING:
    from iria_reports.issuing.archive import Archive
    from iria_reports.sending.recognising import Sent


@click.command("verify", epilog="Example:  iria-report verify Downloads/report.pdf --archive /srv/issued")
@click.argument("files", metavar="FILE.pdf...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--archive",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The archive to compare with; the desk's own inside a desk, and else none.",
)
@click.option(
    "--certificate",
    "given",
    metavar="FILE.pem",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A certificate of ours, to prove a signed PDF without an archive; the archive's keys/ hold more.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, format 1.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
def verify_verb(
    files: tuple[Path, ...], archive: Path | None, given: tuple[Path, ...], as_json: bool, debug: bool
) -> int:
    """Tell whether a PDF is ours, which issue it is, whether it still holds, and what was changed.

    Exit code 0: ours, unchanged and current; 19 to 29 as docs/archive.md lists them; of several files the highest.
    """
    from iria_reports.issuing.known import Known
    from iria_reports.issuing.verdict import VERIFY_FORMAT, worst
    from iria_reports.printing.reading.reading import Reading
    from iria_reports.verify import verify

    own = tuple(_certificate(file) for file in given)
    kept = _archive(archive)
    known = Known.of(kept) if kept and kept.register.is_file() else None
    certificates = (*own, *(kept.certificates() if kept else ()))
    sent = _sent()
    with Reading() as reading:
        look = lru_cache(maxsize=4)(reading.portrait)  # the issue behind a file is looked at more than once
        answers = [verify(file, known, look, certificates, sent) for file in files]
    if as_json:
        told = {
            "format": VERIFY_FORMAT,
            "archive": str(known.root) if known else None,
            "code": worst(answers),
            "files": [answer.as_json() for answer in answers],
        }
        click.echo(json.dumps(told, indent=2))  # in ASCII: no terminal obeys what a file has in its name
    else:
        for answer in answers:
            for line in answer.lines():
                click.echo(line)
    return worst(answers)


def _sent() -> "Sent | None":
    """The copies that the ledger of the desk we are in has; None where there is no ledger."""
    from iria_reports.sending.folder import ReadersFolder
    from iria_reports.sending.ledger import read_ledger
    from iria_reports.sending.readers import address_book
    from iria_reports.sending.recognising import Sent
    from iria_reports.writing.settings import load_settings

    try:
        desk = find_desk(Path.cwd())
    except DeskNotFound:
        return None
    settings, _ = load_settings(desk)
    folder = ReadersFolder(desk.root / settings.mail.readers)
    if not folder.ledger.is_file():
        return None
    names: dict[str, str] | None = None
    with suppress(
        Refused, InputFaults, ArchiveDamaged
    ):  # whose it was is told where it is known; which copy it is does not rest on it
        names = {reader: one.name or one.address for reader, one in address_book(folder).readers.items()}
    return Sent.of(read_ledger(folder).rows, names)


def _archive(named: Path | None) -> "Archive | None":
    """The archive named, or the desk's own, which may have no register yet; None where there is no desk."""
    from iria_reports.issuing.archive import Archive
    from iria_reports.writing.settings import load_settings

    if named is None:
        try:
            desk = find_desk(Path.cwd())
        except DeskNotFound:
            return None
        settings, _ = load_settings(desk)
        return Archive(desk.root / settings.archive)
    kept = Archive(named)
    if not kept.register.is_file():
        message = f"{named} is no archive: it has no {kept.register.name}"
        raise Refused(
            message, advice="name the folder that holds it; `archive:` in desk.yml says where a desk keeps it"
        )
    return kept


def _certificate(file: Path) -> bytes:
    """The certificate in a PEM file. Raises MachineNotReady, and Refused for another file."""
    from iria_reports.signing.ready import certificate_in, require_signing

    require_signing()
    try:
        return certificate_in(file.read_bytes())
    except ValueError:
        advice = "name a .pem file of the archive's keys/, whose fingerprint the house publishes"
        raise Refused(f"{file} is no certificate in PEM", advice=advice) from None
