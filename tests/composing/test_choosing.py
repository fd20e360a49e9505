"""What an analyst chose, or left to the house, is what is printed: articles by query, prose, maps, sources."""

from datetime import date

from conftest import Write
from PIL import Image

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import left_unused
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import Fault
from iria_reports.report import ItemList, Picture, Report, plain
from iria_reports.writing.load import load_spec

ASK = Ask(today=date(2022, 3, 1))
SOURCES = "id,title,publisher,date\na,T,P,2022-01-01\nb,T,P,2022-01-01\n"


def composed(desk: Desk) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), ASK)


def article(title: str, text: str) -> str:
    return f"---\ntitle: {title}\ndate: 2022-01-05\ntopics: [dust]\n---\n{text}"


ARTICLES = {
    "reports/articles/one.md": article("One", "\nOut.\n\n## Why\n\nPrices.\n\n## Who\n\nAll.\n"),
    "reports/articles/two.md": article("Two", "\nNo heading.\n"),
}


def words(report: Report) -> str:
    return " ".join(plain(block.inlines) for block in report.blocks() if block.type in ("paragraph", "heading"))


def test_a_query_takes_only_the_headings_it_names(write_desk: Write) -> None:
    query = "articles: [{query: {topics: [dust]}, headings: [Why]}]\n"
    report = composed(write_desk({**ARTICLES, "reports/x.yml": f"title: T\n{query}"}))
    assert "Why Prices." in words(report)
    assert all(gone not in words(report) for gone in ("Out.", "Who", "No heading."))


def test_a_query_takes_excerpts(write_desk: Write) -> None:
    query = "articles: [{query: {topics: [dust]}, take: excerpt}]\n"
    text = words(composed(write_desk({**ARTICLES, "reports/x.yml": f"title: T\n{query}"})))
    assert ("Out." in text, "Prices." in text, "No heading." in text) == (True, False, True)


def test_text_before_the_first_heading_is_printed_where_the_house_chooses(write_desk: Write) -> None:
    report = composed(write_desk({"reports/x.md": "Only this.\n", "reports/x.yml": "title: T\n"}))
    assert report.sections[0].title == "Introduction"
    assert words(report).startswith("Only this.")


def test_text_before_the_first_heading_is_a_section_or_a_warning(write_desk: Write) -> None:
    def unused(files: dict[str, str]) -> list[Fault]:
        return left_unused(load_spec(write_desk(files).spec("x"), write_desk({}), ReportChoices))

    files = {"reports/x.md": "Only this.\n\n## Part\n\nThat.\n"}
    part = "title: T\nsections:\n  - {kind: prose, heading: Part}\n"
    assert ["before the first heading" in warning.message for warning in unused({**files, "reports/x.yml": part})] == [
        True
    ]
    assert unused({**files, "reports/x.yml": f"{part}  - prose\n"}) == []
    assert words(composed(write_desk({}))) == "That. Only this."


def test_a_table_with_capitals_in_its_name_is_not_called_unused(write_desk: Write) -> None:
    table = "date,title,event_type\n2022-01-02,A march,march\n"
    section = "sections:\n  - {kind: table, data: Town2, title: Events}\n"
    desk = write_desk({"reports/data/Town2.csv": table, "reports/x.yml": f"title: T\ndata: [Town2.csv]\n{section}"})
    assert left_unused(load_spec(desk.spec("x"), desk, ReportChoices)) == []


def test_sources_separated_by_commas_are_cited(write_desk: Write) -> None:
    table = 'date,title,event_type,source_id\n2022-01-02,A march,march,"a, b"\n'
    files = {"reports/sources/s.csv": SOURCES, "reports/data/t.csv": table}
    report = composed(write_desk({**files, "reports/x.yml": "title: T\ndata: [t.csv]\n"}))
    assert [source.id for source in report.sources] == ["a", "b"]
    assert next(report.figures()).table.rows[0][-1] == "a; b"


def test_the_house_draws_no_map_of_a_country_where_the_places_are_not(write_desk: Write) -> None:
    table = "date,title,event_type,place,lat,lon\n2022-01-02,A march,march,Lima,-12.05,-77.04\n"
    desk = write_desk({"reports/data/t.csv": table, "reports/x.yml": "title: T\ndata: [t.csv]\n"})
    assert [figure.kind for figure in composed(desk).figures()] == ["timeline"]


def test_a_numbered_list_begins_where_its_author_does(write_desk: Write) -> None:
    report = composed(write_desk({"reports/x.md": "3. Three\n4. Four\n", "reports/x.yml": "title: T\n"}))
    block = next(report.blocks())
    assert isinstance(block, ItemList)
    assert block.first == 3


def test_a_picture_is_found_by_a_name_with_spaces_or_cyrillic(write_desk: Write) -> None:
    rest = '{credit="A. Author" rights="Given"}\n'
    text = f"![A](<my town.jfif>){rest}\n![B](Ақтау.jpg){rest}\n![C](two%20words.jpg){rest}"
    desk = write_desk({"reports/x.md": text, "reports/x.yml": "title: T\n"})
    for name in ("my town.jfif", "Ақтау.jpg", "two words.jpg"):
        Image.new("RGB", (4, 4)).save(desk.reports / name, format="JPEG")
    assert [b.asset for b in composed(desk).blocks() if isinstance(b, Picture)] == [
        "my town.jfif",
        "Ақтау.jpg",
        "two words.jpg",
    ]


def test_a_report_may_begin_with_blank_lines_and_end_with_its_head(write_desk: Write) -> None:
    head = "\n\n---\ntitle: Head only\nstandfirst: It did.\ndate: 2022-01-05\n---"
    desk = write_desk({"reports/articles/head.md": head, "reports/x.yml": "title: T\narticles: [head]\n"})
    spec = load_spec(desk.spec("x"), desk, ReportChoices)
    assert spec.faults == ()
    assert spec.articles["head"].where.place(("title",)).line == 4
