"""What changed since an earlier report: each judgement kept, raised, lowered, dropped or new, with its reason."""

import json
from datetime import date
from typing import Any

import pytest
from conftest import Write
from judged_desk import BEFORE, EARLIER, TODAY, composed, desk_with, faults, item, judgements, report_json, warnings

from iria_reports.composing.rendition import Ask
from iria_reports.report import Figure, Report, Table

FOLLOWS = "follows: reports/earlier/before.json\n"
EXAMPLE = """
  - kind: what-changed
    heading: What changed
    dropped:
      - {id: vote, because: "It was held on 10 January. [@other]"}
"""
CHANGED = EXAMPLE.lstrip("\n")


def rows(report: Report) -> list[dict[str, Any]]:
    table = next(block for block in report.blocks() if isinstance(block, Table) and block.meta.id == "what-changed")
    return list(table.table.records())


def figure(report: Report) -> Figure | None:
    return next((block for block in report.blocks() if isinstance(block, Figure)), None)


@pytest.mark.parametrize(
    ("likelihood", "change"),
    [
        ("likely", "kept"),
        ("very likely", "raised"),
        ("unlikely", "lowered"),
        ("60 to 75", "kept"),
        ("70 to 80", "raised"),
    ],
)
def test_a_judgement_is_matched_by_its_id_and_compared(write_desk: Write, likelihood: str, change: str) -> None:
    judged = item("rise", likelihood, more="changed-because: 'The caps end. [@early]'")
    report = composed(desk_with(write_desk, judged + item("new"), head=FOLLOWS, more=CHANGED))
    assert judgements(report)["rise"].change == change
    assert judgements(report)["rise"].before == "likely"
    assert [(row["judgement"], row["before"], row["now"], row["because"], row["sources"]) for row in rows(report)] == [
        ("Prices will rise.", "likely", likelihood, "The caps end.", "early"),
        ("A vote will be held.", "very likely", None, "It was held on 10\N{NO-BREAK SPACE}January.", "other"),
        ("Prices will rise.", None, "likely", None, None),
    ]
    assert [str(row["change"]).split(";")[0] for row in rows(report)] == [change, "dropped", "new"]


def test_a_confidence_and_a_day_that_moved_are_said(write_desk: Write) -> None:
    report = composed(desk_with(write_desk, item(more="by: 2023-12-31"), head=FOLLOWS, more=CHANGED))
    assert rows(report)[0]["change"] == "kept; confidence raised; later date"


def test_a_house_that_changes_its_scale_changes_no_judgement(write_desk: Write) -> None:
    desk = desk_with(write_desk, item("rise", "likely") + item("vote", "highly likely"), head=FOLLOWS)
    desk.settings.write_text("likelihood: phia\n")
    assert {one.change for one in judgements(composed(desk)).values()} == {"kept"}


def test_a_change_without_a_reason_is_a_fault_at_its_judgement(write_desk: Write) -> None:
    assert faults(desk_with(write_desk, item("rise", "unlikely"), head=FOLLOWS, more=CHANGED)) == [
        "reports/x.yml:7:9: sections[0].judgements[0]: lowered from 'likely' to 'unlikely' since "
        "reports/earlier/before.json, without a reason; write `changed-because:` and why under it"
    ]


def test_a_judgement_dropped_without_a_reason_is_a_fault(write_desk: Write) -> None:
    (fault,) = faults(desk_with(write_desk, item(), head=FOLLOWS, more="  - what-changed\n"))
    assert fault.startswith("reports/x.yml:11:5: sections[1]: 'vote' of reports/earlier/before.json is not among")
    assert "write `dropped: [{id: vote, because: ...}]` here" in fault


@pytest.mark.parametrize(
    ("dropped", "told"),
    [
        ("{id: voet, because: So.}", "no judgement 'voet' in reports/earlier/before.json; did you mean vote?"),
        ("{id: rise, because: So.}", "'rise' is dropped here and judged above"),
        ("{id: vote, because: 'So. [@othr]'}", "no source @othr; did you mean other?"),
    ],
)
def test_a_wrong_line_of_what_was_dropped_is_told(write_desk: Write, dropped: str, told: str) -> None:
    more = f"  - kind: what-changed\n    dropped: [{dropped}]\n"
    assert any(told in fault for fault in faults(desk_with(write_desk, item(), head=FOLLOWS, more=more)))


