"""A number is written once, in its table: the text that quotes it, and its note, follow the table."""

from datetime import date
from pathlib import Path

import pytest
from conftest import Write
from pens import HERE

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Citation, Figure, Inline, ItemList, Judgements, Paragraph, Report, Text, plain
from iria_reports.setting.attachments import report_json
from iria_reports.setting.galley import screen_page
from iria_reports.writing.inlines import walk
from iria_reports.writing.load import load_spec

TODAY = date(2022, 3, 1)
EARLIER = Ask(today=TODAY, as_of=date(2022, 1, 12), leave_out_later=True)
SOURCES = "id,title,publisher,date\n" + "".join(f"{n},T,P {n},2022-01-02\n" for n in ("a", "b", "c"))
TOLL = """id,date,value,value_high,withdrawn_on,withdrawn_source,share,source_id
D1,2022-01-05,164,,2022-01-10,c,12.5,a
D2,2022-01-08,12345,,,,-0.4,a
D3,2022-01-09,2000,2500,,,,b
D4,2022-01-15,225,,,,,a
"""


def desk_with(write_desk: Write, text: str, **files: str) -> Desk:
    written = {
        "reports/sources/s.csv": SOURCES,
        "reports/data/toll.csv": TOLL,
        "reports/x.md": text,
        "reports/x.yml": "title: T\ndata: [toll.csv]\nsections: [prose, sources]\n",
    }
    return write_desk(
        written | {f"reports/{name.replace('__', '/').replace('_', '.')}": t for name, t in files.items()}
    )


def composed(desk: Desk, ask: Ask | None = None) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), ask or Ask(today=TODAY))


def first(desk: Desk, ask: Ask | None = None) -> Paragraph:
    block = next(composed(desk, ask).blocks())
    assert isinstance(block, Paragraph)
    return block


def as_noted(inlines: tuple[Inline, ...]) -> str:
    """The words with the ids of the sources where their notes are called."""
    parts = []
    for one in inlines:
        parts.append(f"[{' '.join(c.source for c in one.cites)}]" if isinstance(one, Citation) else plain((one,)))
    return "".join(parts)


def faults(desk: Desk, ask: Ask | None = None) -> list[str]:
    with pytest.raises(InputFaults) as found:
        composed(desk, ask)
    return [str(fault) for fault in found.value.faults]


def test_a_changed_table_changes_the_text_and_its_note(write_desk: Write) -> None:
    desk = desk_with(write_desk, "The toll is [@num:toll.D2.value] dead.\n")
    assert as_noted(first(desk).inlines) == "The toll is 12,345 dead.[a]"
    (desk.data / "toll.csv").write_text(TOLL.replace("12345,,,,-0.4,a", "12399,,,,-0.4,b"), encoding="utf-8")
    assert as_noted(first(desk).inlines) == "The toll is 12,399 dead.[b]"
    assert first(desk).meta.sources == ("b",)
    assert [source.id for source in composed(desk).sources] == ["b"]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("[@num:toll.D2.value] dead. [@a]", "12,345 dead.[a]"),
        ("[@num:toll.D2.value] dead. [@c, p. 4]", "12,345 dead.[c a]"),
        ("[@num:toll.D2.value], and more. Later, none.", "12,345, and more.[a] Later, none."),
        ("[@num:toll.D2.value] or [@num:toll.D3.value] dead", "12,345 or 2,000 to 2,500 dead[a b]"),
        ("[@num:toll.D2.value] dead. Later, more. [@c]", "12,345 dead.[a] Later, more.[c]"),
        (
            "[@num:toll.D2.value] by one [@c], [@num:toll.D3.value] by another.",
            "12,345 by one[c a], 2,000 to 2,500 by another.[b]",
        ),
        (
            "[@num:toll.D2.value] on Mr. A’s list of no. 5 (U. S.). [@c]",
            "12,345 on Mr. A’s list of no. 5 (U. S.).[c a]",
        ),
        ("**Of [@num:toll.D2.value].** More. [@c]", "Of 12,345.[a] More.[c]"),
        ("“[@num:toll.D2.value].” Больше. [@c]", "“12,345.”[a] Больше.[c]"),
    ],
)
def test_the_note_joins_the_sentence_s_own_citation_or_ends_the_sentence(
    write_desk: Write, written: str, printed: str
) -> None:
    assert as_noted(first(desk_with(write_desk, written + "\n")).inlines) == printed


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en-GB", "12,345|2,000 to 2,500|−0.4|8\u00a0January 2022"),
        ("fr", "12\u202f345|2\u202f000 – 2\u202f500|−0,4|8\u00a0janvier 2022"),
        ("ru", "12\u00a0345|2\u00a0000 – 2\u00a0500|−0,4|8\u00a0января 2022\u202fг."),
        ("kk", "12\u00a0345|2\u00a0000 – 2\u00a0500|−0,4|2022\u202fж. 8\u00a0қаңтар"),
    ],
)
def test_the_number_is_written_as_the_report_s_language_writes_it(
    write_desk: Write, language: str, printed: str
) -> None:
    names = ("D2.value", "D3.value", "D2.share", "D2.date")
    text = "|".join(f"[@num:toll.{name}]" for name in names) + " [@a; @b]\n"
    spec = f"title: T\nlanguage: {language}\ndata: [toll.csv]\nsections: [prose]\n"
    assert plain(first(desk_with(write_desk, text, x_yml=spec)).inlines) == printed


