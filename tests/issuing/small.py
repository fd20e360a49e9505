"""A tiny issue for tests of the archive: one file of a few bytes, a clock that stands still."""

from datetime import UTC, date, datetime
from pathlib import Path

from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import sha256_of
from iria_reports.issuing.chain import FIRST
from iria_reports.issuing.entries import Issued, IssuedRendition
from iria_reports.issuing.numbers import PATTERN, next_number
from iria_reports.issuing.transaction import Slot, held, publish
from iria_reports.signing.key_file import make_key, open_key, write_key
from iria_reports.signing.seal import Seal
from iria_reports.signing.sealing import seal

PASSWORD = "correct horse battery"
NOON = datetime(2022, 1, 20, 12, tzinfo=UTC)


def clock() -> datetime:
    return NOON


def make(slot: Slot, data: Path) -> tuple[Issued, dict[str, str]]:
    """One rendition that says its number."""
    file = data / f"{slot.number}_small_v{slot.version}.pdf"
    file.write_text(f"{slot.number} version {slot.version}\n")
    (data / "desk").mkdir()
    (data / "desk" / "small.yml").write_text("title: Small\n")
    rendition = IssuedRendition(
        file=file.name, sha256=sha256_of(file), pages=1, audience="policymakers", language="en-GB"
    )
    entry = Issued(
        seq=slot.seq,
        at=NOON,
        number=slot.number,
        prev=slot.prev,
        version=slot.version,
        slug="small",
        title="Small",
        kind="backgrounder",
        issued=date(2022, 1, 20),
        as_of=date(2022, 1, 20),
        bag=slot.bag,
        manifest=FIRST,
        renditions=(rendition,),
    )
    return entry, {"External-Identifier": f"{slot.number} version {slot.version}"}


def small_seal(file: Path) -> Seal:
    """The key in `file`, made where there is none, that signs beside the files."""
    if not file.exists():
        write_key(file, make_key("Small", "Small", PASSWORD, NOON, 5))
    return seal(open_key(file, PASSWORD), into_pdf=False)


def issue_small(root: Path, key: Seal | None = None) -> Issued:
    """Take the next number of the archive in `root` and issue under it, signed where there is a key."""
    with held(Archive(root), clock, seal=key) as archive:
        number = next_number(PATTERN, house="IRIA", kind="backgrounder", year=2022, taken=archive.register.numbers())
        return publish(archive, number, 1, make).register.issues[-1]
