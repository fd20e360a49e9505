"""Judgements as data: words of one scale and one set, evidence that is sources, confidence that is earned."""

from datetime import date

import pytest
from conftest import Write
from hypothesis import given
from hypothesis import strategies as st
from judged_desk import EARLIER, composed, desk_with, faults, item, judgements, warnings

from iria_reports.composing.weighing import weighed
from iria_reports.report import Citation, Cite, Judgement, Source, plain

EXAMPLE = """
      - id: rise
        statement: "Prices will likely rise by July."
        likelihood: likely
        confidence: moderate
        by: 2022-07-31
        basis: "They rose before. [@early]"
        evidence: [early, "other, p. 4"]
        against: [same]
        assumptions:
          - "The caps end in July. [@other]"
        indicators:
          - "New caps."
"""


def test_everything_an_analyst_writes_of_a_judgement_is_in_the_report(write_desk: Write) -> None:
    report = composed(desk_with(write_desk, EXAMPLE.lstrip("\n")))
    rise = judgements(report)["rise"]
    assert (rise.likelihood, rise.low, rise.high, rise.by) == ("likely", 55, 80, date(2022, 7, 31))
    assert [cite for one in rise.evidence for cite in one.cites][1] == Cite(source="other", locator="p. 4")
    assert [plain(one) for one in rise.assumptions + rise.indicators] == ["The caps end in July.", "New caps."]
    assert [source.id for source in report.sources] == ["early", "other", "same"]
    assert rise.sources == ("early", "other", "same")


def test_a_range_stands_for_a_word(write_desk: Write) -> None:
    found = judgements(composed(desk_with(write_desk, item(likelihood="60 to 75"))))["rise"]
    assert (found.likelihood, found.low, found.high) == ("", 60, 75)


@pytest.mark.parametrize(
    ("likelihood", "told"),
    [
        ("very likly", "'very likly' is no likelihood of ICD 203; did you mean very likely"),
        ("realistic possibility", "is no likelihood of ICD 203; write one of almost no chance"),
        ("75 to 60", "or a range such as `60 to 75`"),
        ("60", "'60' is no likelihood of ICD 203; write one of almost no chance"),
    ],
)
def test_a_word_of_no_scale_is_told_with_what_to_write(write_desk: Write, likelihood: str, told: str) -> None:
    (fault,) = faults(desk_with(write_desk, item(likelihood=likelihood)))
    assert fault.startswith("reports/x.yml:8:21: sections[0].judgements[0].likelihood: ")
    assert told in fault


def test_the_house_chooses_the_yardstick(write_desk: Write) -> None:
    desk = desk_with(write_desk, item(likelihood="realistic possibility"), more="  - method\n")
    desk.settings.write_text("likelihood: phia\n")
    report = composed(desk)
    assert (judgements(report)["rise"].low, judgements(report)["rise"].high) == (40, 50)
    figure = next(report.figures())
    assert figure.table.rows[4] == ("likely or probable", 55, 75)
    desk.spec("x").write_text(desk.spec("x").read_text().replace("realistic possibility", "roughly even chance"))
    (fault,) = faults(desk)
    assert "is no likelihood of the PHIA yardstick" in fault
    desk.settings.write_text("likelihood: pfia\n")
    assert "desk.yml:1:13: likelihood: 'pfia' is not one of icd-203, phia; did you mean phia?" in faults(desk)


def test_a_report_keeps_to_one_set_of_words_its_charts_too(write_desk: Write) -> None:
    chart = "  - {kind: chart, chart: likelihood, data: odds, title: Odds}\n"
    judged = item("rise", "likely") + item("fall", "remote")
    desk = desk_with(write_desk, judged, head="data: [odds.csv]\n", more=chart)
    desk.data.mkdir()
    (desk.data / "odds.csv").write_text("label,likelihood\nA,probable\n")
    assert faults(desk) == [
        "reports/x.yml:13:21: sections[0].judgements[1].likelihood: 'remote' is of another set of words than this "
        "report’s; write 'almost no chance': ICD 203 keeps a product to one set of words",
        "reports/x.yml:15:44: sections[1].data: 'probable' is of another set of words than this report’s; "
        "write 'likely': ICD 203 keeps a product to one set of words",
    ]


