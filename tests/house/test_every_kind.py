"""One page or more of every section kind, in both house themes: what is read aloud, and what stands beside what."""

from datetime import date
from pathlib import Path

import pikepdf
import pytest
from kind_examples import HEAD, desk_with, every_kind
from pdf_contents import drawn_text, everything_in

from iria_reports.build import Built, Job, build, write_html
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.printing.inspect import inspect

ASK = Ask(today=date(2024, 3, 11))


def printed(desk: Desk) -> Built:
    built = build(Job(desk.spec("kinds"), desk, ASK, desk.root / "out"))
    write_html(built, desk)
    return built


@pytest.fixture(scope="module", params=["iria", "ledger"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return printed(every_kind(tmp_path_factory.mktemp("desk"), f"{HEAD}theme: {request.param}\n"))


def test_the_file_passes_the_house_s_own_check(built: Built) -> None:
    assert inspect(built.proof.path) == ()


def test_what_is_written_is_printed_and_in_the_html(built: Built) -> None:
    page = " ".join(drawn_text(built.proof.path).split())
    html = built.proof.path.with_suffix(".html").read_text(encoding="utf-8")
    for words in ("Not known", "Special feature", "Watch for", "Who acts", "Views of the people named", "demurrage"):
        assert words in page
        assert words in html


def test_an_item_for_officials_is_nowhere_in_the_policymakers_file(built: Built) -> None:
    html = built.proof.path.with_suffix(".html").read_text(encoding="utf-8")
    assert [where for where, text in everything_in(built.proof.path).items() if "Say in private" in text] == []
    assert "Say in private" not in html
    assert "Publish what the port earns" in html


def test_what_is_said_under_a_label_is_read_after_a_colon(tmp_path: Path) -> None:
    section = "- kind: implications\n  implications: [{for: Ports, text: Fees.}]\n"
    for language, words in (("en-GB", "Ports: Fees."), ("fr", "Ports\u202f: Fees.")):
        built = printed(desk_with(tmp_path / language, [section], f"{HEAD}language: {language}\n"))
        html = built.proof.path.with_suffix(".html").read_text(encoding="utf-8")
        assert words in html.replace("</span>", "")


def test_the_rows_of_a_grid_have_heads_that_say_so(built: Built) -> None:
    with pikepdf.open(built.proof.path) as pdf:
        heads = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH"]
        scopes = [str(head.A.Scope) for head in heads]
    assert scopes.count("/Row") == 8  # three drivers, three threats, two options
    assert scopes.count("/Column") >= 14


@pytest.mark.parametrize("theme", ["iria", "ledger"])
def test_a_grid_of_many_rows_keeps_every_note_over_its_pages(tmp_path: Path, theme: str) -> None:
    words = "A sentence as long as they are at six in the evening, with a page of its own"
    rows = [f"    - {{threat: '{words}', countermeasure: '{words}. [@herald, p. {n}]'}}\n" for n in range(60)]
    built = printed(desk_with(tmp_path, [f"- kind: threats\n  threats:\n{''.join(rows)}"], f"{HEAD}theme: {theme}\n"))
    assert (built.proof.notes, built.proof.layout) == (60, ())
    assert built.proof.pages >= 3
    assert inspect(built.proof.path) == ()
