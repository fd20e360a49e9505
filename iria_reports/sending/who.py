"""A keyed hash goes in; who it is comes out, where the readers' list still has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from iria_reports.sending.plain import one_line
from iria_reports.sending.reader import Reader, ReaderId, ReaderKey

LETTERS = 8  # of a hash: enough to tell a house's readers apart


@dataclass(frozen=True)
class AddressBook:
    """Everybody in readers.csv, by keyed hash, in the order of the file."""

    key: ReaderKey
    readers: Mapping[ReaderId, Reader] = field(default_factory=dict)

    def find(self, address: str) -> Reader | None:
        """The reader who has this address, however it is spelt."""
        return self.readers.get(self.key.id_of(address))


def who(identity: ReaderId, readers: Mapping[str, Reader]) -> str:
    """`Jane Example <jane@example.org>`, or that it is a reader since forgotten, and how their hash begins."""
    reader = readers.get(identity)
    if reader is None:
        return f"a reader since forgotten ({identity[:LETTERS]})"
    name, address = one_line(reader.name), one_line(reader.address)
    return f"{name} <{address}>" if name else address
