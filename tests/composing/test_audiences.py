"""Each audience gets what the desk's table gives it; nothing that it gets tells of what it does not."""

from datetime import date

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.composing.sentences import sentences
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults, Place
from iria_reports.report import ItemList, Report, plain
from iria_reports.setting.attachments import report_json
from iria_reports.writing.load import load_spec
from iria_reports.writing.prose import read_line

SOURCES = "id,title,publisher,date\none,T,P,2022-01-02\n"
EVENTS = "date,title,event_type,source_id\n2022-01-02,A march,march,one\n"
JUDGEMENT = (
    "{id: k, statement: It will likely rain., likelihood: likely, confidence: low, "
    "basis: 'It rained, as [@sec:rain] shows. [@one] It may again ([@fig:days]).'}"
)
SECTIONS = f"""
  - bottom-line
  - {{kind: judgements, judgements: [{JUDGEMENT}]}}
  - {{kind: prose, heading: Rain}}
  - {{kind: chart, chart: timeline, data: events, id: days, title: One day}}
  - {{kind: chart, chart: timeline, data: events, id: again, title: The same day}}
  - annex
  - sources
  - about
"""
TEXT = """## Bottom line

It rained. [@one] More is in [@fig:again] and [@sec:rain]. Mr. A said so, see [@judgement:k].

- Wet, see [@fig:again].
- Dry.

## Rain

Rain fell. [@fig:days] shows it.

[@fig:days]
"""
OFFICIALS = Ask(today=date(2022, 3, 1), audience="officials")


def written(write_desk: Write, sections: str = SECTIONS, desk: str = "", spec: str = "") -> Desk:
    files = {"reports/sources/s.csv": SOURCES, "reports/data/events.csv": EVENTS, "reports/x.md": TEXT}
    return write_desk(
        {**files, "desk.yml": desk, "reports/x.yml": f"title: T\n{spec}data: [events.csv]\nsections:{sections}"}
    )


def composed(desk: Desk, ask: Ask = OFFICIALS) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), ask)


def test_officials_get_a_brief_of_bottom_line_judgements_one_chart_and_whom_to_write_to(write_desk: Write) -> None:
    report = composed(written(write_desk, desk="house: {contact: desk@example.org}"))
    assert (report.kind, report.kind_label) == ("brief", "Brief")
    assert [section.kind for section in report.sections] == ["bottom-line", "judgements", "about"]
    assert [(figure.meta.id, figure.label) for figure in report.figures()] == [("days", "Figure 1")]
    about = [plain(getattr(block, "inlines", ())) for block in report.sections[-1].blocks]
    assert about[::2] == ["How to cite", "Contact"]
    assert about[3] == "desk@example.org"


def test_a_sentence_that_points_to_what_a_brief_leaves_out_goes_and_its_neighbours_stay(write_desk: Write) -> None:
    desk = written(write_desk)
    report = composed(desk)
    bottom, judged = report.sections[:2]
    assert plain(bottom.blocks[0].inlines) == "It rained. Mr. A said so, see judgement 1."  # type: ignore[union-attr]
    points = bottom.blocks[1]
    assert isinstance(points, ItemList)
    assert [plain(item.inlines) for item in points.items] == ["Dry."]
    assert plain(judged.blocks[0].items[0].basis) == "It may again (Figure 1)."  # type: ignore[union-attr]
    assert "Figure 2" not in report_json(report)
    assert "section" not in plain(judged.blocks[0].items[0].basis)  # type: ignore[union-attr]
    told = [str(one) for one in remarks(load_spec(desk.spec("x"), desk, ReportChoices), OFFICIALS)]
    assert told[0] == (
        "reports/x.md:3:30: officials do not get this figure: the sentence is left out for them; "
        "where they need the sentence, word it without the reference"
    )
    assert len(told) == 4


def test_everybody_else_gets_the_whole_report(write_desk: Write) -> None:
    desk = written(write_desk)
    for audience in ("policymakers", "academics"):
        report = composed(desk, Ask(today=date(2022, 3, 1), audience=audience))
        assert (report.kind, len(report.sections)) == ("backgrounder", 6)
        assert [figure.meta.id for figure in report.figures()] == ["days", "again"]


def test_a_specification_names_the_chart_of_its_brief(write_desk: Write) -> None:
    report = composed(written(write_desk, spec="brief-chart: again\n"))
    assert [figure.meta.id for figure in report.figures()] == ["again"]
    with pytest.raises(InputFaults, match=r"x\.yml:2:14: brief-chart: no chart has the id 'agian'; did you mean again"):
        composed(written(write_desk, spec="brief-chart: agian\n"))


