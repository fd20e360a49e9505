"""The officials' brief of each example report, printed in both house themes: two pages, and nothing else to see."""

from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from conftest import BuiltOnce
from pdf_contents import drawn_text

from iria_reports.build import Built
from iria_reports.desk import Desk
from iria_reports.printing.inspect import inspect

ROOT = Path(__file__).parents[2]
DESK = Desk(ROOT)
REPORTS = ("kazakhstan-2022", "csto-intervention", "kazakhstan-aftermath")


@pytest.fixture(scope="module", params=product(REPORTS, ("iria", "ledger")), ids="-".join)
def brief(request: pytest.FixtureRequest, built_once: BuiltOnce) -> Built:
    slug, theme = request.param
    return built_once(DESK, slug, audience="officials", theme=theme)


def test_a_brief_has_two_pages_without_a_warning(brief: Built) -> None:
    assert brief.proof.pages == 2
    assert brief.warnings == ()
    assert inspect(brief.proof.path) == ()


def test_page_one_holds_the_bottom_line_and_every_judgement_and_page_two_the_chart(brief: Built) -> None:
    document = pypdfium2.PdfDocument(brief.proof.path)
    first, second = (" ".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    judged = next(section for section in brief.report.sections if section.kind == "judgements")
    assert "Bottom line" in first
    assert first.count("Confidence:") == len(judged.blocks[0].items)  # type: ignore[union-attr]
    assert "Figure 1" in second
    assert "How to cite" in second
    assert "editor@ir-ia.com" in second


def test_no_publisher_in_a_note_is_split_at_the_end_of_a_line(brief: Built) -> None:
    text = " ".join(drawn_text(brief.proof.path).split())
    names = {word for source in brief.report.sources for word in source.publisher.split() if len(word) > 4}
    cuts = [(word, cut) for word in names for cut in range(1, len(word)) if word[cut - 1 : cut + 1].isalpha()]
    halves = {f" {word[:cut]} {word[cut:]}" for word, cut in cuts}
    assert len(names) > 15
    assert [half for half in halves if half in text] == []


def test_a_brief_points_to_nothing_that_it_leaves_out(brief: Built) -> None:
    text = drawn_text(brief.proof.path)
    assert "Figure 2" not in text
    assert "section " not in text.replace("section of", "")
    assert "[1]" not in text  # a number in a list of sources that a brief does not have
