"""A signed issue without its archive: what its signature proves by itself, and every change that it finds."""

import json
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from desk import clock, prepared
from signing import PASSWORD, pdfsig, seal_of, signing_desk, with_key
from stray import NOTE, look, updated
from test_verify_rewritten import PROGRAMS, Program, run

from iria_reports.issue import issue
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.contents import read_contents
from iria_reports.issuing.known import Known
from iria_reports.issuing.verdict import Answer
from iria_reports.signing.carried import RANGE, carried
from iria_reports.signing.key_file import open_key
from iria_reports.signing.sealing import seal
from iria_reports.verify import verify

Vouched = tuple[x509.Certificate, rsa.RSAPrivateKey]
TIMES = 1000
NUMBER = "HOUSE-AN-2024-001"


@dataclass(frozen=True)
class Signed:
    """An issue that bears our signature, and our certificate."""

    content: bytes
    certificates: tuple[bytes, ...]
    archive: Archive
    html: Path

    @property
    def gap(self) -> range:
        """Where the signature stands, its angle brackets among it."""
        match = RANGE.search(self.content)
        assert match is not None
        return range(int(match[1]), int(match[2]))

    def holds(self, content: bytes) -> bool:
        """Whether all of `content` is proven to be ours."""
        found = carried(content, self.certificates)
        return found is not None and found.state == "holds" and found.end == len(content)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Signed:
    root = tmp_path_factory.mktemp("signed")
    desk, archive = signing_desk(root / "desk", "pdf: yes"), Archive(root / "issued")
    with_key(desk, archive)
    ready = prepared(desk, root / "scratch")
    entry = issue(replace(ready, order=replace(ready.order, seal=seal_of(desk))), archive, clock(), accepted="a test")
    file = archive.bag(entry.bag) / "data" / entry.renditions[0].file
    return Signed(file.read_bytes(), archive.certificates(), archive, file.with_suffix(".html"))


def judged(content: bytes, signed: Signed, tmp_path: Path, known: Known | None = None) -> Answer:
    (tmp_path / "stray.pdf").write_bytes(content)
    return verify(tmp_path / "stray.pdf", known, look, signed.certificates)


def told(answer: Answer) -> str:
    return " ".join(answer.lines())


def test_a_signed_issue_proves_itself_and_claims_no_more(signed: Signed, tmp_path: Path) -> None:
    answer = judged(signed.content, signed, tmp_path)
    assert (answer.verdict.word, answer.verdict.code) == ("signed", 19)
    assert f"it says: number {NUMBER}, version 1, title The port works again, audience policymakers" in told(answer)
    assert "signed by International Relations Insights & Analysis" in told(answer)
    assert "every byte that the signature covers is as signed" in told(answer)
    assert "only the register knows" in told(answer)
    assert answer.as_json()["signature"]["covers"] == len(signed.content)
    told_by_poppler = pdfsig(tmp_path / "stray.pdf")
    assert "Signature is Valid." in told_by_poppler
    assert "Total document signed" in told_by_poppler


def test_without_our_certificate_it_proves_nothing(signed: Signed, tmp_path: Path) -> None:
    stranger = replace(signed, certificates=())
    assert judged(signed.content, stranger, tmp_path).verdict.word == "unproven"
    other = signing_desk(tmp_path / "desk")
    with_key(other, Archive(tmp_path / "issued"))
    stranger = replace(signed, certificates=Archive(tmp_path / "issued").certificates())
    answer = judged(signed.content, stranger, tmp_path)
    assert answer.verdict.word == "unproven"
    assert "names none of the certificates at hand" in told(answer)


def test_beside_an_older_copy_of_the_archive_it_is_ours_and_not_a_false_claim(signed: Signed, tmp_path: Path) -> None:
    older = Archive(tmp_path / "older")
    older.root.mkdir()
    older.register.write_bytes(b"")
    answer = judged(signed.content, signed, tmp_path, Known.of(older))
    assert answer.verdict.word == "signed"
    assert "this archive does not know it" in told(answer)
    assert judged(signed.content, signed, tmp_path, Known.of(signed.archive)).verdict.word == "current"


