"""A PDF's bytes and the certificates at hand go in; what the signature that it carries proves comes out.

Only bytes are looked at: no program for PDFs opens a stranger's file here. What is proven is that the key made a
signature over these bytes; that they are shown as they were is another's matter, where more stands behind them.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from asn1crypto import cms, pem, x509
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from iria_reports.signing.checking import DAMAGED, names, stamped
from iria_reports.signing.key_file import Certificate, read_certificate

# /ByteRange [0 a b c]: signed are bytes 0 to a, and c from b on; between lies the signature (ISO 32000-1, 12.8.1).
RANGE = re.compile(rb"/ByteRange ?\[0 ([1-9]\d{0,9}) ([1-9]\d{0,9}) (\d{1,10})\]")
MOST = 20  # signatures; no file of ours has more than one
LARGEST = 1 << 20  # bytes of a gap
HEAD = 12  # hexadecimal digits in which a signature says how long it is, at most
DIGESTS = ("sha256", "sha384", "sha512")

State = Literal["holds", "gap", "changed", "broken", "unknown"]
STATES: tuple[State, ...] = ("holds", "gap", "changed", "broken", "unknown")


@dataclass(frozen=True)
class Carried:
    """A signature in a PDF.

    state        holds: made with the key of the certificate, and nothing up to `end` was changed since;
                 gap: so it is but for bytes of the signature's own place; changed: with the key, of other bytes;
                 broken: it names the certificate, whose key did not make it; unknown: it names none of those at hand
    name         whose certificate it names, or ""
    fingerprint  SHA-256 of that, or ""
    end          how many bytes of the file it is about, its own place among them
    odd          the bytes of its place that are not as a signer writes them, from 0: first, and end, not included
    unheld       parts of the signature itself that nothing holds here
    """

    state: State
    name: str = ""
    fingerprint: str = ""
    end: int = 0
    odd: tuple[int, int] | None = None
    unheld: tuple[str, ...] = ()


def carried(content: bytes, certificates: Sequence[bytes]) -> Carried | None:
    """The signature of the file that proves most by the `certificates` (PEM); None where it has none."""
    found = list(_all(content, certificates))
    return min(found, key=lambda one: STATES.index(one.state), default=None)


def _all(content: bytes, certificates: Sequence[bytes]) -> Iterator[Carried]:
    for match in islice(RANGE.finditer(content), MOST):
        first, second, length = map(int, match.groups())
        end = second + length
        signed = match.end() <= first or (second <= match.start() and match.end() <= end)
        # A range that it does not cover itself could be moved, and the signature with it.
        if not signed or first + HEAD > second or second > len(content) or second - first > LARGEST:
            continue
        yield _judged(content, (first, second, end), certificates)


def _judged(content: bytes, places: tuple[int, int, int], certificates: Sequence[bytes]) -> Carried:
    first, second, end = places
    gap = content[first:second]
    try:
        der = _in_gap(gap)
        signed = cms.ContentInfo.load(der, strict=True)["content"]
        (info,) = signed["signer_infos"]
        named = next((one for one in certificates if names(info, _loaded(one))), None)
        if named is None:
            return Carried("unknown", end=end)
        about = _told(named)
        made = hashlib.sha256
        if (algorithm := info["digest_algorithm"]["algorithm"].native) in DIGESTS:
            made = getattr(hashlib, algorithm)
        digest = made(content[:first] + content[second:end]).digest()
        state, unheld = _state(info, _loaded(named), digest), tuple(_unheld(signed, info))
        if state != "holds":
            return Carried(state, about.name, about.fingerprint, end)
        wanted = _as_written(signed, info, _loaded(named)).hex().upper().encode()
        odd = _odd(gap, b"<" + wanted.ljust(len(gap) - 2, b"0") + b">", first)
        return Carried("gap" if odd else "holds", about.name, about.fingerprint, end, odd, unheld)
    except DAMAGED:  # a stranger's bytes, read by asn1crypto
        return Carried("unknown", end=end)


def _in_gap(gap: bytes) -> bytes:
    """The signature without the padding behind it. Raises ValueError."""
    head = bytes.fromhex(gap[1 : 1 + HEAD].decode("ascii"))
    long = head[1] - 0x80 if head[1] > 0x80 else 0  # X.690, 8.1.3
    length = 2 + long + (int.from_bytes(head[2 : 2 + long], "big") if long else head[1])
    if head[0] != 0x30 or long > 4 or 2 * length > len(gap) - 2:
        raise ValueError("no signature stands in its place")
    return bytes.fromhex(gap[1 : 1 + 2 * length].decode("ascii"))


def _state(info: cms.SignerInfo, certificate: x509.Certificate, digest: bytes) -> State:
    try:
        intact, valid = validate_sig_integrity(info, certificate, "data", digest)
    except DAMAGED:
        return "broken"
    if not valid:
        return "broken"
    return "holds" if intact else "changed"


def _as_written(signed: cms.SignedData, info: cms.SignerInfo, certificate: x509.Certificate) -> bytes:
    """The signature as sealing.py has it made (RFC 5652, 5), from what the key holds and what nothing holds."""
    others = [one.chosen.dump() for one in signed["certificates"] if one.chosen.dump() != certificate.dump()]
    digest = cms.DigestAlgorithm({"algorithm": info["digest_algorithm"]["algorithm"].native}).dump()
    serial = certificate["tbs_certificate"]["serial_number"].dump()
    late = info["unsigned_attrs"]
    signer = _tlv(
        0x30,
        _tlv(0x02, b"\x01"),
        _tlv(0x30, certificate.issuer.dump(), serial),
        digest,
        _tlv(0xA0, info["signed_attrs"].contents),
        info["signature_algorithm"].dump(),
        _tlv(0x04, info["signature"].native),
        _tlv(0xA1, late.contents) if isinstance(late, cms.CMSAttributes) else b"",
    )
    content = _tlv(
        0x30,
        _tlv(0x02, b"\x01"),
        _tlv(0x31, digest),
        _tlv(0x30, cms.ContentType("data").dump()),
        _tlv(0xA0, *sorted([certificate.dump(), *others])),
        _tlv(0x31, signer),
    )
    return _tlv(0x30, cms.ContentType("signed_data").dump(), _tlv(0xA0, content))


def _tlv(tag: int, *parts: bytes) -> bytes:
    """DER: the shortest way to say how long it is (X.690, 10.1)."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _unheld(signed: cms.SignedData, info: cms.SignerInfo) -> Iterator[str]:
    """What a signature holds beside what the key made: others' words, which are judged by those who trust them."""
    if stamped(info):
        yield "its time stamp"
    if len(signed["certificates"]) > 1:
        yield "the certificates of those who vouch for it"


def _odd(found: bytes, wanted: bytes, start: int) -> tuple[int, int] | None:
    if found == wanted:
        return None
    if len(found) != len(wanted):
        return start, start + len(found)
    places = [at for at, (one, other) in enumerate(zip(found, wanted, strict=True)) if one != other]
    return start + places[0], start + places[-1] + 1


@lru_cache(maxsize=64)
def _loaded(text: bytes) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(text)[2])


@lru_cache(maxsize=64)
def _told(text: bytes) -> Certificate:
    return read_certificate(text)