def test_shorter_words_for_a_judgement_that_there_was_not_are_told(write_desk: Write) -> None:
    told = faults(desk_with(write_desk, item(), head=FOLLOWS, more=CHANGED + "    labels: {voet: Vote held}\n"))
    assert "no judgement 'voet' in reports/earlier/before.json; did you mean vote?" in told[0]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "",
            "there is no earlier report to compare with; write `follows: reports/earlier/that-report.json` at the top",
        ),
        (
            "follows: reports/earlier/befor.json\n",
            "reports/x.yml:3:10: follows: no earlier report 'reports/earlier/befor.json'; "
            "did you mean reports/earlier/before.json?",
        ),
        ("follows: ../elsewhere.json\n", "follows: no earlier report '../elsewhere.json'"),
    ],
)
def test_an_earlier_report_that_is_not_there_is_told(write_desk: Write, head: str, told: str) -> None:
    (fault,) = faults(desk_with(write_desk, item(), head=head, more=CHANGED))
    assert told in fault


def test_an_earlier_report_of_a_later_day_or_another_format_is_a_fault(write_desk: Write) -> None:
    desk = desk_with(write_desk, item(), head=FOLLOWS, more=CHANGED)
    file = desk.earlier / "before.json"
    file.write_text(report_json(BEFORE).replace("2022-01-04", "2022-02-01"))
    assert "is as of 2022-02-01, after this report’s 2022-01-20; name an earlier one" in faults(desk)[0]
    file.write_text(json.dumps({"format": 3}))
    assert "reports/earlier/before.json:1:1: format: not a report of format 1 (it has format 3)" in faults(desk)[0]


LINE = (
    '{"format": 1, "report": "before", "judgement": "vote", "outcome": "happened", "on": "2022-01-10", '
    '"evidence": "%s", "recorded": "2026-01-01"}\n'
)


def test_what_came_of_it_is_taken_from_the_record_as_far_as_it_was_known(write_desk: Write) -> None:
    for evidence in ("other", "seen by us"):
        desk = desk_with(write_desk, item(), head=FOLLOWS, more=CHANGED, reports__outcomes=LINE % evidence)
        assert rows(composed(desk))[1]["outcome"] == "happened, 10 Jan 2022"
    desk.outcomes.write_text(LINE.replace("2022-01-10", "2022-01-21") % "other")
    assert "outcome" not in rows(composed(desk))[1]


def test_what_is_settled_is_scored_as_it_was_worded_then_and_the_rest_is_open(write_desk: Write) -> None:
    judged = item().replace("Prices will rise.", "Prices will rise again.") + item("new")
    desk = desk_with(write_desk, judged, head=FOLLOWS, more=CHANGED, reports__outcomes=LINE % "other")
    report = composed(desk)
    assert [
        (row["judgement"], row["change"].split(";")[0], row.get("outcome"), row.get("score")) for row in rows(report)
    ] == [
        ("Prices will rise.", "kept", "open", None),
        ("A vote will be held.", "dropped", "happened, 10 Jan 2022", 0.02),
        ("Prices will rise.", "new", None, None),
    ]
    table = next(block for block in report.blocks() if isinstance(block, Table))
    assert table.footer.endswith("Mean of 1 settled: 0.02, too few to conclude anything.")


DRAWN = CHANGED + "    chart: One of two came true\n"


def test_what_came_of_each_is_drawn_from_the_record(write_desk: Write) -> None:
    more = DRAWN + "    labels: {vote: Vote held}\n"
    desk = desk_with(write_desk, item(), head=FOLLOWS, more=more, reports__outcomes=LINE % "other")
    drawn = figure(composed(desk))
    assert drawn
    assert (drawn.meta.id, drawn.title) == ("what-changed-drawn", "One of two came true")
    assert [(row["label"], row["likelihood"], row["outcome"], row.get("sources")) for row in drawn.table.records()] == [
        ("Vote held", "very likely", "happened", "other"),
        ("Prices will rise", "likely", "open", None),
    ]
    assert drawn.options["fates"] == ["happened", "open"]