def test_evidence_that_is_no_source_or_came_later_is_told_at_its_place(write_desk: Write) -> None:
    desk = desk_with(write_desk, item(more="evidence: [erly, early]; against: [late]"))
    assert faults(desk) == ["reports/x.yml:10:20: no source @erly; did you mean early?"]
    assert faults(desk, EARLIER)[0].startswith("reports/x.yml:10:20: no source @erly")
    desk = desk_with(write_desk, item(more="against: [early, late]").replace("2022-01-20", "2022-01-05"))
    desk.spec("x").write_text(desk.spec("x").read_text().replace("2022-01-20", "2022-01-05"))
    (fault,) = faults(desk)
    assert fault.startswith("reports/x.yml:10:26: @late counts from 2022-01-09 (2022-01-09), after the report's as-of")


def test_a_forecast_of_the_past_is_a_fault(write_desk: Write) -> None:
    (fault,) = faults(desk_with(write_desk, item(more="by: 2022-01-19")))
    assert "2022-01-19 is before the as-of date 2022-01-20" in fault


def test_later_evidence_falls_out_item_by_item_and_lowers_the_confidence(write_desk: Write) -> None:
    more = "evidence: [early, other, late]; against: [late]; basis: 'So. [@late]'; assumptions: ['A. [@late]', B.]"
    desk = desk_with(write_desk, item(more=more), more="  - method\n")
    report = composed(desk, EARLIER)
    for detail in ("short", "reasons"):
        rise = judgements(report, detail)["rise"]
        assert [cite.source for one in rise.evidence for cite in one.cites] == ["early", "other"]
        assert (rise.against, rise.basis, [plain(one) for one in rise.assumptions]) == ((), (), ["B."])
        assert (rise.confidence, rise.given) == ("moderate", "high")
    assert '"late"' not in report.model_dump_json()
    assert [source.id for source in report.sources] == ["early", "other"]
    assert any(
        "rise: confidence moderate, given as high: some of its evidence is later than 2022-01-05" in one
        for one in warnings(desk, EARLIER)
    )
    whole = judgements(composed(desk))["rise"]
    assert (whole.confidence, whole.given) == ("high", "")


def test_what_rests_on_one_publisher_is_held_with_low_confidence(write_desk: Write) -> None:
    rise = judgements(composed(desk_with(write_desk, item(more="evidence: [early, same, late]")), EARLIER))["rise"]
    assert (rise.confidence, rise.given) == ("low", "high")


def test_a_judgement_of_whose_evidence_nothing_is_left_goes(write_desk: Write) -> None:
    judged = item("gone", more="evidence: [late]") + item("stays", more="evidence: [early]")
    assert list(judgements(composed(desk_with(write_desk, judged), EARLIER))) == ["stays"]


DAYS = {"a": date(2022, 1, 1), "b": date(2022, 1, 5), "c": date(2022, 1, 9), "d": None}
KNOWN = {name: Source(id=name, number=0, title="T", publisher=f"P{name}", known_on=day) for name, day in DAYS.items()}
CITATIONS = st.lists(st.sampled_from(sorted(DAYS)), unique=True).map(
    lambda names: tuple(Citation(cites=(Cite(source=name),)) for name in names)
)
LEVELS = ["low", "moderate", "high"]


@given(CITATIONS, CITATIONS, st.sampled_from(LEVELS), st.dates(date(2021, 12, 30), date(2022, 1, 12)))
def test_an_earlier_day_never_adds_evidence_or_confidence(evidence, against, confidence, as_of) -> None:
    judged = Judgement(id="k", statement=(), confidence=confidence, evidence=evidence, against=against)
    held = weighed(judged, KNOWN, as_of)
    if held is None:
        assert evidence
        return
    assert set(held.evidence) <= set(evidence)
    assert LEVELS.index(held.confidence) <= LEVELS.index(confidence)
    assert held.given in ("", confidence)
    late = [name for name in held.sources if DAYS[name] and DAYS[name] > as_of]
    assert late == []
    assert weighed(held.model_copy(update={"given": ""}), KNOWN, as_of) == held.model_copy(update={"given": ""})
