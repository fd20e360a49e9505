"""What reports hold at their worst, in both themes and on both papers: all of it is printed, and the pages stand."""

from datetime import date

import pypdfium2
import pytest
from conftest import written
from pdf_contents import drawn_text

from iria_reports.build import Built, Job, build
from iria_reports.composing.rendition import Ask
from iria_reports.printing.inspect import inspect

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TITLE = (
    "The port of a town whose long name nobody remembers works again, and nothing else that was asked of its managers"
)
AUTHORS = [f"Author Number {number} of the Institute" for number in range(1, 31)]
NOTES = " ".join(f"Ship {number} called.^[The harbour master’s book, entry {number}.]" for number in range(1, 41))
ROWS = "\n".join(f"2024-01-{number % 28 + 1:02},Ship number {number},{number * 37},paper" for number in range(1, 301))


def desk_files(paper: str, authors: list[str]) -> dict[str, str]:
    spec = [
        f"title: {TITLE}",
        f"authors: {authors}",
        f"paper: {paper}",
        "as-of: 2024-03-10",
        "data: [ships.csv]",
        "sections:",
        "  - bottom-line",
        "  - {kind: prose, heading: Forty notes}",
        f"  - {{kind: prose, heading: {WORD}}}",
        "  - {kind: table, id: ships, data: ships, title: Three hundred ships called}",
        "  - sources",
        "  - about",
    ]
    return {
        "reports/port.yml": "\n".join(spec) + "\n",
        "reports/port.md": f"## Bottom line\n\nThe port works. [@paper]\n\n## Forty notes\n\n{NOTES}\n\n"
        f"## {WORD}\n\nThe {WORD} runs the port, and {WORD.lower()} is what its people say. [@paper]\n",
        "reports/sources/all.csv": "id,title,publisher,date\npaper,The port opens,The Paper,2024-03-01\n",
        "reports/data/ships.csv": f"date,ship,tonnes,source_id\n{ROWS}\n",
    }


@pytest.fixture(scope="module", params=[("A4", "iria"), ("Letter", "ledger")], ids="-".join)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    paper, theme = request.param
    root = tmp_path_factory.mktemp("desk")
    desk = written(root, desk_files(paper, AUTHORS))
    return build(Job(desk.spec("port"), desk, Ask(today=date(2024, 3, 10), theme=theme), root / "out"))


def test_nothing_is_lost_and_no_page_is_spoilt(built: Built) -> None:
    text = " ".join(drawn_text(built.proof.path).split())
    assert inspect(built.proof.path) == ()
    assert built.warnings == ()
    assert built.proof.notes >= 40
    for author in AUTHORS:
        assert author in text
    for number in (1, 150, 300):
        assert f"Ship number {number} " in text
    assert WORD in text.replace(" ", "").replace("\ufffe", "")


def test_the_head_of_a_long_table_stands_on_each_of_its_pages(built: Built) -> None:
    document = pypdfium2.PdfDocument(built.proof.path)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    with_rows = [page for page in pages if "Ship number" in page]
    assert len(with_rows) > 3
    assert all("tonnes" in page.casefold() for page in with_rows)
