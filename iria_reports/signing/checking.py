"""A signature and the certificates that we know go in; which of them made it comes out, or why none did.

A certificate is known by being in the archive: its end does not undo what was signed before, and nobody else is asked.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import cms, pem, x509
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from iria_reports.signing.key_file import read_certificate

# What the libraries raise at a signature that was changed: found by changing every byte of one.
WRONG = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError)
DAMAGED = (PdfError, SignatureValidationError, UnsupportedAlgorithm, *WRONG)


@dataclass(frozen=True)
class PdfSignature:
    """A PDF's signature that holds.

    fingerprint  SHA-256 of the certificate that made it
    whole        whether it covers the file to its end; else something was added after it, which is not judged here
    stamped      whether it carries a time stamp
    """

    fingerprint: str
    whole: bool
    stamped: bool


def name_of(fingerprint: str, certificates: Iterable[bytes]) -> str:
    """Whose certificate that is. Raises ValueError where it is none of them."""
    for one in certificates:
        certificate = read_certificate(one)
        if certificate.fingerprint == fingerprint:
            return certificate.name
    raise ValueError("its certificate is not in the archive")


def check_detached(content: bytes, signature: bytes, certificates: Iterable[bytes]) -> str:
    """The fingerprint of the one of the `certificates` (PEM) that made the CMS `signature` of `content`.

    Raises ValueError with why it is none of them.
    """
    try:
        signed = cms.ContentInfo.load(signature, strict=True)["content"]
        (info,) = signed["signer_infos"]
        algorithm = info["digest_algorithm"]["algorithm"].native
        return _made_by(info, certificates, hashlib.new(algorithm, content).digest())
    except ValueError as error:
        raise ValueError(str(error) or "it is no signature") from error
    except DAMAGED as error:
        raise ValueError("it is no signature") from error


def check_pdf(file: Path, certificates: Iterable[bytes]) -> PdfSignature:
    """The signature of a PDF that we signed. Raises ValueError with what is wrong; OSError."""
    with file.open("rb") as content:
        try:
            signatures = PdfFileReader(content, strict=False).embedded_regular_signatures
            if not signatures:
                raise ValueError("it is not signed")
            return _pdf_signature(signatures[0], certificates)
        except ValueError:
            raise
        except DAMAGED as error:
            raise ValueError(f"its signature cannot be read ({error})") from error


def _pdf_signature(signature: EmbeddedPdfSignature, certificates: Iterable[bytes]) -> PdfSignature:
    signature.compute_integrity_info(skip_diff=True)  # type: ignore[no-untyped-call]
    fingerprint = _made_by(signature.signer_info, certificates, signature.compute_digest())
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        raise ValueError("its signature leaves out a part of what was signed")
    whole = signature.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return PdfSignature(fingerprint, whole, stamped(signature.signer_info))


def _made_by(info: cms.SignerInfo, certificates: Iterable[bytes], digest: bytes) -> str:
    known = [x509.Certificate.load(pem.unarmor(one)[2]) for one in certificates]
    for certificate in known:
        if not names(info, certificate):
            continue
        intact, valid = validate_sig_integrity(info, certificate, "data", digest)
        if not intact:
            raise ValueError("it was changed after it was signed")
        if not valid:
            raise ValueError("its signature was not made with the key that it names")
        return str(certificate.sha256.hex())
    raise ValueError("it is signed with a certificate that is not in the archive")


def names(info: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    """Whether the signature says that it was made with the key of this certificate (RFC 5652, 5.3)."""
    sid = info["sid"]
    if sid.name == "issuer_and_serial_number":
        named = sid.chosen
        return bool(
            named["issuer"].dump() == certificate.issuer.dump()
            and named["serial_number"].native == certificate.serial_number
        )
    return bool(sid.chosen.native == certificate.key_identifier)


def stamped(info: cms.SignerInfo) -> bool:
    """Whether it carries a time stamp."""
    unsigned = info["unsigned_attrs"]
    return any(one["type"].native == "signature_time_stamp_token" for one in unsigned)
