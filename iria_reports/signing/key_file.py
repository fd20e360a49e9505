"""A password goes in; a PKCS#12 file (RFC 7292) with a key and its certificate comes out. The file goes in; they do."""

import os
import subprocess
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from iria_reports.errors import Refused

YEAR = timedelta(days=365)
USES = ("digital_signature", "content_commitment")  # RFC 5280, 4.2.1.3
OTHER_USES = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
LOST = "docs/signatures.md says what to do about a key that is lost"


@dataclass(frozen=True)
class Certificate:
    """What a certificate says of itself.

    pem          the certificate
    fingerprint  SHA-256 of it, in hexadecimal
    name         whose it is
    issuer       who vouches for that; the same name where nobody else does
    """

    pem: bytes = field(repr=False)
    fingerprint: str
    name: str
    issuer: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Key:
    """A private key (PKCS#8, DER), its certificate, and the certificates of those who vouch for it (PEM)."""

    private: bytes = field(repr=False)
    certificate: Certificate
    others: tuple[bytes, ...] = field(default=(), repr=False)


def make_key(name: str, organisation: str, password: str, now: datetime, years: int) -> bytes:
    """A new EC P-256 key and a certificate that it signs itself, as PKCS#12 under `password`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),  # RFC 5280, appendix A.1: at most 64
            x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
        ]
    )
    uses = {**dict.fromkeys(USES, True), **dict.fromkeys(OTHER_USES, False)}
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))  # other machines' clocks differ a little
        .not_valid_after(now + years * YEAR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**uses, encipher_only=False, decipher_only=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    encryption = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, encryption)


def open_key(file: Path, password: str) -> Key:
    """The key and certificate in the PKCS#12 `file`. Raises Refused: not there, wrong password, no such thing in it."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise lost(file) from None
    except OSError as error:
        raise Refused(f"the key file {file} cannot be read ({error.strerror})") from error
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(content, password.encode())
    except ValueError:  # its message says no more, and nothing of what it was given is told on
        advice = f"try again; {LOST}, and a password too"
        raise Refused(f"the password does not open {file}, or it is no PKCS#12 file", advice=advice) from None
    if key is None or certificate is None:
        raise Refused(f"{file} does not hold both a key and its certificate")
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Key(private, told(certificate), tuple(one.public_bytes(Encoding.PEM) for one in others))


def read_certificate(pem: bytes) -> Certificate:
    """What a PEM file says. Raises ValueError."""
    return told(x509.load_pem_x509_certificate(pem))


def told(certificate: x509.Certificate) -> Certificate:
    """The certificate as we tell of it."""
    return Certificate(
        pem=certificate.public_bytes(Encoding.PEM),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        name=_common_name(certificate.subject),
        issuer=_common_name(certificate.issuer),
        begins=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
    )


def write_key(file: Path, content: bytes) -> None:
    """Write a file that only its owner can read; what is there already stays. Raises Refused, OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise taken(file) from None
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def lost(file: Path) -> Refused:
    """What is said where there is no key."""
    advice = f"put it back from its copy, or make a new one with `iria-report keys new`; {LOST}"
    return Refused(f"the key file {file} is not there", advice=advice)


def taken(file: Path) -> Refused:
    """What is said where there is a key already."""
    advice = "for a new key in its place: `iria-report keys rotate`"
    return Refused(f"{file} is there already and is not overwritten", advice=advice)


def not_versioned(file: Path) -> None:
    """Raises Refused where git could take the file in: who has a copy of the repository would have the key."""
    above = next((one for one in file.absolute().parents if (one / ".git").exists()), None)
    if above is None:
        return
    try:
        ignored = subprocess.run(["git", "-C", above, "check-ignore", "-q", file.absolute()], capture_output=True)
    except OSError:
        ignored = None
    if ignored is None or ignored.returncode:
        advice = f"name a file outside {above} in desk.yml, under `signing: key:`, such as ~/keys/{file.name}"
        raise Refused(f"the key file {file} lies in a repository, where git would keep it", advice=advice)


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
