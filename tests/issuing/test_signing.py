"""Issues of a house that signs: in each PDF, or beside the files; and what others say of the signatures."""

import hashlib
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import bagit
import pikepdf
import pytest
from desk import clock, prepared
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from signing import known, openssl_verifies, pdfsig, seal_of, signing_desk, time_stamps, with_key
from verapdf.gate import Gate, missing

from iria_reports.desk import Desk
from iria_reports.errors import ArchiveDamaged, Refused
from iria_reports.issue import Order, Prepared, issue
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import check_bag, sha256_of
from iria_reports.issuing.contents import read_contents
from iria_reports.issuing.entries import Issued
from iria_reports.issuing.known import Known
from iria_reports.issuing.register import read_register
from iria_reports.issuing.transaction import held
from iria_reports.keys import kept, rotate
from iria_reports.printing.alike import different_pages
from iria_reports.rebuild import rebuild
from iria_reports.signing.checking import check_detached, check_pdf
from iria_reports.verify import verify
from iria_reports.withdraw import withdraw


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "issued")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Printed once: what is signed, and how, is another matter."""
    folder = tmp_path_factory.mktemp("ready")
    return prepared(signing_desk(folder / "desk"), folder / "scratch")


def signed_issue(ready: Prepared, desk: Desk, archive: Archive) -> tuple[Issued, Path]:
    order = Order(ready.order.spec, ready.order.desk, ready.order.asks, seal=seal_of(desk))
    signing = Prepared(order, ready.frozen, ready.drafts, ready.warnings, ready.fingerprint)
    entry = issue(signing, archive, clock(), accepted="a test")
    return entry, archive.bag(entry.bag) / "data" / entry.renditions[0].file


@pytest.fixture(scope="module")
def in_pdf(ready: Prepared, tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, Issued, Path]:
    """An issue whose PDF is signed."""
    folder = tmp_path_factory.mktemp("in-pdf")
    desk, archive = signing_desk(folder / "desk", "pdf: yes"), Archive(folder / "issued")
    with_key(desk, archive)
    return archive, *signed_issue(ready, desk, archive)


@pytest.fixture(scope="module")
def gate() -> Iterator[Gate]:
    if lacks := missing():
        pytest.skip(lacks)
    with Gate() as running:
        yield running


def test_a_signed_pdf_begins_with_the_bytes_that_were_printed(
    in_pdf: tuple[Archive, Issued, Path], tmp_path: Path
) -> None:
    archive, entry, file = in_pdf
    (printed,) = read_contents(archive.bag(entry.bag)).renditions
    content = file.read_bytes()
    assert len(content) > printed.octets > 0
    assert hashlib.sha256(content[: printed.octets]).hexdigest() == printed.sha256
    assert entry.renditions[0].sha256 == sha256_of(file) != printed.sha256
    assert (entry.signature, entry.certificate) == ("pdf", check_pdf(file, archive.certificates()).fingerprint)
    assert check_bag(archive.bag(entry.bag), entry.manifest) == []
    (tmp_path / "unsigned.pdf").write_bytes(content[: printed.octets])
    assert list(different_pages(tmp_path / "unsigned.pdf", file)) == []


def test_another_reader_finds_the_signature_valid_and_both_standards_kept(
    in_pdf: tuple[Archive, Issued, Path], gate: Gate
) -> None:
    told = pdfsig(in_pdf[2])
    assert "Signature is Valid." in told
    assert "ETSI.CAdES.detached" in told
    assert "Total document signed" in told
    assert "Not total document signed" not in told
    assert [str(one) for one in gate.verdicts(in_pdf[2]) if not one.passed] == []


def test_it_is_certified_and_a_reader_may_add_notes(in_pdf: tuple[Archive, Issued, Path], tmp_path: Path) -> None:
    archive, _, file = in_pdf
    with pikepdf.open(file) as pdf:
        (reference,) = pdf.Root.Perms.DocMDP.Reference
        assert (reference.TransformMethod, reference.TransformParams.P) == ("/DocMDP", 3)
        (field,) = pdf.Root.AcroForm.Fields
        assert [float(edge) for edge in field.Rect] == [0, 0, 0, 0]
    noted = tmp_path / "noted.pdf"
    noted.write_bytes(with_a_note(file))
    assert "Signature is Valid." in pdfsig(noted)
    found = check_pdf(noted, archive.certificates())
    assert not found.whole


def with_a_note(file: Path) -> bytes:
    """The file with a reader's note on page one, added behind it as readers' programs do."""
    writer = IncrementalPdfFileWriter(BytesIO(file.read_bytes()))
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Text"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 100, 120, 120))),
            pdf_name("/Contents"): generic.pdf_string("Is this so?"),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_verify_knows_the_signed_file_and_one_with_a_note(in_pdf: tuple[Archive, Issued, Path], tmp_path: Path) -> None:
    archive, entry, file = in_pdf
    known = Known.of(archive)
    answer = verify(file, known)
    assert (answer.verdict.word, answer.kept and answer.kept.number) == ("current", entry.number)
    assert "; the signature holds" in " ".join(answer.details)
    noted = tmp_path / "noted.pdf"
    noted.write_bytes(with_a_note(file))
    assert verify(noted, known).verdict.word == "added-to"


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_changed_byte_is_found(in_pdf: tuple[Archive, Issued, Path], tmp_path: Path, at: float) -> None:
    archive, entry, file = in_pdf
    (printed,) = read_contents(archive.bag(entry.bag)).renditions
    content = bytearray(file.read_bytes())
    content[int(printed.octets * at)] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(content)
    with pytest.raises(ValueError, match=r"changed after it was signed|cannot be read"):
        check_pdf(changed, archive.certificates())


def test_a_signed_issue_is_rebuilt_byte_by_byte(in_pdf: tuple[Archive, Issued, Path], tmp_path: Path) -> None:
    archive, entry, _ = in_pdf
    (rebuilt,) = rebuild(archive.bag(entry.bag), tmp_path / "out")
    assert (rebuilt.verdict, rebuilt.where) == ("identical", ())


def test_a_file_that_was_not_printed_so_is_not_called_rebuilt(
    in_pdf: tuple[Archive, Issued, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone replaces the PDF and makes the bag anew around it."""
    archive, entry, file = in_pdf
    bag = tmp_path / "bag"
    shutil.copytree(archive.bag(entry.bag), bag)
    copy = bag / "data" / file.name
    copy.chmod(0o644)
    copy.write_bytes(b"%PDF-1.7 another")
    monkeypatch.setattr("iria_reports.rebuild.check_bag", lambda bag: [])
    (rebuilt,) = rebuild(bag, tmp_path / "out")
    assert rebuilt.where == ("the file does not begin with what was printed",)


