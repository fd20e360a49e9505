"""What `verify` says of a reader's copy that somebody changed: the table in docs/editions.md is made and compared."""

import hashlib
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Name
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from signing import seal_of, signing_desk, with_key
from stray import NUMBER, Port, look, written_by
from stray_copies import READER, edition, judged, recoded, sent, told

from iria_reports.issuing.archive import Archive
from iria_reports.issuing.verdict import Answer
from iria_reports.sending.editions import Edition
from iria_reports.sending.recognising import Sent
from iria_reports.signing.carried import RANGE

PAGE = (Path(__file__).parents[2] / "docs" / "editions.md").read_text(encoding="utf-8")
PASSWORD = "secret"
STAMP = "/IriaCopyStamp"


@dataclass(frozen=True)
class Copies:
    """Copy 7 as it is, signed, closed by a password, and both; copy 8, another reader's; the house's certificates."""

    jane: Edition
    signed: Edition
    closed: Edition
    sealed: Edition
    other: Edition
    certificates: tuple[bytes, ...]


@pytest.fixture(scope="module")
def copies(port: Port, tmp_path_factory: pytest.TempPathFactory) -> Copies:
    root = tmp_path_factory.mktemp("signing")
    desk, archive = signing_desk(root / "desk", "pdf: true"), Archive(root / "issued")
    archive.root.mkdir()
    with_key(desk, archive)
    seal = seal_of(desk)
    ways = ((None, None), (None, seal), (PASSWORD, None), (PASSWORD, seal))
    made = (edition(port, 7, *way) for way in ways)
    return Copies(*made, edition(port, 8), archive.certificates())


def added(content: bytes, change: Callable[[Any, Any], None], password: str | None = None) -> bytes:
    """The file with an update behind it, as a reader's program saves one (ISO 32000-1, 7.5.6)."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(content))
    if password:
        writer.encrypt(password)
    page = writer.root["/Pages"]["/Kids"][0]
    while page["/Type"] != "/Page":
        page = page["/Kids"][0]
    change(writer, page)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(content)
    return out.getvalue()


def note(writer: Any, page: Any) -> None:
    place = generic.ArrayObject(map(generic.NumberObject, (20, 20, 40, 40)))
    comment = {"/Type": "/Annot", "/Subtype": "/Text", "/Rect": place, "/Contents": generic.TextStringObject("so?")}
    named = {key: generic.NameObject(one) if type(one) is str else one for key, one in comment.items()}
    laid = writer.add_object(generic.DictionaryObject({generic.NameObject(key): one for key, one in named.items()}))
    before = page.raw_get("/Annots") if "/Annots" in page else generic.ArrayObject()
    before = getattr(before, "decrypted", before)
    before = [before.raw_get(at) for at in range(len(before))]
    page[generic.NameObject("/Annots")] = generic.ArrayObject([*before, laid])
    writer.update_container(page)


def emptied(writer: Any, page: Any) -> None:
    page[generic.NameObject("/Contents")] = generic.ArrayObject([])
    writer.update_container(page)


def rewritten(writer: Any, reference: Any, change: Callable[[bytes], bytes]) -> None:
    stream = reference.get_object()
    stream._data, stream._encoded_data = change(stream.data), None
    writer.mark_update(reference)


def whitened(writer: Any, page: Any) -> None:
    """The stamp in the white of the paper."""
    tail = page["/Contents"].raw_get(len(page["/Contents"]) - 1)
    rewritten(writer, tail, lambda data: re.sub(rb" q [0-9.]+ [0-9.]+ [0-9.]+ rg", b" q 1 1 1 rg", data))


def restamped(other: Edition, writer: Any, page: Any) -> None:
    with pikepdf.open(io.BytesIO(other.content)) as pdf:
        theirs = pdf.pages[0].obj.Resources.XObject[STAMP].read_bytes()
    rewritten(writer, page["/Resources"]["/XObject"].raw_get(STAMP), lambda _: theirs)


def recoded_behind(code: str, writer: Any, page: Any) -> None:
    def change(packet: bytes) -> bytes:
        return re.sub(rb"[^>]*/v1/[^<]*(?=</rdf:li></rdf:Bag></xmp:Identifier>)", code.encode(), packet)

    rewritten(writer, writer.root.raw_get("/Metadata"), change)
    writer._update_meta = lambda *_: None  # pyHanko would write its own name and the day


def changed_in_stamp(content: bytes) -> bytes:
    """One byte in the middle of the stamp, as it is packed."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        raw = pdf.pages[0].obj.Resources.XObject[STAMP].read_raw_bytes()
    at = content.index(raw) + len(raw) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def mixed(content: bytes, other: bytes) -> bytes:
    """The first page of one copy and the others of another."""

    def change(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(other)) as theirs:
            form = pdf.copy_foreign(theirs.pages[1].obj.Resources.XObject[STAMP])
        for page in list(pdf.pages)[1:]:
            page.obj.Resources = pdf.make_indirect(pikepdf.Dictionary(page.obj.Resources))
            page.obj.Resources.XObject = pikepdf.Dictionary(page.obj.Resources.XObject)
            page.obj.Resources.XObject[Name(STAMP)] = form

    return written_by(change, content)


