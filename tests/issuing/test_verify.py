"""What `verify` answers, verdict by verdict, beside the archive and without it."""

import hashlib
import io
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from stray import NOTE, NUMBER, Port, clock, look, updated, with_lines, written_by

from iria_reports.issuing.archive import Archive
from iria_reports.issuing.chain import FIRST
from iria_reports.issuing.entries import Added
from iria_reports.issuing.known import Known
from iria_reports.issuing.register import Register, append
from iria_reports.issuing.verdict import VERDICTS, Answer, worst
from iria_reports.verify import verify


def judged(tmp_path: Path, content: bytes, known: Known | None) -> Answer:
    file = tmp_path / "stray.pdf"
    file.write_bytes(content)
    return verify(file, known, look)


def told(answer: Answer) -> str:
    return " ".join(answer.lines())


def test_an_issued_file_is_ours_by_any_name(port: Port, tmp_path: Path) -> None:
    answer = judged(tmp_path, port.issued, port.known)
    assert (answer.verdict.word, answer.verdict.code) == ("current", 0)
    assert f"{NUMBER} version 1, issued 2024-03-11, {port.name}.pdf, for policymakers, TLP:GREEN" in told(answer)


def test_a_later_version_or_a_withdrawal_is_told(port: Port, tmp_path: Path) -> None:
    superseded = judged(tmp_path, port.issued, with_lines(port, tmp_path / "two", "v2"))
    assert (superseded.verdict.word, superseded.verdict.code) == ("superseded", 20)
    assert "version 2 came on 2024-03-11: the crane's count is corrected" in told(superseded)
    assert superseded.issued.endswith(f"v2/data/{NUMBER}_port_v2.pdf")
    withdrawn = judged(tmp_path, port.issued, with_lines(port, tmp_path / "gone", "withdrawn"))
    assert (withdrawn.verdict.word, withdrawn.verdict.code) == ("withdrawn", 21)
    assert f"{NUMBER} was withdrawn on 2024-03-11: the figures were wrong" in told(withdrawn)


def test_a_comment_of_a_reader_is_named_and_the_issue_is_whole_inside(port: Port, tmp_path: Path) -> None:
    answer = judged(tmp_path, updated(port.issued, 1, {"/Annots": NOTE}), port.known)
    assert (answer.verdict.word, answer.verdict.code) == ("added-to", 22)
    assert f"its first {len(port.issued):,} bytes are the issue" in told(answer)
    assert "laid on it or taken off: Text on page 2" in told(answer)


def test_an_update_that_changes_a_page_is_no_mere_addition(port: Port, tmp_path: Path) -> None:
    turned = judged(tmp_path, updated(port.issued, 1, {"/Rotate": "180"}), port.known)
    assert (turned.verdict.word, turned.verdict.code) == ("differs", 29)
    assert "the drawing differs on page 2" in told(turned)
    emptied = judged(tmp_path, updated(port.issued, 0, {"/Contents": "[]"}), port.known)
    assert "the text differs on page 1" in told(emptied)


def test_rubbish_behind_the_end_is_told_though_nothing_shows_it(port: Port, tmp_path: Path) -> None:
    answer = judged(tmp_path, port.issued + b"From: somebody\r\n", port.known)
    assert answer.verdict.word == "added-to"
    assert "16 bytes follow; nothing of it is shown" in told(answer)


def test_a_signature_of_somebody_is_named_and_not_believed(port: Port, tmp_path: Path) -> None:
    def sign(pdf: pikepdf.Pdf) -> None:
        value = pdf.make_indirect(Dictionary(Type=Name.Sig, Name="Mallory\x1b[2J"))
        field = pdf.make_indirect(Dictionary(FT=Name.Sig, V=value, T="s"))
        pdf.Root.AcroForm = Dictionary(Fields=[field])

    answer = judged(tmp_path, written_by(sign, port.issued), port.known)
    assert "1 digital signature (Mallory\\x1b[2J), not checked" in told(answer)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda pdf: pdf.pages[1].obj.__setitem__("/Contents", pdf.pages[2].obj.Contents), "text differs on page 2"),
        (lambda pdf: pdf.pages.__delitem__(2), "it has 2 pages, the issue 3"),
        (lambda pdf: pdf.pages[1].obj.__setitem__("/MediaBox", [0, 0, 300, 300]), "the drawing differs on page 2"),
        (lambda pdf: pdf.attachments.__setitem__("report.json", b"{}"), "report.json is changed"),
    ],
)
def test_what_another_program_changed_is_named(port: Port, tmp_path: Path, change: object, says: str) -> None:
    answer = judged(tmp_path, written_by(change, port.issued), port.known)  # type: ignore[arg-type]
    assert (answer.verdict.word, answer.verdict.code) == ("differs", 29)
    assert says in told(answer)


