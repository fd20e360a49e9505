"""Items of a list, one by one: who reads them, as of when, and where a fault in one is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from kind_examples import EXAMPLES, HEAD, desk_with

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Entries, Grid, Report, plain
from iria_reports.setting.attachments import report_json
from iria_reports.writing.load import load_spec

ASK = Ask(today=date(2024, 4, 1))
EARLIER = replace(ASK, as_of=date(2024, 3, 5), leave_out_later=True)  # the union's paper is of 9 March


def composed(desk: Desk, ask: Ask = ASK) -> Report:
    return compose(load_spec(desk.spec("kinds"), desk, ReportChoices), ask)


def left_out(desk: Desk) -> list[str]:
    """The warnings of what an earlier day leaves out."""
    told = [str(one) for one in remarks(load_spec(desk.spec("kinds"), desk, ReportChoices), EARLIER)]
    return [warning for warning in told if warning.endswith("left out")]


def faults(root: Path, section: str, ask: Ask = ASK) -> list[str]:
    with pytest.raises(InputFaults) as found:
        composed(desk_with(root, [section]), ask)
    return [str(fault) for fault in found.value.faults]


LIMITED = {
    "known": ("known", "- text: Zebrafish. [@union]\n      audiences: [academics]"),
    "actors": ("actors", "- name: Zebrafish [@union]\n      audiences: [academics]"),
    "drivers": ("drivers", "- driver: Zebrafish\n      strength: weak\n      audiences: [academics]"),
    "threats": ("threats", "- threat: Zebrafish [@union]\n      audiences: [academics]"),
    "options-weighed": ("options", "- option: Zebrafish [@union]\n      audiences: [academics]"),
    "options": ("options", "- option: Zebrafish [@union]\n      audiences: [academics]"),
    "implications": ("implications", "- text: Zebrafish. [@union]\n      audiences: [academics]"),
    "glossary": ("terms", "- term: Zebrafish\n      meaning: A fish. [@union]\n      audiences: [academics]"),
    "risks-and-opportunities": ("risks", "- text: Zebrafish. [@union]\n      audiences: [academics]"),
    "opinion": (
        "opinions",
        "- {name: Z. Fish, office: baker, view: Zebrafish., source: union, audiences: [academics]}",
    ),
}


@pytest.mark.parametrize("kind", LIMITED)
def test_an_item_for_one_audience_is_nowhere_in_another_s_rendition(tmp_path: Path, kind: str) -> None:
    key, item = LIMITED[kind]
    other = {"known": "- Open.", "opinion": "- {name: O, office: baker, view: Open.}"}.get(kind, "")
    other = other or item.replace("Zebrafish [@union]", "Open").replace("Zebrafish", "Open")
    other = other.replace("A fish. [@union]", "Open").replace(" [@union]", "").replace("[academics]", "[policymakers]")
    other = other.replace("\n      strength: weak", "")
    desk = desk_with(tmp_path, [f"- kind: {kind}\n  {key}:\n    {item}\n    {other}\n"])
    held, given = (composed(desk, replace(ASK, audience=who)) for who in ("policymakers", "academics"))
    assert "Zebrafish" in report_json(given)
    assert "Zebrafish" not in report_json(held)
    assert "Open" in report_json(held)
    assert held.sources == ()
    assert kind == "drivers" or [source.id for source in given.sources] == ["union"]


def test_a_column_that_only_a_withheld_row_fills_goes_with_it(tmp_path: Path) -> None:
    rows = "- {driver: A, text: Why.}\n    - {driver: B, strength: weak, audiences: [academics]}"
    desk = desk_with(tmp_path, [f"- kind: drivers\n  drivers:\n    {rows}\n"])
    (grid,) = composed(desk).blocks()
    assert isinstance(grid, Grid)
    assert grid.columns == ("Why",)


def test_a_list_of_which_nothing_is_for_this_reader_goes_with_its_heading(tmp_path: Path) -> None:
    points = "known: [Open.]\n  assumed: [{text: Shut., audiences: [academics]}]"
    report = composed(desk_with(tmp_path, [f"- kind: known\n  {points}\n"]))
    assert [block.type for block in report.blocks()] == ["heading", "list"]


def test_an_item_that_rests_on_a_later_source_is_a_fault_of_its_place(tmp_path: Path) -> None:
    section = "- kind: actors\n  actors:\n    - name: The union\n      text: It went back. [@union]\n"
    (fault,) = faults(tmp_path, section, replace(ASK, as_of=date(2024, 3, 5)))
    assert fault.startswith("reports/kinds.yml:7:27: @union counts from 2024-03-09")


@pytest.mark.parametrize(
    ("kind", "left"),
    [("actors", 2), ("options-weighed", 1), ("implications", 1), ("glossary", 1)],
)
def test_one_late_item_leaves_the_others_and_is_told(tmp_path: Path, kind: str, left: int) -> None:
    written = {
        "actors": EXAMPLES["actors"],
        "options-weighed": "- kind: options-weighed\n  options: [{option: A}, {option: B, costs: 'C [@union]'}]\n",
        "implications": "- kind: implications\n  implications: [A., 'B. [@union]']\n",
        "glossary": "- kind: glossary\n  terms: [{term: A, meaning: a}, {term: B, meaning: 'b [@union]'}]\n",
    }[kind]
    desk = desk_with(tmp_path, [written])
    (block,) = composed(desk, EARLIER).blocks()
    assert len(block.items if isinstance(block, Entries) else block.rows) == left
    (warning,) = left_out(desk)
    assert f"1 of its {left + 1} parts was not known by then" in warning


def test_scenarios_are_one_set_and_all_go_with_a_late_one(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, [EXAMPLES["scenarios"], "- {kind: prose, heading: How the port is run}\n"])
    report = composed(desk, EARLIER)
    assert [section.kind for section in report.sections] == ["prose"]
    assert "reports/kinds.yml:4:3: sections[0]: nothing of it was known by 2024-03-05: left out" in left_out(desk)


def test_a_quotation_counts_from_the_day_it_was_said(tmp_path: Path) -> None:
    said = EXAMPLES["quotation"].replace("2024-03-04", "2024-03-08")
    desk = desk_with(tmp_path, ["- {kind: prose, heading: How the port is run}\n", said])
    assert [block.type for block in composed(desk, EARLIER).blocks()] == ["paragraph"]


def test_an_unknown_source_in_an_item_is_told_where_it_is_cited(tmp_path: Path) -> None:
    section = "- kind: threats\n  threats:\n    - threat: Fire\n      countermeasure: Water. [@heralt]\n"
    assert faults(tmp_path, section) == ["reports/kinds.yml:7:30: no source @heralt; did you mean herald?"]
    quoted = EXAMPLES["quotation"].replace("source: herald", "source: heralt")
    assert faults(tmp_path, quoted) == ["reports/kinds.yml:9:11: no source @heralt; did you mean herald?"]


def test_figures_and_pictures_of_these_kinds_can_be_referred_to(tmp_path: Path) -> None:
    prose = "## Seen\n\nAs [@fig:scenarios] and [@fig:port] show.\n\n[@fig:port]\n\nAfter it. See [@sec:actors].\n"
    kinds = ("picture", "scenarios", "actors")
    desk = desk_with(tmp_path, ["- {kind: prose, heading: Seen}\n", *(EXAMPLES[kind] for kind in kinds)])
    (desk.reports / "kinds.md").write_text(prose, "utf-8")
    first = composed(desk).sections[0].blocks
    assert [block.type for block in first] == ["paragraph", "picture", "paragraph"]
    assert plain(first[0].inlines) == "As Figure 2 and Figure 1 show."
    assert plain(first[2].inlines) == "After it. See section 3."


def test_the_scenarios_chart_stands_where_the_text_names_it_alone(tmp_path: Path) -> None:
    section = EXAMPLES["scenarios"].replace("  until", "  prose: Ahead\n  until")
    desk = desk_with(tmp_path, [section])
    prose = "## Ahead\n\nThree courses.\n\n[@fig:scenarios]\n\nAfter it.\n\n[@fig:scenarios]\n"
    (desk.reports / "kinds.md").write_text(prose, "utf-8")
    assert [block.type for block in composed(desk).blocks()] == [
        "paragraph",
        "figure",
        "paragraph",
        "paragraph",
        "entries",
    ]


def test_a_heading_of_the_text_may_stand_for_the_list_or_before_it(tmp_path: Path) -> None:
    listed = "- kind: implications\n  prose: How the port is run\n  implications: [One.]\n"
    report = composed(desk_with(tmp_path, [listed, "- {kind: actors, prose: What happened, heading: Who}\n"]))
    assert [section.title for section in report.sections] == ["How the port is run", "Who"]
    assert [block.type for block in report.sections[0].blocks] == ["paragraph", "paragraph", "entries"]


WRONG = {
    "- kind: actors\n": [
        "reports/kinds.yml:4:3: sections[0]: the section 'actors' says nothing; "
        "write its list, or `prose:` and a heading of kinds.md, or take it out"
    ],
    "- {kind: feature}\n": ["4:3: sections[0]: a feature is one text; give it `prose:` or `article:`, and not both"],
    "- {kind: feature, prose: Nowhere}\n": ["4:26: sections[0].prose: no heading 'Nowhere'"],
    "- {kind: quotation, words: So., speaker: A, day: 2024-03-04, source: herald}\n": [
        "4:3: sections[0].office: is missing; add it"
    ],
    "- {kind: quotation, words: So., speaker: '*A*', office: O, day: 2024-03-04, source: herald}\n": [
        "4:42: sections[0].speaker: a note, reference or emphasis among words that are printed plainly"
    ],
    "- {kind: picture, file: pictures/port.png, alternative: A port, credit: C}\n": [
        "4:3: sections[0].rights: is missing; add it"
    ],
    "- {kind: picture, file: pictures/prt.png, alternative: A port, credit: C, rights: R}\n": [
        "4:25: no picture 'pictures/prt.png' in reports/; check the name and the folder"
    ],
    "- kind: scenarios\n  scenarios: [{name: A, probability: 60}, {name: B, probability: 30}]\n": [
        "5:14: sections[0].scenarios: the probabilities add up to 90, not to 100"
    ],
    "- kind: scenarios\n  scenarios: [{name: A, probability: 60}, {name: B}]\n": [
        "5:43: sections[0].scenarios[1]: no probability; give one to every scenario, or to none"
    ],
    "- kind: scenarios\n  scenarios: [{name: A, probability: 100, low: 20, high: 30}]\n": [
        "5:38: sections[0].scenarios[0].probability: 100 lies outside its own range, 20 to 30"
    ],
    "- kind: opinion\n  opinions: [{name: A, office: O}]\n": [
        "5:14: sections[0].opinions[0]: an opinion is somebody's words or their view"
    ],
    "- kind: opinion\n  opinions: [{name: A, office: O, words: So.}]\n": [
        "5:14: sections[0].opinions[0]: words without the day they were said"
    ],
    "- kind: threats\n  threats: [{threat: T, likelihood: probabel}]\n": [
        "5:37: sections[0].threats[0].likelihood: 'probabel' is no likelihood of ICD 203; did you mean probable"
    ],
    "- kind: drivers\n  drivers: [{driver: T, strenght: weak}]\n": [
        "5:25: sections[0].drivers[0].strenght: no such key here; did you mean strength?"
    ],
}


@pytest.mark.parametrize("section", WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_told_at_its_place_with_the_next_step(tmp_path: Path, section: str) -> None:
    found = faults(tmp_path, section)
    assert len(found) == len(WRONG[section])
    for fault, wanted in zip(found, WRONG[section], strict=True):
        assert wanted in fault


def test_scenarios_without_probabilities_are_told_without_a_chart(tmp_path: Path) -> None:
    section = "- kind: scenarios\n  scenarios: [{name: A, text: So.}, {name: B}]\n"
    (block,) = composed(desk_with(tmp_path, [section])).blocks()
    assert isinstance(block, Entries)
    assert [entry.tags for entry in block.items] == [(), ()]


def test_two_scenarios_that_are_alike_are_both_the_finding(tmp_path: Path) -> None:
    values = "{name: A, probability: 40}, {name: B, probability: 20}, {name: C, probability: 40}"
    (figure,) = composed(desk_with(tmp_path, [f"- kind: scenarios\n  scenarios: [{values}]\n"])).figures()
    assert figure.title == "“A” and “C” are the most probable, at 40%"
    head = f"{HEAD}language: ru\n"
    (figure,) = composed(desk_with(tmp_path, [f"- kind: scenarios\n  scenarios: [{values}]\n"], head)).figures()
    assert figure.title == "“A” и “C”: 40\u00a0%"
