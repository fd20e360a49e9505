"""A key goes in; a Seal that signs with it comes out: PDFs invisibly (PAdES), other bytes beside them (CMS)."""

import asyncio
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from asn1crypto import cms, keys, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from iria_reports.errors import Refused
from iria_reports.signing.checking import check_detached
from iria_reports.signing.key_file import Certificate, Key
from iria_reports.signing.place import emptied, filled

FIELD = "Signature"
DIGEST = "sha256"
NO_HASH = bytes(32)
TRIAL = b"a trial"  # signed when a token is opened, and nowhere kept
PATIENCE = 20  # seconds for one answer of a time-stamp service


class Service(HTTPTimeStamper):
    """A time-stamp service (RFC 3161) whose failing is told in our words."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The time stamp. Raises Refused, whatever it was that failed."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (OSError, ValueError) as error:
            why = str(error.__cause__ or error)
            message = f"the time-stamp service {self.url} gave no time stamp" + (f" ({why})" if why else "")
            advice = "nothing was issued: try again later, or take `time-stamp:` out of desk.yml"
            raise Refused(message, advice=advice) from error


@dataclass(frozen=True)
class KeySeal:
    """The Seal of seal.py, and a time-stamp service where the house names one.

    held    the key's certificate
    signer  makes what signs with the key, which is in memory or on a token
    """

    held: Certificate
    signer: Callable[[], Signer]
    into_pdf: bool
    service: Service | None = None

    @property
    def name(self) -> str:
        return self.held.name

    @property
    def fingerprint(self) -> str:
        return self.held.fingerprint

    @property
    def certificate(self) -> bytes:
        return self.held.pem

    def sign_file(self, file: Path) -> None:
        """PAdES B-B, or B-T with a service; certified, notes of a reader permitted (ISO 32000-1, 12.8.2.2, P 3)."""
        signed = self._pdf_signer().sign_pdf(IncrementalPdfFileWriter(io.BytesIO(file.read_bytes())))
        file.write_bytes(signed.getbuffer())

    def with_place(self, content: bytes) -> bytes:
        """As seal.py has it."""
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        ready = io.BytesIO()
        asyncio.run(self._pdf_signer().async_digest_doc_for_signing(writer, output=ready))
        return emptied(ready.getvalue())

    def fill(self, content: bytes) -> bytes:
        """As seal.py has it: signed as `sign_file` signs."""
        return filled(content, self._pades)

    def _pades(self, digest: bytes) -> bytes:
        said = cms.CMSAttributes.load(self._said)
        next(one for one in said if one["type"].native == "message_digest")["values"] = [digest]
        signing = self.signer().async_sign_prescribed_attributes(DIGEST, said, timestamper=self.service)
        return bytes(asyncio.run(signing).dump())

    @cached_property
    def _said(self) -> bytes:
        """What PAdES signs beside the file's hash: alike for every file, and to build it takes longer than to sign."""
        return bytes(asyncio.run(self.signer().signed_attrs(NO_HASH, DIGEST, use_pades=True)).dump())

    def _pdf_signer(self) -> PdfSigner:
        about = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.ANNOTATE,
            name=self.name,
        )
        return PdfSigner(about, signer=self.signer(), timestamper=self.service)

    def signature_of(self, content: bytes, *, stamped: bool = True) -> bytes:
        """As seal.py has it."""
        service = self.service if stamped else None
        signer = self.signer()
        signed = asyncio.run(signer.async_sign_general_data(content, DIGEST, detached=True, timestamper=service))
        return bytes(signed.dump())

    def check(self, content: bytes, signature: bytes, certificates: Iterable[bytes]) -> str:
        """As seal.py has it; this one's own certificate is known too."""
        return check_detached(content, signature, (self.certificate, *certificates))


def seal(key: Key, *, into_pdf: bool, time_stamp: str = "") -> KeySeal:
    """The seal that signs with `key`; `time_stamp` is the URL of a service for time stamps, or ""."""
    return KeySeal(key.certificate, lambda: _in_memory(key), into_pdf, _service(time_stamp))


def seal_by(signer: Signer, certificate: Certificate, *, into_pdf: bool, time_stamp: str = "") -> KeySeal:
    """The seal with a key that is elsewhere, such as on a token. Raises Refused where the certificate is another's."""
    sealed = KeySeal(certificate, lambda: signer, into_pdf, _service(time_stamp))
    try:
        sealed.check(TRIAL, sealed.signature_of(TRIAL, stamped=False), ())
    except ValueError as error:
        message = f"the certificate of {certificate.name} beside the key is not that key's"
        raise Refused(message, advice="put the right one there, with the key's ID or label") from error
    return sealed


def _service(url: str) -> Service | None:
    return Service(url, timeout=PATIENCE) if url else None


def _in_memory(key: Key) -> Signer:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(_certificate(one) for one in key.others)
    return SimpleSigner(
        signing_cert=_certificate(key.certificate.pem),
        signing_key=keys.PrivateKeyInfo.load(key.private),
        cert_registry=store,
    )


def _certificate(text: bytes) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(text)[2])