def test_metadata_structure_and_bookmarks_are_compared(port: Port, tmp_path: Path) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot
        del pdf.Root.Outlines
        pdf.docinfo["/Title"] = "Another title"

    answer = judged(tmp_path, written_by(strip, port.issued), port.known)
    assert answer.verdict.word == "copy"
    assert "also different: bookmarks, properties, structure" in told(answer)


def test_a_script_put_behind_an_issue_is_no_mere_addition(port: Port, tmp_path: Path) -> None:
    at = int(port.issued.rpartition(b"startxref\n")[2].split()[0])
    with pikepdf.open(io.BytesIO(port.issued)) as pdf:
        number, size, info = pdf.Root.objgen[0], int(pdf.trailer.Size), pdf.trailer.Info.objgen[0]
        root = pdf.Root
        old = " ".join(f"{key} {root[key].unparse().decode('latin-1')}" for key in root if key != "/Type")
    body = (
        f"{number} 0 obj\n<< /Type /Catalog {old} /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>\nendobj\n"
    )
    where = len(port.issued)
    table = f"xref\n{number} 1\n{where:010} 00000 n \ntrailer\n<< /Size {size} /Root {number} 0 R /Info {info} 0 R "
    content = port.issued + f"{body}{table}/Prev {at} >>\nstartxref\n{where + len(body)}\n%%EOF\n".encode("latin-1")
    answer = judged(tmp_path, content, port.known)
    assert answer.verdict.word == "differs"
    assert "also different: actions" in told(answer)


def test_a_copy_that_lost_its_name_is_known_by_the_foot_of_its_pages(port: Port, tmp_path: Path) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Metadata
        for name in list(pdf.attachments):
            del pdf.attachments[name]

    copy = written_by(forget, port.issued)
    answer = judged(tmp_path, copy, port.known)
    assert (answer.verdict.word, answer.verdict.code) == ("copy", 25)
    assert answer.kept is not None
    assert answer.kept.name == port.name
    assert "the same text on every page" in told(answer)
    alone = judged(tmp_path, copy, None)
    assert (alone.verdict.word, alone.verdict.code) == ("not-ours", 26)


def test_a_draft_is_told_with_the_archive_and_without(port: Port, tmp_path: Path) -> None:
    for known in (port.known, None):
        answer = judged(tmp_path, port.draft, known)
        assert (answer.verdict.word, answer.verdict.code) == ("draft", 23)
        assert "title The port works again" in told(answer)


def test_without_the_archive_a_file_proves_nothing(port: Port, tmp_path: Path) -> None:
    answer = judged(tmp_path, port.issued, None)
    assert (answer.verdict.word, answer.verdict.code) == ("unproven", 24)
    assert f"it says: number {NUMBER}, version 1, title The port works again" in told(answer)
    more = judged(tmp_path, updated(port.issued, 1, {"/Annots": NOTE}), None)
    assert "more stands behind its first end" in told(more)


def test_a_number_that_was_never_issued_is_a_false_claim(port: Port, tmp_path: Path) -> None:
    def claim(name: str) -> bytes:
        def change(pdf: pikepdf.Pdf) -> None:
            packet = pdf.Root.Metadata.read_bytes().replace(port.name.encode(), name.encode())
            pdf.Root.Metadata.write(packet)
            pdf.pages[0].obj.Contents = pdf.make_stream(b"")
            del pdf.pages[1:]

        return written_by(change, port.issued)

    nobody = judged(tmp_path, claim("HOUSE-AN-2031-007_port_v1"), port.known)
    assert (nobody.verdict.word, nobody.verdict.code) == ("false-claim", 28)
    later = judged(tmp_path, claim(f"{NUMBER}_port_v9"), port.known)
    assert f"{NUMBER} has version 1 only" in told(later)


def test_where_the_archives_own_file_is_gone_nothing_is_accused(port: Port, tmp_path: Path) -> None:
    known = replace(port.known, root=tmp_path / "elsewhere")
    assert judged(tmp_path, port.issued, known).verdict.word == "current"
    answer = judged(tmp_path, written_by(lambda pdf: None, port.issued), known)
    assert answer.verdict.word == "unproven"
    assert "the archive's own file of it is missing or damaged" in told(answer)


def test_a_register_that_leads_out_of_the_archive_is_not_followed(port: Port, tmp_path: Path) -> None:
    kept = port.known.files[0]
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(port.issued)
    known = replace(port.known, root=tmp_path / "archive")
    up, windows = ("../outside.pdf", "a/../../outside.pdf", ".."), ("C:\\outside.pdf", "..\\outside.pdf")
    for place in (*up, *windows, str(outside), "\0"):
        assert known.path(replace(kept, place=place)) is None, place


