"""Tokens that SoftHSM plays, with keys and certificates on them, for tests of signing by PKCS#11."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from desk import SMALL, clock, small_desk
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from signing import NAME

from iria_reports.desk import Desk

PLACES = ("/usr/lib/softhsm", "/usr/lib/x86_64-linux-gnu/softhsm", "/usr/lib/aarch64-linux-gnu/softhsm", "/usr/lib64")
MODULE = next((file for one in PLACES if (file := Path(one) / "libsofthsm2.so").is_file()), None)
LACKS = "" if MODULE and shutil.which("softhsm2-util") else "SoftHSM (softhsm2) is not installed"
PIN = "471108150"
PRIVATE = NoEncryption()

Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def settings_in(folder: Path) -> Path:
    """Settings of SoftHSM whose tokens lie in `folder`; SOFTHSM2_CONF names them."""
    (folder / "tokens").mkdir()
    file = folder / "softhsm2.conf"
    file.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    return file


def make_token(label: str) -> None:
    command = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "so-4711"]
    subprocess.run(command, check=True, capture_output=True)


def token(label: str) -> pkcs11.Token:
    found = pkcs11.lib(str(MODULE)).get_slots(token_present=True)
    return next(one.get_token() for one in found if one.get_token().label == label)


def certificate(key: Private, name: str = NAME, by: tuple[x509.Certificate, Private] | None = None) -> x509.Certificate:
    """A certificate of `key`, vouched for by itself or by another."""
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder(by[0].subject if by else own, own, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock()() - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=9))
        .sign(by[1] if by else key, hashes.SHA256())
    )


def put_key(session: pkcs11.Session, label: str, key: Private, **more: bool) -> None:
    """The private key, under an ID that is its label."""
    if isinstance(key, rsa.RSAPrivateKey):
        der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, PRIVATE)
        attributes = decode_rsa_private_key(der)
    else:
        der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, PRIVATE)
        attributes = decode_ec_private_key(der)
    told = {Attribute[name.upper()]: value for name, value in more.items()}
    about = {Attribute.TOKEN: True, Attribute.PRIVATE: True, Attribute.SENSITIVE: True, Attribute.SIGN: True}
    session.create_object({**attributes, **about, Attribute.LABEL: label, Attribute.ID: label.encode(), **told})


def put_certificate(session: pkcs11.Session, label: str, one: x509.Certificate, ident: bytes = b"") -> None:
    session.create_object(
        {
            Attribute.CLASS: ObjectClass.CERTIFICATE,
            Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
            Attribute.TOKEN: True,
            Attribute.PRIVATE: False,
            Attribute.LABEL: label,
            Attribute.ID: ident or label.encode(),
            Attribute.SUBJECT: one.subject.public_bytes(),
            Attribute.VALUE: one.public_bytes(Encoding.DER),
        }
    )


def elliptic() -> Private:
    return ec.generate_private_key(ec.SECP256R1())


def long_number() -> Private:
    return rsa.generate_private_key(65537, 2048)


def token_desk(root: Path, *more: str, key: str = "signing", label: str = "house", module: object = MODULE) -> Desk:
    """The small desk, whose desk.yml names a key on a token."""
    desk = small_desk(root)
    place = f"{{module: {module}, label: {label}, key: {key}}}"
    lines = "".join(f"  {line}\n" for line in (f"token: {place}", *more))
    desk.settings.write_text(f"{SMALL['desk.yml']}signing:\n{lines}")
    return desk
