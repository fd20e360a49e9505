"""Each section kind's example, which docs/reference.md shows: what it says is in the report it makes."""

from datetime import date
from pathlib import Path

import pytest
from kind_examples import EXAMPLES, HEAD, HERE, OWN_DESKS, desk_with, every_kind

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import SECTIONS, ReportChoices
from iria_reports.desk import Desk
from iria_reports.report import Block, Entries, Grid, Heading, Quotation, Report, plain
from iria_reports.writing.load import load_spec

EARLIER_KINDS = {"bottom-line", "judgements", "prose", "article", "chart", "table", "annex", "sources", "about"}
WITHOUT_EXAMPLES = EARLIER_KINDS | {"what-changed", "method"}  # tried by tests of their own
DRAWN_ALONE = {"timeline", "map"}
ASK = Ask(today=date(2024, 3, 11))


def composed(desk: Desk, ask: Ask = ASK) -> Report:
    return compose(load_spec(desk.spec("kinds"), desk, ReportChoices), ask)


def example(root: Path, kind: str, head: str = HEAD) -> Report:
    return composed(desk_with(root, ["- {kind: prose, heading: What happened}\n", EXAMPLES[kind]], head))


def told(block: Block) -> list[str]:
    """What a reader sees of a block, line by line."""
    match block:
        case Heading():
            return [f"## {plain(block.inlines)}"]
        case Entries():
            return [line for entry in block.items for line in entry_lines(entry)]
        case Grid():
            cells = [[plain(cell) for cell in (row.head, *row.cells)] for row in block.rows]
            return [" | ".join(line) for line in ([block.corner, *block.columns], *cells)]
        case Quotation():
            return [f"“{plain(block.inlines)}” {block.speaker}, {block.office}, {block.said_on}"]
    return [plain(item.inlines) for item in getattr(block, "items", ())] or [block.type]


def entry_lines(entry) -> list[str]:
    head = " ".join(filter(None, (plain(entry.term), plain(entry.note), *entry.tags)))
    parts = [f"{part.label}: {plain(part.inlines)}{[plain(p) for p in part.points] or ''}" for part in entry.parts]
    return [head, *parts]


def test_every_kind_but_the_earlier_ones_has_an_example() -> None:
    assert {kind.name for kind in SECTIONS} - WITHOUT_EXAMPLES - DRAWN_ALONE <= EXAMPLES.keys() | OWN_DESKS.keys()
    assert {file.stem for file in (HERE / "examples").iterdir()} == set(EXAMPLES)


def test_a_report_of_all_of_them_has_no_warning(tmp_path: Path) -> None:
    desk = every_kind(tmp_path)
    assert remarks(load_spec(desk.spec("kinds"), desk, ReportChoices), ASK) == ()
    report = composed(desk)
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_known_not_known_and_assumed_are_three_lists(tmp_path: Path) -> None:
    section = example(tmp_path, "known").sections[-1]
    assert section.title == "What is known, not known and assumed"
    assert [line for block in section.blocks for line in told(block)] == [
        "## Known",
        "The port stopped work for six days, from 3 to 8\N{NO-BREAK SPACE}March.",
        "Dockers went back before any agreement was signed.",
        "## Not known",
        "Who ordered the gates shut; the ministry and the company name each other.",
        "## Assumed",
        "Both sides will keep to the truce until the talks of 20\N{NO-BREAK SPACE}March.",
    ]


def test_actors_say_what_is_known_of_them_and_no_more(tmp_path: Path) -> None:
    (block,) = example(tmp_path, "actors").sections[-1].blocks
    assert told(block)[-5:] == [
        "Dockers’ union",
        "Interest: Pay that rises with prices.",
        "Means: About 900 of the port’s 1,100 dockers are members.",
        "Harbour Company",
        ": It has said nothing in public since 3\N{NO-BREAK SPACE}March.",
    ]
    assert told(block)[0] == "Ana Example Minister of Transport"


GRIDS = {
    "drivers": [
        "Driver | Direction | Strength | Why",
        "Food prices | Towards | Strong | They rose by a fifth in a year, and pay did not.",
        "The elections of May | Against |  | The ministry wants quiet, and has room to pay for it.",
        "Ships that wait |  |  | ",
    ],
    "threats": [
        "Threat | Likelihood | Impact | Countermeasure | Who acts",
        "Fuel runs out in the capital | Unlikely, 20–45% | High | Keep ten days’ stock outside the port. | "
        "Ministry of Transport",
        "A stop during the elections | Roughly even chance, 45–55% | Medium | Sign the rise before May. | ",
        "A fire among ships at anchor |  | High |  | ",
    ],
    "options-weighed": [
        "Option | Benefits | Costs | For whom | Time to effect",
        "Lift the fuel tax | Food is cheaper at once. | A tenth of the ministry’s income. | "
        "Households gain, the treasury pays | Days",
        "Sign a rise in pay | It takes the reason for a second strike away. | Other ports will ask for the same. |  | "
        "A month",
    ],
}


@pytest.mark.parametrize("kind", GRIDS)
def test_a_grid_has_a_row_for_each_item_and_empty_cells_where_nothing_is_written(tmp_path: Path, kind: str) -> None:
    (block,) = example(tmp_path, kind).sections[-1].blocks
    assert told(block) == GRIDS[kind]


def test_a_quotation_belongs_to_the_section_before_and_names_who_said_it_and_where(tmp_path: Path) -> None:
    report = example(tmp_path, "quotation")
    (section,) = report.sections
    quotation = section.blocks[-1]
    said = (
        "“This is a private quarrel, and it will be settled in private.” Ana Example, Minister of Transport, 2024-03-04"
    )
    assert told(quotation) == [said]
    assert quotation.meta.sources == ("herald",)
    assert quotation.inlines[-1].cites[0].locator == "p. 2"


