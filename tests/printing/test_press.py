"""The press: what it prints, what it refuses, and what it leaves behind."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from iria_reports.errors import CannotWrite, MachineNotReady, PrintingFailed
from iria_reports.printing import press as press_module
from iria_reports.printing import print_proof as print_proof_module
from iria_reports.printing.limits import Limits
from iria_reports.printing.press import Press
from iria_reports.printing.print_proof import print_proof
from iria_reports.printing.proof import Proof

from .conftest import SMALL, print_once
from .galleys import BODY, HEAD, plain_body, write_galley

GOOD = b"%PDF an earlier good file"


def test_a_proof_says_what_was_printed_and_with_what(proof: Proof) -> None:
    assert (proof.pages, proof.notes, proof.warnings) == (2, 2, ())
    assert proof.sha256 == hashlib.sha256(proof.path.read_bytes()).hexdigest()
    assert proof.versions["weasyprint"] == "70.0"
    assert set(proof.versions) == {"weasyprint", "pango", "harfbuzz", "pikepdf"}
    assert set(proof.stages) == {"import", "layout", "write", "finish", "inspect", "lint"}


def test_nothing_but_the_pdf_is_left_in_the_folder(proof: Proof) -> None:
    assert sorted(entry.name for entry in proof.path.parent.iterdir()) == ["galley", "report.pdf"]


def test_title_author_subject_and_keywords_are_the_html_s(proof: Proof) -> None:
    with pikepdf.open(proof.path) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        xmp = pdf.Root.Metadata.read_bytes().decode()
    assert info["/Title"] == "Kazakhstan — January 2022"
    assert info["/Author"] == "A. Analyst, Б. Сарапшы"
    assert info["/Subject"] == "What happened"
    assert info["/Keywords"] == "Kazakhstan, protest"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20220120000000+00'00"
    assert all(text in xmp for text in ("A. Analyst", "Б. Сарапшы", "What happened", "Kazakhstan, protest"))


def test_the_attachment_is_dated_from_the_galley_and_says_what_it_is(proof: Proof) -> None:
    with pikepdf.open(proof.path) as pdf:
        assert len(pdf.Root.AF) == 1
        spec = pdf.Root.AF[0]
        assert (str(spec.UF), str(spec.Desc), spec.AFRelationship) == (
            "figure-1-toll.csv",
            "Data of Figure 1",
            pikepdf.Name.Data,
        )
        assert str(spec.EF.F.Params.ModDate) == "D:20220120000000Z"
        assert spec.EF.F.Subtype == pikepdf.Name("/text/csv")
        assert spec.EF.F.read_bytes().startswith(b"city,dead")


def test_the_bytes_do_not_depend_on_folder_zone_locale_hash_seed_or_the_user_s_fonts(
    proof: Proof, tmp_path: Path
) -> None:
    home = tmp_path / "hostile home"
    fonts = home / ".config" / "fontconfig"
    fonts.mkdir(parents=True)
    (fonts / "fonts.conf").write_text(
        '<fontconfig><dir>/usr/share/fonts</dir><match target="font"><edit name="embolden" mode="assign">'
        "<bool>true</bool></edit></match></fontconfig>"
    )
    galley = write_galley(tmp_path / "another place")
    script = (
        "import sys; from pathlib import Path; from iria_reports.printing.press import Press\n"
        "from iria_reports.printing.print_proof import print_proof\n"
        "with Press.start() as press: print(print_proof(press, *map(Path, sys.argv[1:])).sha256)"
    )
    hostile = {
        "TZ": "Asia/Almaty",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "SOURCE_DATE_EPOCH": "1",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", script, str(galley), str(tmp_path / "out.pdf")],
        env=hostile,
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.strip() == proof.sha256


def test_a_failure_leaves_the_earlier_good_file_and_nothing_else(galley: Path, tmp_path: Path) -> None:
    (galley / "assets" / "chart.svg").unlink()
    destination = tmp_path / "out" / "report.pdf"
    destination.parent.mkdir()
    destination.write_bytes(GOOD)
    with pytest.raises(PrintingFailed, match=r"asset:chart\.svg"):
        print_once(galley, destination)
    assert destination.read_bytes() == GOOD
    assert list(destination.parent.iterdir()) == [destination]


def test_a_full_disk_leaves_the_earlier_good_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    destination = tmp_path / "report.pdf"
    destination.write_bytes(GOOD)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        print_proof_module._put_in_place(b"new", destination)
    assert destination.read_bytes() == GOOD
    assert list(tmp_path.iterdir()) == [destination]


def test_a_destination_without_a_folder_is_told_before_printing(galley: Path, tmp_path: Path) -> None:
    with Press.start(SMALL) as press, pytest.raises(CannotWrite, match="not a folder"):
        print_proof(press, galley, tmp_path / "nowhere" / "report.pdf")


def test_an_asset_may_come_while_the_printer_lays_out(galley: Path, tmp_path: Path, proof: Proof) -> None:
    late = awaited(galley, "chart.svg")

    def arriving() -> Iterator[str]:
        time.sleep(1)  # the printer is at work, and must not take the asset for missing
        (galley / "assets" / "chart.svg").write_bytes(late)
        yield "chart.svg"

    with Press.start(SMALL) as press:
        printed = print_proof(press, galley, tmp_path / "report.pdf", arriving())
    assert printed.sha256 == proof.sha256


def test_an_asset_that_never_comes_stops_the_print(galley: Path, tmp_path: Path) -> None:
    awaited(galley, "chart.svg")
    with Press.start(SMALL) as press, pytest.raises(PrintingFailed, match=r"asset:chart\.svg"):
        print_proof(press, galley, tmp_path / "report.pdf")


def test_what_goes_wrong_while_an_asset_is_made_ends_the_print(galley: Path, tmp_path: Path) -> None:
    awaited(galley, "chart.svg")

    def arriving() -> Iterator[str]:
        raise KeyboardInterrupt
        yield "chart.svg"

    with Press.start(SMALL) as press, pytest.raises(KeyboardInterrupt):
        print_proof(press, galley, tmp_path / "report.pdf", arriving())
    assert press.child.process.poll() is not None
    assert not (tmp_path / "report.pdf").exists()


def awaited(galley: Path, name: str) -> bytes:
    """Take an asset out of the galley, to come later; its bytes."""
    manifest = json.loads((galley / "galley.json").read_text())
    (galley / "galley.json").write_text(json.dumps({**manifest, "awaited": [name]}))
    content = (galley / "assets" / name).read_bytes()
    (galley / "assets" / name).unlink()
    return content


def test_leaving_the_block_ends_the_child_and_removes_its_scratch_folder() -> None:
    press = Press.start(SMALL)
    assert press.child.scratch.exists()

    def interrupted_block() -> None:
        with press:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted_block()
    assert press.child.process.poll() is not None
    assert not press.child.scratch.exists()


def test_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import time; from iria_reports.printing.press import Press\n"
        "press = Press.start(); print(press.child.process.pid, press.child.scratch, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(tmp_path)}
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline().split()[0])
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while _alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(child)


def _alive(child: int) -> bool:
    """A process nobody has waited for is a zombie: ended all the same."""
    try:
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_press_prints_once(galley: Path, tmp_path: Path) -> None:
    with Press.start(SMALL) as press:
        print_proof(press, galley, tmp_path / "one.pdf")
        with pytest.raises(RuntimeError, match="prints once"):
            print_proof(press, galley, tmp_path / "two.pdf")


def test_any_warning_of_weasyprint_s_stops_the_print_and_is_named(tmp_path: Path) -> None:
    galley = write_galley(tmp_path / "galley", theme="p { colour: red }")
    with pytest.raises(PrintingFailed, match="colour"):
        print_once(galley, tmp_path / "report.pdf")


def test_a_missing_letter_stops_the_print_and_is_named(tmp_path: Path) -> None:
    galley = write_galley(tmp_path / "galley", plain_body("<p>සිංහල</p>"), notes=0)
    with pytest.raises(PrintingFailed, match=r"U\+0DC3"):
        print_once(galley, tmp_path / "report.pdf")


def test_a_picture_without_words_stops_the_print(tmp_path: Path) -> None:
    galley = write_galley(tmp_path / "galley", plain_body('<p><img alt="" src="asset:chart.svg"></p>'), notes=0)
    with pytest.raises(PrintingFailed, match="alt description"):
        print_once(galley, tmp_path / "report.pdf")


def test_a_lost_note_stops_the_print(tmp_path: Path) -> None:
    galley = write_galley(tmp_path / "galley", notes=3)
    with pytest.raises(PrintingFailed, match="2 note bodies were printed of 3"):
        print_once(galley, tmp_path / "report.pdf")


def test_findings_of_the_structural_check_stop_the_print(tmp_path: Path) -> None:
    galley = write_galley(tmp_path / "galley", BODY.replace("<h2", "<h3").replace("</h2", "</h3"))
    with pytest.raises(PrintingFailed, match="level 3 follows one of level 1"):
        print_once(galley, tmp_path / "report.pdf")


def test_a_link_to_a_script_stops_the_print(tmp_path: Path) -> None:
    galley = write_galley(tmp_path / "galley", plain_body('<p><a href="javascript:alert(1)">x</a></p>'), notes=0)
    with pytest.raises(PrintingFailed, match="javascript:alert"):
        print_once(galley, tmp_path / "report.pdf")


def test_an_attachment_named_in_the_html_stops_the_print(tmp_path: Path) -> None:
    head = HEAD.replace("</head>", '<link rel="attachment" href="asset:chart.svg"></head>')
    with pytest.raises(PrintingFailed, match=r"listed in galley\.json"):
        print_once(write_galley(tmp_path / "galley", head=head), tmp_path / "report.pdf")


def test_missing_pango_is_the_machine_s_fault_and_says_what_to_install() -> None:
    with pytest.raises(MachineNotReady) as caught:
        press_module.printed({"status": "machine", "message": "no Pango", "advice": "apt-get install it"})
    assert caught.value.advice == "apt-get install it"


def test_something_nobody_foresaw_shows_its_last_line_and_keeps_the_rest() -> None:
    with pytest.raises(PrintingFailed, match=r"KeyError: 'x'$") as caught:
        press_module.printed({"status": "broken", "message": "Traceback\n  File\nKeyError: 'x'\n", "advice": ""})
    assert "Traceback" in caught.value.__notes__[0]


def test_limits_travel_as_json_and_unknown_ones_fail() -> None:
    assert Limits.from_json(SMALL.as_json()) == SMALL
    with pytest.raises(ValueError, match="surprise"):
        Limits.from_json({"surprise": 1})


def test_notes_that_fit_stay_on_their_page(tmp_path: Path) -> None:
    """With these sizes two sums in WeasyPrint 70.0 differ by 2e-13: unpatched, eight paragraphs take nine pages."""
    theme = """
    html { font: 11.3pt/1.29 Serif4 } x-note { font-size: 6.4pt }
    @page { size: A5; margin: 20mm; @footnote { border-top: .5pt solid; padding-top: 1mm } }"""
    paragraph = f"<p>{'word ' * 20}<x-note>A note {'of some words ' * 6}</x-note> more</p>"
    galley = write_galley(tmp_path / "galley", plain_body(paragraph * 8), theme=theme, notes=8)
    proof = print_once(galley, tmp_path / "report.pdf")
    assert (proof.notes, proof.pages) == (8, 2)