def test_an_article_in_another_language_keeps_its_own_way_of_writing(write_desk: Write) -> None:
    article = "---\ntitle: T\ndate: 2022-02-01\nlanguage: fr\n---\n\nLe bilan: [@num:toll.D2.value]. [@a]\n"
    spec = "title: T\ndata: [toll.csv]\narticles: [one]\nsections: [{kind: article, article: one}]\n"
    desk = desk_with(write_desk, "", articles__one_md=article, x_yml=spec)
    assert "12\u202f345" in plain(first(desk).inlines)


def test_every_digit_of_the_table_is_printed(write_desk: Write) -> None:
    desk = desk_with(write_desk, "It was [@num:toll.D1.value].\n")
    (desk.data / "toll.csv").write_text("id,value\nD1,0.12345\n", encoding="utf-8")
    assert plain(first(desk).inlines) == "It was 0.12345."


def test_a_row_without_an_id_is_named_by_its_first_column(write_desk: Write) -> None:
    desk = desk_with(write_desk, "There were [@num:toll.St. Petersburg, north.value].\n")
    (desk.data / "toll.csv").write_text('place,value\n"St. Petersburg, north",7\nAktau,2\n', encoding="utf-8")
    assert plain(first(desk).inlines) == "There were 7."


def test_a_range_is_quoted_by_the_stem_of_its_two_columns(write_desk: Write) -> None:
    desk = desk_with(write_desk, "From [@num:toll.D1.deaths]; [@num:toll.D1.value], [@num:toll.D1.value_low].\n")
    rows = "id,deaths_min,deaths_max,value,value_low,value_high\nD1,3,5,40,30,60\n"
    (desk.data / "toll.csv").write_text(rows, encoding="utf-8")
    assert plain(first(desk).inlines) == "From 3 to 5; 40, 30."


def test_a_range_by_its_stem_needs_both_ends(write_desk: Write) -> None:
    desk = desk_with(write_desk, "From [@num:toll.D1.deaths].\n")
    (desk.data / "toll.csv").write_text("id,deaths_min,deaths_max\nD1,3,\n", encoding="utf-8")
    assert faults(desk) == [
        "reports/x.md:1:6: the range has no end in the cell reports/data/toll.csv:2:3; "
        "fill it in, or quote 'deaths_min' alone"
    ]