def wiped(content: bytes) -> bytes:
    """The signature's own place as it was before it was signed."""
    match = RANGE.search(content)
    assert match is not None
    first, end = int(match[1]) + 1, int(match[2]) - 1
    return content[:first] + b"0" * (end - first) + content[end:]


def by(*command: str) -> Callable[[bytes, Path], bytes]:
    def run(content: bytes, folder: Path) -> bytes:
        (folder / "in.pdf").write_bytes(content)
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return (folder / "out.pdf").read_bytes()

    return run


GS = ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sOutputFile=out.pdf")
PROGRAMS = {
    "written anew by qpdf": by("qpdf", "--linearize", "in.pdf", "out.pdf"),
    "written anew by Ghostscript": by(*GS, "-sDEVICE=pdfwrite", "in.pdf"),
    "pictures of its pages": by(*GS, "-sDEVICE=pdfimage24", "-r72", "in.pdf"),
}


def files(copies: Copies) -> dict[str, tuple[Edition, bytes]]:
    """What was done, the copy that it was done to, and what came of it; but for what other programs do."""
    jane, signed, closed, other = copies.jane, copies.signed, copies.closed, copies.other
    ours, theirs = str(jane.copy.code), str(other.copy.code)
    in_hex = [code.encode().hex().encode() for code in (ours, theirs)]
    return {
        "nothing": (jane, jane.content),
        "signed by the house": (signed, signed.content),
        "a comment saved behind it": (jane, added(jane.content, note)),
        "signed, and a comment saved behind it": (signed, added(signed.content, note)),
        "closed by a password, and a comment saved behind it": (closed, added(closed.content, note, PASSWORD)),
        "another reader's code in XMP, saved behind it": (jane, added(jane.content, partial(recoded_behind, theirs))),
        "another reader's stamp, saved behind it": (jane, added(jane.content, partial(restamped, other))),
        "the stamp in white, saved behind it": (jane, added(jane.content, whitened)),
        "a page emptied, saved behind it": (jane, added(jane.content, emptied)),
        "another reader's code in the file ID": (jane, jane.content.replace(*in_hex)),
        "another reader's code in XMP": (jane, recoded(jane.content, theirs)),
        "a byte changed in the stamp": (jane, changed_in_stamp(jane.content)),
        "pages of two copies put together": (jane, mixed(jane.content, other.content)),
        "signed, and the signature wiped out": (signed, wiped(signed.content)),
    }


def row(what: str, *answers: Answer) -> str:
    return f"| {what} | " + " | ".join(f"`{one.verdict.word}`" for one in answers) + " |"


def rows(copies: Copies, port: Port, tmp_path: Path) -> Iterator[str]:
    for what, (one, content) in files(copies).items():
        proven = judged(tmp_path, content, port.known, sent(one), copies.certificates)
        alone = judged(tmp_path, content, port.known, None, copies.certificates)
        assert {answer.copy for answer in (proven, alone)} == {str(one.copy.code)}, what
        yield row(what, proven, alone)


def test_the_table_in_the_page_is_what_verify_says(port: Port, copies: Copies, tmp_path: Path) -> None:
    table = PAGE[PAGE.index("| What was done |") :].split("\n\n")[0].splitlines()[2:]
    ours = [line for line in table if not any(line.startswith(f"| {what} |") for what in PROGRAMS)]
    assert ours == list(rows(copies, port, tmp_path))