def test_a_signature_beside_the_files_is_one_for_openssl(ready: Prepared, archive: Archive, tmp_path: Path) -> None:
    desk = signing_desk(tmp_path / "desk")
    certificate = with_key(desk, archive)
    entry, file = signed_issue(ready, desk, archive)
    bag, known = archive.bag(entry.bag), archive.keys / f"{certificate.fingerprint}.pem"
    assert (entry.signature, entry.certificate) == ("detached", certificate.fingerprint)
    assert sha256_of(file) == read_contents(bag).renditions[0].sha256
    assert bagit.Bag(str(bag)).validate()
    assert check_bag(bag, entry.manifest) == []
    done = openssl_verifies(bag, known)
    assert done.returncode == 0, done.stderr
    manifest, signature = (bag / name for name in ("manifest-sha256.txt", "manifest-sha256.txt.p7s"))
    assert check_detached(manifest.read_bytes(), signature.read_bytes(), archive.certificates()) == entry.certificate
    told = " ".join(verify(file, Known.of(archive)).details)
    assert told == f"signed beside the files of its bag by {certificate.name}; the signature holds"
    with pytest.raises(ValueError, match="changed after it was signed"):
        check_detached(manifest.read_bytes()[:-1], signature.read_bytes(), archive.certificates())
    with pytest.raises(ValueError, match="not in the archive"):
        check_detached(manifest.read_bytes(), signature.read_bytes(), ())
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes().replace(b"a", b"b", 1))
    assert openssl_verifies(bag, known).returncode != 0


