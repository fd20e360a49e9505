"""The structure tree: what the HTML says is what a reader's software is told."""

import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import weasyprint
from pikepdf import Array, Name
from verapdf.mutations import elements, links

from iria_reports.errors import MachineNotReady
from iria_reports.printing.proof import Proof
from iria_reports.printing.tags import PINNED, check_version, right_to_left

from .conftest import print_once
from .galleys import BODY, write_galley


@pytest.fixture(scope="module")
def pdf(proof: Proof) -> Any:
    with pikepdf.open(proof.path) as opened:
        yield opened


def outline(element: Any) -> list[Any]:
    """Kinds only, nested, without spans."""
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, Array) else [kids]
    below = [outline(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and Name.Span != kid.S]
    return [str(element.S)[1:], *below]


def test_the_pin_is_the_installed_version() -> None:
    """When this fails the pin has moved: read printing/tags.py and footnotes.py against the new WeasyPrint first."""
    assert weasyprint.__version__ == PINNED


def test_another_version_is_refused_with_advice() -> None:
    with pytest.raises(MachineNotReady, match=r"70\.0 exactly, found 71\.0") as caught:
        check_version("71.0")
    assert "uv sync" in caught.value.advice


def test_contents_are_a_toc_of_entries_with_one_link_each(pdf: Any) -> None:
    entry = ["TOCI", ["Reference", ["Link"]]]
    assert outline(next(elements(pdf, "TOC"))) == ["TOC", entry, entry]


def test_contents_in_two_columns_of_inline_blocks_are_a_toc_all_the_same(tmp_path: Path) -> None:
    galley = write_galley(tmp_path / "galley", theme="x-toci { display: inline-block; width: 45% }")
    proof = print_once(galley, tmp_path / "report.pdf")
    with pikepdf.open(proof.path) as pdf:
        entry = ["TOCI", ["Reference", ["Link"]]]
        assert outline(next(elements(pdf, "TOC"))) == ["TOC", entry, entry]


def test_a_contents_link_has_the_words_and_the_page_number_as_two_areas(pdf: Any) -> None:
    link = next(elements(pdf, "Link"))
    areas = [kid for kid in link.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.OBJR]
    assert len(areas) == 2
    assert {str(area.Obj.Contents) for area in areas} == {"1 Causes"}


def test_every_link_says_where_it_leads_in_words(pdf: Any) -> None:
    assert [str(link.Contents) for link in links(pdf)] == [
        "1 Causes", "1 Causes", "2 Құрбандар", "2 Құрбандар", "4 January 2022", "Figure 1",
    ]  # fmt: skip


def test_notes_have_an_id_a_label_and_a_call(pdf: Any) -> None:
    notes = list(elements(pdf, "Note"))
    assert [str(note.ID) for note in notes] == ["note-1", "note-2"]
    assert outline(notes[0]) == ["Note", ["Lbl"], ["Link"]]
    assert sum(1 for _ in elements(pdf, "Reference")) == 2 + 2


def test_head_cells_say_what_they_head(pdf: Any) -> None:
    assert [str(head.A.Scope) for head in elements(pdf, "TH")] == ["/Column", "/Column", "/Row", "/Row"]


def test_a_figure_has_its_words_and_its_box_on_the_page(pdf: Any) -> None:
    figure = next(elements(pdf, "Figure"))
    assert str(figure.Alt) == "Almaty counts most of the dead, 149"
    left, bottom, right, top = (float(number) for number in figure.A.BBox)
    assert right - left == pytest.approx(60 / 25.4 * 72, abs=0.1)
    assert top - bottom == pytest.approx(30 / 25.4 * 72, abs=0.1)
    caption = next(elements(pdf, "Caption"))
    assert Name.Div == caption.P.S


def test_an_inner_language_is_kept(pdf: Any) -> None:
    assert str(pdf.Root.Lang) == "en-GB"
    assert [str(quote.Lang) for quote in elements(pdf, "BlockQuote")] == ["ar"]


def test_right_to_left_text_says_its_letters_in_the_order_they_are_read(pdf: Any) -> None:
    spoken = [str(span.ActualText) for span in elements(pdf, "Span") if "/ActualText" in span]
    assert "".join(spoken) == ("اندلعت الاحتجاجات في جاناوزين في 2 يناير 2022 (Almaty) بعد ارتفاع سعر الغاز.")


def test_words_of_other_kinds_in_a_link_stay_in_one_link(tmp_path: Path) -> None:
    body = BODY.replace("4 January 2022</a>", "4 January <em>2022</em> الغاز</a>")
    proof = print_once(write_galley(tmp_path / "galley", body), tmp_path / "report.pdf")
    with pikepdf.open(proof.path) as pdf:
        assert [str(link.Contents) for link in links(pdf)].count("4 January 2022 الغاز") == 1
        link = list(elements(pdf, "Link"))[2]
        assert "/ActualText" not in link  # it would replace the link's other words
        spans = [kid for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        assert [str(span.get("/ActualText", "")).strip() for span in spans] == ["", "الغاز"]


def test_a_note_and_a_link_that_run_over_lines_are_one_element_each(tmp_path: Path) -> None:
    long = "A report of many words that runs over at least three lines of this small page, " * 3
    body = BODY.replace("4 January 2022</a>.", f"{long}</a> {long}الغاز")
    galley = write_galley(tmp_path / "galley", body, theme="x-note { footnote-display: inline }")
    proof = print_once(galley, tmp_path / "report.pdf")
    assert proof.notes == 2
    with pikepdf.open(proof.path) as pdf:
        assert [str(note.ID) for note in elements(pdf, "Note")] == ["note-1", "note-2"]
        assert [str(link.Contents) for link in links(pdf)].count(long.strip()) > 2
        assert sum(1 for _ in elements(pdf, "Link")) == 2 + 1 + 1
        spoken = [str(span.ActualText).strip() for span in elements(pdf, "Span") if "/ActualText" in span]
        assert any(text.endswith("الغاز") for text in spoken)


@pytest.mark.parametrize(("text", "answer"), [("abc", False), ("Қазақ", False), ("الغاز", True), ("ab 2 ש", True)])
def test_right_to_left_text_is_recognised(text: str, answer: bool) -> None:
    assert right_to_left(text) is answer


def test_running_heads_are_pagination_artifacts(pdf: Any) -> None:
    for page in pdf.pages:
        stream = page.Contents.read_bytes()
        assert (
            stream.count(b"/Artifact <</Type /Pagination>> BDC")
            + stream.count(b"/Artifact\n<</Type /Pagination>>\nBDC")
            == 2
        )


def test_bookmarks_follow_the_headings(pdf: Any) -> None:
    with pdf.open_outline() as bookmarks:
        top = bookmarks.root[0]
        assert top.title == "Kazakhstan — January 2022"
        assert [child.title for child in top.children] == ["Contents", "1 Causes", "2 Құрбандар"]


@pytest.mark.machine
def test_poppler_reads_the_arabic_in_its_order(proof: Proof) -> None:
    try:
        done = subprocess.run(["pdftotext", "-raw", proof.path, "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("no pdftotext: apt-get install poppler-utils")
    assert "الاحتجاجات" in done.stdout.decode()


@pytest.mark.machine
def test_qpdf_finds_no_fault_in_the_syntax(proof: Proof) -> None:
    try:
        done = subprocess.run(["qpdf", "--check", proof.path], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no qpdf: apt-get install qpdf")
    assert done.returncode == 0, done.stdout + done.stderr
