"""The report as it could have been written on an earlier day: one late thing takes nothing else with it."""

from datetime import date

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import ItemList, Judgements, Report, plain
from iria_reports.writing.load import load_spec

SOURCES = "id,title,publisher,date\nearly,T,P,2022-01-02\nlate,T,P,2022-01-09\nbare,T,P,\n"
LATE_MARCH = "2022-01-09,A march,march,late\n"
EARLY_STRIKE = "2022-01-02,A strike,strike,early\n"
EARLIER = Ask(today=date(2022, 3, 1), as_of=date(2022, 1, 5), leave_out_later=True)


def written(write_desk: Write, text: str, sections: str = "", data: str = "") -> Desk:
    files = {"reports/sources/s.csv": SOURCES, "reports/data/events.csv": events(LATE_MARCH), "reports/x.md": text}
    return write_desk({**files, "reports/x.yml": f"title: T\nas-of: 2022-01-20\n{data}{sections}"})


def events(rows: str) -> str:
    return "date,title,event_type,source_id\n" + rows


def composed(desk: Desk, ask: Ask = EARLIER) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), ask)


def told(desk: Desk, ask: Ask = EARLIER) -> list[str]:
    return [str(warning) for warning in remarks(load_spec(desk.spec("x"), desk, ReportChoices), ask)]


def test_one_late_point_leaves_the_others_of_its_list(write_desk: Write) -> None:
    desk = written(write_desk, "- One. [@early]\n  - Within. [@late]\n- Two. [@late]\n- Three. [@early]\n")
    report = composed(desk)
    block = next(report.blocks())
    assert isinstance(block, ItemList)
    assert [(plain(item.inlines), item.nested) for item in block.items] == [("One.", None), ("Three.", None)]
    assert [source.id for source in report.sources] == ["early"]
    assert "2 of its 4 parts were not known by then: left out" in told(desk)[0]


def test_a_list_of_which_nothing_was_known_goes_with_its_heading(write_desk: Write) -> None:
    report = composed(written(write_desk, "Before. [@early]\n\n### Points\n\n- One. [@late]\n"))
    assert [block.type for block in report.sections[0].blocks] == ["paragraph"]


def test_one_late_judgement_leaves_the_others(write_desk: Write) -> None:
    judged = "".join(
        f"      - {{id: {name}, statement: It will., likelihood: likely, confidence: low, basis: 'So. [@{name}]'}}\n"
        for name in ("early", "late")
    )
    report = composed(written(write_desk, "", f"sections:\n  - kind: judgements\n    judgements:\n{judged}"))
    block = next(report.blocks())
    assert isinstance(block, Judgements)
    assert [(item.id, item.label) for item in block.items] == [("early", "1")]


CHART = "{kind: chart, chart: timeline, data: events, id: days, title: One march}"
DATA = "data: [events.csv]\n"
SECTIONS = f"sections:\n  - prose\n  - {CHART}\n  - annex\n  - sources\n"


def test_text_that_refers_to_a_figure_left_out_goes_with_it_and_so_does_the_annex(write_desk: Write) -> None:
    text = "Early. [@early]\n\nSee [@fig:days]. [@early]\n\n- Or [@fig:days]\n- A point\n"
    report = composed(written(write_desk, text, SECTIONS, DATA))
    assert [section.kind for section in report.sections] == ["prose", "sources"]
    (first, points) = report.sections[0].blocks
    assert first.type == "paragraph"
    assert isinstance(points, ItemList)
    assert [plain(item.inlines) for item in points.items] == ["A point"]


def test_without_an_earlier_day_such_a_reference_is_a_fault_of_its_place(write_desk: Write) -> None:
    desk = written(write_desk, "See [@fig:days].\n", "sections: [prose]\n")
    with pytest.raises(InputFaults, match=r"reports/x\.md:1:5: no figure 'days' in this rendition"):
        composed(desk)
    with pytest.raises(InputFaults, match="no figure 'days'"):
        composed(desk, Ask(today=date(2022, 3, 1)))


def test_a_chart_whose_chosen_rows_are_all_late_is_left_out(write_desk: Write) -> None:
    window = "from: 2022-01-08, to: 2022-01-10"
    chart = f"sections:\n  - {{kind: chart, chart: timeline, data: events, title: One march, {window}}}\n"
    desk = written(write_desk, "", chart, DATA)
    (desk.data / "events.csv").write_text(events(LATE_MARCH + EARLY_STRIKE), "utf-8")
    assert composed(desk).sections == ()
    (desk.data / "events.csv").write_text(events(EARLY_STRIKE), "utf-8")
    with pytest.raises(InputFaults, match="no event is left to draw"):
        composed(desk)


def test_a_late_citation_of_a_scenario_is_told_once_where_it_stands(write_desk: Write) -> None:
    sections = (
        "sections:\n  - kind: scenarios\n    scenarios:\n"
        "      - {name: A, probability: 60, text: 'So. [@late]'}\n      - {name: B, probability: 40, text: Else.}\n"
    )
    asked = Ask(today=date(2022, 3, 1), as_of=date(2022, 1, 5))
    with pytest.raises(InputFaults) as found:
        composed(written(write_desk, "", sections), asked)
    assert [str(fault).split(" ")[:2] for fault in found.value.faults] == [["reports/x.yml:6:47:", "@late"]]


def test_what_no_source_dates_stays_and_is_told(write_desk: Write) -> None:
    desk = written(write_desk, "Early. [@early]\n\nWe think so.\n\nAnd so.\n", "sections: [prose]\n")
    assert told(desk) == [
        "reports/x.yml:1:8: title: titles are kept as written: read them as of 2022-01-05",
        "reports/x.md:3:1: 2 parts cite nothing, so nothing dates them: kept as written, read them as of 2022-01-05",
    ]
    assert told(desk, Ask(today=date(2022, 3, 1))) == []