def test_after_a_new_key_the_old_signatures_hold(ready: Prepared, archive: Archive, tmp_path: Path) -> None:
    desk = signing_desk(tmp_path / "desk", "pdf: yes")
    with_key(desk, archive)
    first, old = signed_issue(ready, desk, archive)
    made, aside = rotate(desk, archive, known, clock()())
    aside.unlink()
    second, young = signed_issue(ready, desk, archive)
    assert first.certificate != second.certificate == made.fingerprint
    for entry, file in ((first, old), (second, young)):
        assert check_pdf(file, archive.certificates()).fingerprint == entry.certificate
        assert "Signature is Valid." in pdfsig(file)
    told = {one.certificate.fingerprint: one.issues for one in kept(archive)}
    assert told == {first.certificate: (first,), second.certificate: (second,)}


@pytest.mark.parametrize("into", ["yes", "no"])
def test_a_time_stamp_is_had_from_a_service(ready: Prepared, archive: Archive, tmp_path: Path, into: str) -> None:
    with time_stamps() as url:
        desk = signing_desk(tmp_path / "desk", f"pdf: {into}", f"time-stamp: {url}")
        with_key(desk, archive)
        entry, file = signed_issue(ready, desk, archive)
    if into == "yes":
        assert check_pdf(file, archive.certificates()).stamped
        assert "Signature is Valid." in pdfsig(file)
    else:
        bag = archive.bag(entry.bag)
        assert openssl_verifies(bag, archive.keys / f"{entry.certificate}.pem").returncode == 0
        stamp = bytes.fromhex("060b2a864886f70d010910020e")  # id-aa-timeStampToken, RFC 3161, appendix A
        assert stamp in (bag / "manifest-sha256.txt.p7s").read_bytes()


@pytest.mark.parametrize("into", ["yes", "no"])
@pytest.mark.parametrize("wrong", ["answers with an error", "is not there"])
def test_a_time_stamp_service_that_fails_leaves_nothing_issued(
    ready: Prepared, archive: Archive, tmp_path: Path, into: str, wrong: str
) -> None:
    with time_stamps(status=500) as url:
        named = url if wrong == "answers with an error" else "http://127.0.0.1:9/"
        desk = signing_desk(tmp_path / "desk", f"pdf: {into}", f"time-stamp: {named}")
        with_key(desk, archive)
        with pytest.raises(Refused, match=f"the time-stamp service {named} gave no time stamp"):
            signed_issue(ready, desk, archive)
    assert read_register(archive.register).entries == ()
    assert not list(archive.root.glob("HOUSE-*"))
    assert list(archive.staging.iterdir()) == []
    entry, _ = signed_issue(ready, signing_desk(tmp_path / "again"), archive)
    assert entry.number == "HOUSE-AN-2024-001"


def test_the_reach_of_the_register_is_signed(ready: Prepared, archive: Archive, tmp_path: Path) -> None:
    desk = signing_desk(tmp_path / "desk")
    with_key(desk, archive)
    entry, _ = signed_issue(ready, desk, archive)
    first_head = archive.head.read_text()
    assert '"signature":"' in first_head
    withdraw(archive, entry.number, "a test", clock(), seal_of(desk))
    with held(archive, clock(), seal=seal_of(desk)) as holding:
        assert len(holding.register.entries) == 2
    line, *_ = archive.register.read_bytes().splitlines(keepends=True)
    archive.register.write_bytes(line)  # the withdrawal is cut off, and the head made to agree with a forged day
    for forged in (first_head.replace("09:00:00", "10:00:00"), first_head.partition(',"signature"')[0] + "}\n"):
        archive.head.write_text(forged)
        with (
            pytest.raises(ArchiveDamaged, match="how far the register reached is not as it was signed"),
            held(archive, clock(), seal=seal_of(desk)),
        ):
            pass
