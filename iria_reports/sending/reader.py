"""A reader, and the keyed hash that stands for one wherever something is kept for good."""

import hashlib
import hmac
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

import idna
from pydantic import Field

from iria_reports.report import Frozen

ReaderId = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
KEY_BYTES = 32  # as long as SHA-256's output: RFC 2104, section 3


class Reader(Frozen):
    """Somebody who is sent reports.

    address   in its normal form
    office    where they work and as what, as they would write it
    language  the language they read, such as ru; "" for whatever the report is in
    client    the slug of a file in reports/clients/, or ""
    """

    address: str
    name: str = ""
    office: str = ""
    language: str = ""
    client: str = ""


@dataclass(frozen=True)
class ReaderKey:
    """What turns an address into a hash that only this house can make again."""

    secret: bytes

    @property
    def fingerprint(self) -> str:
        """What tells this key from another, and nothing of it. With a capital letter in it, it is no reader's hash."""
        return hmac.new(self.secret, b"The fingerprint of the key", hashlib.sha256).hexdigest()[:32]

    def id_of(self, address: str) -> str:
        """The reader who has this address: 128 bits of HMAC-SHA256 (RFC 2104) over its normal form, as hex."""
        return hmac.new(self.secret, normal(address).encode(), hashlib.sha256).hexdigest()[:32]


def normal(address: str) -> str:
    """One spelling of an address: NFC, without blanks around it, in small letters, its domain in IDNA (RFC 5891).

    RFC 5321 (2.4) lets a server tell Jane@ from jane@; none in use does, and two copies to one reader are worse.
    """
    spelt = unicodedata.normalize("NFC", address).strip()
    local, at, domain = spelt.rpartition("@")
    if at and not domain.isascii():
        with suppress(idna.IDNAError):  # then it is no domain, and stays what it is
            domain = idna.encode(domain, uts46=True).decode("ascii")
    return f"{local}{at}{domain}".casefold()