def test_it_is_quoted_wherever_sentences_are_written(write_desk: Write) -> None:
    spec = """title: T
data: [toll.csv]
articles: [one]
sections:
  - bottom-line
  - kind: judgements
    judgements:
      - id: kj
        statement: "The [@num:toll.D2.value] will rise."
        likelihood: likely
        confidence: low
        basis: "It was [@num:toll.D4.value]."
  - {kind: article, article: one}
  - kind: chart
    chart: reported
    id: chart
    data: toll
    title: "From [@num:toll.D2.value] to [@num:toll.D4.value]"
    only: [D2, D4]
    label: id
  - prose
  - annex
"""
    article = "---\ntitle: T\nstandfirst: Of [@num:toll.D2.value].\ndate: 2022-02-01\n---\n\n- A [@num:toll.D3.value]\n"
    desk = desk_with(write_desk, "^[See [@num:toll.D4.value].]\n", articles__one_md=article, x_yml=spec)
    blocks = {block.type: block for block in composed(desk).blocks()}
    standfirst = next(composed(desk).blocks())
    assert isinstance(standfirst, Paragraph)
    assert as_noted(standfirst.inlines) == "Of 12,345.[a]"
    judgements, points, figure = blocks["judgements"], blocks["list"], blocks["figure"]
    assert isinstance(judgements, Judgements)
    assert as_noted(judgements.items[0].statement) == "The 12,345 will rise."
    assert as_noted(judgements.items[0].basis) == "It was 225.[a]"
    assert judgements.items[0].sources == ("a",)
    assert isinstance(points, ItemList)
    assert as_noted(points.items[0].inlines) == "A 2,000 to 2,500[b]"
    assert isinstance(figure, Figure)
    assert figure.title == "From 12,345 to 225"
    assert blocks["table"].title == figure.title
    note = blocks["paragraph"]
    assert isinstance(note, Paragraph)
    assert [one.text for one in walk(note.inlines) if isinstance(one, Text)] == ["See ", "."]
    assert [one.type for one in note.inlines] == ["note", "citation"]


@pytest.mark.parametrize(
    ("statement", "basis", "printed"),
    [
        ("The [@num:toll.D2.value] will rise.", "It is old. [@b]", ("The 12,345 will rise.", "It is old.[b a]")),
        ("The [@num:toll.D2.value] will rise.", "So we think.", ("The 12,345 will rise.[a]", "So we think.")),
        (
            "The [@num:toll.D2.value] will rise. [@c]",
            "It is old. [@b]",
            ("The 12,345 will rise.[c a]", "It is old.[b]"),
        ),
    ],
)
def test_what_a_judgement_s_statement_quotes_is_noted_with_its_basis(
    write_desk: Write, statement: str, basis: str, printed: tuple[str, str]
) -> None:
    judgement = f'{{id: kj, statement: "{statement}", likelihood: likely, confidence: low, basis: "{basis}"}}'
    spec = f"title: T\ndata: [toll.csv]\nsections:\n  - kind: judgements\n    judgements: [{judgement}]\n"
    (judgements,) = composed(desk_with(write_desk, "", x_yml=spec)).blocks()
    assert isinstance(judgements, Judgements)
    (item,) = judgements.items
    assert (as_noted(item.statement), as_noted(item.basis)) == printed


def test_a_picture_s_caption_may_cite_and_quote(write_desk: Write) -> None:
    picture = '![A town](town.jpg "A town of [@num:toll.D2.value]."){credit=A rights=B}\n'
    spec = load_spec(desk_with(write_desk, picture).spec("x"), Desk(Path()), ReportChoices)
    (part,) = spec.prose
    assert [one.type for one in part.blocks[0].caption] == ["text", "reference", "text"]


def test_it_is_in_report_json_and_on_the_html_page(write_desk: Write) -> None:
    desk = desk_with(write_desk, "The toll is [@num:toll.D2.value] dead.\n")
    report = composed(desk)
    assert Report.model_validate_json(report_json(report)) is not None
    assert '"label": "12,345"' in report_json(report)
    assert 'The toll is 12,345 <span class="held">dead.<sup><a id="call-1"' in screen_page(report, desk, HERE)


def test_a_withdrawn_value_is_a_fault_unless_the_passage_says_so(write_desk: Write) -> None:
    standing = desk_with(write_desk, "The toll is [@num:toll.D1.value].\n")
    assert faults(standing) == [
        "reports/x.md:1:13: toll.D1.value was withdrawn on 2022-01-10, and stands here as if it had not been; "
        "say so in the same paragraph and cite [@c]"
    ]
    said = "It gave [@num:toll.D1.value]. [@a] Next day it withdrew the figure. [@c]\n"
    assert as_noted(first(desk_with(write_desk, said)).inlines).startswith("It gave 164.[a]")
    dated = "It gave [@num:toll.D1.value], and withdrew it on [@num:toll.D1.withdrawn_on].\n"
    assert as_noted(first(desk_with(write_desk, dated)).inlines) == (
        "It gave 164, and withdrew it on 10\u00a0January 2022.[a c]"
    )