def test_a_picture_is_numbered_with_the_figures(tmp_path: Path) -> None:
    picture = example(tmp_path, "picture").sections[0].blocks[-1]
    assert (picture.label, picture.credit, picture.rights) == ("Figure 1", "A. Photographer", "CC BY 4.0")
    assert plain(picture.caption) == "Ships wait outside the port on 5\N{NO-BREAK SPACE}March."


def test_a_feature_is_a_box_with_its_kind_beside_it(tmp_path: Path) -> None:
    section = example(tmp_path, "feature").sections[-1]
    assert (section.title, section.boxed, section.number) == ("How the port is run", True, "")
    assert section.byline == "Special feature"


def test_a_feature_may_be_an_article_of_the_library(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, ["- {kind: feature, article: quay}\n"], HEAD + "articles: [quay]\n")
    article = "---\ntitle: A quay in winter\ndate: 2024-02-01\n---\n\nIt froze.\n"
    (desk.reports / "articles").mkdir(exist_ok=True)
    (desk.reports / "articles" / "quay.md").write_text(article, "utf-8")
    (section,) = composed(desk).sections
    assert (section.title, section.boxed) == ("A quay in winter", True)
    assert section.byline == "Special feature. First published: IRIA, 1 February 2024."


def test_scenarios_are_drawn_and_told_from_the_same_values(tmp_path: Path) -> None:
    figure, entries = example(tmp_path, "scenarios").sections[-1].blocks
    assert figure.title == "“A paid truce” is the most probable, at 60%"
    assert figure.table.rows[0] == ("A paid truce", 60, 50, 70, "ministry")
    assert figure.meta.sources == ("ministry", "union")
    assert figure.footer.startswith("Source: Ministry of Transport of Examplia; Dockers’ Union of Examplia.")
    lines = told(entries)
    assert lines[0] == "A paid truce 60% 50–70%"
    assert lines[2] == "Watch for: ['The fuel tax is lifted.', 'Talks go on after 20\\xa0March.']"
    assert lines[-1] == "Troops at the gates 10%"


def test_risks_and_opportunities_say_for_whom_and_how_likely(tmp_path: Path) -> None:
    blocks = example(tmp_path, "risks-and-opportunities").sections[-1].blocks
    assert [line for block in blocks for line in told(block)] == [
        "## Risks",
        "Roughly even chance, 45–55%",
        "Retailers: A second stop would leave shops without fuel within four days.",
        "",
        ": A truce bought before the elections may end with them.",
        "## Opportunities",
        "Unlikely, 20–45%",
        "The ministry: Talks on pay could settle the dispute over the gates too.",
    ]


def test_options_stand_under_those_who_would_carry_them_out(tmp_path: Path) -> None:
    blocks = example(tmp_path, "options").sections[-1].blocks
    assert [line for block in blocks for line in told(block)] == [
        "## Donor governments",
        "Ask for the talks of 20\N{NO-BREAK SPACE}March to be open to the company.",
        ": It holds the keys to the gates and was not asked.",
        "## The Ministry of Transport",
        "Publish what the port earns.",
    ]


def test_an_opinion_is_said_to_be_the_speakers_own(tmp_path: Path) -> None:
    section = example(tmp_path, "opinion").sections[-1]
    assert (section.boxed, section.byline) == (True, "Views of the people named, not of the institute")
    assert [line for block in section.blocks for line in told(block)] == [
        "“A truce without a date is a strike with a pause in it.” "
        "Ben Sample, Professor of labour law, Example University, 2024-03-09",
        "Cleo Instance former harbour master",
        ": The gates matter more than the pay, for whoever holds them sets the fees.",
    ]


def test_implications_name_whom_they_concern_where_that_is_given(tmp_path: Path) -> None:
    (block,) = example(tmp_path, "implications").sections[-1].blocks
    assert [line for line in told(block) if line] == [
        "Shipping: Insurance will stay dear until the fees are public.",
        "Donor governments: Aid by sea needs a second port.",
        ": A quiet spring says little about the summer.",
    ]


def test_a_glossary_is_in_alphabetical_order_and_has_no_number(tmp_path: Path) -> None:
    section = example(tmp_path, "glossary").sections[-1]
    assert section.number == ""
    assert [line for line in told(section.blocks[0]) if not line.startswith(":")] == ["demurrage", "TEU"]


@pytest.mark.parametrize(
    ("language", "heading", "known"),
    [
        ("fr", "Ce que l’on sait, ce que l’on ignore, ce que l’on suppose", "## Connu"),
        ("ru", "Что известно, что неизвестно, что предполагается", "## Известно"),
        ("de", "What is known, not known and assumed", "## Known"),
    ],
)
def test_headings_are_in_the_report_s_language(tmp_path: Path, language: str, heading: str, known: str) -> None:
    section = example(tmp_path, "known", f"{HEAD}language: {language}\n").sections[-1]
    assert (section.title, *told(section.blocks[0])) == (heading, known)


@pytest.mark.parametrize("kind", ["timeline", "map"])
def test_a_timeline_and_a_map_may_be_named_as_kinds(tmp_path: Path, kind: str) -> None:
    chart = f"- {{kind: {kind}, data: days, title: One day, heading: Days}}\n"
    desk = desk_with(tmp_path, [chart], HEAD + "data: [days.csv]\n")
    desk.data.mkdir()
    (desk.data / "days.csv").write_text(
        "date,title,event_type,lat,lon,place,source_id\n2024-03-03,Gates shut,port,43.2,76.9,Almaty,herald\n", "utf-8"
    )
    (section,) = composed(desk).sections
    assert [(block.type, block.kind) for block in section.blocks] == [("figure", kind)]
