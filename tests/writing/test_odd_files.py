"""Names, files and numbers that no analyst means but that occur: each ends in a fault with its place, in no time."""

import io
import os
import tracemalloc
import zipfile
from datetime import date

import openpyxl
import pytest
from conftest import Write
from PIL import Image, ImageFile

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk, find_desk
from iria_reports.errors import DeskNotFound, InputFaults
from iria_reports.writing.load import load_spec

EVENTS = "date,title,event_type\n2022-01-02,A march,march\n"


def told(desk: Desk) -> str:
    with pytest.raises(InputFaults) as found:
        compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2022, 3, 1)))
    return str(found.value)


@pytest.mark.parametrize("name", ["long" * 100, "nul\\0byte", "a/" * 3000, "loop", "pipe"])
def test_a_table_that_cannot_be_a_file_is_a_fault(write_desk: Write, name: str) -> None:
    desk = write_desk({"reports/data/events.csv": EVENTS, "reports/x.yml": f'title: T\ndata: [{{file: "{name}"}}]\n'})
    (desk.data / "loop").symlink_to("loop")
    os.mkfifo(desk.data / "pipe")
    assert "reports/x.yml:2:" in told(desk)


@pytest.mark.parametrize("name", ["long" * 100, "nul%00byte", "loop.jpg", "pipe.jpg", "../x.yml"])
def test_a_picture_that_cannot_be_a_file_is_a_fault(write_desk: Write, name: str) -> None:
    picture = f'![A town]({name}){{credit="A. Author" rights="Given"}}\n'
    desk = write_desk({"reports/x.md": f"## Part\n\n{picture}", "reports/x.yml": "title: T\n"})
    (desk.reports / "loop.jpg").symlink_to("loop.jpg")
    os.mkfifo(desk.reports / "pipe.jpg")
    assert "reports/x.md:3:" in told(desk)


def test_an_article_that_is_a_pipe_is_not_waited_for(write_desk: Write) -> None:
    desk = write_desk({"reports/x.yml": "title: T\narticles: [town]\n", "reports/articles/README": ""})
    os.mkfifo(desk.articles / "town.md")
    assert told(desk) == "reports/articles/town.md:1:1: is not an ordinary file; put the text itself here"


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 3000 + "x.yml"])
def test_a_report_that_cannot_be_a_file_is_not_found(write_desk: Write, name: str) -> None:
    desk = write_desk({"reports/x.yml": "title: T\n"})
    with pytest.raises(DeskNotFound):
        find_desk(desk.root, name).spec(name)


@pytest.mark.parametrize(
    "text", ["[" * 400 + "]" * 400, "[" * 200_000, "- " * 400 + "x", "{a: " * 400 + "1" + "}" * 400]
)
def test_a_specification_nested_without_end_is_a_fault(write_desk: Write, text: str) -> None:
    desk = write_desk(
        {"reports/x.yml": f"title: T\ntopics: {text}\n" if text[0] != "-" else f"title: T\ntopics:\n{text}"}
    )
    assert "nested too deeply to be read" in told(desk)


@pytest.mark.parametrize("number", ["9" * 400, "0." + "3" * 400, "1" + "0" * 400])
def test_a_number_of_four_hundred_digits_is_a_fault_of_its_cell(write_desk: Write, number: str) -> None:
    table = f"date,value,label\n2022-01-02,{number},Ministry\n"
    desk = write_desk({"reports/data/t.csv": table, "reports/x.yml": "title: T\ndata: [t.csv]\n"})
    assert "reports/data/t.csv:2:2: value: " in told(desk)
    assert "more digits than a number can keep" in told(desk)


def test_a_workbook_with_one_cell_far_out_is_a_fault_and_no_crash(write_desk: Write) -> None:
    desk = write_desk({"reports/data/t.csv": EVENTS, "reports/x.yml": "title: T\ndata: [far.xlsx]\n"})
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "date"
    book.active["XFD1048576"] = "far"
    book.save(desk.data / "far.xlsx")
    assert "too large a workbook; save the one sheet as CSV UTF-8" in told(desk)


def test_a_table_saved_as_unicode_text_says_how_to_save_it(write_desk: Write) -> None:
    desk = write_desk({"reports/data/t.csv": "", "reports/x.yml": "title: T\ndata: [t.csv]\n"})
    (desk.data / "t.csv").write_text(EVENTS, "utf-16")
    assert "is saved as UTF-16" in told(desk)


@pytest.mark.parametrize("name", ["T.CSV", "t.Csv"])
def test_blank_lines_before_the_columns_and_capitals_in_the_ending_are_read(write_desk: Write, name: str) -> None:
    desk = write_desk(
        {f"reports/data/{name}": f"\n;;\n{EVENTS}".replace(",", ";"), "reports/x.yml": f"title: T\ndata: [{name}]\n"}
    )
    spec = load_spec(desk.spec("x"), desk, ReportChoices)
    assert spec.faults == ()
    (row,) = spec.tables["T" if name == "T.CSV" else "t"].rows
    assert str(row.place("title")) == f"reports/data/{name}:4:2"