def test_every_byte_of_the_signatures_own_place_is_looked_at(signed: Signed) -> None:
    assert signed.holds(signed.content)
    for at in signed.gap:
        old = signed.content[at : at + 1]
        for new in {old.swapcase(), bytes([old[0] ^ 1]), b" "} - {old}:
            assert not signed.holds(signed.content[:at] + new + signed.content[at + 1 :]), (at, new)


@pytest.mark.parametrize(
    ("at", "new", "says"),
    [
        (0, b"(", "in the signature's own place byte {at} is not as a signer writes"),
        (-1, b")", "in the signature's own place byte {at} is not as a signer writes"),
        (-9, b"1", "in the signature's own place byte {at} is not as a signer writes"),
        (-9, b"\x00", "in the signature's own place byte {at} is not as a signer writes"),
    ],
)
def test_what_changed_in_its_own_place_is_named(signed: Signed, tmp_path: Path, at: int, new: bytes, says: str) -> None:
    where = signed.gap[at]
    answer = judged(signed.content[:where] + new + signed.content[where + 1 :], signed, tmp_path)
    assert answer.verdict.word == "differs"
    assert says.format(at=where) in told(answer)


def test_small_letters_in_its_own_place_are_named(signed: Signed, tmp_path: Path) -> None:
    first, end = signed.gap.start, signed.gap.stop
    answer = judged(signed.content[:first] + signed.content[first:end].lower() + signed.content[end:], signed, tmp_path)
    assert answer.verdict.word == "differs"
    assert "not as a signer writes them" in told(answer)


def test_a_thousand_bytes_changed_elsewhere_are_found(signed: Signed) -> None:
    rng = random.Random(11)
    elsewhere = [at for at in range(len(signed.content)) if at not in signed.gap]
    for at in rng.sample(elsewhere, TIMES):
        changed = bytearray(signed.content)
        changed[at] ^= rng.randrange(1, 256)
        assert not signed.holds(bytes(changed)), at


def test_a_changed_page_is_told_as_changed_since(signed: Signed, tmp_path: Path) -> None:
    changed = bytearray(signed.content)
    changed[len(changed) // 3] ^= 1
    answer = judged(bytes(changed), signed, tmp_path)
    assert answer.verdict.word == "differs"
    assert "and changed since" in told(answer)


def test_a_thousand_things_appended_are_found(signed: Signed) -> None:
    rng = random.Random(12)
    for _ in range(TIMES):
        more = rng.randbytes(rng.randrange(1, 400)) + rng.choice([b"", b"\n%%EOF\n", b"startxref\n0\n%%EOF\n"])
        found = carried(signed.content + more, signed.certificates)
        assert found is not None
        assert (found.state, found.end) == ("holds", len(signed.content))


def test_an_update_is_named_and_what_it_changes_is_told(signed: Signed, tmp_path: Path) -> None:
    noted = judged(updated(signed.content, 0, {"/Annots": NOTE}), signed, tmp_path)
    assert noted.verdict.word == "added-to"
    assert f"the signature covers the first {len(signed.content):,} bytes" in told(noted)
    assert "Text on page 1" in told(noted)
    assert dict(noted.claims)["number"] == NUMBER
    emptied = judged(updated(signed.content, 0, {"/Contents": "[]"}), signed, tmp_path)
    assert emptied.verdict.word == "differs"
    assert "the text differs on page 1" in told(emptied)


def test_a_signature_put_into_another_file_proves_nothing(signed: Signed, tmp_path: Path) -> None:
    """Its place and its range are moved behind the end, where they cover nothing of what says so."""
    first, end = signed.gap.start, signed.gap.stop
    length = len(signed.content) - end
    body = b"%PDF-1.7 another report " + signed.content[first:end]
    moved = body + b" /ByteRange [0 %d %d %d]" % (24, len(body), length)
    assert not signed.holds(moved)
    assert judged(moved, signed, tmp_path).verdict.word != "signed"
    outside = signed.content[:-20] + signed.content[first:end] + signed.content[-20:]
    split = len(signed.content) - 20
    outside += b"/ByteRange [0 %d %d 20]" % (split, split + end - first)
    assert judged(outside, signed, tmp_path).verdict.word != "signed"


@PROGRAMS
@pytest.mark.machine
def test_what_another_program_wrote_anew_is_never_proven(signed: Signed, tmp_path: Path, program: Program) -> None:
    (tmp_path / "given.pdf").write_bytes(signed.content)
    program(tmp_path / "given.pdf", tmp_path / "out.pdf")
    answer = judged((tmp_path / "out.pdf").read_bytes(), signed, tmp_path)
    assert answer.verdict.word in ("unproven", "differs", "not-ours")


@pytest.mark.machine
def test_a_browsers_print_is_never_proven(signed: Signed, tmp_path: Path) -> None:
    out, page = tmp_path / "out.pdf", tmp_path / "page.html"
    shutil.copyfile(signed.html, page)
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}", page.as_uri())
    assert judged(out.read_bytes(), signed, tmp_path).verdict.word in ("unproven", "not-ours")


