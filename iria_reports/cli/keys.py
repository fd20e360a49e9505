"""`iria-report keys`: the key that signs what is issued is made, told of, and replaced."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iria_reports.cli.chosen import counted
from iria_reports.cli.issuing import archive_of
from iria_reports.cli.outcome import say
from iria_reports.cli.signing import new_password_of, password_of
from iria_reports.desk import Desk, find_desk
from iria_reports.errors import MachineNotReady, Refused

if TYPE_CHECKING:
    from iria_reports.signing.key_file import Certificate


@click.group("keys", epilog="Example:  iria-report keys new")
def keys() -> None:
    """Make, show and replace the key that signs what is issued.

    desk.yml names its file, or the token that holds it, under `signing:`. A key on a token is made and replaced with
    the token's own tools. docs/signatures.md says what a signature proves, and to whom.
    """
    from iria_reports.signing.ready import require_signing

    require_signing()


@keys.command("new", epilog="Example:  iria-report keys new --years 3")
@click.option("--years", type=click.IntRange(1, 20), default=5, show_default=True, help="How long it is good for.")
def new_verb(years: int) -> int:
    """Make a key and a certificate that it signs itself, in the file that desk.yml names.

    Only its owner can read the file. A file that is there is never overwritten.
    """
    from iria_reports.keys import house_of, new

    desk = find_desk(Path.cwd())
    archive, clock = archive_of(desk)
    made = new(desk, archive, new_password_of, clock(), years)
    click.echo(f"{house_of(desk).file}: a new key")
    _tell(made)
    say("next: keep a copy of the file and its password in a safe place; publish the fingerprint where readers look")
    return 0


@keys.command("show", epilog="Example:  iria-report keys show")
def show_verb() -> int:
    """Print every certificate the archive keeps: its fingerprint, its days, and what was signed with it.

    Of a house that signs with a token, the certificate on the token comes first, as far as it shows it without a PIN.
    """
    from iria_reports.keys import kept

    desk = find_desk(Path.cwd())
    archive, clock = archive_of(desk)
    there = _tell_token(desk, clock())
    found = kept(archive)
    for one in found:
        _tell(one.certificate, clock())
        for issue in one.issues:
            how = "in each PDF" if issue.signature == "pdf" else "beside the files"
            click.echo(f"  signed: {issue.number}, version {issue.version}, {issue.issued}, {how}")
    say(f"{counted(len(found), 'certificate')} in {archive.keys}")
    if not found and not there:
        say("next: iria-report keys new")
    return 0


@keys.command("rotate", epilog="Example:  iria-report keys rotate")
@click.option("--forgotten", is_flag=True, help="The old key's password is not known any more.")
def rotate_verb(forgotten: bool) -> int:
    """Put a new key in the place of the old one, under the same password.

    What was signed before can be checked as before: the archive keeps the old certificate.
    """
    from iria_reports.keys import house_of, rotate

    desk = find_desk(Path.cwd())
    archive, clock = archive_of(desk)
    password = new_password_of if forgotten else password_of
    made, aside = rotate(desk, archive, password, clock(), forgotten=forgotten)
    click.echo(f"{house_of(desk).file}: a new key")
    _tell(made)
    click.echo(f"{aside}: the old one")
    say("next: publish the new fingerprint beside the old one; destroy the old file, nothing needs it")
    return 0


def _tell_token(desk: Desk, now: datetime) -> bool:
    """Whether the desk signs with a token; what it shows is told, or why it shows nothing."""
    from iria_reports.keys import on_token

    try:
        there = on_token(desk)
    except (Refused, MachineNotReady) as error:  # the archive's certificates are told all the same
        click.echo(f"{error}\n  next: {error.advice}")
        return True
    if there is None:
        return False
    token, certificates = there
    click.echo(f"on {token}:" if certificates else f"on {token}: no certificate that it shows without its PIN")
    for certificate in certificates:
        _tell(certificate, now)
    return True


def _tell(certificate: "Certificate", now: datetime | None = None) -> None:
    ended = ", ended" if now and now > certificate.ends else ""
    by = "" if certificate.issuer == certificate.name else f", vouched for by {certificate.issuer}"
    click.echo(f"{certificate.name}{by}: {certificate.begins:%Y-%m-%d} to {certificate.ends:%Y-%m-%d}{ended}")
    pairs = certificate.fingerprint.upper()
    click.echo(f"  SHA-256 {':'.join(pairs[at : at + 2] for at in range(0, len(pairs), 2))}")
