"""The section on method: the house's words, the levels of confidence, and what each judgement rests on."""

from conftest import Write
from judged_desk import EARLIER, TODAY, composed, desk_with, item, judgements

from iria_reports.composing.rendition import Ask
from iria_reports.report import Report, Table, plain

EXAMPLE = """
  - kind: method
    prose: How we worked
"""
REASONED = item(more="evidence: [early]; indicators: [New caps.]")


def words(report: Report) -> str:
    return " ".join(plain(getattr(block, "inlines", ())) for block in report.blocks())


def test_it_opens_with_the_analyst_s_text_and_holds_scale_levels_and_reasons(write_desk: Write) -> None:
    desk = desk_with(write_desk, REASONED, more=EXAMPLE.lstrip("\n") + "  - about\n")
    (desk.reports / "x.md").write_text("## How we worked\n\nWe read the papers.\n")
    report = composed(desk)
    method = next(section for section in report.sections if section.kind == "method")
    assert plain(method.blocks[0].inlines) == "We read the papers."
    (figure,) = report.figures()
    assert figure.options["scale"][1] == ["very unlikely", 5, 20]
    assert "almost certain 95 to 99%" in figure.alternative
    levels = next(block for block in method.blocks if isinstance(block, Table))
    assert [row[0] for row in levels.table.rows] == ["high", "moderate", "low"]
    assert [plain(one) for one in judgements(report, "reasons")["rise"].indicators] == ["New caps."]
    assert judgements(report, "reasons")["rise"].label == judgements(report)["rise"].label == "1"
    assert "Wording of judgements" not in words(report)


def test_without_it_the_wording_stands_at_the_end_in_the_words_of_the_house(write_desk: Write) -> None:
    desk = desk_with(write_desk, item(likelihood="probable"), more="  - about\n")
    assert "remote 1–5%, highly improbable 5–20%" in words(composed(desk))
    desk.settings.write_text("likelihood: phia\n")
    assert "likely or probable 55–75%, highly likely 80–90%" in words(composed(desk))


def test_the_reasons_can_be_left_out_or_printed_where_the_judgements_stand(write_desk: Write) -> None:
    desk = desk_with(write_desk, REASONED, more="  - {kind: method, judgements: none}\n")
    assert judgements(composed(desk), "reasons") == {}
    desk = desk_with(write_desk, REASONED, more="    detail: full\n  - method\n")
    assert (list(judgements(composed(desk), "full")), judgements(composed(desk), "reasons")) == (["rise"], {})


def test_the_reasons_can_be_printed_for_some_readers_only(write_desk: Write) -> None:
    desk = desk_with(write_desk, REASONED, more="  - {kind: method, judgements-for: [academics]}\n")
    assert judgements(composed(desk), "reasons") == {}
    assert "What the judgements rest on" not in words(composed(desk))
    assert list(judgements(composed(desk, Ask(today=TODAY.today, audience="academics")), "reasons")) == ["rise"]


def test_the_rule_of_lowered_confidence_is_printed_where_it_was_used(write_desk: Write) -> None:
    desk = desk_with(write_desk, REASONED, more="  - method\n")
    assert "one step lower" in words(composed(desk, EARLIER))
    assert "one step lower" not in words(composed(desk))


def test_judgements_kept_from_a_reader_are_not_in_the_method(write_desk: Write) -> None:
    desk = desk_with(write_desk, REASONED, more="    audiences: [academics]\n  - method\n")
    assert judgements(composed(desk), "reasons") == {}
    assert list(judgements(composed(desk, Ask(today=TODAY.today, audience="academics")), "reasons")) == ["rise"]
