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
        """What tells this key from another, and nothing of it."""
        return self._hash("The fingerprint of the key")

    def id_of(self, address: str) -> str:
        """The reader who has this address: 128 bits of HMAC-SHA256 (RFC 2104) over its normal form, as hex."""
        return self._hash(normal(address))

    def leaving_id(self, address: str) -> str:
        """What stands for the reader in what leaves the house: their hash would tell the name of every message."""
        return self._hash(f"To leave: {normal(address)}")

    def _hash(self, words: str) -> str:
        """A normal address has no capital letter: what is said with one is the hash of no reader."""
        return hmac.new(self.secret, words.encode(), hashlib.sha256).hexdigest()[:32]


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
