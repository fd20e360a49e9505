"""What `verify` says of a copy when the ledger, the list of readers or the archive has moved on, or is not whole."""

import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from stray import NOTE, NUMBER, Port, updated, with_lines, written_by
from stray_copies import READER, edition, judged, rows, sent, told

from iria_reports.issuing.archive import Archive
from iria_reports.issuing.known import Known
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.editions import Copy, Edition, editions
from iria_reports.sending.ledger import State
from iria_reports.sending.recognising import Sent


@pytest.fixture(scope="module")
def jane(port: Port) -> Edition:
    return edition(port)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Known:
    """An archive that knows nothing of the issue: an older copy, or another desk's."""
    archive = Archive(tmp_path / "elsewhere")
    archive.root.mkdir()
    archive.register.write_bytes(b"")
    return Known.of(archive)


def test_whose_reader_was_forgotten_is_proven_and_names_nobody(jane: Edition, port: Port, tmp_path: Path) -> None:
    ledger = replace(sent(jane), names={"1" * 32: "Bob Beech"})
    answer = judged(tmp_path, jane.content, port.known, ledger)
    assert (answer.verdict.word, answer.copy) == ("current", str(jane.copy.code))
    assert "made for a reader whom the list of readers does not have; the ledger" in told(answer)
    known = judged(tmp_path, jane.content, port.known, replace(ledger, names={READER: "Jane Example"}))
    assert "made for Jane Example; the ledger" in told(known)


@pytest.mark.parametrize(
    ("states", "word"),
    [
        (("queued", "unknown"), "uncertain"),
        (("drafted",), "draft"),
        (("sent", "bounced"), "came back"),
        (("sent", "queued", "refused"), "sent"),
    ],
)
def test_what_became_of_it_is_told_as_deliveries_tells_it(
    jane: Edition, port: Port, tmp_path: Path, states: tuple[State, ...], word: str
) -> None:
    ledger = Sent.of(rows(jane, *states))
    assert f"the ledger has it as {word}\n" in "\n".join(judged(tmp_path, jane.content, port.known, ledger).lines())


@pytest.mark.parametrize("what", ["whole", "added to", "written anew", "changed"])
def test_nobody_is_sent_to_an_issue_that_does_not_stand(jane: Edition, port: Port, tmp_path: Path, what: str) -> None:
    content = {
        "whole": jane.content,
        "added to": jane.content + b"more\n",
        "written anew": written_by(lambda pdf: None, jane.content),
        "changed": written_by(lambda pdf: pdf.pages.reverse(), jane.content),
    }[what]
    for root in ("two", "gone"):
        shutil.copytree(port.archive.root / NUMBER / "v1", tmp_path / root / NUMBER / "v1")
    later = judged(tmp_path, content, with_lines(port, tmp_path / "two", "v2"), sent(jane))
    first = "do not rely on it; " if what == "changed" else ""
    (path,) = (tmp_path / "two").rglob(f"{NUMBER}_port_v2.pdf")
    assert later.lines()[-1] == f"  next: {first}read the later version: {path}"
    assert "version 2 came on" in told(later)
    gone = judged(tmp_path, content, with_lines(port, tmp_path / "gone", "withdrawn"), sent(jane))
    assert gone.lines()[-1] == "  next: do not rely on it, and say so if you sent it on"
    assert "was withdrawn on" in told(gone)
    assert {later.copy, gone.copy} == {str(jane.copy.code)}


def test_an_issue_with_a_comment_that_was_withdrawn_is_not_to_be_taken_either(port: Port, tmp_path: Path) -> None:
    noted = updated(port.issued, 1, {"/Annots": NOTE})
    answer = judged(tmp_path, noted, with_lines(port, tmp_path / "gone", "withdrawn"))
    assert (answer.verdict.word, answer.issued) == ("added-to", "")
    assert answer.as_json()["next"] == "do not rely on it, and say so if you sent it on"


def test_the_ledger_speaks_where_no_archive_here_has_the_issue(
    jane: Edition, port: Port, tmp_path: Path, elsewhere: Known
) -> None:
    for known in (elsewhere, None):
        answer = judged(tmp_path, jane.content, known, sent(jane))
        assert (answer.verdict.word, answer.copy) == ("unproven", str(jane.copy.code))
        assert "the ledger has it as sent; no archive here has that issue" in told(answer)


def test_a_rendition_that_this_archive_lacks_is_not_called_changed(jane: Edition, port: Port, tmp_path: Path) -> None:
    row = rows(jane, "sent")[0].model_copy(update={"file": f"{NUMBER}_port_later_v1.pdf"})
    answer = judged(tmp_path, jane.content, port.known, Sent.of([row]))
    assert f"the bytes that were sent as copy {jane.copy.code.short}" in told(answer)
    assert f"this archive has no {NUMBER}_port_later_v1.pdf" in told(answer)


def test_a_stamp_of_an_issue_that_nobody_knows_is_a_false_claim(
    jane: Edition, tmp_path: Path, elsewhere: Known
) -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Metadata
        for name in list(pdf.attachments):
            del pdf.attachments[name]

    answer = judged(tmp_path, written_by(forget, jane.content), elsewhere)
    assert answer.verdict.word == "false-claim"
    assert f"its pages name copy {jane.copy.code}" in told(answer)


def test_a_number_with_small_letters_is_found_by_its_code(port: Port, tmp_path: Path) -> None:
    (made,) = editions(port.issued, [Copy(CopyCode(NUMBER.lower(), 1, 7), "Jane Example")])
    answer = judged(tmp_path, made.content, port.known)
    assert answer.verdict.word == "copy", told(answer)
    assert "every page is the issue's, with a stamp" in told(answer)


def test_of_a_closed_copy_the_ledger_tells_the_rendition(port: Port, tmp_path: Path) -> None:
    content = port.known.content(port.known.files[1])
    assert content is not None
    (made,) = editions(content, [Copy(CopyCode(NUMBER, 1, 7), "Jane Example", password="secret")])
    assert "which of that version's 2 renditions it is cannot be told" in told(
        judged(tmp_path, made.content, port.known)
    )
    row = rows(made, "sent")[0].model_copy(update={"file": port.known.files[1].rendition.file, "sha256": "0" * 64})
    answer = judged(tmp_path, made.content, port.known, Sent.of([row]))
    assert (answer.verdict.word, answer.kept) == ("unproven", port.known.files[1])
    assert "not the bytes that were sent as copy" in told(answer)
    assert "cannot be told" not in told(answer)
    assert "no code in" not in told(answer)
