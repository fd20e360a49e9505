"""THE MAP of `keys`: a desk's `signing:` and a password go in; a key is made, opened or replaced, and told of.

What signs is one PKCS#12 file outside the repository, or a key on a token, which is made and replaced there by the
token's own tools. Certificates are public: the archive keeps every one, so that
what was signed with an old key can be checked for good.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from iria_reports.desk import Desk
from iria_reports.disk import sync_folder
from iria_reports.errors import ArchiveDamaged, CannotWrite, InputFaults, Refused
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.entries import Issued
from iria_reports.issuing.register import read_register
from iria_reports.issuing.transaction import keep_certificate
from iria_reports.signing.key_file import (
    Certificate,
    lost,
    make_key,
    not_versioned,
    open_key,
    read_certificate,
    taken,
    write_key,
)
from iria_reports.signing.ready import require_tokens
from iria_reports.signing.sealing import KeySeal, seal, seal_by
from iria_reports.signing.token_place import TokenPlace
from iria_reports.writing.settings import load_settings
from iria_reports.writing.signing import SigningChoice

YEARS = 5


@dataclass(frozen=True)
class House:
    """Who signs: what desk.yml says under `signing:`, the name and organisation of a certificate.

    held  the key's file, or its place on a token
    """

    choice: SigningChoice
    name: str
    organisation: str
    held: Path | TokenPlace

    @property
    def file(self) -> Path:
        """The key's file. Raises Refused for a key on a token: it is neither made nor replaced here."""
        if isinstance(self.held, Path):
            return self.held
        advice = (
            "make a key and its certificate there with the tools of the token's maker, under a label of their own, and "
            "name that in desk.yml, as `signing: token: key:`; the archive keeps the old certificate in keys/"
        )
        raise Refused(f"the key is on {self.held}: no key is made or replaced there by this program", advice=advice)


@dataclass(frozen=True)
class Kept:
    """A certificate in the archive, and what was issued under it."""

    certificate: Certificate
    issues: tuple[Issued, ...]


def house_of(desk: Desk) -> House:
    """Who signs for the desk. Raises InputFaults; Refused where desk.yml names no key, or one in a repository."""
    settings, faults = load_settings(desk)
    if faults:
        raise InputFaults(faults)
    if settings.signing is None:
        advice = "add to desk.yml, under `signing:`, a line such as `key: ~/keys/house.p12`, or `token:`"
        raise Refused("desk.yml names no key", advice=advice)
    choice, name = settings.signing, settings.house.name
    return House(choice, choice.certificate or name, name, _held(desk, choice))


def _held(desk: Desk, choice: SigningChoice) -> Path | TokenPlace:
    """Where the key is. Raises Refused for a file in a repository, and for a module that came with the desk."""
    path = choice.token.module if choice.token else choice.key or ""
    file = Path(os.path.abspath(desk.root / Path(path).expanduser()))
    if choice.token is None:
        not_versioned(file)
        return file
    if file.is_relative_to(desk.root.absolute()) or file.resolve().is_relative_to(desk.root.resolve()):
        advice = "name the one that is installed on this machine: a module is a program, and a desk brings none"
        raise Refused(f"the PKCS#11 module {file} lies in the desk", advice=advice)
    return TokenPlace(file, choice.token.label, choice.token.key)


def house_there(desk: Desk) -> House:
    """Who signs, whose key or token is there: nobody is asked for the password of one that is not.

    Raises as `house_of`; Refused; MachineNotReady where there is a token, and not the library for it.
    """
    house = house_of(desk)
    if isinstance(house.held, TokenPlace):
        _tokens().find(house.held)
    elif not house.held.is_file():
        raise lost(house.held)
    return house


def opened(desk: Desk, password: Callable[[House], str], now: datetime) -> KeySeal:
    """The desk's key, ready to sign. Raises what `house_there` raises; Refused for a key that cannot be used."""
    house = house_there(desk)
    choice, secret = house.choice, password(house)
    if isinstance(house.held, TokenPlace):
        certificate, signer = _tokens().open_token(house.held, secret)
        sealed = seal_by(signer, certificate, into_pdf=choice.pdf, time_stamp=choice.time_stamp or "")
    else:
        sealed = seal(open_key(house.held, secret), into_pdf=choice.pdf, time_stamp=choice.time_stamp or "")
    if choice.certificate and choice.certificate != sealed.name:
        message = f"{house.held} is made out to {sealed.name}, and desk.yml names {choice.certificate}"
        raise Refused(message, advice="correct one of them")
    _good_at(sealed.held, now)
    return sealed


