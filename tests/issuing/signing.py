"""A small desk that signs, its key, and a time-stamp service on loopback, for tests of signatures."""

import asyncio
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from desk import SMALL, clock, small_desk
from pyhanko.sign.timestamps import DummyTimeStamper

from iria_reports.desk import Desk
from iria_reports.issuing.archive import Archive
from iria_reports.keys import House, new, opened
from iria_reports.signing.key_file import Certificate
from iria_reports.signing.sealing import KeySeal

PASSWORD = "correct horse battery"
NAME = "International Relations Insights & Analysis"


def known(house: House) -> str:
    """The password, by one who knows it."""
    return PASSWORD


def signing_desk(root: Path, *more: str) -> Desk:
    """The small desk, whose desk.yml names a key outside it."""
    desk = small_desk(root)
    lines = "".join(f"  {line}\n" for line in ("key: ../keys/house.p12", *more))
    desk.settings.write_text(f"{SMALL['desk.yml']}signing:\n{lines}")
    return desk


def with_key(desk: Desk, archive: Archive) -> Certificate:
    return new(desk, archive, known, clock()())


def seal_of(desk: Desk) -> KeySeal:
    return opened(desk, known, clock()())


def house_seal(root: Path) -> KeySeal:
    """The seal of a house that signs into its PDFs, its desk and archive in `root`."""
    desk, archive = signing_desk(root / "desk", "pdf: true"), Archive(root / "issued")
    archive.root.mkdir()
    with_key(desk, archive)
    return seal_of(desk)


def pdfsig(file: Path) -> str:
    """What poppler says of the file's signature; certificates are not its matter here."""
    return subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout


def openssl_verifies(bag: Path, certificate: Path) -> subprocess.CompletedProcess[str]:
    """Whether openssl takes the signature beside the bag's manifest for one of the certificate's holder."""
    manifest = bag / "manifest-sha256.txt"
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", f"{manifest}.p7s", "-content", manifest]
    trust = ["-CAfile", certificate, "-purpose", "any", "-out", "/dev/null"]
    return subprocess.run([*command, *trust], capture_output=True, text=True, check=False)


def authority() -> DummyTimeStamper:
    """A time-stamp authority with a certificate of its own."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A clock")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        tsa_key=keys.PrivateKeyInfo.load(private),
    )


@contextmanager
def time_stamps(status: int = 200) -> Iterator[str]:
    """The URL of a time-stamp service; with another status it fails."""
    stamper = authority()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = asyncio.run(stamper.async_request_tsa_response(asked)).dump()
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
