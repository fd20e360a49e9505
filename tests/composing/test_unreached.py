"""A part that is limited to an audience, in a section that this audience is not given, is told with its place."""

from datetime import date

import pytest
from conftest import Write

from iria_reports.check import check
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.writing.load import load_spec

SOURCES = "id,title,publisher,date\none,T,P,2022-01-02\n"
MOVE = "move it to a section that says `audiences: [officials]`, or to one they get"
TEXT = """## Bottom line

It rained. [@one]

{audience=officials}
Take an umbrella. [@one]

## Rain

Rain fell. [@one]

{audience=officials}
Officials stayed dry. [@one]

{audience="officials academics"}
- Wet. [@one]
"""


def desk_with(write_desk: Write, sections: str) -> Desk:
    spec = f"title: T\nas-of: 2022-02-01\nsections:\n  - bottom-line\n{sections}"
    return write_desk({"reports/sources/s.csv": SOURCES, "reports/x.md": TEXT, "reports/x.yml": spec})


def told(desk: Desk, audience: str) -> list[str]:
    ask = Ask(today=date(2022, 3, 1), audience=audience)
    spec = load_spec(desk.spec("x"), desk, ReportChoices)
    warnings = [str(one) for one in remarks(spec, ask)]
    found = check(desk.spec("x"), desk, ask).findings
    assert len([one for one in found if one.rule == "unreached-audience"]) == len(warnings)
    return warnings


NOBODY = ("reports/x.md:13:1: limited to officials, and officials are not given this section: nobody gets it; " + MOVE,)
OFFICIALS = (
    *NOBODY,
    f"reports/x.md:16:1: limited to officials and academics, and officials are not given this section; {MOVE}",
)


@pytest.mark.parametrize(
    ("audience", "expected"), [("officials", OFFICIALS), ("academics", NOBODY), ("policymakers", NOBODY)]
)
def test_what_nobody_gets_is_told_to_all_and_what_one_audience_misses_to_it(
    write_desk: Write, audience: str, expected: tuple[str, ...]
) -> None:
    assert tuple(told(desk_with(write_desk, "  - {kind: prose, heading: Rain}\n"), audience)) == expected


def test_nothing_is_told_where_the_section_names_the_audience(write_desk: Write) -> None:
    desk = desk_with(write_desk, "  - {kind: prose, heading: Rain, audiences: [officials, academics]}\n")
    assert told(desk, "officials") == []


def test_a_section_for_others_only_reaches_nobody_either(write_desk: Write) -> None:
    desk = desk_with(write_desk, "  - {kind: prose, heading: Rain, audiences: [policymakers]}\n")
    both = (
        "reports/x.md:16:1: limited to officials and academics, and officials and academics are not given this section"
    )
    assert told(desk, "policymakers")[1].startswith(both)


def test_an_item_of_a_list_is_told_at_its_own_place(write_desk: Write) -> None:
    items = "      - {driver: A, text: B}\n      - {driver: C, text: D, audiences: [officials]}\n"
    drivers = f"  - kind: drivers\n    drivers:\n{items}"
    desk = desk_with(write_desk, "  - {kind: prose, heading: Rain, audiences: [officials, academics]}\n" + drivers)
    assert told(desk, "officials")[0].startswith("reports/x.yml:9:9: limited to officials, and officials are not given")
