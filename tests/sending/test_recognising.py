"""`verify` names the copy: proven by the ledger, compared with the issue without it, and told where it was changed."""

import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Dictionary, Name
from stray import NOTE, NUMBER, Port, clock, updated, with_lines, written_by
from stray_copies import READER, edition, judged, recoded, sent, told

from iria_reports.cli.verify import verify_verb
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.editions import Copy, Edition, editions
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import writing
from iria_reports.sending.recognising import Sent


@pytest.fixture(scope="module")
def jane(port: Port) -> Edition:
    return edition(port)


def test_a_copy_that_the_ledger_has_is_ours_and_named(jane: Edition, port: Port, tmp_path: Path) -> None:
    answer = judged(tmp_path, jane.content, port.known, sent(jane))
    assert (answer.verdict.word, answer.copy) == ("current", str(jane.copy.code))
    assert f"copy {jane.copy.code.short} of {NUMBER}, made for a reader; the ledger has it as sent" in told(answer)
    assert answer.as_json()["copy"] == str(jane.copy.code)


def test_the_reader_is_named_only_where_the_list_of_readers_has_the_name(
    jane: Edition, port: Port, tmp_path: Path
) -> None:
    ledger = replace(sent(jane), names={READER: "Jane Example"})
    assert "made for Jane Example" in told(judged(tmp_path, jane.content, port.known, ledger))
    assert "Jane" not in told(judged(tmp_path, jane.content, port.known, sent(jane)))


def test_a_copy_stands_as_its_issue_does(jane: Edition, port: Port, tmp_path: Path) -> None:
    later = judged(tmp_path, jane.content, with_lines(port, tmp_path / "two", "v2"), sent(jane))
    assert (later.verdict.word, later.copy) == ("superseded", str(jane.copy.code))
    gone = judged(tmp_path, jane.content, with_lines(port, tmp_path / "gone", "withdrawn"), sent(jane))
    assert (gone.verdict.word, gone.copy) == ("withdrawn", str(jane.copy.code))


def test_an_encrypted_copy_that_the_ledger_has_is_named_without_its_password(port: Port, tmp_path: Path) -> None:
    closed = edition(port, password="secret")
    assert judged(tmp_path, closed.content, port.known, sent(closed)).verdict.word == "current"
    for known in (port.known, None):
        answer = judged(tmp_path, closed.content, known)
        assert (answer.verdict.word, answer.copy) == ("unproven", str(closed.copy.code))
        assert "it opens only with a password" in told(answer)


def test_without_the_ledger_it_shows_the_issue_and_a_stamp(jane: Edition, port: Port, tmp_path: Path) -> None:
    answer = judged(tmp_path, jane.content, port.known)
    assert (answer.verdict.word, answer.copy) == ("copy", str(jane.copy.code))
    assert "every page is the issue's, with a stamp" in told(answer)
    assert "without the ledger it cannot be told whether that copy was sent so" in told(answer)
    assert "no code in" not in told(answer)


def test_a_copy_that_the_ledger_does_not_know_is_told(jane: Edition, port: Port, tmp_path: Path) -> None:
    assert "the ledger knows no such copy" in told(judged(tmp_path, jane.content, port.known, Sent()))