@pytest.mark.machine
@pytest.mark.parametrize("what", PROGRAMS)
def test_the_table_has_what_other_programs_leave(port: Port, copies: Copies, tmp_path: Path, what: str) -> None:
    if shutil.which("qpdf" if "qpdf" in what else "gs") is None:
        pytest.skip("no such program")
    content = PROGRAMS[what](copies.jane.content, tmp_path)
    answers = [judged(tmp_path, content, port.known, ledger) for ledger in (sent(copies.jane), None)]
    assert row(what, *answers) in PAGE


def test_a_comment_behind_a_copy_is_told_with_whose_it_is(port: Port, copies: Copies, tmp_path: Path) -> None:
    ledger = replace(sent(copies.jane), names={READER: "Jane Example"})
    answer = judged(tmp_path, added(copies.jane.content, note), port.known, ledger)
    assert (answer.verdict.code, answer.copy) == (22, str(copies.jane.copy.code))
    size = len(copies.jane.content)
    assert f"copy 0007-{copies.jane.copy.code.check} of {NUMBER}, made for Jane Example" in told(answer)
    assert f"its first {size:,} bytes are that copy" in told(answer)
    assert "Text on page 1" in told(answer)


def test_of_two_copies_that_one_file_begins_with_the_longer_is_told(port: Port, copies: Copies, tmp_path: Path) -> None:
    """A copy that was sent with the house's comment behind it is a copy that was sent."""
    noted = added(copies.jane.content, note)
    again = replace(copies.jane, content=noted, sha256=hashlib.sha256(noted).hexdigest())
    both = Sent({**sent(copies.jane).by_hash, **sent(again).by_hash})
    answer = judged(tmp_path, added(noted, note), port.known, both)
    assert answer.verdict.word == "added-to"
    assert f"its first {len(noted):,} bytes are that copy" in told(answer)


def test_a_changed_stamp_is_told(port: Port, copies: Copies, tmp_path: Path) -> None:
    white = judged(tmp_path, added(copies.jane.content, whitened), port.known, sent(copies.jane))
    assert "the stamp is not that copy's any more" in told(white)
    two = judged(tmp_path, mixed(copies.jane.content, copies.other.content), port.known)
    assert f"its pages name another copy, {copies.other.copy.code}" in told(two)


def test_of_places_that_name_two_copies_most_are_followed(port: Port, copies: Copies, tmp_path: Path) -> None:
    answer = judged(tmp_path, added(copies.jane.content, partial(recoded_behind, "X")), port.known)
    assert answer.copy == str(copies.jane.copy.code)
    assert "the code in its metadata is none" in told(answer)


def test_a_signed_copy_proves_itself_whole_and_under_a_comment(port: Port, copies: Copies, tmp_path: Path) -> None:
    code, ours = str(copies.signed.copy.code), copies.certificates
    assert look(copies.signed.content).codes == {"metadata": code, "file ID": code}
    assert look(copies.signed.content).identifier == port.name
    unproven = judged(tmp_path, copies.signed.content, port.known)
    assert (unproven.verdict.word, unproven.copy) == ("copy", code)
    assert "no code in" not in told(unproven)
    for known in (port.known, None):
        whole = judged(tmp_path, copies.signed.content, known, certificates=ours)
        assert (whole.verdict.word, whole.copy) == ("signed", code)
        noted = judged(tmp_path, added(copies.signed.content, note), known, certificates=ours)
        assert (noted.verdict.word, noted.copy, noted.size) == ("added-to", code, noted.as_json()["bytes"])
        assert "not checked" not in told(noted)
    changed = written_by(lambda pdf: None, copies.signed.content)
    assert judged(tmp_path, changed, port.known, certificates=ours).verdict.word != "signed"


def test_a_signed_copy_that_a_password_closes_proves_itself_too(port: Port, copies: Copies, tmp_path: Path) -> None:
    code = str(copies.sealed.copy.code)
    for known in (port.known, None):
        whole = judged(tmp_path, copies.sealed.content, known, certificates=copies.certificates)
        assert (whole.verdict.word, whole.copy) == ("signed", code)
        noted = judged(tmp_path, added(copies.sealed.content, note, PASSWORD), known, certificates=copies.certificates)
        assert (noted.verdict.word, noted.copy) == ("differs", code)
        assert "so what was added cannot be told" in told(noted)