def test_an_issue_inside_a_strangers_file_does_not_make_that_ours(port: Port, tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["report.pdf"] = port.issued
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert port.name.encode() in out.getvalue()
    assert judged(tmp_path, out.getvalue(), port.known).verdict.word == "not-ours"


def test_another_document_behind_an_issue_is_what_readers_see(port: Port, tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    answer = judged(tmp_path, port.issued + out.getvalue(), port.known)
    assert answer.verdict.word == "differs"
    assert f"its first {len(port.issued):,} bytes are the issue" in told(answer)


def test_what_a_mail_program_puts_before_an_issue_is_told(port: Port, tmp_path: Path) -> None:
    answer = judged(tmp_path, b"Received: from somewhere\r\n" + port.issued, port.known)
    assert "26 put in at byte 0; all that is shown is as issued" in told(answer)


def test_a_page_of_somebody_else_is_not_ours(port: Port, tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    assert judged(tmp_path, out.getvalue(), port.known).verdict.word == "not-ours"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"hello\n" * 100, b"%PDF-1.7\n1 0 obj\n<<" + b"\0" * 999])
def test_what_is_no_pdf_cannot_be_read(port: Port, tmp_path: Path, content: bytes) -> None:
    assert judged(tmp_path, content, port.known).verdict.word == "unreadable"


def test_of_several_files_the_worst_counts_and_json_tells_each(port: Port, tmp_path: Path) -> None:
    files = {"a.pdf": port.issued, "b.pdf": port.issued + b"\n", "c.pdf": b"hello"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-m", "iria_reports", "verify", *files, "--archive", str(port.archive.root), "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 27
    answer = json.loads(done.stdout)
    assert (answer["format"], answer["code"]) == (1, 27)
    assert [one["verdict"] for one in answer["files"]] == ["current", "added-to", "unreadable"]
    assert answer["files"][0]["rendition"]["audience"] == "policymakers"


def test_inside_a_desk_its_own_archive_is_asked_and_outside_none(port: Port, tmp_path: Path) -> None:
    (tmp_path / "desk" / "output").mkdir(parents=True)
    (tmp_path / "desk" / "desk.yml").write_text("")
    shutil.copytree(port.archive.root, tmp_path / "desk" / "output" / "issued")
    (tmp_path / "a.pdf").write_bytes(port.issued)
    for folder, code in (("desk", 0), (".", 24)):
        command = [sys.executable, "-m", "iria_reports", "verify", str(tmp_path / "a.pdf")]
        done = subprocess.run(command, cwd=tmp_path / folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, "")
        assert len(done.stdout.splitlines()) == 3


def test_the_other_rendition_is_told_apart_by_its_text_alone(port: Port, tmp_path: Path) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Metadata
        for name in list(pdf.attachments):
            del pdf.attachments[name]

    for kept in port.known.files:
        content = port.known.content(kept)
        assert content is not None
        answer = judged(tmp_path, written_by(forget, content), port.known)
        assert answer.kept == kept


def test_a_report_from_before_the_register_is_ours_too(port: Port, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "older")
    archive.root.mkdir()
    old = b"%PDF-1.4\n% a report of 2009\n%%EOF\n"
    rendition = port.known.files[0].rendition.model_copy(
        update={"file": "old.pdf", "sha256": hashlib.sha256(old).hexdigest(), "mark": None}
    )
    entry = Added(
        seq=1,
        at=clock(),
        number="OLD-7",
        prev=FIRST,
        title="The port in 2009",
        issued=date(2009, 5, 1),
        bag="OLD-7/v1",
        manifest=FIRST,
        renditions=(rendition,),
    )
    append(archive.register, Register(), entry)
    answer = judged(tmp_path, old, Known.of(archive))
    assert answer.verdict.word == "current"
    assert "OLD-7, issued 2009-05-01, old.pdf" in told(answer)
    more = judged(tmp_path, old + b"more", Known.of(archive))  # the old one is no PDF that can be opened
    assert more.verdict.word == "differs"
    other = judged(tmp_path, old + port.issued, Known.of(archive))
    assert "what was added cannot be told" in told(other)


def test_a_damaged_register_judges_nothing(port: Port, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "damaged")
    archive.root.mkdir()
    archive.register.write_bytes(port.archive.register.read_bytes().replace(b'"version":1', b'"version":7', 1))
    archive.head.write_bytes(port.archive.head.read_bytes())
    (tmp_path / "a.pdf").write_bytes(port.issued)
    command = [sys.executable, "-m", "iria_reports", "verify", "a.pdf", "--archive", str(archive.root)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (8, "")


def test_a_folder_without_a_register_is_no_archive(port: Port, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(port.issued)
    command = [sys.executable, "-m", "iria_reports", "verify", "a.pdf", "--archive", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 9
    assert "is no archive" in done.stderr


def test_codes_are_stable_and_each_is_another() -> None:
    assert [(one.word, one.code) for one in VERDICTS] == [
        ("current", 0),
        ("signed", 19),
        ("superseded", 20),
        ("withdrawn", 21),
        ("added-to", 22),
        ("draft", 23),
        ("unproven", 24),
        ("copy", 25),
        ("not-ours", 26),
        ("unreadable", 27),
        ("false-claim", 28),
        ("differs", 29),
    ]
    assert worst([]) == 0
