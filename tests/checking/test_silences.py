"""A finding is silenced where the analyst says why; a silence that is of no use is itself found."""

from datetime import date

from conftest import Write

from checking.examples import desk_of
from iria_reports.check import check
from iria_reports.checking.finding import Example, Finding
from iria_reports.composing.rendition import Ask

WRONG = "We think that the port could close in May 2022. [@a]"
JUDGEMENT = "statement: The port is likely to close in May 2022.\nlikelihood: likely\nconfidence: low\nbasis: '[@a]'"


def found(files: dict[str, str], write_desk: Write) -> list[Finding]:
    desk = write_desk(files)
    return list(check(desk.reports / "example.yml", desk, Ask(today=date(2022, 3, 1))).findings)


def prose(text: str, write_desk: Write) -> list[tuple[str, str]]:
    return [(one.rule, one.silenced) for one in found(desk_of(Example("prose", text)), write_desk)]


def test_a_note_above_a_paragraph_silences_it(write_desk: Write) -> None:
    text = f"<!-- check: vague-qualifier: nobody can know -->\n{WRONG}"
    assert prose(text, write_desk) == [("vague-qualifier", "nobody can know")]


def test_a_note_below_a_paragraph_silences_it_and_no_other(write_desk: Write) -> None:
    text = f"{WRONG}\n<!-- check: vague-qualifier: nobody can know -->\n\n{WRONG}"
    assert sorted(prose(text, write_desk)) == [("vague-qualifier", ""), ("vague-qualifier", "nobody can know")]


def test_a_silence_without_a_reason_silences_nothing(write_desk: Write) -> None:
    assert sorted(prose(f"<!-- check: vague-qualifier -->\n{WRONG}", write_desk)) == [
        ("silence", ""),
        ("vague-qualifier", ""),
    ]


def test_a_silence_that_silences_nothing_is_found(write_desk: Write) -> None:
    text = "<!-- check: vague-qualifier: nobody can know -->\nThe port is closed. [@a]"
    assert prose(text, write_desk) == [("silence", "")]


def test_what_build_refuses_cannot_be_silenced(write_desk: Write) -> None:
    rules = prose("<!-- check: dead-reference: it will come -->\nIt is closed. [@nobody]", write_desk)
    assert sorted(rules) == [("dead-reference", ""), ("silence", "")]


def test_a_silence_of_no_known_rule_names_the_nearest(write_desk: Write) -> None:
    desk = desk_of(Example("prose", f"<!-- check: vague-qualifer: nobody can know -->\n{WRONG}"))
    told = next(one for one in found(desk, write_desk) if one.rule == "silence")
    assert str(told).startswith("reports/example.md:7:1: no rule 'vague-qualifer'; did you mean vague-qualifier?")


def test_a_note_on_a_line_of_yaml_silences_the_value_that_begins_there(write_desk: Write) -> None:
    for note in ("statement: ", "# check: one-publisher: it alone was there\nstatement: "):
        text = JUDGEMENT.replace("statement: ", note)
        text = text if "#" in text else text.replace("2022.\n", "2022.  # check: one-publisher: it alone was there\n")
        [one] = found(desk_of(Example("judgement", text)), write_desk)
        assert (one.rule, one.silenced) == ("one-publisher", "it alone was there")


def test_a_rule_is_silenced_for_a_whole_report_in_its_specification(write_desk: Write) -> None:
    files = desk_of(Example("prose", WRONG))
    files["reports/example.yml"] += "checks:\n  - {rule: vague-qualifier, reason: nobody can know}\n"
    assert [one.silenced for one in found(files, write_desk)] == ["nobody can know"]


def test_a_row_of_a_table_is_silenced_by_its_id(write_desk: Write) -> None:
    files = desk_of(Example("prose", "The port is closed. [@a]"))
    files["reports/data/toll.csv"] += "t3,TBC,3,a\nt4,XXX,4,a\n"
    files["reports/example.yml"] += "checks:\n  - {rule: leftover, reason: so called there, row: t3}\n"
    assert [one.silenced for one in found(files, write_desk)] == ["so called there", ""]
