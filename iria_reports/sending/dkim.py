"""A message goes in; the same under the house's DKIM signature (RFC 6376) comes out. The only door to dkimpy."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from pathlib import Path

import dkim
from dkim.crypto import UnparsableKeyError, parse_pem_private_key

from iria_reports.errors import Refused

LEAST_BITS = 1024  # RFC 8301, 3.2
# Listed once more than they occur, so that nobody on the way can add another (RFC 6376, 8.15).
SEALED = ("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")
# RFC 8058, 4: one click is believed only where the signature covers both headers of it.
COVERED = ("In-Reply-To", "References", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted")
RELAXED = (b"relaxed", b"relaxed")


@dataclass(frozen=True)
class DkimKey:
    """A domain's private key (PEM, RSA), and the selector under which its DNS has the public one."""

    domain: str
    selector: str
    pem: bytes = field(repr=False)


def read_dkim_key(file: Path, domain: str, selector: str) -> DkimKey:
    """The key in `file`, read once for a whole sending. Raises Refused: not there, or no RSA key, or a short one."""
    advice = "correct `mail: dkim: key:` in desk.yml"
    try:
        pem = file.read_bytes()
        bits = parse_pem_private_key(pem)["modulus"].bit_length()
    except OSError as error:
        raise Refused(f"the DKIM key {file} cannot be read ({error.strerror})", advice=advice) from error
    except (UnparsableKeyError, ValueError, KeyError, IndexError) as error:
        raise Refused(f"{file} holds no RSA private key in PEM", advice=advice) from error
    if bits < LEAST_BITS:
        raise Refused(f"the DKIM key {file} has {bits} bits, and no server takes less than {LEAST_BITS}")
    return DkimKey(domain, selector, pem)


def signed(message: bytes, key: DkimKey) -> bytes:
    """The message with its signature above it; that bears the second in which it was made, by this machine's clock."""
    there = {name.casefold() for name in BytesHeaderParser().parsebytes(message)}
    names = [*SEALED, *_present(SEALED, there), *_present(COVERED, there)]
    signature: bytes = dkim.sign(
        message,
        key.selector.encode("ascii"),
        key.domain.encode("idna"),
        key.pem,
        canonicalize=RELAXED,
        include_headers=[name.encode() for name in names],
    )
    return signature + message


def _present(names: Iterable[str], there: set[str]) -> list[str]:
    return [name for name in names if name.casefold() in there]