def test_bytes_at_random_in_its_place_are_no_fault_of_ours(signed: Signed) -> None:
    rng, first = random.Random(13), signed.gap.start
    for _ in range(200):
        at = rng.randrange(first + 1, first + 2200)
        junk = rng.randbytes(rng.randrange(1, 30)).hex().upper().encode()
        content = signed.content[:at] + junk + signed.content[at + len(junk) :]
        assert content == signed.content or not signed.holds(content)


def test_the_command_takes_a_certificate_and_refuses_what_is_none(signed: Signed, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(signed.content)
    (tmp_path / "house.pem").write_bytes(signed.certificates[0])
    command = [sys.executable, "-m", "iria_reports", "verify", "a.pdf", "--json", "--certificate"]
    done = subprocess.run([*command, "house.pem"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 19, done.stderr
    (file,) = json.loads(done.stdout)["files"]
    assert (file["verdict"], file["claims"]["number"], file["signature"]["state"]) == ("signed", NUMBER, "holds")
    done = subprocess.run([*command, "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "is no certificate in PEM" in done.stderr


def vouched(name: str, by: Vouched | None = None) -> Vouched:
    """A certificate and its key: vouched for by another, or by itself."""
    key = rsa.generate_private_key(65537, 2048)
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(by[0].subject if by else own, own, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock()() - timedelta(days=1))
        .not_valid_after(clock()() + timedelta(days=9))
        .sign(by[1] if by else key, hashes.SHA256())
    )
    return certificate, key


def test_an_authoritys_certificates_beside_ours_are_no_change_and_are_named(signed: Signed, tmp_path: Path) -> None:
    authority = vouched("Authority")
    between = vouched("Between", authority)
    certificate, key = vouched("House", between)
    others = [between[0], authority[0]]
    encryption = BestAvailableEncryption(PASSWORD.encode())
    file = tmp_path / "house.p12"
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"house", key, certificate, others, encryption))
    opened = open_key(file, PASSWORD)
    (contents,) = read_contents(signed.archive.root / NUMBER / "v1").renditions
    (tmp_path / "stray.pdf").write_bytes(signed.content[: contents.octets])
    seal(opened, into_pdf=True).sign_file(tmp_path / "stray.pdf")
    content = (tmp_path / "stray.pdf").read_bytes()
    vouching = replace(signed, content=content, certificates=(opened.certificate.pem,))
    answer = judged(content, vouching, tmp_path)
    assert answer.verdict.word == "signed"
    assert "not checked: the certificates of those who vouch for it" in told(answer)
    first, end = vouching.gap.start, vouching.gap.stop
    assert not vouching.holds(content[:first] + content[first:end].swapcase() + content[end:])
    assert not vouching.holds(content[: end - 2] + b"1" + content[end - 1 :])