def on_token(desk: Desk) -> tuple[str, tuple[Certificate, ...]] | None:
    """The desk's token and what certificates it shows without its PIN; None for a key in a file.

    Raises what `house_there` raises.
    """
    settings, _ = load_settings(desk)
    if settings.signing is None or settings.signing.token is None:
        return None
    house = house_there(desk)
    return str(house.held), tuple(_tokens().certificates_on(house.held))


def _tokens() -> Any:
    """The module `signing.token`, loaded only now for it needs python-pkcs11. Raises MachineNotReady."""
    require_tokens()
    return import_module("iria_reports.signing.token")


def approver(file: Path, password: Callable[[Path], str], now: datetime) -> KeySeal:
    """The key of somebody who approves, ready to sign. Raises Refused for one that cannot be used."""
    not_versioned(file)
    if not file.is_file():
        raise lost(file)
    key = open_key(file, password(file))
    _good_at(key.certificate, now)
    return seal(key, into_pdf=False)


def _good_at(certificate: Certificate, now: datetime) -> None:
    """Raises Refused for one that has ended or has not begun."""
    if now > certificate.ends:
        advice = "make a new one with `iria-report keys rotate`, or ask whoever issued it"
        raise Refused(f"the certificate of {certificate.name} ended on {certificate.ends:%Y-%m-%d}", advice=advice)
    if now < certificate.begins:
        raise Refused(f"the certificate of {certificate.name} begins on {certificate.begins:%Y-%m-%d}")


def new(
    desk: Desk, archive: Archive, password: Callable[[House], str], now: datetime, years: int = YEARS
) -> Certificate:
    """Make the key that desk.yml names, and its certificate. Raises what `house_of` raises; Refused, CannotWrite."""
    house = house_of(desk)
    if house.file.exists():
        raise taken(house.file)
    secret = password(house)
    try:
        write_key(house.file, make_key(house.name, house.organisation, secret, now, years))
        certificate = open_key(house.file, secret).certificate
        keep_certificate(archive, certificate.fingerprint, certificate.pem)
    except OSError as error:
        raise _unwritable(error) from error
    return certificate


def rotate(
    desk: Desk, archive: Archive, password: Callable[[House], str], now: datetime, *, forgotten: bool = False
) -> tuple[Certificate, Path]:
    """Put a new key in the place of the old one; returns its certificate and where the old file lies now.

    forgotten  the password is for the new file only, and the old one is not opened

    Raises what `house_of` raises; Refused, CannotWrite.
    """
    house = house_of(desk)
    if not house.file.is_file():
        raise lost(house.file)
    secret = password(house)
    old = None if forgotten else open_key(house.file, secret).certificate
    fresh = house.file.with_name(f"{house.file.name}.new")
    try:
        fresh.unlink(missing_ok=True)  # left by a run that was cut off, and never used
        write_key(fresh, make_key(house.name, house.organisation, secret, now, YEARS))
        certificate = open_key(fresh, secret).certificate
        for one in (old, certificate):
            if one:
                keep_certificate(archive, one.fingerprint, one.pem)
        aside = house.file.with_name(f"{house.file.stem}-until-{now:%Y%m%d}-{(old or certificate).fingerprint[:8]}.p12")
        os.link(house.file, aside)  # first a second name for the old one: there is a key at every moment
        fresh.replace(house.file)
        sync_folder(house.file.parent)
    except OSError as error:
        raise _unwritable(error) from error
    return certificate, aside


def kept(archive: Archive) -> tuple[Kept, ...]:
    """Every certificate in the archive, the oldest first. Raises ArchiveDamaged, OSError."""
    issues = read_register(archive.register).issues
    found = []
    for pem in archive.certificates():
        try:
            certificate = read_certificate(pem)
        except ValueError as error:
            message = f"a file in {archive.keys} is no certificate"
            raise ArchiveDamaged(message, advice="put it back from a copy of the archive") from error
        signed = tuple(one for one in issues if one.certificate == certificate.fingerprint)
        found.append(Kept(certificate, signed))
    return tuple(sorted(found, key=lambda one: one.certificate.begins))


def _unwritable(error: OSError) -> CannotWrite:
    return CannotWrite(f"{error.filename} cannot be written ({error.strerror})", advice="see who may write there")