def test_a_title_may_quote_a_withdrawn_value_that_its_chart_draws_as_withdrawn(write_desk: Write) -> None:
    chart = "{kind: chart, chart: reported, label: id, data: toll, only: [%s], title: 'Of [@num:toll.D1.value]'}"
    spec = f"title: T\ndata: [toll.csv]\nsections:\n  - {chart}\n"
    (figure,) = composed(desk_with(write_desk, "", x_yml=spec % "D1, D2")).figures()
    assert figure.title == "Of 164"
    assert "withdrawn on 2022-01-10" in faults(desk_with(write_desk, "", x_yml=spec % "D2"))[0]


def test_before_its_withdrawal_a_value_stands(write_desk: Write) -> None:
    day = Ask(today=TODAY, as_of=date(2022, 1, 9), leave_out_later=True)
    assert as_noted(first(desk_with(write_desk, "It is [@num:toll.D1.value].\n"), day).inlines) == "It is 164.[a]"
    withdrawn = "Kept.\n\nWithdrawn on [@num:toll.D1.withdrawn_on].\n"
    report = composed(desk_with(write_desk, withdrawn), day)
    assert [plain(block.inlines) for block in report.blocks() if isinstance(block, Paragraph)] == ["Kept."]


def test_on_an_earlier_day_what_quotes_a_later_row_is_left_out_and_told(write_desk: Write) -> None:
    text = "Kept [@num:toll.D2.value].\n\nLate: [@num:toll.D4.value].\n\n- Late: [@num:toll.D4.value]\n- Kept too.\n"
    desk = desk_with(write_desk, text)
    report = composed(desk, EARLIER)
    (paragraph, points) = report.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(points, ItemList)
    assert [plain(item.inlines) for item in points.items] == ["Kept too."]
    assert "225" not in report.model_dump_json()
    told = [str(warning) for warning in remarks(load_spec(desk.spec("x"), desk, ReportChoices), EARLIER)]
    assert "2 of its 4 parts were not known by then: left out" in told[0]


def test_on_an_earlier_day_a_figure_whose_title_quotes_a_later_row_is_left_out(write_desk: Write) -> None:
    chart = (
        "{kind: chart, chart: reported, id: c, label: id, data: toll, only: [D2, D3], title: 'Of [@num:toll.D4.value]'}"
    )
    spec = f"title: T\ndata: [toll.csv]\nsections:\n  - prose\n  - {chart}\n"
    report = composed(desk_with(write_desk, "Kept.\n\nSee [@fig:c].\n", x_yml=spec), EARLIER)
    assert [block.type for block in report.blocks()] == ["paragraph"]


def test_otherwise_a_later_row_is_a_fault_at_its_place(write_desk: Write) -> None:
    desk = desk_with(write_desk, "Late: [@num:toll.D4.value].\n")
    (told,) = faults(desk, Ask(today=TODAY, as_of=date(2022, 1, 12)))
    assert told.startswith(
        "reports/x.md:1:7: toll.D4.value was known only on 2022-01-15, after the report's as-of date 2022-01-12;"
    )


def test_an_article_quotes_nothing_later_than_itself(write_desk: Write) -> None:
    article = "---\ntitle: T\ndate: 2022-01-12\n---\n\nLate: [@num:toll.D4.value].\n"
    spec = "title: T\ndata: [toll.csv]\narticles: [one]\nsections: [{kind: article, article: one}]\n"
    desk = desk_with(write_desk, "", articles__one_md=article, x_yml=spec)
    assert (
        "reports/articles/one.md:6:7: toll.D4.value was known only on 2022-01-15, after the article's own date"
        in (faults(desk)[0])
    )
    no_table = desk_with(write_desk, "", articles__one_md=article, x_yml=spec.replace("data: [toll.csv]\n", ""))
    assert faults(no_table) == [
        "reports/articles/one.md:6:7: no table 'toll' in this report; this article quotes it: list its file in "
        "`data:` of reports/x.yml"
    ]