def test_nothing_is_drawn_while_nothing_is_settled(write_desk: Write) -> None:
    desk = desk_with(write_desk, item(), head=FOLLOWS, more=DRAWN)
    assert figure(composed(desk)) is None
    assert "outcome" not in rows(composed(desk))[0]


def test_a_judgement_too_long_for_the_chart_asks_for_shorter_words(write_desk: Write) -> None:
    desk = desk_with(write_desk, item(), head=FOLLOWS, more=DRAWN, reports__outcomes=LINE % "other")
    file = desk.earlier / "before.json"
    file.write_text(file.read_text().replace("Prices will rise.", "Prices will rise " * 9))
    (fault,) = faults(desk)
    assert fault.startswith("reports/x.yml:15:12: sections[1].chart: rise: the text has 152 characters, more than 110")
    assert fault.endswith("give it shorter words: `labels: {rise: ...}`")


def test_as_of_an_earlier_day_a_later_reason_is_left_out_and_so_is_a_later_report(write_desk: Write) -> None:
    more = CHANGED.replace("@other", "@late")
    desk = desk_with(write_desk, item(), head=FOLLOWS, more=more)
    assert "because" not in rows(composed(desk, EARLIER))[1]
    earlier = Ask(today=date(2022, 3, 1), as_of=date(2022, 1, 3), leave_out_later=True)
    points = "  - {kind: prose, heading: Then}\n"
    (desk.reports / "x.md").write_text(
        "## Then\n\nWe look back ([@fig:what-changed-drawn]). See [@tbl:what-changed].\n"
    )
    desk.spec("x").write_text(desk.spec("x").read_text() + points)
    report = composed(desk, earlier)
    assert [section.kind for section in report.sections if section.kind != "prose"] == ["judgements"]
    desk.spec("x").write_text(desk.spec("x").read_text().removesuffix(points))
    assert judgements(report)["rise"].change == ""
    assert faults(desk) == []
    (fault,) = faults(desk, Ask(today=TODAY.today, as_of=date(2022, 1, 5)))
    assert fault.startswith("reports/x.yml:14:57: @late counts from 2022-01-09, after the report's as-of date")


def test_a_judgement_kept_from_a_reader_is_not_in_what_changed(write_desk: Write) -> None:
    record = LINE % "other" + LINE.replace("vote", "rise") % "other"
    desk = desk_with(write_desk, item(), head=FOLLOWS, more=DRAWN, reports__outcomes=record)
    text = (
        desk.spec("x")
        .read_text()
        .replace("  - kind: judgements\n", "  - kind: judgements\n    audiences: [academics]\n")
    )
    desk.spec("x").write_text(text)
    report = composed(desk)
    assert [row["judgement"] for row in rows(report)] == ["A vote will be held."]
    assert "Prices will rise" not in report.model_dump_json()
    assert "Mean of 1 settled" in report.model_dump_json()
    academics = Ask(today=TODAY.today, audience="academics")
    assert [row["judgement"] for row in rows(composed(desk, academics))] == [
        "Prices will rise.",
        "A vote will be held.",
    ]


def test_judgements_dropped_without_a_section_that_says_so_are_named(write_desk: Write) -> None:
    desk = desk_with(write_desk, item("new"), head=FOLLOWS)
    assert warnings(desk, TODAY) == [
        "reports/x.yml:3:10: follows: rise, vote of reports/earlier/before.json are made no more, and nothing tells "
        "the reader; add `- {kind: what-changed, dropped: [{id: rise, because: ...}, {id: vote, because: ...}]}`, or "
        "make them again"
    ]
    desk = desk_with(write_desk, item("rise") + item("vote"), head=FOLLOWS)
    assert warnings(desk, TODAY) == []
    desk = desk_with(write_desk, item("rise", more="changed-because: Why"), head=FOLLOWS, more=CHANGED)
    assert warnings(desk, TODAY) == []


def test_nothing_is_said_of_an_earlier_report_that_was_not_there_yet(write_desk: Write) -> None:
    desk = desk_with(write_desk, item("new"), head=FOLLOWS)
    asked = Ask(today=date(2022, 3, 1), as_of=date(2022, 1, 3), leave_out_later=True)
    assert not [one for one in warnings(desk, asked) if "made no more" in one]
