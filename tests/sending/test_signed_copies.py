"""Editions that are signed anew: in one revision, by any key, with a time stamp; what signs them holds every byte."""

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from signing import house_seal, pdfsig, seal_of, signing_desk, time_stamps, with_key
from stray import NUMBER, Port

from iria_reports.issuing.archive import Archive
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.editions import Copy, Edition, editions
from iria_reports.signing.carried import carried
from iria_reports.signing.place import emptied, filled
from iria_reports.signing.sealing import KeySeal

LOCKED = "пароль"
STAMP = "1.2.840.113549.1.9.16.2.14"  # id-aa-timeStampToken, RFC 3161, appendix A


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> KeySeal:
    return house_seal(tmp_path_factory.mktemp("seal"))


def copies(*passwords: str | None) -> Iterator[Copy]:
    return (Copy(CopyCode(NUMBER, 1, count), "Jane Example", password=one) for count, one in enumerate(passwords, 1))


@pytest.fixture(scope="module")
def both(port: Port, seal: KeySeal) -> list[Edition]:
    """One that opens for anybody, and one with a password."""
    return list(editions(port.issued, copies(None, LOCKED), seal))


def signature_of(edition: Edition) -> EmbeddedPdfSignature:
    """As another reader of signatures finds it, which opens the file."""
    reader = PdfFileReader(io.BytesIO(edition.content))
    if edition.copy.password:
        reader.decrypt(edition.copy.password)
    (one,) = reader.embedded_signatures
    return one


@pytest.mark.parametrize("which", [0, 1])
def test_its_signature_covers_all_of_it_and_holds(both: list[Edition], seal: KeySeal, which: int) -> None:
    edition = both[which]
    context = ValidationContext(trust_roots=[seal.signer().signing_cert], allow_fetching=False)
    usage = KeyUsageConstraints(key_usage={"digital_signature"})
    status = validate_pdf_signature(signature_of(edition), context, key_usage_settings=usage)
    assert (status.bottom_line, status.coverage.name) == (True, "ENTIRE_FILE")
    assert status.docmdp_ok
    found = carried(edition.content, [seal.certificate])
    assert found is not None
    assert (found.state, found.fingerprint, found.end) == ("holds", seal.fingerprint, len(edition.content))


@pytest.mark.machine
def test_poppler_takes_it_for_signed(both: list[Edition], tmp_path: Path) -> None:
    (tmp_path / "edition.pdf").write_bytes(both[0].content)
    told = pdfsig(tmp_path / "edition.pdf")
    assert all(words in told for words in ("Signature is Valid.", "Total document signed", "ETSI.CAdES.detached"))


def test_it_is_one_revision_that_nobody_can_take_the_stamp_off(both: list[Edition]) -> None:
    assert [edition.content.count(b"%%EOF") for edition in both] == [1, 1]


def test_its_code_is_what_is_signed(both: list[Edition]) -> None:
    for edition in both:
        with pikepdf.open(io.BytesIO(edition.content), password=edition.copy.password or "") as pdf:
            assert bytes(pdf.trailer.ID[1]) == str(edition.copy.code).encode()
            assert pdf.open_metadata()["xmp:Identifier"] == {str(edition.copy.code)}


@pytest.mark.parametrize("which", [0, 1])
def test_a_changed_byte_is_found(both: list[Edition], seal: KeySeal, which: int) -> None:
    drawn = random.Random(7)
    content = both[which].content
    for _ in range(200):
        place = drawn.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= 1 << drawn.randrange(8)
        found = carried(bytes(changed), [seal.certificate])
        assert found is None or found.state != "holds", place


def test_a_time_stamp_is_had_for_each(port: Port, seal: KeySeal, tmp_path: Path) -> None:
    with time_stamps() as url:
        desk, archive = signing_desk(tmp_path / "desk", "pdf: yes", f"time-stamp: {url}"), Archive(tmp_path / "issued")
        archive.root.mkdir()
        with_key(desk, archive)
        made = list(editions(port.issued, copies(None, None), seal_of(desk)))
    infos = [signature_of(edition).signer_info for edition in made]
    stamps = [next(one["values"] for one in info["unsigned_attrs"] if one["type"].dotted == STAMP) for info in infos]
    assert len({one.dump() for one in stamps}) == 2


def test_readers_with_the_same_password_take_turns_with_others(port: Port, seal: KeySeal) -> None:
    made = list(editions(port.issued, copies(None, LOCKED, None, LOCKED), replace(seal, into_pdf=False)))
    opened = [pikepdf.open(io.BytesIO(one.content), password=one.copy.password or "") for one in made]
    assert [pdf.is_encrypted for pdf in opened] == [False, True, False, True]
    assert [bytes(pdf.trailer.ID[1]).decode() for pdf in opened] == [str(one.copy.code) for one in made]


def test_only_one_empty_signature_is_filled(port: Port, seal: KeySeal) -> None:
    ready = seal.with_place(port.issued)
    with pytest.raises(ValueError, match="0 signatures were made ready, and 0"):
        filled(port.issued, bytes)
    with pytest.raises(ValueError, match="2 signatures were made ready, and 2"):
        filled(ready + ready, bytes)
    with pytest.raises(ValueError, match="1 signatures were made ready, and 0"):
        filled(seal.fill(ready), bytes)
    with pytest.raises(ValueError, match="not made ready"):
        emptied(port.issued)
