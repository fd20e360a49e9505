"""Seal: what the archive asks of an opened key. Needs no library: a house that does not sign never loads one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol


class Seal(Protocol):
    """A key that was opened, with its certificate and the house's choice of how to sign.

    name         the certificate's common name
    fingerprint  SHA-256 of the certificate, in hexadecimal
    certificate  the certificate as PEM
    into_pdf     whether the PDF itself is signed; else the bag's manifest is
    """

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def certificate(self) -> bytes: ...

    @property
    def into_pdf(self) -> bool: ...

    def sign_file(self, file: Path) -> None:
        """Sign the PDF in place: its bytes as they are become the beginning of the file. Raises Refused, OSError."""

    def with_place(self, content: bytes) -> bytes:
        """The PDF with an empty signature in it, for `fill`; until then, any program may change and save it."""

    def fill(self, content: bytes) -> bytes:
        """The PDF signed, its empty signature filled. Raises Refused where no time stamp is had."""

    def signature_of(self, content: bytes, *, stamped: bool = True) -> bytes:
        """A detached signature (CMS, RFC 5652, as DER) of `content`. Raises Refused where no time stamp is had.

        stamped  whether it is worth a time stamp, where the house names a service for them
        """

    def check(self, content: bytes, signature: bytes, certificates: Iterable[bytes]) -> str:
        """The fingerprint of the one of the `certificates` (PEM) that signed. Raises ValueError with why it is none."""
