"""What a new user may type, and what is said when it does not hold."""

import pytest
from conftest import Write

from iria_reports.setting.theme import Palette
from iria_reports.starting import answers


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Kazakhstan 2022", "kazakhstan-2022"),
        ("reports/Élections au Tchad.", "elections-au-tchad"),
        ("UPPER_case--and.dots", "upper-case-and-dots"),
        (r"reports\town", "town"),
        ("Қазақстан", ""),
        ("x" * 100, "x" * 80),
    ],
)
def test_an_illegal_name_has_a_nearest_legal_one(typed: str, slug: str) -> None:
    assert answers.legal_slug(typed) == slug


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Northern Institute of Peace", "NIP"),
        ("International Relations Insights & Analysis", "IRIA"),
        ("Bruegel", "Bruegel"),
        ("a name of lower-case letters only", "a name of lower-case let"),
    ],
)
def test_a_short_name_is_suggested_from_the_full_one(name: str, short: str) -> None:
    assert answers.initials(name) == short


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("red", "write a colour as # and six digits or letters a to f"),
        ("#ffcc00", "too pale to read on the page (1.4 to 1; at least 4.5 to 1): write #876c00"),
    ],
)
def test_a_colour_that_will_not_do_is_answered_with_one_that_will(typed: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as found:
        answers.accent(typed)
    assert str(found.value).startswith(message)


@pytest.mark.parametrize("typed", ["#7A1F5C", "7a1f5c", '"#7a1f5c"', " #7a1f5c "])
def test_a_colour_may_be_typed_in_several_ways(typed: str) -> None:
    assert answers.accent(typed) == "#7a1f5c"


def test_a_day_either_way_round_is_answered_with_both_days() -> None:
    with pytest.raises(ValueError, match="write year-month-day, such as 2022-01-05 or 2022-05-01"):
        answers.day("5/1/2022")


def test_a_kind_may_be_typed_as_it_is_printed() -> None:
    assert answers.kind("Special Report") == "special-report"
    with pytest.raises(ValueError, match="did you mean backgrounder"):
        answers.kind("background")


def test_a_table_is_found_by_its_name_or_path_and_a_misspelt_one_is_answered(write_desk: Write) -> None:
    desk = write_desk({"reports/data/far/town.csv": "a\n1\n", "reports/data/~$town.xlsx": ""})
    assert answers.tables(desk) == ["far/town.csv"]
    assert answers.data_file(r"reports\data\far\town.csv", desk) == ("far/town.csv",)
    assert answers.data_file("far/town", desk) == ("far/town.csv",)
    assert answers.data_file("none", desk) == ()
    with pytest.raises(ValueError, match=r"no file in reports/data/ called 'town.csv'; did you mean far/town.csv\?"):
        answers.data_file("town.csv", desk)


def test_the_colours_known_here_are_those_of_the_theme() -> None:
    assert Palette().accent == answers.ACCENT
    assert (Palette().paper, Palette().wash) == answers.GROUNDS
