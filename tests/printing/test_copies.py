"""A copy is the issue with a stamp: its structure, text and place, then its pixels."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from iria_reports.errors import PrintingFailed
from iria_reports.printing.copies.copying import copies, language_of
from iria_reports.printing.copies.ground import DARK, LIGHT, find_places
from iria_reports.printing.copies.ruler import Ruler
from iria_reports.printing.copies.stamp import ARTIFACT, HEIGHT, LAID, LEFT, SIZE, Stamp
from iria_reports.printing.inspect import inspect
from iria_reports.printing.proof import Proof

from .galleys import FONTS

FACES = (FONTS / "source-sans-3" / "SourceSans3-Regular.ttf", FONTS / "amiri" / "Amiri-Regular.ttf")
STAMP = Stamp("IRIA-BG-2022-001/v1/0007-1", "Copy IRIA-BG-2022-001/v1/0007-1 · prepared for ", "Jane Example, Ministry")
SCALE = 2


@pytest.fixture(scope="module")
def copy(proof: Proof) -> bytes:
    (made,) = copies(proof.path.read_bytes(), [(STAMP, None)], FACES)
    return made


def sheets(content: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(len(document)):
            yield document[number].render(scale=SCALE).to_pil().convert("RGB")
    finally:
        document.close()


def painted(content: bytes, paint: bytes) -> bytes:
    """The file with something painted on every page, behind its text."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.contents_add(b"/Artifact BMC q " + paint + b" Q EMC ", prepend=True)
        pdf.save(out)
    return out.getvalue()


def test_each_page_has_the_stamp_as_an_artifact_of_pagination(copy: bytes) -> None:
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        for page in pdf.pages:
            last = page.obj.Contents[-1].read_bytes()
            assert ARTIFACT in last
            assert LAID.search(last)


def test_all_else_is_the_issue_s(copy: bytes, proof: Proof, tmp_path: Path) -> None:
    (tmp_path / "copy.pdf").write_bytes(copy)
    assert inspect(tmp_path / "copy.pdf", notes=2, attachments=1) == ()
    with pikepdf.open(io.BytesIO(copy)) as pdf, pikepdf.open(proof.path) as issue:
        assert set(pdf.Root.keys()) == set(issue.Root.keys()) >= {"/OutputIntents", "/AF", "/StructTreeRoot"}
        assert pdf.attachments["figure-1-toll.csv"].get_file().read_bytes() == (
            issue.attachments["figure-1-toll.csv"].get_file().read_bytes()
        )
        assert len(pdf.pages) == len(issue.pages)
        for own, theirs in zip(pdf.pages, issue.pages, strict=True):
            assert own.obj.Contents[1].read_bytes() == theirs.obj.Contents.read_bytes()
            assert len(own.obj.get("/Annots", [])) == len(theirs.obj.get("/Annots", []))


def test_the_stamp_stands_in_its_box_and_every_other_pixel_is_the_issue_s(copy: bytes, proof: Proof) -> None:
    places = find_places(proof.path.read_bytes())
    for own, theirs in zip(sheets(copy), sheets(proof.path.read_bytes()), strict=True):
        changed = ImageChops.difference(own, theirs).getbbox()
        assert changed is not None
        left, top, right, bottom = (edge / SCALE for edge in changed)
        height = own.height / SCALE
        assert places.inks[0].left - 1 <= left < right <= places.inks[0].left + places.width + 1
        foot = places.inks[0].bottom
        assert foot - 1 <= height - bottom < height - top <= foot + HEIGHT + 1


def test_the_stamp_is_written_in_what_can_be_read_on_the_page(proof: Proof) -> None:
    content = proof.path.read_bytes()
    assert {(ink.colour, ink.label) for ink in find_places(content).inks} == {(DARK, False)}
    dark = painted(content, b"0.1 0.2 0.2 rg 0 0 2000 2000 re f")
    assert {(ink.colour, ink.label) for ink in find_places(dark).inks} == {(LIGHT, False)}


@pytest.mark.parametrize("paint", [b"0 0 1 rg 100 12 50 10 re f", b"0.5 0.5 0.5 rg 0 0 2000 2000 re f"])
def test_where_something_is_printed_or_the_ground_is_neither_light_nor_dark_it_has_a_label(
    proof: Proof, paint: bytes
) -> None:
    content = painted(proof.path.read_bytes(), paint)
    places = find_places(content)
    assert all(ink.label for ink in places.inks)
    (made,) = copies(content, [(STAMP, None)], FACES)
    for sheet in sheets(made):
        corner = (
            round((places.inks[0].left + places.width - 2) * SCALE),
            sheet.height - round((places.inks[0].bottom + 2) * SCALE),
        )
        assert sheet.getpixel(corner) == (255, 255, 255)


def test_a_foot_without_a_line_of_its_own_has_the_stamp_at_the_usual_place() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    pdf.save(out)
    places = find_places(out.getvalue())
    assert (places.inks[0].left, places.width) == (LEFT, 595 - 2 * LEFT)


def test_a_page_that_is_turned_is_refused(proof: Proof) -> None:
    out = io.BytesIO()
    with pikepdf.open(proof.path) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        pdf.save(out)
    with pytest.raises(PrintingFailed, match="turned"):
        list(copies(out.getvalue(), [(STAMP, None)], FACES))


def test_the_ruler_cuts_between_letters_and_never_an_accent_from_one() -> None:
    ruler = Ruler(FACES, SIZE)
    assert ruler.cut("Jane", 1000) == "Jane"
    assert ruler.cut("Jane Example", ruler.length("Jane… ")) == "Jane…"
    assert ruler.cut("Jane", 1) == ""
    accented = "e\u0301" * 9
    for room in range(8, 40):
        assert ruler.cut(accented, room).replace("…", "").replace("e\u0301", "") == ""


def test_the_language_is_the_file_s(proof: Proof) -> None:
    assert language_of(proof.path.read_bytes()) == "en-GB"
