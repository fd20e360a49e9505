"""A keyed hash goes in; who it is comes out, where the readers' list still has them."""

from collections.abc import Mapping
from typing import Protocol

from iria_reports.sending.plain import one_line
from iria_reports.sending.reader import Reader, ReaderId, ReaderKey

LETTERS = 8  # of a hash: enough to tell a house's readers apart


class AddressBook(Protocol):
    """Who our readers are: what is wanted of a `Directory` (sending/addressing.py)."""

    @property
    def key(self) -> ReaderKey: ...

    @property
    def readers(self) -> Mapping[str, Reader]: ...


def who(identity: ReaderId, readers: Mapping[str, Reader]) -> str:
    """`Jane Example <jane@example.org>`, or that it is a reader since forgotten, and how their hash begins."""
    reader = readers.get(identity)
    if reader is None:
        return f"a reader since forgotten ({identity[:LETTERS]})"
    name, address = one_line(reader.name), one_line(reader.address)
    return f"{name} <{address}>" if name else address
