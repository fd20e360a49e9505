"""What is filtered out does not exist for any later stage: not its number, not its source, not its words."""

from datetime import date

from conftest import Write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import emptied, left_unused
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.report import Report
from iria_reports.setting.attachments import report_json
from iria_reports.writing.load import load_spec

TODAY = date(2022, 3, 1)
SOURCES = "id,title,publisher,date\n" + "".join(f"s{n},Title {n},House {n},2022-01-{n + 1:02}\n" for n in range(20))
ARTICLE = (
    "---\ntitle: A town protests\nstandfirst: It did.\ndate: 2022-01-05\n---\n\nOut. [@s0]\n\n## Why\n\nPrices. [@s1]\n"
)
WHOLE = "audiences: {officials: {set-as: report, sections: [], charts: null, about: [], sources: numbered}}\n"
EVENTS = "date,title,event_type,lat,lon,place,source_id\n2022-01-02,A march,march,43,76,Almaty,s0\n"


def composed(desk: Desk, ask: Ask | None = None) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), ask or Ask(today=TODAY))


def test_title_articles_and_data_alone_make_a_complete_report(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/sources/s.csv": SOURCES,
            "reports/articles/town.md": ARTICLE,
            "reports/data/events.csv": EVENTS,
            "reports/x.yml": "title: A title\narticles: [town]\ndata: [events.csv]\n",
        }
    )
    report = composed(desk)
    assert [section.kind for section in report.sections] == [
        "bottom-line",
        "article",
        "annex",
        "sources",
        "about",
    ]
    assert [figure.kind for figure in report.figures()] == ["timeline", "map"]
    assert report.as_of == TODAY


def test_a_report_round_trips_through_json(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/sources/s.csv": SOURCES,
            "reports/articles/town.md": ARTICLE,
            "reports/data/events.csv": EVENTS,
            "reports/x.yml": "title: A title\narticles: [town]\ndata: [events.csv]\n",
        }
    )
    report = composed(desk)
    assert Report.model_validate_json(report.model_dump_json()) == report
    assert Report.model_validate_json(report_json(report)).title == report.title
    assert "reports/x.yml" not in report_json(report)


def test_articles_are_chosen_by_query_and_taken_by_headings(write_desk: Write) -> None:
    other = ARTICLE.replace("date: 2022-01-05", "date: 2022-01-06\nregion: Mars\ntopics: [dust]")
    desk = write_desk(
        {
            "reports/sources/s.csv": SOURCES,
            "reports/articles/town.md": ARTICLE,
            "reports/articles/dust.md": other.replace("A town protests", "Dust"),
            "reports/x.yml": "title: A title\narticles: [{query: {region: mars, topics: [Dust]}}]\n"
            "sections:\n  - {kind: article, article: dust, headings: [Why]}\n",
        }
    )
    (section,) = composed(desk).sections
    assert (section.title, [block.type for block in section.blocks]) == ("Dust", ["heading", "paragraph"])


def test_as_of_leaves_out_what_was_known_later_and_the_source_with_it(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/sources/s.csv": SOURCES,
            "reports/x.md": "## Part\n\nEarly. [@s1]\n\nLate. [@s9]\n",
            "reports/x.yml": "title: A title\nsections:\n  - {kind: prose, heading: Part}\n  - sources\n",
        }
    )
    report = composed(desk, Ask(today=TODAY, as_of=date(2022, 1, 5), leave_out_later=True))
    assert [source.id for source in report.sources] == ["s1"]
    assert "Late" not in report.model_dump_json()


def test_an_as_of_date_says_what_it_emptied(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/sources/s.csv": SOURCES,
            "reports/x.md": "## Part\n\nEarly. [@s1]\n\nLate. [@s9]\n\n## Later\n\nLate. [@s9]\n",
            "reports/x.yml": "title: T\nsections:\n  - {kind: prose, heading: Part}\n"
            "  - {kind: prose, heading: Later}\n",
        }
    )
    ask = Ask(today=TODAY, as_of=date(2022, 1, 5), leave_out_later=True)
    told = [str(warning) for warning in emptied(load_spec(desk.spec("x"), desk, ReportChoices), ask)]
    assert told == [
        "reports/x.yml:3:5: sections[0]: 1 of its 2 parts was not known by then: left out",
        "reports/x.yml:4:5: sections[1]: nothing of it was known by 2022-01-05: left out",
        "reports/x.yml:1:8: title: titles are kept as written: read them as of 2022-01-05",
    ]


def test_prose_that_no_section_prints_is_pointed_out(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/x.md": "## Part\n\nText.\n\n## Forgotten\n\nText.\n",
            "reports/x.yml": "title: A title\nsections:\n  - {kind: prose, heading: Part}\n",
        }
    )
    (warning,) = left_unused(load_spec(desk.spec("x"), desk, ReportChoices))
    assert "Forgotten" in warning.message
    assert warning.where.line == 5


