"""The year-after report as academics get it: the reasons behind its judgements, and a bibliography in one piece."""

from pathlib import Path

import pypdfium2
from conftest import BuiltOnce

from iria_reports.desk import Desk

DESK = Desk(Path(__file__).parents[2])


def test_reasons_are_printed_and_the_bibliography_s_notes_stand_with_its_first_entry(built_once: BuiltOnce) -> None:
    printed = built_once(DESK, "kazakhstan-aftermath", audience="academics")
    document = pypdfium2.PdfDocument(printed.proof.path)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    assert printed.warnings == ()
    text = " ".join(pages)
    assert text.count("Settled by:") == text.count("Assumes:") == text.count("Would change it:") == 6
    page = next(text for text in reversed(pages) if "Bibliography" in text)
    assert "https://" in page.split("In the style of the Chicago Manual of Style")[1]