def test_a_section_that_names_its_audience_counts_before_the_table(write_desk: Write) -> None:
    sections = SECTIONS.replace("heading: Rain}", "heading: Rain, audiences: [officials]}")
    sections = sections.replace("id: again, ", "id: again, audiences: [officials], ")
    report = composed(
        written(write_desk, sections.replace("- bottom-line", "- {kind: bottom-line, audiences: [academics]}"))
    )
    assert [section.kind for section in report.sections] == ["judgements", "prose", "about"]
    assert [figure.meta.id for figure in report.figures()] == ["again"]


def test_a_desk_changes_what_it_likes_of_the_table_and_keeps_the_rest(write_desk: Write) -> None:
    desk = "audiences: {officials: {charts: 2, sections: [bottom-line, sources]}}"
    report = composed(written(write_desk, desk=desk))
    assert report.kind == "brief"
    assert [section.kind for section in report.sections] == ["bottom-line", "sources"]
    assert [figure.meta.id for figure in report.figures()] == ["days", "again"]
    with pytest.raises(
        InputFaults, match=r"audiences\.officials\.sections: no section kind 'bottomline'; did you mean"
    ):
        composed(written(write_desk, desk="audiences: {officials: {sections: [bottomline]}}"))
    with pytest.raises(InputFaults, match=r"desk\.yml:1:25: audiences\.officials\.chart"):
        composed(written(write_desk, desk="audiences: {officials: {chart: 2}}"))


WITHHELD = """## Bottom line

It rained. [@one] [@fig:days] shows it, as [@sec:rain] and [@tbl:caps] do. We judge more ([@judgement:k]).

{audience=academics}
- See [@fig:days].

## Rain

[@fig:days]

## After

[@sec:rain] says so.

## Last

It dried. [@one] See [@sec:after].
"""
KEPT_BACK = """
  - bottom-line
  - {kind: judgements, audiences: [academics], judgements: [KJ]}
  - {kind: prose, heading: Rain}
  - {kind: prose, heading: After}
  - {kind: prose, heading: Last}
  - {kind: chart, chart: timeline, data: events, id: days, title: One day, audiences: [academics]}
  - {kind: table, data: events, id: caps, title: Caps, audiences: [academics]}
  - annex
""".replace("KJ", JUDGEMENT)
READERS = Ask(today=date(2022, 3, 1), audience="policymakers")


def test_what_points_to_a_part_kept_for_others_goes_with_it_and_tells_nothing_of_it(write_desk: Write) -> None:
    desk = written(write_desk, KEPT_BACK, spec="kind: special-report\ncover: days\n")
    (desk.reports / "x.md").write_text(WITHHELD)
    report = composed(desk, READERS)
    said = [plain(getattr(block, "inlines", ())) for block in report.blocks()]
    assert said == ["It rained. We judge more.", "It dried."]
    assert [section.title for section in report.sections] == ["Bottom line", "Last"]
    assert "days" not in report_json(report)
    told = [str(one).split(":")[1:4] for one in remarks(load_spec(desk.spec("x"), desk, ReportChoices), READERS)]
    gone = [("3", "19", "figure"), ("3", "44", "section"), ("3", "60", "table"), ("3", "91", "judgement")]
    gone += [("14", "1", "section"), ("18", "22", "section")]
    assert told == [[line, at, f" policymakers do not get this {what}"] for line, at, what in gone]


def test_those_for_whom_it_is_get_what_points_to_it(write_desk: Write) -> None:
    desk = written(write_desk, KEPT_BACK, spec="kind: special-report\ncover: days\n")
    (desk.reports / "x.md").write_text(WITHHELD)
    ask = Ask(today=date(2022, 3, 1), audience="academics")
    report = composed(desk, ask)
    assert report.cover == "days"
    assert plain(report.sections[0].blocks[0].inlines) == (  # type: ignore[union-attr]
        "It rained. Figure 1 shows it, as section 1 and Table 1 do. We judge more (judgement 1)."
    )
    assert remarks(load_spec(desk.spec("x"), desk, ReportChoices), ask) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two. [@a] Three? [@b; @c]", ["One.", " Two.", " Three?"]),
        ("Mr. X came. J. Y left at 5 p.m. that day.", ["Mr. X came.", " J. Y left at 5 p.m. that day."]),
        ("He said “no.” She went.", ["He said “no.”", " She went."]),
        ("**How much.** The rest. [@fig:x] shows 3.5 of 7", ["How much.", " The rest.", "  shows 3.5 of 7"]),
    ],
)
def test_sentences_are_told_apart_and_keep_their_notes(text: str, parts: list[str]) -> None:
    inlines, faults = read_line(text, lambda piece, before: Place("x"))
    assert not faults
    assert [plain(sentence) for sentence in sentences(inlines)] == parts