blocks = st.lists(
    st.tuples(st.sampled_from(["", "officials", "academics"]), st.integers(0, 19)), min_size=1, max_size=12
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=blocks, audience=st.sampled_from(["officials", "policymakers", "academics"]))
def test_no_word_number_or_source_of_a_withheld_block_is_left(
    write_desk: Write, blocks: list[tuple[str, int]], audience: str
) -> None:
    parts = [
        (f'{{audience="{limit}"}}\n' if limit else "") + f"Word{number}x{source}y. [@s{source}]\n"
        for number, (limit, source) in enumerate(blocks)
    ]
    desk = write_desk(
        {
            "desk.yml": WHOLE,
            "reports/sources/s.csv": SOURCES,
            "reports/x.md": "## Part\n\nOpen.\n\n" + "\n".join(parts),
            "reports/x.yml": "title: A title\nsections:\n  - {kind: prose, heading: Part}\n  - sources\n",
        }
    )
    report = composed(desk, Ask(today=TODAY, audience=audience))
    seen = [(n, s) for n, (limit, s) in enumerate(blocks) if limit in ("", audience)]
    text = report_json(report)
    for number, (limit, source) in enumerate(blocks):
        assert (f"Word{number}x{source}y" in text) == (limit in ("", audience))
    cited = list(dict.fromkeys(s for _, s in seen))
    if audience == "academics":  # a bibliography goes by publisher and title, here "House 0", "House 1", ...
        cited = sorted(cited, key=str)
    assert [source.id for source in report.sources] == [f"s{s}" for s in cited]
    assert [source.number for source in report.sources] == list(range(1, len(report.sources) + 1))


def test_a_table_too_long_to_draw_is_printed_as_a_table(write_desk: Write) -> None:
    rows = "".join(f"2022-01-0{n % 9 + 1},Event {n},march,s0\n" for n in range(300))
    desk = write_desk(
        {
            "reports/sources/s.csv": SOURCES,
            "reports/data/events.csv": f"date,title,event_type,source_id\n{rows}",
            "reports/x.yml": "title: A title\ndata: [events.csv]\n",
        }
    )
    assert [section.kind for section in composed(desk).sections] == ["table", "sources", "about"]


def test_the_same_article_twice_has_an_anchor_for_each_block(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/sources/s.csv": SOURCES,
            "reports/articles/town.md": ARTICLE,
            "reports/x.yml": "title: T\narticles: [town]\nsections:\n"
            "  - {kind: article, article: town}\n  - {kind: article, article: town}\n",
        }
    )
    report = composed(desk)
    ids = [block.meta.id for block in report.blocks()] + [section.id for section in report.sections]
    assert len(ids) == len(set(ids))


def test_a_figure_is_withheld_with_the_paragraph_it_stands_for_and_its_data_too(write_desk: Write) -> None:
    files = {
        "reports/sources/s.csv": SOURCES,
        "reports/data/events.csv": EVENTS,
        "reports/x.yml": "title: T\nas-of: 2022-02-01\ndata: [events.csv]\nsections:\n"
        "  - {kind: prose, heading: Open}\n  - {kind: prose, heading: Closed, audiences: [officials]}\n"
        "  - {kind: chart, chart: timeline, data: events, id: tl, title: Zebra}\n  - annex\n  - sources\n",
    }
    by_paragraph = '## Open\n\nText.\n\n{audience="officials"}\n[@fig:tl]\n\n## Closed\n\nText.\n'
    by_section = "## Open\n\nText.\n\n## Closed\n\nText.\n\n[@fig:tl]\n"
    for text in (by_paragraph, by_section):
        desk = write_desk({**files, "reports/x.md": text})
        assert "Zebra" not in report_json(composed(desk))
        assert composed(desk).sources == ()
        assert "Zebra" in report_json(composed(desk, Ask(today=TODAY, audience="officials")))


def test_nothing_drawn_is_later_than_the_as_of_day(write_desk: Write) -> None:
    desk = write_desk(
        {
            "reports/sources/s.csv": SOURCES,
            "reports/data/e.csv": "date,end_date,title,event_type,source_id\n2022-01-02,2022-02-20,A march,march,s0\n",
            "reports/data/t.csv": "date,value,label,withdrawn_on,source_id\n2022-01-02,4,M,2022-01-10,s0\n",
            "reports/x.yml": "title: T\nas-of: 2022-01-05\ndata: [e.csv, t.csv]\nsections:\n"
            "  - {kind: chart, chart: timeline, data: e, title: X, heading: Days, phases: ["
            "{name: One, from: 2022-01-01, to: 2022-01-09}, {name: Two, from: 2022-01-10, to: 2022-01-20}]}\n"
            "  - {kind: table, data: t, title: Tolls}\n",
        }
    )
    text = report_json(composed(desk))
    assert "2022-02-20" not in text
    assert "2022-01-10" not in text
    assert "Two" not in text


def test_a_limited_article_or_judgement_shows_neither_its_standfirst_nor_the_wording_key(write_desk: Write) -> None:
    judgement = "{id: k, statement: It will., likelihood: likely, confidence: low}"
    desk = write_desk(
        {
            "desk.yml": WHOLE,
            "reports/sources/s.csv": SOURCES,
            "reports/articles/town.md": ARTICLE.replace("It did.", "Zebra."),
            "reports/articles/open.md": ARTICLE.replace("A town protests", "Open"),
            "reports/x.yml": "title: T\narticles: [town, open]\nsections:\n  - bottom-line\n"
            f"  - {{kind: judgements, audiences: [officials], judgements: [{judgement}]}}\n"
            "  - {kind: article, article: town, audiences: [officials]}\n"
            "  - {kind: article, article: open}\n  - about\n",
        }
    )
    for_all, for_officials = composed(desk), composed(desk, Ask(today=TODAY, audience="officials"))
    for word in ("Zebra", "Directive 203"):
        assert word not in report_json(for_all)
        assert word in report_json(for_officials)
