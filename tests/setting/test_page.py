"""The page as HTML and CSS: strangers' words stay words, a theme's faults are located, a desk's files come first."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import Write
from pens import HERE
from PIL import Image

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Report, Source, plain
from iria_reports.setting.galley import screen_page, set_galley
from iria_reports.setting.length import estimated_pages
from iria_reports.setting.page import published, tied
from iria_reports.setting.theme import load_theme
from iria_reports.writing.load import load_spec

HOSTILE = "</style><script>alert(1)</script> {{ 7 * 7 }} {% raw %} \" onload='x' }} body { display: none } \\"
CITED = "id,title,publisher,url,date\n" + "".join(f"s{n},\"A 'title' {n}\",P{n},,2022-01-0{n + 1}\n" for n in range(4))
SOURCES = 'id,title,publisher,url,date\ns,"A </span><script>title</script>","P "" {{ x }}",https://example.org/?a=1&b=2,2022-01-01\n'


def composed(desk: Desk) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2022, 2, 1)))


@pytest.fixture
def hostile(write_desk: Write) -> Desk:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    typed = HOSTILE.replace("<", "\\<")  # without it, HTML in prose is a fault
    return write_desk(
        {
            "desk.yml": f'house: {{short-name: "{quoted}", name: "{quoted}"}}\nmarks: [{{label: "{quoted}"}}]\n',
            "reports/sources/s.csv": SOURCES,
            "reports/x.md": f"## Part\n\n{typed} [@s] ^[{typed}]\n",
            "reports/x.yml": f'title: "{quoted}"\nmark: "{quoted}"\nregion: "{quoted}"\nauthors: ["{quoted}"]\n'
            f"sections:\n  - {{kind: prose, heading: Part}}\n  - sources\n  - about\n",
        }
    )


def test_no_text_becomes_html_css_or_template(hostile: Desk, tmp_path: Path) -> None:
    galley = set_galley(composed(hostile), hostile, tmp_path / "galley", HERE)
    html = (galley.folder / "report.html").read_text(encoding="utf-8")
    css = (galley.folder / "assets" / "theme.css").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "{{ 7 * 7 }}" in html
    assert " onload='x'" not in html.replace("&#39;", "#").replace("onload='x' }} body", "")
    assert "display: none }" not in css.split("/* ---------- text")[0]
    assert "</style" not in css
    assert "<script" not in screen_page(composed(hostile), hostile, HERE)


def test_a_template_that_cannot_be_filled_is_a_located_fault(write_desk: Write, tmp_path: Path) -> None:
    desk = write_desk(
        {
            "templates/mine/theme.yml": "name: Mine\nbased-on: iria\n",
            "templates/mine/masthead.html.j2": "<header>\n<h1>{{ report.title }}</h1>\n{{ nobody.knows }}</header>\n",
            "reports/x.md": "## Part\n\nText.\n",
            "reports/x.yml": "title: T\ntheme: mine\nsections: [{kind: prose, heading: Part}]\n",
        }
    )
    with pytest.raises(InputFaults) as found:
        set_galley(composed(desk), desk, tmp_path / "galley", HERE)
    (fault,) = found.value.faults
    assert fault.where.path.startswith("templates/mine/")
    assert "nobody" in fault.message


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("name: M\nbased-on: irai\n", "templates/irai/theme.yml:1:1: no such theme"),
        ("name: M\nbased-on: iria\npalette: {ink: red}\n", "palette.ink: 'red' is not written as expected"),
        ("name: M\nfonts: [{family: F, file: none/none.ttf}]\n", "no font file assets/fonts/none/none.ttf"),
        ("name: M\nbased-on: iria\npaper: A5\n", "paper: no such key here"),
    ],
)
def test_a_wrong_theme_file_is_told_with_its_place(write_desk: Write, theme: str, told: str) -> None:
    desk = write_desk({"templates/mine/theme.yml": theme})
    with pytest.raises(InputFaults) as found:
        load_theme(desk, "mine")
    assert told in str(found.value)


def test_a_desks_own_templates_come_before_the_houses(write_desk: Write, tmp_path: Path) -> None:
    desk = write_desk(
        {
            "templates/iria/theme.yml": 'name: Ours\npalette: {house: "#123456"}\nfonts: []\n',
            "reports/x.yml": "title: T\nsections: [about]\n",
        }
    )
    assert load_theme(desk, "iria").file.palette.house == "#123456"


def test_the_contents_come_only_with_eight_pages(write_desk: Write, tmp_path: Path) -> None:
    long = "\n\n".join(["Word " * 400] * 12)
    for text, expected in (("Short.", False), (long, True)):
        desk = write_desk(
            {
                "reports/x.md": f"## Part\n\n{text}\n",
                "reports/x.yml": "title: T\nsections: [{kind: prose, heading: Part}]\n",
            }
        )
        galley = set_galley(composed(desk), desk, tmp_path / str(expected), HERE)
        assert ("<x-toc>" in (galley.folder / "report.html").read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize(
    ("slug", "pages"), [("kazakhstan-2022", 14), ("csto-intervention", 8), ("kazakhstan-aftermath", 18)]
)
def test_a_report_s_length_is_known_to_a_page_before_it_is_laid_out(slug: str, pages: int) -> None:
    house = Desk(Path(__file__).parents[2])
    report = compose(load_spec(house.spec(slug), house, ReportChoices), Ask(today=date(2026, 1, 1)))
    assert abs(estimated_pages(report) - pages) <= 1


def html_of(desk: Desk, tmp_path: Path) -> tuple[str, str, int]:
    galley = set_galley(composed(desk), desk, tmp_path / "galley", HERE)
    css = (galley.folder / "assets" / "theme.css").read_text(encoding="utf-8")
    return (galley.folder / "report.html").read_text(encoding="utf-8"), css, galley.notes


def test_a_source_cited_again_in_a_paragraph_calls_its_first_note_again(write_desk: Write, tmp_path: Path) -> None:
    text = "One. [@s1] Two. [@s1, p. 4] Three. [@s1] Four. [@s2] Five. [@s1]\n\nSix. [@s1]\n\n- Seven. [@s2]\n"
    text += "- Eight. [@s2]\n"
    desk = write_desk(
        {
            "reports/sources/s.csv": CITED,
            "reports/x.md": f"## Part\n\n{text}",
            "reports/x.yml": "title: T\nsections: [{kind: prose, heading: Part}, sources]\n",
        }
    )
    html, _, notes = html_of(desk, tmp_path)
    assert notes == html.count("<x-note id=") == 5
    again = re.findall(r'<a class="call" href="#note-(\d)" title="Note (\d)">(\d)</a>', html)
    assert again == [("1",) * 3, ("1",) * 3, ("5",) * 3]
    page = screen_page(composed(desk), desk, HERE)
    assert page.count('<li id="note-') == notes
    assert page.count('class="call"') == 3


def test_a_running_head_has_the_short_title_or_the_title_cut_at_a_word(write_desk: Write, tmp_path: Path) -> None:
    title = "A title that goes on and on until nobody can be expected to hold it in a single line of a head"
    for more, expected in (("", "A title that goes on and on until nobody can be …"), ("short-title: Short", "Short")):
        desk = write_desk({"reports/x.yml": f"title: {title}\n{more}\nsections: [about]\n"})
        _, css, _ = html_of(desk, tmp_path / str(len(more)))
        head = re.search(r"@top-left \{ content: \"(.*?)\";", css)
        assert head is not None
        assert re.sub(r"\\([0-9a-f]{6}) ", lambda code: chr(int(code[1], 16)), head[1]) == expected


def test_source_titles_are_printed_with_typographic_marks_and_kept_as_typed(write_desk: Write, tmp_path: Path) -> None:
    desk = write_desk(
        {
            "reports/sources/s.csv": CITED,
            "reports/x.md": "## Part\n\nOne. [@s1]\n",
            "reports/x.yml": "title: T\nsections: [{kind: prose, heading: Part}, sources]\n",
        }
    )
    html, _, _ = html_of(desk, tmp_path)
    assert "A ‘title’ 1" in html
    assert composed(desk).sources[0].title == "A 'title' 1"


def test_a_box_has_no_number_and_takes_no_figure_that_is_not_its_own(write_desk: Write, tmp_path: Path) -> None:
    table = "{kind: table, data: t, title: T}"
    desk = write_desk(
        {
            "reports/data/t.csv": "a,b\n1,2\n",
            "reports/x.md": "## One\n\nText.\n\n## Aside\n\nText.\n\n## Two\n\nText.\n",
            "reports/x.yml": "title: T\ndata: [t.csv]\nsections:\n- {kind: prose, heading: One}\n"
            f"- {{kind: prose, heading: Aside, boxed: true}}\n- {table}\n- {{kind: prose, heading: Two}}\n",
        }
    )
    html, _, _ = html_of(desk, tmp_path)
    report = composed(desk)
    assert [(s.title, s.number, s.boxed, len(s.blocks)) for s in report.sections] == [
        ("One", "1", False, 2),
        ("Aside", "", True, 1),
        ("Two", "2", False, 1),
    ]
    assert '<section class="prose boxed" id="section-aside">' in html


def test_a_draft_says_how_it_is_cited_and_that_it_has_no_history(write_desk: Write) -> None:
    desk = write_desk({"reports/x.yml": "title: T\nas-of: 2022-01-20\nauthors: [A. One, B. Two]\nsections: [about]\n"})
    (about,) = composed(desk).sections
    texts = [plain(block.inlines) for block in about.blocks if block.type in ("heading", "paragraph")]
    cited = texts[texts.index("How to cite") + 1]
    assert cited == "A. One, B. Two, “T”, IRIA backgrounder, draft as of 20 January 2022, not issued."
    assert texts[texts.index("Revision history") + 1] == "Draft, not issued."


@pytest.mark.parametrize("theme", ["iria", "ledger"])
def test_few_sizes_do_everything_and_none_is_under_seven_and_a_half_points(
    write_desk: Write, tmp_path: Path, theme: str
) -> None:
    desk = write_desk({"reports/x.yml": f"title: T\ntheme: {theme}\nsections: [about]\n"})
    _, css, _ = html_of(desk, tmp_path)
    sizes = {float(size) for size in re.findall(r"font(?:-size)?:[^;}]*?([\d.]+)pt", css)}
    calls = {7.5}
    titles = {size for size in sizes if size > 16}
    assert min(sizes) >= 7.5
    assert len(sizes - titles - calls) <= 4
    assert len(titles) <= 3


@pytest.mark.parametrize("width", ["column", "full"])
def test_a_picture_is_as_wide_as_its_author_says(write_desk: Write, width: str, tmp_path: Path) -> None:
    attributes = 'credit="C" rights="R"' + (" width=full" if width == "full" else "")
    desk = write_desk(
        {
            "reports/x.md": f'## Part\n\n![A square](square.png "Words"){{{attributes}}}\n',
            "reports/x.yml": "title: T\nsections: [{kind: prose, heading: Part}]\n",
        }
    )
    Image.new("RGB", (4, 4)).save(desk.reports / "square.png")
    html, _, _ = html_of(desk, tmp_path)
    assert f'<figure class="picture {width}"' in html


def test_a_width_that_is_none_is_a_fault(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/x.md": '## Part\n\n![A square](square.png){credit="C" rights="R" width=huge}\n',
            "reports/x.yml": "title: T\nsections: [{kind: prose, heading: Part}]\n",
        }
    )
    Image.new("RGB", (4, 4)).save(desk.reports / "square.png")
    with pytest.raises(InputFaults, match="no such width 'huge'; write width=full"):
        composed(desk)


@pytest.mark.parametrize(
    ("title", "set_as"),
    [
        ("Nobody agrees how many died", 'Nobody agrees how <span class="held">many died</span>'),
        ("Too few words", "Too few words"),
        ("Two words too long to tie: uncomfortable questions", "Two words too long to tie: uncomfortable questions"),
        ("Who <wins> & who loses", 'Who &lt;wins&gt; &amp; <span class="held">who loses</span>'),
    ],
)
def test_no_short_word_is_left_alone_on_a_titles_last_line(title: str, set_as: str) -> None:
    assert tied(title) == set_as


def test_a_source_s_day_is_held_to_its_month() -> None:
    source = Source(id="s", number=1, title="T", publisher="P", published="2022-01-06", known_on=date(2022, 1, 6))
    assert published(source, "en-GB") == "6\u00a0January 2022"
    assert published(source, "en-GB", short=True) == "6\u00a0Jan 2022"


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [("en-GB", "6 January 2022", "6 Jan 2022"), ("en-US", "January 6, 2022", "Jan 6, 2022")],
)
def test_a_day_is_written_one_way_all_over_a_report(
    write_desk: Write, tmp_path: Path, language: str, long: str, short: str
) -> None:
    sections = "[{kind: article, article: a}, {kind: table, data: t, title: T}, sources, about]"
    desk = write_desk(
        {
            "reports/articles/a.md": "---\ntitle: A\nstandfirst: S\ndate: 2022-01-06\n---\n\nText. [@s]\n",
            "reports/sources/s.csv": "id,title,publisher,url,date\ns,Title,Paper,,2022-01-06\n",
            "reports/data/t.csv": "date,n\n2022-01-06,1\n",
            "reports/x.yml": f"title: T\nlanguage: {language}\nas-of: 2022-01-06\narticles: [a]\ndata: [t.csv]\n"
            f"sections: {sections}\n",
        }
    )
    html = html_of(desk, tmp_path)[0].replace("\u00a0", " ")
    for place in (
        f'<span class="as-of">As of {long}</span>',
        f'<p class="byline">First published: IRIA, {long}.</p>',
        f'<td class="date">{short}</td>',
        f'<p class="footer">As of {long}.</p>',
        f"This report stands as of {long}.",
        f"Paper, {short}.",
    ):
        assert place in html


def test_an_article_says_where_it_was_first_published_at_the_end_of_its_section(
    write_desk: Write, tmp_path: Path
) -> None:
    desk = write_desk(
        {
            "reports/articles/a.md": "---\ntitle: A town\nstandfirst: S\ndate: 2022-01-06\nauthors: [A. One]\n---\n\n"
            "Opening.\n\n## Why\n\nReasons.\n\n## Where\n\nPlaces.\n",
            "reports/x.yml": "title: T\nas-of: 2022-01-06\narticles: [a]\n"
            "sections: [{kind: article, article: a, heading: The reasons, headings: [Why]}]\n",
        }
    )
    html, _, _ = html_of(desk, tmp_path)
    section = html[html.index("<h2>") :]
    assert "Opening" not in section
    assert "Why</h3>" not in section  # the section's own heading stands for it
    assert section.index("Reasons.") < section.index("First published: “A town”, A. One, 6 January 2022.")


def test_figures_line_up_on_the_right_and_an_empty_cell_has_a_dash(write_desk: Write, tmp_path: Path) -> None:
    rows = 'count,share,note\n"9,900",68.06%,12 of 14\n"nearly 12,000",,none\nat least 190,7%,\n'
    desk = write_desk(
        {
            "reports/data/t.csv": rows,
            "reports/x.yml": "title: T\ndata: [t.csv]\nsections: [{kind: table, data: t, title: T, heading: H}]\n",
        }
    )
    html, _, _ = html_of(desk, tmp_path)
    assert re.findall(r'<th scope="col" class="(\w+)">', html) == ["number", "number", "text"]
    assert re.findall(r'<td class="(\w+)">([^<]*)</td>', html)[3:6] == [
        ("number", "nearly 12,000"),
        ("number", "–"),
        ("text", "none"),
    ]


COVERED = """title: T
kind: special-report
data: [t.csv]
sections:
- {kind: chart, chart: ranked, data: t, id: one, title: One, label: label, unit: people, heading: H}
- {kind: chart, chart: ranked, data: t, id: two, title: Two, label: label, unit: people}
"""


@pytest.mark.parametrize(("cover", "shown"), [("", "figure-1"), ("cover: two\n", "figure-2"), ("cover: none\n", None)])
def test_a_cover_shows_the_chart_that_the_report_names_or_none(
    write_desk: Write, tmp_path: Path, cover: str, shown: str | None
) -> None:
    desk = write_desk({"reports/data/t.csv": "label,value\nA,2\nB,3\n", "reports/x.yml": COVERED + cover})
    html, css, _ = html_of(desk, tmp_path)
    assert ('<div class="cover-picture">' in html) == (shown is not None)
    assert re.findall(r'background-image: url\("asset:([\w-]+)\.svg"\)', css) == ([shown] if shown else [])


def test_a_cover_may_show_a_few_events_of_its_timeline_drawn_for_it(write_desk: Write, tmp_path: Path) -> None:
    section = "{kind: chart, chart: timeline, data: t, id: one, title: One, lane: lane, cover: [a, c], heading: H}"
    rows = "id,date,title,lane\na,2022-01-01,Begins,x\nb,2022-01-02,Goes on,x\nc,2022-01-03,Ends,y\n"
    spec = f"title: T\nas-of: 2022-02-01\nkind: special-report\ndata: [t.csv]\nsections: [{section}]\n"
    desk = write_desk({"reports/data/t.csv": rows, "reports/x.yml": spec})
    galley = set_galley(composed(desk), desk, tmp_path / "galley", HERE)
    assert list(galley.arriving) == ["figure-1.svg", "cover.svg"]
    drawn = (galley.folder / "assets" / "cover.svg").read_text("utf-8")
    assert [word for word in ("Begins", "Goes on", "Ends") if word in drawn] == ["Begins", "Ends"]
    css = (galley.folder / "assets" / "theme.css").read_text("utf-8")
    assert 'background-image: url("asset:cover.svg")' in css


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("", "cover: tow\n"), "no chart 'tow'; did you mean two"),
        (("special-report", "analysis"), "only a special report"),
    ],
)
def test_a_cover_that_cannot_be_is_a_fault(write_desk: Write, change: tuple[str, str], told: str) -> None:
    text = COVERED.replace(*change) + "cover: two\n" if change[0] else COVERED + change[1]
    desk = write_desk({"reports/data/t.csv": "label,value\nA,2\nB,3\n", "reports/x.yml": text})
    with pytest.raises(InputFaults, match=told):
        composed(desk)


def test_where_the_house_chooses_the_order_text_comes_before_the_first_chart(write_desk: Write) -> None:
    article = "---\ntitle: A town\nstandfirst: S\ndate: 2022-01-06\n---\n\nOne.\n\nTwo.\n\nThree.\n\n## Why\n\nFour.\n"
    desk = write_desk(
        {
            "reports/articles/a.md": article,
            "reports/data/t.csv": "date,title,event_type\n2022-01-01,Begins,protest\n2022-01-04,Ends,protest\n",
            "reports/x.yml": "title: T\nas-of: 2022-01-06\narticles: [a]\ndata: [t.csv]\n",
        }
    )
    kinds = [(section.kind, [block.type for block in section.blocks]) for section in composed(desk).sections[:2]]
    assert kinds[0][0] == "bottom-line"
    assert kinds[1] == ("article", ["paragraph", "paragraph", "figure", "paragraph", "heading", "paragraph"])


def test_a_list_begins_with_the_number_it_was_given_on_paper_too(write_desk: Write, tmp_path: Path) -> None:
    desk = write_desk({"reports/x.md": "## Part\n\n7. seven\n8. eight\n", "reports/x.yml": "title: T\n"})
    html = (set_galley(composed(desk), desk, tmp_path / "galley", HERE).folder / "report.html").read_text(
        encoding="utf-8"
    )
    assert '<ol start="7" style="counter-reset: list-item 6">' in html  # WeasyPrint reads the style alone


def test_a_source_cited_in_a_note_is_named_there_and_is_no_note_of_its_own(write_desk: Write, tmp_path: Path) -> None:
    desk = write_desk(
        {
            "reports/sources/s.csv": CITED,
            "reports/x.md": "## Part\n\nA claim ^[A remark. [@s1] It goes on.] and a second. [@s2]\n",
            "reports/x.yml": "title: T\n",
        }
    )
    galley = set_galley(composed(desk), desk, tmp_path / "galley", HERE)
    html = (galley.folder / "report.html").read_text(encoding="utf-8")
    notes = re.findall(r"<x-note id=\"note-(\d)\">(.*?)</x-note>", html, re.DOTALL)
    assert [number for number, _ in notes] == ["1", "2"]
    assert re.sub(r"<[^>]+>", "", notes[0][1]).startswith("A remark. P1, ")
    assert galley.notes == 2
