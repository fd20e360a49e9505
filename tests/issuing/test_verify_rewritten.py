"""An issued file, and one with a changed page, after other programs wrote them anew: recognised, and never proven."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from stray import Port, look, written_by

from iria_reports.issuing.shown import same_letters
from iria_reports.issuing.verdict import Answer
from iria_reports.verify import verify

pytestmark = pytest.mark.machine


def run(tool: str, *arguments: str | Path) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"no {tool} here")
    subprocess.run([tool, *map(str, arguments)], check=True, capture_output=True, timeout=120)


def qpdf(given: Path, out: Path) -> None:
    run("qpdf", "--object-streams=disable", "--linearize", given, out)


def mutool(given: Path, out: Path) -> None:
    run("mutool", "clean", "-gggz", given, out)


def ghostscript(given: Path, out: Path) -> None:
    run("gs", "-q", "-sDEVICE=pdfwrite", "-o", out, given)


def cairo(given: Path, out: Path) -> None:
    """As desktop programs print to a file."""
    run("pdftocairo", "-pdf", given, out)


PROGRAMS = pytest.mark.parametrize("program", [qpdf, mutool, ghostscript, cairo], ids=lambda one: one.__name__)
Program = Callable[[Path, Path], None]


def after(program: Program, content: bytes, port: Port, tmp_path: Path) -> Answer:
    (tmp_path / "given.pdf").write_bytes(content)
    program(tmp_path / "given.pdf", tmp_path / "stray.pdf")
    return verify(tmp_path / "stray.pdf", port.known, look)


@PROGRAMS
def test_a_copy_has_the_same_text_and_is_not_proven(port: Port, tmp_path: Path, program: Program) -> None:
    answer = after(program, port.issued, port, tmp_path)
    assert answer.verdict.word == "copy"
    assert answer.kept is not None
    assert answer.kept.name == port.name
    assert any("written anew by" in one for one in answer.details)
    assert any(one.startswith("the same text on every page") for one in answer.details)


@PROGRAMS
def test_a_changed_page_is_found_behind_the_rewriting(port: Port, tmp_path: Path, program: Program) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        shown = pikepdf.parse_content_stream(page)
        last = max(at for at, one in enumerate(shown) if str(one.operator) in ("TJ", "Tj"))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream([*shown[:last], *shown[last + 1 :]]))

    answer = after(program, written_by(change, port.issued), port, tmp_path)
    assert answer.verdict.word == "differs"
    assert "the text differs on page 2" in answer.details


def test_what_qpdf_and_mutool_keep_is_compared_to_the_last_line(port: Port, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[1].obj.Contents.read_bytes()
        pdf.pages[1].obj.Contents.write(content + b" q 1 0 0 rg 0 0 200 200 re f Q")

    for program in (qpdf, mutool):
        answer = after(program, written_by(change, port.issued), port, tmp_path)
        assert answer.verdict.word == "differs"
        assert "the drawing differs on page 2" in answer.details


@pytest.mark.parametrize(
    ("found", "same"),
    [
        ("the昀椀rst昀椀gureo昀케cialle昀琀", True),
        ("the昀椀rst昀椀gureo昀케cialle昀琀s", False),
        ("the昀椀rst昀椀gure昀ofthe", False),
        ("the昀椀rsh昀椀gureo昀케cialle昀琀", False),
        ("昀椀昀椀昀椀昀椀昀椀昀椀昀椀昀椀", False),
        ("", False),
    ],
)
def test_joined_letters_that_ghostscript_garbled_are_no_change_and_others_are(found: str, same: bool) -> None:
    issue = "thefirstfigureofficialleft"
    assert same_letters(issue, found, frozenset(issue)) is same


def test_a_browsers_print_of_the_page_is_recognised_and_is_not_the_issue(port: Port, tmp_path: Path) -> None:
    out = tmp_path / "stray.pdf"
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}", port.html.as_uri())
    answer = verify(out, port.known, look)
    assert answer.verdict.word == "differs"
    assert answer.kept is not None
    assert answer.kept.name == port.name
    assert any("of the issue's text is in it" in one for one in answer.details)
