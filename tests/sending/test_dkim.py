"""DKIM: a receiving server finds the signature good, and bad as soon as anything it covers is another."""

import base64
from collections.abc import Callable
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from letters import ENVELOPE, PDF, TERMS, dress, report

from iria_reports.errors import MachineNotReady, Refused
from iria_reports.sending.dkim import DkimKey, read_dkim_key, signed
from iria_reports.sending.letter import report_letter
from iria_reports.sending.message import as_message
from iria_reports.sending.ready import dkim_signing

PEM, PKCS1, PKCS8 = (
    serialization.Encoding.PEM,
    serialization.PrivateFormat.TraditionalOpenSSL,
    serialization.PrivateFormat.PKCS8,
)
PLAIN = serialization.NoEncryption()


@pytest.fixture(scope="module")
def private() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def dns(private: rsa.RSAPrivateKey) -> Callable[..., bytes]:
    """What the domain's DNS answers."""
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def answer(name: bytes, timeout: int = 5) -> bytes:
        assert name == b"mail2022._domainkey.example.org."
        return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)

    return answer


@pytest.fixture(scope="module")
def message() -> bytes:
    about = report()
    return as_message(report_letter(about, PDF, TERMS, dress(about)), ENVELOPE)


def key_in(folder: Path, content: bytes) -> DkimKey:
    (folder / "dkim.pem").write_bytes(content)
    return read_dkim_key(folder / "dkim.pem", "example.org", "mail2022")


@pytest.mark.parametrize("form", [PKCS1, PKCS8])
def test_it_is_found_good(
    private: rsa.RSAPrivateKey,
    dns: Callable[..., bytes],
    message: bytes,
    tmp_path: Path,
    form: serialization.PrivateFormat,
) -> None:
    sent = signed(message, key_in(tmp_path, private.private_bytes(PEM, form, PLAIN)))
    assert sent.endswith(message)
    assert dkim.verify(sent, dnsfunc=dns)
    head = sent.partition(b"\r\nFrom: ")[0]
    assert b"c=relaxed/relaxed; d=example.org;" in head
    assert b"list-unsubscribe-post" in head
    assert dkim.verify(sent.replace(b"\r\nDate: ", b"\r\nDate:   "), dnsfunc=dns)  # relaxed: blanks do not count


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"One-Click", b"One-Clack"),
        (b"https://example.org/leave/0f", b"https://example.com/leave/0f"),
        (b"Jane Doe", b"Joe Doe"),
        (b"The port works again", b"The port is shut again"),
        (b"JVBERi0xLjc", b"JVBERi0xLjg"),
        (b"\r\nDate: ", b"\r\nSubject: Another\r\nDate: "),
        (b"From: ", b"Subject: Another\r\nFrom: "),
        (b"\r\nDate: ", b"\r\nCc: all@example.org\r\nFrom: x@example.org\r\nDate: "),
    ],
)
def test_it_is_found_bad_where_anything_is_changed_or_added(
    private: rsa.RSAPrivateKey, dns: Callable[..., bytes], message: bytes, tmp_path: Path, old: bytes, new: bytes
) -> None:
    sent = signed(message, key_in(tmp_path, private.private_bytes(PEM, PKCS8, PLAIN)))
    changed = sent.replace(old, new, 1)
    assert changed != sent
    assert not dkim.verify(changed, dnsfunc=dns)


def test_a_key_that_is_none_is_refused_and_none_is_shown(private: rsa.RSAPrivateKey, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_dkim_key(tmp_path / "none.pem", "example.org", "mail2022")
    for content in (b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", bytes(range(256))):
        with pytest.raises(Refused, match="holds no RSA private key in PEM"):
            key_in(tmp_path, content)
    elliptic = ec.generate_private_key(ec.SECP256R1()).private_bytes(PEM, PKCS8, PLAIN)
    with pytest.raises(Refused, match="holds no RSA private key in PEM"):
        key_in(tmp_path, elliptic)
    locked = private.private_bytes(PEM, PKCS8, serialization.BestAvailableEncryption(b"x"))
    with pytest.raises(Refused, match="holds no RSA private key in PEM"):
        key_in(tmp_path, locked)
    good = key_in(tmp_path, private.private_bytes(PEM, PKCS8, PLAIN))
    assert "PRIVATE" not in repr(good)


def test_a_key_that_no_server_believes_is_refused(
    private: rsa.RSAPrivateKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iria_reports.sending.dkim.LEAST_BITS", 2049)
    with pytest.raises(Refused, match="has 2048 bits"):
        key_in(tmp_path, private.private_bytes(PEM, PKCS8, PLAIN))


def test_where_the_library_is_missing_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dkim_signing().signed is signed
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MachineNotReady, match="needs dkimpy"):
        dkim_signing()
