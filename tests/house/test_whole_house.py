"""One page that has everything: two audiences, two themes, one as-of, Arabic, and things withheld from most readers."""

import re
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from conftest import BuiltOnce
from pdf_contents import drawn_text, everything_in

from iria_reports.build import Built, write_html
from iria_reports.desk import Desk
from iria_reports.printing.inspect import inspect

HERE = Path(__file__).parent
DESK = Desk(HERE / "desk")
# Said only to officials, or known only after the as-of date; one word in each place where it might slip through.
FOR_OFFICIALS = ("zebrafish", "axolotl", "okapi", "platypus")
KNOWN_LATER = ("quagga",)
RENDITIONS = list(product(("policymakers", "officials"), ("iria", "ledger", "plain")))


@pytest.fixture(scope="module", params=RENDITIONS, ids=lambda one: "-".join(one))
def rendition(request: pytest.FixtureRequest, built_once: BuiltOnce) -> tuple[str, str, Built]:
    audience, theme = request.param
    built = built_once(DESK, "whole", audience=audience, theme=theme)
    write_html(built, DESK)
    return audience, theme, built


def test_what_is_withheld_is_nowhere_in_the_file(rendition: tuple[str, str, Built]) -> None:
    audience, _, built = rendition
    html = built.proof.path.with_suffix(".html").read_text(encoding="utf-8")
    places = {**everything_in(built.proof.path), "html": html}
    withheld = KNOWN_LATER + (FOR_OFFICIALS if audience == "policymakers" else ())
    for (where, text), word in product(places.items(), withheld):
        assert word not in text.casefold(), f"{word} in {where}"


def test_what_an_official_may_read_is_in_every_place_that_was_searched(rendition: tuple[str, str, Built]) -> None:
    audience, _, built = rendition
    if audience != "officials":
        return
    places = everything_in(built.proof.path)
    assert "zebrafish" in places["drawn"]
    assert "okapi file" in places["outline"]
    assert "axolotl" in places["attachment sources.bib"].casefold()
    assert "platypus" in places["attachment report.json"]


def test_numbers_tell_nothing_of_what_was_withheld(rendition: tuple[str, str, Built]) -> None:
    audience, _, built = rendition
    numbers = [section.number for section in built.report.sections if section.number]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert [source.number for source in built.report.sources] == list(range(1, len(built.report.sources) + 1))
    assert built.report.mark == ("TLP:AMBER" if audience == "officials" else "TLP:GREEN")


def test_the_file_passes_the_house_s_own_check(rendition: tuple[str, str, Built]) -> None:
    assert inspect(rendition[2].proof.path) == ()


def test_the_layout_lint_finds_nothing_on_its_pages(rendition: tuple[str, str, Built]) -> None:
    assert rendition[2].proof.layout == ()


def test_arabic_is_set_and_read_from_right_to_left(rendition: tuple[str, str, Built]) -> None:
    assert "خرج الناس" in everything_in(rendition[2].proof.path)["objects"]


def test_draft_and_mark_stand_on_every_page(rendition: tuple[str, str, Built]) -> None:
    document = pypdfium2.PdfDocument(rendition[2].proof.path)
    for page in document:
        text = page.get_textpage().get_text_range()
        assert "Draft, not issued" in text
        assert text.count(str(rendition[2].report.mark)) == 2
    document.close()


def test_a_withdrawn_toll_is_said_to_be_withdrawn(rendition: tuple[str, str, Built]) -> None:
    assert "withdrawn" in drawn_text(rendition[2].proof.path)


def test_numbers_are_quoted_from_the_table_and_noted(rendition: tuple[str, str, Built]) -> None:
    text = drawn_text(rendition[2].proof.path)
    assert re.search(r"gave 4 dead, then 10 to 12, withdrawn on 5 January 2022\.\s?\d", " ".join(text.split()))


def test_the_statement_on_sources_counts_what_this_reader_has(rendition: tuple[str, str, Built]) -> None:
    audience, _, built = rendition
    many = "three sources" if audience == "officials" else "two sources"
    assert f"This report cites {many} from" in " ".join(drawn_text(built.proof.path).split())