def test_sources_may_be_named_by_their_table(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/sources/a.csv": "id,title,publisher,date\na,T,P,2022-01-01\n",
            "reports/sources/b.csv": "id,title,publisher,date\nb,T,P,2022-01-01\n",
            "reports/x.yml": "title: T\nsources: [a.csv]\n",
        }
    )
    assert list(load_spec(desk.spec("x"), desk, ReportChoices).sources) == ["a"]


def test_a_formula_without_a_value_is_a_fault_of_its_cell_and_not_an_empty_one(write_desk: Write) -> None:
    desk = write_desk(
        {"reports/data/t.csv": EVENTS, "reports/x.yml": "title: T\ndata: [{file: f.xlsx, sheet: Tolls}]\n"}
    )
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active["B9"] = "not this sheet", "=1/0"
    sheet = book.create_sheet("Tolls")
    for row in (["date", "title", "event_type", "value"], ["2022-01-02", "A march", "march", "=1/0"]):
        sheet.append(row)
    sheet.append(["2022-01-03", "A strike", "strike", 5])
    sheet["D3"].value, sheet["D3"].data_type = "#REF!", "e"
    book.save(desk.data / "f.xlsx")
    what = "a formula that gave an error or was never calculated; mend it"
    assert [line[: len(f"reports/data/f.xlsx:Tolls!D2: {what}")] for line in told(desk).splitlines()] == [
        f"reports/data/f.xlsx:Tolls!{cell}: {what}" for cell in ("D2", "D3")
    ]


def test_a_control_character_is_a_fault_with_its_place_in_every_kind_of_file(write_desk: Write) -> None:
    files = {
        "reports/x.yml": "title: T\x1b[31m\narticles: [town]\ndata: [t.csv]\n",
        "reports/x.md": "## Part\n\nA\x00b.\n",
        "reports/articles/town.md": "---\ntitle: A\ndate: 2022-01-01\n---\n\nA page\x0cends.\n",
        "reports/data/t.csv": EVENTS + "2022-01-03,A\x07 strike,strike\n",
    }
    desk = write_desk(files)
    faults = told(desk).splitlines()
    for place in ("x.yml:1:9", "x.md:3:2", "articles/town.md:6:7", "data/t.csv:3:13"):
        assert any(line.startswith(f"reports/{place}: a control character (U+00") for line in faults), place
    assert "\x1b" not in told(desk)


def test_an_article_of_headings_alone_is_a_fault_and_not_an_empty_page(write_desk: Write) -> None:
    head = "---\ntitle: A\ndate: 2022-01-01\n---\n\n"
    desk = write_desk(
        {"reports/x.yml": "title: T\narticles: [town]\n", "reports/articles/town.md": f"{head}## One\n\n## Two\n"}
    )
    assert "reports/articles/town.md:6:4: nothing stands under the heading 'One'; write its text" in told(desk)
    (desk.articles / "town.md").write_text(f"{head}### Deep\n\nText.\n")
    assert told(desk) == "reports/articles/town.md:6:5: a heading ### without a ## above it; write ##"


def test_a_picture_cut_short_is_a_fault_and_not_half_a_picture(
    write_desk: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)  # WeasyPrint, which other tests import, sets it
    picture = '![A town](town.png){credit="A. Author" rights="Given"}\n'
    desk = write_desk({"reports/x.md": f"## Part\n\n{picture}", "reports/x.yml": "title: T\n"})
    whole = io.BytesIO()
    Image.effect_noise((200, 200), 50).save(whole, "PNG")
    (desk.reports / "town.png").write_bytes(whole.getvalue()[:9000])
    assert "reports/x.md:3:1: town.png is cut short or broken" in told(desk)


def test_a_workbook_that_states_its_size_too_small_is_unpacked_no_further(write_desk: Write) -> None:
    desk = write_desk({"reports/data/t.csv": EVENTS, "reports/x.yml": "title: T\ndata: [bomb.xlsx]\n"})
    with zipfile.ZipFile(desk.data / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"x" * 50_000_000)
    data = (desk.data / "bomb.xlsx").read_bytes()
    (desk.data / "bomb.xlsx").write_bytes(
        data.replace((50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    )
    tracemalloc.start()
    assert "not readable as a workbook (BadZipFile)" in told(desk)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


@pytest.mark.parametrize("character", ["\u2028", "\u202e"])
def test_a_character_that_no_page_can_show_is_found_before_printing(write_desk: Write, character: str) -> None:
    desk = write_desk({"reports/x.md": f"## Part\n\nA{character}b.\n", "reports/x.yml": "title: T\n"})
    assert told(desk).startswith(f"reports/x.md:3:2: a control character (U+{ord(character):04X})")


def test_a_text_that_is_a_link_to_a_file_elsewhere_is_not_read(write_desk: Write) -> None:
    desk = write_desk({"reports/x.yml": "title: T\narticles: [town]\n", "reports/articles/README": "", "secret": "#"})
    (desk.articles / "town.md").symlink_to(desk.root / "secret")
    (desk.reports / "x.md").symlink_to(desk.root / "secret")
    assert told(desk).splitlines() == [
        "reports/articles/town.md:1:1: is a link to a file elsewhere; put the file itself here",
        "reports/x.md:1:1: is a link to a file elsewhere; put the file itself here",
    ]
