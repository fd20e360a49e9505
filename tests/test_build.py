"""The example report, built for real: its bytes, its contents, its honesty about dates."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import BuiltOnce
from pdf_contents import drawn_text

from iria_reports.build import Built, Job, build, write_html
from iria_reports.composing.charts import CHARTS
from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.printing.inspect import inspect
from iria_reports.report import Report
from iria_reports.writing.load import load_spec

ROOT = Path(__file__).parent.parent
DESK = Desk(ROOT)
AS_OF = date(2022, 1, 20)


@pytest.fixture(scope="module")
def built(built_once: BuiltOnce) -> Built:
    return built_once(DESK, "kazakhstan-2022")


def test_it_has_ten_to_fourteen_pages_and_passes_the_house_s_own_check(built: Built) -> None:
    assert 10 <= built.proof.pages <= 14
    assert built.proof.warnings == ()
    assert built.warnings == ()
    assert inspect(built.proof.path) == ()


def test_nothing_in_it_was_known_only_later(built: Built) -> None:
    assert built.report.as_of == AS_OF
    late = [source.id for source in built.report.sources if source.known_on is None or source.known_on > AS_OF]
    assert late == []
    assert all(block.meta.known_on is None or block.meta.known_on <= AS_OF for block in built.report.blocks())


def test_every_paragraph_of_its_prose_and_every_judgement_cites_a_source() -> None:
    spec = load_spec(DESK.spec("kazakhstan-2022"), DESK, ReportChoices)
    article = spec.articles["kazakhstan-why-the-protests"]
    cited = [block for part in article.prose.sections for block in part.blocks if block.type == "paragraph"]
    bare = [block.meta.origin.line for block in cited if not block.meta.sources]
    assert len(bare) <= 4, bare  # an introduction, and what the institute says of its own limits
    judgements = next(options for options in spec.choices.sections if options.kind == "judgements").judgements
    assert all("[@" in judgement.basis for judgement in judgements)


def test_page_one_carries_the_bottom_line_and_every_judgement(built: Built) -> None:
    assert_all_on_page_one(built)


def test_page_one_carries_them_in_the_other_theme_for_a_client_too(built_once: BuiltOnce) -> None:
    ledger = built_once(DESK, "kazakhstan-2022", theme="ledger", client="ministry-of-example")
    assert ledger.proof.path.name == "kazakhstan-2022_in-ledger_for-ministry-of-example.pdf"
    assert_all_on_page_one(ledger)


def assert_all_on_page_one(built: Built) -> None:
    document = pypdfium2.PdfDocument(built.proof.path)
    first = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    assert "Bottom line" in first
    assert first.count("Confidence:") == 5


def test_the_contents_name_the_right_pages(built: Built) -> None:
    document = pypdfium2.PdfDocument(built.proof.path)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    contents = next(text for text in pages if "Contents" in text)
    for section in built.report.sections:
        if not section.number:
            continue
        starts = [n for n, text in enumerate(pages, 1) if section.title in text and text is not contents]
        on_contents_page = section.title in contents.split("Contents")[1].split(section.title, 1)[1]
        first = pages.index(contents) + 1 if on_contents_page else starts[0]
        assert f"{section.title} {first}" in contents


def test_every_page_says_draft_and_its_number(built: Built) -> None:
    document = pypdfium2.PdfDocument(built.proof.path)
    for number, page in enumerate(document, 1):
        text = page.get_textpage().get_text_range()
        assert "Draft, not issued" in text
        assert f"Page {number} of {built.proof.pages}" in text
    document.close()


def test_a_figure_stands_between_its_title_and_its_source_line(built: Built) -> None:
    document = pypdfium2.PdfDocument(built.proof.path)
    for figure in built.report.figures():
        page = next(
            p for p in document if f"{figure.label}  {figure.title}"[:30] in _one_line(p) or _has(p, figure.title)
        )
        (title, *_), sources = _bottoms_of(page, figure.title[:20]), _bottoms_of(page, figure.footer[:12])
        below = [source for source in sources if source < title]
        assert title > max(below) + 40, f"{figure.label}: {title} {sources}"
    document.close()


def _one_line(page: pypdfium2.PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_range().split())


def _has(page: pypdfium2.PdfPage, words: str) -> bool:
    return " ".join(words.split())[:30] in _one_line(page)


def _bottoms_of(page: pypdfium2.PdfPage, words: str) -> list[float]:
    """How far above the foot of the page the words stand, each time they do."""
    text = page.get_textpage()
    search, bottoms = text.search(words), []
    while found := search.get_next():
        bottoms.append(float(text.get_charbox(found[0])[1]))
    assert bottoms, words
    return bottoms


def test_metadata_bookmarks_and_attachments_are_those_of_the_report(built: Built) -> None:
    with pikepdf.open(built.proof.path) as pdf:
        assert str(pdf.docinfo["/Title"]) == built.report.title
        assert "International Relations Insights" in str(pdf.docinfo["/Author"])
        assert str(pdf.docinfo["/Subject"]).startswith("Backgrounder")
        assert "energy prices" in str(pdf.docinfo["/Keywords"])
        assert pdf.Root.Lang == "en-GB"
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root[0].children]
        assert [section.title for section in built.report.sections if section.number] == [
            title.split(" ", 1)[1] for title in titles if title[0].isdigit()
        ]
        names = set(pdf.attachments)
        drawn = ("timeline", "map", "days", "toll", "counts", "courses", "risks", "sources-cited", "likelihood-words")
        data = {f"figure-{number}-{name}.csv" for number, name in enumerate(drawn, 1)}
        assert names == data | {"table-1-confidence-levels.csv", "sources.bib", "report.json"}
        attached = json.loads(pdf.attachments["report.json"].get_file().read_bytes())
    assert Report.model_validate(attached).title == built.report.title
    assert "kazakhstan-2022.yml" not in json.dumps(attached)


def test_fonts_are_embedded_and_are_the_house_s(built: Built) -> None:
    with pikepdf.open(built.proof.path) as pdf:
        fonts = [
            obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert all("Source" in str(font.FontName) for font in fonts)


@pytest.mark.machine
def test_qpdf_and_poppler_find_nothing_wrong(built: Built, built_once: BuiltOnce) -> None:
    # With the text of each element pdfinfo reads a page again and again: a minute for all pages, a second for a brief.
    brief = built_once(DESK, "kazakhstan-2022", audience="officials", theme="iria").proof.path
    whole = built.proof.path
    for tool, *arguments in (
        ("qpdf", "--check", whole),
        ("pdffonts", whole),
        ("pdfinfo", "-struct", whole),
        ("pdfinfo", "-struct-text", brief),
    ):
        if shutil.which(tool) is None:
            pytest.skip(f"no {tool} here: apt-get install qpdf poppler-utils")
        done = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "rror" not in done.stderr


def sha256_elsewhere(slug: str, tmp_path: Path, locale: str) -> str:
    """Another process, folder, time zone, locale, hash seed, with a hostile matplotlibrc and fontconfig in the home."""
    other = tmp_path / "another place"
    for folder in ("reports", "templates", "assets"):
        shutil.copytree(ROOT / folder, other / folder)
    shutil.copy(ROOT / "desk.yml", other)
    home = tmp_path / "home"
    for name in (".config/matplotlib/matplotlibrc", ".config/fontconfig/fonts.conf"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / ".config/matplotlib/matplotlibrc").write_text("axes.facecolor: red\nfont.size: 30\nsvg.fonttype: path\n")
    (home / ".config/fontconfig/fonts.conf").write_text(
        "<fontconfig><alias><family>Source Serif 4</family></alias></fontconfig>"
    )
    (other / "matplotlibrc").write_text("lines.linewidth: 20\n")
    hostile = {"HOME": str(home), "TZ": "Asia/Almaty", "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "iria_reports", "build", f"{slug}.yml", "--quiet"]
    environment = {**os.environ, **hostile}
    done = subprocess.run(command, cwd=other, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return hashlib.sha256((other / "output" / "drafts" / f"{slug}.pdf").read_bytes()).hexdigest()


def test_the_same_inputs_give_the_same_bytes_anywhere(built: Built, tmp_path: Path) -> None:
    assert sha256_elsewhere("kazakhstan-2022", tmp_path, "ru_RU.UTF-8") == built.proof.sha256


def test_the_html_page_says_what_the_pdf_says(built: Built) -> None:
    page = write_html(built, DESK).read_text(encoding="utf-8")
    assert page.count('<li id="note-') == built.proof.notes
    assert all(section.title in page for section in built.report.sections)
    assert "asset:" not in page


@pytest.mark.parametrize(
    ("slug", "pages", "as_of", "locale"),
    [
        ("csto-intervention", range(6, 9), date(2022, 1, 20), "tr_TR.UTF-8"),
        ("kazakhstan-aftermath", range(10, 19), date(2023, 1, 20), "ar_EG.UTF-8"),
    ],
)
def test_the_other_examples_keep_to_their_length_and_day_and_are_the_same_bytes_elsewhere(
    slug: str, pages: range, as_of: date, locale: str, built_once: BuiltOnce, tmp_path: Path
) -> None:
    other = built_once(DESK, slug)
    assert other.proof.pages in pages
    assert other.proof.warnings == ()
    assert other.warnings == ()
    assert other.report.as_of == as_of
    assert [source.id for source in other.report.sources if not source.known_on or source.known_on > as_of] == []
    assert sha256_elsewhere(slug, tmp_path, locale) == other.proof.sha256


def test_between_them_the_examples_draw_every_kind_of_chart() -> None:
    slugs = ("kazakhstan-2022", "csto-intervention", "kazakhstan-aftermath")
    specs = [load_spec(DESK.spec(slug), DESK, ReportChoices) for slug in slugs]
    drawn = {figure.kind for spec in specs for figure in compose(spec, Ask(today=AS_OF)).figures()}
    assert drawn >= {kind.name for kind in CHARTS}


def test_the_same_report_fits_us_letter(tmp_path: Path) -> None:
    copy = tmp_path / "desk"
    shutil.copytree(ROOT / "reports", copy / "reports")
    shutil.copy(ROOT / "desk.yml", copy)
    spec = copy / "reports" / "kazakhstan-2022.yml"
    spec.write_text(spec.read_text(encoding="utf-8") + "\npaper: Letter\nkind: special-report\n".replace("kind: ", "#"))
    letter = build(Job(spec, Desk(copy), Ask(today=AS_OF), tmp_path))
    with pikepdf.open(letter.proof.path) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [612, 792]
    assert_all_on_page_one(letter)


def test_a_special_report_has_a_cover_with_no_running_head(tmp_path: Path) -> None:
    copy = tmp_path / "desk"
    shutil.copytree(ROOT / "reports", copy / "reports")
    shutil.copy(ROOT / "desk.yml", copy)
    spec = copy / "reports" / "kazakhstan-2022.yml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("kind: backgrounder", "kind: special-report"))
    special = build(Job(spec, Desk(copy), Ask(today=AS_OF), tmp_path))
    document = pypdfium2.PdfDocument(special.proof.path)
    cover, second = _one_line(document[0]), _one_line(document[1])
    document.close()
    assert special.report.title in cover
    assert "Draft, not issued" in cover
    assert "Bottom line" not in cover
    assert "Bottom line" in second
    assert "Page 1" not in cover


@pytest.mark.parametrize("slug", sorted(path.stem for path in DESK.articles.glob("*.md")))
def test_every_article_of_the_library_makes_a_report_by_itself(slug: str, tmp_path: Path) -> None:
    spec = tmp_path / "alone.yml"
    spec.write_text(f"title: {slug}\nas-of: 2023-01-20\narticles: [{slug}]\n")
    report = compose(load_spec(spec, DESK, ReportChoices), Ask(today=AS_OF))
    assert [section.kind for section in report.sections] == ["bottom-line", "article", "sources", "about"]


def test_as_of_an_earlier_day_the_report_knows_less(tmp_path: Path) -> None:
    ask = Ask(today=AS_OF, as_of=date(2022, 1, 8), leave_out_later=True)
    report = compose(load_spec(DESK.spec("kazakhstan-2022"), DESK, ReportChoices), ask)
    figures = {figure.meta.id: figure for figure in report.figures()}
    assert [row["value"] for row in figures["counts"].table.records()] == [3811, 8, 18, 40, 78]
    assert "toll" not in figures  # its title quotes the figure of 15 January
    assert "225" not in report.model_dump_json()
    assert all(source.known_on <= date(2022, 1, 8) for source in report.sources if source.known_on)


def test_what_is_drawn_can_be_read(built: Built) -> None:
    text = drawn_text(built.proof.path)
    assert "State TV, citing" in text  # a chart's own words are text, not outlines
    assert "withdrawn 10 Jan" in text