def test_a_changed_page_differs_and_the_copy_is_named(jane: Edition, port: Port, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        part = pdf.pages[1].obj.Contents[1]
        part.write(part.read_bytes() + b" 0 0 1 rg 0 0 200 200 re f")

    answer = judged(tmp_path, written_by(change, jane.content), port.known, sent(jane))
    assert (answer.verdict.word, answer.copy) == ("differs", str(jane.copy.code))
    assert "the drawing differs on page 2" in told(answer)
    assert "not the bytes that were sent as copy" in told(answer)


def test_more_than_letters_in_the_stamp_is_a_change(jane: Edition, port: Port, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.pages[0].obj.Resources.XObject["/IriaCopyStamp"]
        form.write(form.read_bytes() + b"\n1 0 0 rg\n0 0 400 400 re\nf\n")

    assert judged(tmp_path, written_by(change, jane.content), port.known).verdict.word == "differs"


def test_a_stamp_cut_from_one_page_is_missed(jane: Edition, port: Port, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj[Name.Contents] = pdf.pages[0].obj.Contents[1]

    answer = judged(tmp_path, written_by(change, jane.content), port.known)
    assert (answer.verdict.word, answer.copy) == ("differs", str(jane.copy.code))
    assert "no stamp of ours on 1 of 3 pages" in told(answer)


def test_a_code_whose_check_character_is_wrong_is_told(jane: Edition, port: Port, tmp_path: Path) -> None:
    code = str(jane.copy.code)
    wrong = code[:-3] + ("8" if code[-3] != "8" else "9") + code[-2:]
    answer = judged(tmp_path, recoded(jane.content, wrong), port.known)
    assert answer.copy == code
    assert f"the code in its metadata is none: the check character {code[-1]} does not fit" in told(answer)


def test_two_places_that_name_two_copies_are_told(jane: Edition, port: Port, tmp_path: Path) -> None:
    other = str(CopyCode(NUMBER, 1, 8))
    answer = judged(tmp_path, recoded(jane.content, other), port.known)
    assert answer.copy == str(jane.copy.code)
    assert f"its metadata names another copy, {other}" in told(answer)


def test_a_comment_laid_on_a_copy_is_told(jane: Edition, port: Port, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1].obj
        note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[20, 20, 40, 40], Contents="so?"))
        page.Annots = [*page.get("/Annots", []), note]

    answer = judged(tmp_path, written_by(change, jane.content), port.known)
    assert (answer.verdict.word, answer.copy) == ("copy", str(jane.copy.code))
    assert "Text on page 2" in told(answer)


def test_a_broken_copy_is_named_by_its_file_id(jane: Edition, port: Port, tmp_path: Path) -> None:
    broken = jane.content[:15] + b"x" * 30_000 + jane.content[30_015:]
    answer = judged(tmp_path, broken, port.known)
    assert (answer.verdict.word, answer.copy) in {("differs", str(jane.copy.code)), ("copy", str(jane.copy.code))}


def test_without_an_archive_the_copy_is_what_it_says(jane: Edition, tmp_path: Path) -> None:
    answer = judged(tmp_path, jane.content, None)
    assert answer.verdict.word == "unproven"
    assert f"its metadata names copy {jane.copy.code}" in told(answer)
    assert f"its pages name copy {jane.copy.code}" in told(answer)


@pytest.mark.machine
@pytest.mark.parametrize("program", ["gs", "mutool", "qpdf"])
def test_what_other_programs_leave_of_a_copy(jane: Edition, port: Port, tmp_path: Path, program: str) -> None:
    """Ghostscript drops XMP and ID: what is printed remains (measured; see docs/editions.md)."""
    if shutil.which(program) is None:
        pytest.skip(f"no {program}")
    (tmp_path / "in.pdf").write_bytes(jane.content)
    out = str(tmp_path / "out.pdf")
    command = {
        "gs": ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={out}", "in.pdf"],
        "mutool": ["mutool", "clean", "-gg", "in.pdf", out],
        "qpdf": ["qpdf", "--linearize", "in.pdf", out],
    }[program]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    answer = judged(tmp_path, Path(out).read_bytes(), port.known)
    assert answer.copy == str(jane.copy.code)
    assert answer.verdict.word == "copy", told(answer)


def test_an_issue_is_no_copy(port: Port, tmp_path: Path) -> None:
    assert judged(tmp_path, port.issued, port.known).copy == ""
    answer = judged(tmp_path, updated(port.issued, 1, {"/Annots": NOTE}), port.known)
    assert (answer.verdict.word, answer.copy) == ("added-to", "")
    with pikepdf.open(io.BytesIO(port.issued)) as pdf:
        pdf.save(tmp_path / "anew.pdf")
    assert judged(tmp_path, (tmp_path / "anew.pdf").read_bytes(), port.known).copy == ""


def test_the_command_looks_into_the_ledger_of_the_desk(
    jane: Edition, port: Port, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "desk.yml").write_text("")
    (tmp_path / "stray.pdf").write_bytes(jane.content)
    monkeypatch.chdir(tmp_path)
    command = ["stray.pdf", "--archive", str(port.archive.root), "--json"]
    before = CliRunner().invoke(verify_verb, command, standalone_mode=False)
    assert (before.return_value, json.loads(before.output)["files"][0]["verdict"]) == (25, "copy")
    with writing(ReadersFolder(tmp_path / "output" / "readers"), clock) as ledger:
        about = {"message": "jane", "purpose": "report", "number": NUMBER, "version": 1, "reader": READER}
        what = {"file": f"{NUMBER}_port_v1.pdf", "sha256": jane.sha256, "code": str(jane.copy.code), "state": "sent"}
        ledger.add([{**about, **what}])
    after = CliRunner().invoke(verify_verb, command, standalone_mode=False)
    assert (after.return_value, json.loads(after.output)["files"][0]["copy"]) == (0, str(jane.copy.code))
    (tmp_path / "output" / "readers" / "key").write_bytes(b"damaged")
    assert CliRunner().invoke(verify_verb, command, standalone_mode=False).return_value == 0


def test_a_copy_that_lost_its_metadata_is_of_the_rendition_that_its_text_is_most_like(
    port: Port, tmp_path: Path
) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Metadata
        for name in list(pdf.attachments):
            del pdf.attachments[name]

    for kept in port.known.files:
        (made,) = editions(port.known.content(kept) or b"", [Copy(CopyCode(NUMBER, 1, 7), "Jane Example")])
        assert judged(tmp_path, written_by(forget, made.content), port.known).kept == kept


def test_a_copy_without_any_stamp_is_changed(jane: Edition, port: Port, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj[Name.Contents] = page.obj.Contents[1]
        del pdf.pages[0].obj.Resources.XObject["/IriaCopyStamp"]

    answer = judged(tmp_path, written_by(change, jane.content), port.known)
    assert (answer.verdict.word, answer.copy) == ("differs", str(jane.copy.code))
    assert "no stamp of ours on 3 of 3 pages" in told(answer)
    assert "no code in its file ID and pages" in told(answer)
