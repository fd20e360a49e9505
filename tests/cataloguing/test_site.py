"""`archive site`: only what everybody may know, and a page that a browser searches, with scripts and without."""

import re
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from shelf import Book, shelve, withdrawal
from site_trial import BROWSER, browse, served

from iria_reports.archive import make_site, opened
from iria_reports.cataloguing.public import Public
from iria_reports.cataloguing.site import Dress, site
from iria_reports.contrast import contrast
from iria_reports.desk import Desk
from iria_reports.report import House
from iria_reports.setting.theme import load_theme

NOW = datetime(2022, 2, 1, 12, tzinfo=UTC)
OPEN = Book("A-1", topics=("trade",), region="Central Asia", authors=("A. Writer",), sections=(("S", "Inner words."),))
BOOKS = (
    OPEN,
    replace(OPEN, version=2, title="The port works, and the mine", issued=date(2022, 1, 30), mark="TLP:CLEAR"),
    Book("A-2", title="For a few: the quay", mark="TLP:GREEN"),
    Book("A-3", title="For a client", client="ministry"),
    Book("A-4", title="Embargoed", embargo="2022-02-02"),
    Book("A-5", title="Embargo over", embargo="2022-02-01 12:00+06:00", bottom="It is over."),
    Book("A-6", title="Gone", bottom="A forged line."),
    withdrawal("A-6"),
    Book("A-7", title="Open once"),
    Book("A-7", 2, title="Open no more", mark="TLP:RED"),
    Book("A-8", title="Қазақстан: жаңа үкімет", language="kk"),
    Book("A-9", title="الميناء يعمل من جديد", language="ar"),
    Book("A-10", title="<script>alert(1)</script> & more", bottom='"Quoted" <b>line</b>'),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/desk.yml").write_text("house: {name: The House, contact: editor@example.org}\n")
    return Desk(tmp_path / "desk")


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> Path:
    archive = shelve(tmp_path / "issued", BOOKS)
    return make_site(opened(archive), desk, tmp_path / "site", NOW)[0]


def listed(html: str) -> list[str]:
    return re.findall(r'<li id="([^"]+)"(?! hidden)', html)


def test_only_what_everybody_may_know_is_on_it(page: Path) -> None:
    html = page.read_text()
    assert sorted(listed(html)) == ["A-1", "A-10", "A-5", "A-6", "A-8", "A-9"]
    for withheld in ("For a few", "client", "Embargoed", "Open once", "Open no more", "Inner words", "A forged line"):
        assert withheld not in html
    assert "The port works, and the mine" in html
    assert "Withdrawn on 20 January 2022" in html


def test_it_is_well_formed_and_says_its_languages(page: Path) -> None:
    tree = ET.fromstring(page.read_text().removeprefix("<!DOCTYPE html>\n"))
    ids = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
    assert len(ids) == len(set(ids))
    assert [one.tag for one in tree.iter() if one.tag in ("h1", "h2")] == ["h1", *["h2"] * 6]
    assert {one.attrib["lang"] for one in tree.iter("h2")} == {"en-GB", "kk", "ar"}
    (label,) = tree.iter("label")
    assert label.attrib["for"] in ids
    assert "<script>alert" not in page.read_text()


def test_nothing_is_loaded_from_anywhere(page: Path) -> None:
    html = page.read_text()
    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|href)=\"(?!#)", html)
    assert "url(" not in html


def test_its_colours_can_be_read(desk: Desk) -> None:
    palette = load_theme(desk, "iria").file.palette
    for ground in (palette.paper, palette.wash):
        assert contrast(palette.ink, ground) >= 7
        for colour in (palette.muted, palette.house, palette.accent):
            assert contrast(colour, ground) >= 4.5


def test_an_empty_list_is_a_page_too() -> None:
    assert "Nothing has been issued yet." in site((), House(name="H", short_name="H"), Dress("", ""))
    ET.fromstring(site((), House(name="H & H", short_name="H"), Dress("", "")).removeprefix("<!DOCTYPE html>\n"))


def test_the_same_list_gives_the_same_page(desk: Desk, page: Path, tmp_path: Path) -> None:
    archive = shelve(tmp_path / "again", BOOKS)
    assert make_site(opened(archive), desk, tmp_path / "2", NOW)[0].read_bytes() == page.read_bytes()


@pytest.mark.machine
@pytest.mark.skipif(not shutil.which(BROWSER), reason="chromium is not installed")
@pytest.mark.parametrize(
    ("words", "numbers", "said"),
    [
        ("", 6, ""),
        ("mine port", 1, "1 of 6 reports"),
        ("ҮКІМЕТ", 1, "1 of 6 reports"),
        ("الميناء", 1, "1 of 6 reports"),
        ("asia trade writer", 1, "1 of 6 reports"),
        ("zeppelin", 0, "0 of 6 reports"),
    ],
)
def test_a_browser_finds_what_is_typed(page: Path, words: str, numbers: int, said: str) -> None:
    with served(page.parent) as address:
        shown = browse(f"{address}/index.html?q={words.replace(' ', '+')}", "--dump-dom")
    items = re.findall(r"<li [^>]*>", shown)
    assert sum("hidden" not in one for one in items) == numbers
    assert f'role="status">{said}<' in shown
    assert '<form role="search">' in shown


@pytest.mark.machine
@pytest.mark.skipif(not shutil.which(BROWSER), reason="chromium is not installed")
def test_without_scripts_the_whole_list_is_there_and_no_field_that_does_nothing(page: Path) -> None:
    with served(page.parent, scripts=False) as address:
        shown = browse(f"{address}/index.html?q=zeppelin", "--dump-dom")
    assert len(listed(shown)) == 6
    assert '<form role="search" hidden="hidden">' in shown


def test_a_number_without_a_bottom_line_has_no_empty_one() -> None:
    one = Public("A-1", 0, "T", "", "en-GB", "", date(2022, 1, 1), date(2022, 1, 1))
    assert 'class="line"' not in site((one,), House(name="H", short_name="H"), Dress("", ""))