def test_a_source_without_a_date_is_told_whatever_the_day(write_desk: Write) -> None:
    desk = written(write_desk, "Said. [@bare]\n", "sections: [prose]\n")
    (warning,) = told(desk, Ask(today=date(2022, 3, 1)))
    assert warning.startswith("reports/x.md:1:1: @bare has no date, so no as-of day leaves it out")


FIRST = (
    "---\ntitle: Prices rise\ndate: 2022-01-02\n---\n\nIt began. [@early]\n\n## Then\n\nThe first account. [@early]\n"
)
SECOND = (
    "---\ntitle: Prices rose and fell\ndate: 2022-01-02\nupdated: 2022-01-09\n---\n\nIt ended. [@late]\n\n"
    "## Since\n\nThe second account. [@late]\n"
)


def with_texts(write_desk: Write, article: str = "prices", options: str = "") -> Desk:
    desk = written(
        write_desk, "", f"articles: [prices]\nsections:\n  - {{kind: article, article: {article}{options}}}\n"
    )
    desk.articles.mkdir(parents=True, exist_ok=True)
    (desk.articles / "prices.md").write_text(SECOND, "utf-8")
    (desk.articles / "prices@2022-01-02.md").write_text(FIRST, "utf-8")
    return desk


def test_an_article_that_was_updated_is_read_as_it_stood_on_the_day(write_desk: Write) -> None:
    desk = with_texts(write_desk)
    now, then = composed(desk, Ask(today=date(2022, 3, 1))), composed(desk)
    assert [(r.sections[0].title, r.sections[0].byline, [s.id for s in r.sources]) for r in (now, then)] == [
        ("Prices rose and fell", "First published: IRIA, 2 January 2022, updated 9 January 2022.", ["late"]),
        ("Prices rise", "First published: IRIA, 2 January 2022.", ["early"]),
    ]
    on_the_day = composed(desk, Ask(today=date(2022, 3, 1), as_of=date(2022, 1, 5)))  # no fault: nothing later is in it
    assert on_the_day.sections == then.sections


def test_an_article_without_its_earlier_text_counts_from_its_update(write_desk: Write) -> None:
    desk = with_texts(write_desk)
    (desk.articles / "prices@2022-01-02.md").unlink()
    assert composed(desk).sections == ()
    with pytest.raises(InputFaults, match=r"prices\.md:4:10: updated: article 'prices' is of 2022-01-09, after"):
        composed(desk, Ask(today=date(2022, 3, 1), as_of=date(2022, 1, 5)))


def test_a_heading_that_an_article_got_later_is_no_fault_of_the_earlier_day(write_desk: Write) -> None:
    assert composed(with_texts(write_desk, options=", headings: [Since]")).sections == ()
    with pytest.raises(InputFaults, match="no heading 'Then' in it; it has Since"):
        composed(with_texts(write_desk, options=", headings: [Then]"), Ask(today=date(2022, 3, 1)))


def test_an_earlier_text_is_named_by_the_day_from_which_it_stood(write_desk: Write) -> None:
    desk = with_texts(write_desk)
    (desk.articles / "prices@2022-01-02.md").rename(desk.articles / "prices@2022-01-03.md")
    with pytest.raises(InputFaults) as found:
        composed(desk)
    assert str(found.value).splitlines()[0] == (
        "reports/articles/prices@2022-01-03.md:3:7: this text stood from 2022-01-02, and its file is called "
        "prices@2022-01-03.md; call it prices@2022-01-02.md, or correct the day"
    )
    (desk.articles / "prices.md").write_text(SECOND.replace("updated: 2022-01-09\n", ""), "utf-8")
    (desk.articles / "prices@2022-01-03.md").rename(desk.articles / "prices@2022-01-02.md")
    with pytest.raises(InputFaults, match=r"write `updated:` and the day of the change in reports/articles/prices\.md"):
        composed(desk)


def test_a_grade_given_later_is_not_yet_a_grade_and_its_day_is_not_told(write_desk: Write) -> None:
    desk = written(write_desk, "Early. [@early]\n", "sections: [prose, sources]\n")
    (desk.sources / "s.csv").write_text(
        "id,title,publisher,date,grade,grade_known_on\nearly,T,P,2022-01-02,B2,2022-01\n", "utf-8"
    )
    then, later = composed(desk), composed(desk, Ask(today=date(2022, 3, 1), as_of=date(2022, 1, 31)))
    assert [(r.sources[0].grade, r.sources[0].grade_known_on) for r in (then, later)] == [("", None), ("B2", None)]


def test_a_month_counts_from_its_last_day_in_every_kind_of_file(write_desk: Write) -> None:
    desk = written(write_desk, "{known-on=2022-01}\nSaid in January.\n", "sections: [prose]\n")
    assert composed(desk).sections == ()
    assert len(composed(desk, Ask(today=date(2022, 1, 31), as_of=date(2022, 1, 31))).sections) == 1
    table = "sections:\n  - {kind: table, data: events, title: Counts}\n"
    for column, types in (("known_on", ""), ("date", ", columns: {date: text}")):
        data = f"data: [{{file: events.csv{types}}}]\n"
        desk = written(write_desk, "", table, data)
        (desk.data / "events.csv").write_text(f"count,{column}\n4,2022-01\n", "utf-8")
        assert composed(desk).sections == ()
        assert len(composed(desk, Ask(today=date(2022, 1, 31), as_of=date(2022, 1, 31))).sections) == 1
