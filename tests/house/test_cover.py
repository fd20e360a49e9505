"""A special report for a client, in both house themes: what stands on the cover, and what stands beside what."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import BuiltOnce, Write

from iria_reports.build import Built, Job, build
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.printing.inspect import inspect

DESK = Desk(Path(__file__).parent / "desk")


@pytest.fixture(scope="module", params=["iria", "ledger"])
def built(request: pytest.FixtureRequest, built_once: BuiltOnce) -> Built:
    return built_once(DESK, "cover", theme=request.param, client="ministry")


@pytest.fixture
def pages(built: Built) -> Iterator[list[str]]:
    document = pypdfium2.PdfDocument(built.proof.path)
    yield [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()


def test_the_cover_names_the_client_and_the_finding_and_has_no_head(built: Built, pages: list[str]) -> None:
    assert built.proof.path.stem.endswith("ministry")
    assert "Prepared for Ministry of Example" in pages[0]
    assert built.report.title in pages[0]
    assert "Bottom line" not in pages[0]
    assert "Page 1" not in pages[0]
    assert all("Two towns marched" in page and built.report.title not in page for page in pages[1:-1])


def test_the_file_passes_the_house_s_own_check(built: Built) -> None:
    assert inspect(built.proof.path) == ()


def test_logo_and_sign_are_read_aloud_and_the_cover_s_picture_is_not(built: Built) -> None:
    with pikepdf.open(built.proof.path) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        told = [str(figure.Alt) for figure in figures if figure.get("/Pg").objgen == pdf.pages[0].objgen]
    assert told == ["Sharing mark TLP:GREEN", "Ministry of Example"]


def test_a_caption_stands_on_the_page_of_its_picture(built: Built, pages: list[str]) -> None:
    captions = ["The square on 5 January.", "The whole square.", "A tower taller than a page."]
    with pikepdf.open(built.proof.path) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        stands = {str(figure.Alt): numbers[figure.get("/Pg").objgen] for figure in figures}
    pictures = ["A square in the evening", "The same square, wider", "A tower"]
    for picture, caption in zip(pictures, captions, strict=True):
        assert caption in pages[stands[picture]]


def test_a_picture_taller_than_a_page_is_made_to_fit(built: Built) -> None:
    with pikepdf.open(built.proof.path) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        left, bottom, right, top = next(map(float, f.A.BBox) for f in figures if str(f.Alt) == "A tower")
        height = float(pdf.pages[0].mediabox[3])
    assert 0 < bottom < top < height
    assert top - bottom < height * 0.6
    assert right - left < 400


def test_a_note_called_again_has_the_number_it_is_printed_with(built: Built, pages: list[str]) -> None:
    page = next(page for page in pages if "Prices rose." in page)
    assert "Prices rose.2 The town marched.2 The cabinet left.3" in page
    with pikepdf.open(built.proof.path) as pdf:
        links = [a for p in pdf.pages for a in p.obj.get("/Annots", []) if str(a.get("/Contents")) == "Note 2"]
        assert len(links) == 1
        assert str(links[0].Dest) == "note-2"


def test_a_masthead_stays_whole_when_what_follows_fills_a_page(write_desk: Write) -> None:
    rows = "".join(f"2022-01-0{5 + n % 3},Event {n} with a label that needs room,one\n" for n in range(60))
    desk = write_desk(
        {
            "reports/data/e.csv": f"date,title,event_type\n{rows}",
            "reports/x.yml": "title: A title\nas-of: 2022-01-20\ndata: [e.csv]\nsections:\n"
            "- {kind: chart, chart: timeline, data: e, title: Many, lane: event_type, heading: Events}\n- about\n",
        }
    )
    proof = build(Job(desk.spec("x"), desk, Ask(today=date(2022, 3, 1)), desk.drafts)).proof
    document = pypdfium2.PdfDocument(proof.path)
    first, second = (" ".join(document[n].get_textpage().get_text_range().split()) for n in (0, 1))
    document.close()
    assert "International Relations Insights" in first
    assert "As of 20 January 2022" in first
    assert "60 events" in second
