"""The acts that the register records, one frozen type each: issued, withdrawn, void, added."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from iria_reports.issuing.chain import Line, Sha256
from iria_reports.report import Frozen


class Entry(Line):
    """What every line has: that of any chain, and the number that it is about."""

    number: str = Field(min_length=1)


class IssuedRendition(Frozen):
    """One PDF of an issue: its file in the bag's data/, signed where it is, and what it is."""

    file: str
    sha256: Sha256
    pages: int
    audience: str
    language: str
    mark: str | None = None
    client: str = ""


class Issued(Entry):
    """A version of a report, or a further rendition of one, is published. The line's being there is what issues it.

    bag       its folder, relative to the archive
    manifest  SHA-256 of the bag's manifest-sha256.txt: whoever has this line can prove every file of the bag
    minor     a correction that keeps the day of the version before

    signature    pdf: each PDF is signed; detached: the bag's manifest is, beside it
    certificate  SHA-256 of the certificate that signed; it lies in the archive's keys/
    """

    act: Literal["issued"] = "issued"
    version: int = Field(ge=1)
    slug: str
    title: str
    kind: str
    issued: date
    as_of: date
    authors: tuple[str, ...] = ()
    region: str = ""
    topics: tuple[str, ...] = ()
    bag: str
    manifest: Sha256
    renditions: tuple[IssuedRendition, ...]
    minor: bool = False
    notice: str = ""
    signature: Literal["none", "detached", "pdf"] = "none"
    certificate: str = Field("", pattern="^([0-9a-f]{64})?$")


class Withdrawn(Entry):
    """A number is withdrawn, all its versions with it."""

    act: Literal["withdrawn"] = "withdrawn"
    reason: str = Field(min_length=1)


class Void(Entry):
    """A version that was being made when something stopped it: never published, its number not used again.

    Where the version stands by a line of its own, these were further renditions of it, and they alone are void.

    aside  where what was left of it lies, relative to the archive
    """

    act: Literal["void"] = "void"
    version: int = Field(ge=1)
    reason: str = Field(min_length=1)
    aside: str


class Added(Entry):
    """A report from before this register, taken in as it was."""

    act: Literal["added"] = "added"
    title: str
    issued: date
    bag: str
    manifest: Sha256
    renditions: tuple[IssuedRendition, ...]


AnyEntry = Annotated[Issued | Withdrawn | Void | Added, Field(discriminator="act")]
ENTRY: TypeAdapter[Issued | Withdrawn | Void | Added] = TypeAdapter(AnyEntry)
