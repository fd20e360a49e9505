"""An embargo: read in the house's time zone, carried into the report, printed in its words, and over in its time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.report import Report
from iria_reports.report.embargo import embargo_ends, is_released
from iria_reports.writing.load import load_spec
from iria_reports.writing.spec import Spec

ALMATY, VIENNA = ZoneInfo("Asia/Almaty"), ZoneInfo("Europe/Vienna")


def spec_with(write_desk: Write, embargo: str) -> Spec:
    article = "---\ntitle: T\ndate: 2022-01-01\n---\n\nText.\n"
    spec = f"title: T\nas-of: 2022-01-10\nembargo: {embargo}\narticles: [a]\n"
    files = {"desk.yml": "time-zone: Europe/Vienna\n", "reports/x.yml": spec, "reports/articles/a.md": article}
    desk = write_desk(files)
    return load_spec(desk.spec("x"), desk, ReportChoices)


def composed(spec: Spec, day: date) -> Report:
    return compose(spec, Ask(today=day))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2022-01-20", "2022-01-20"),
        ("2022-01-20 09:00", "2022-01-20T09:00+01:00"),
        ("2022-07-20 09:00", "2022-07-20T09:00+02:00"),
        ("2022-01-20T09:00+06:00", "2022-01-20T09:00+06:00"),
        ("2022-01-20 09:00Z", "2022-01-20T09:00+00:00"),
    ],
)
def test_a_moment_without_an_offset_is_in_the_house_s_time_zone(write_desk: Write, written: str, kept: str) -> None:
    assert composed(spec_with(write_desk, written), date(2022, 1, 12)).embargo == kept


@pytest.mark.parametrize("day", [date(2022, 1, 12), date(2022, 1, 20)])
def test_an_embargo_stands_until_the_day_it_ends_on(write_desk: Write, day: date) -> None:
    spec = spec_with(write_desk, "2022-01-20")
    assert composed(spec, day).embargo == "2022-01-20"
    assert not [one for one in remarks(spec, Ask(today=day)) if one.rule == "embargo-over"]


def test_an_embargo_over_by_the_report_s_day_is_not_printed_and_is_a_warning(write_desk: Write) -> None:
    spec = spec_with(write_desk, "2022-01-20 09:00")
    ask = Ask(today=date(2022, 1, 21))
    assert compose(spec, ask).embargo == ""
    (told,) = [one for one in remarks(spec, ask) if one.rule == "embargo-over"]
    assert str(told).startswith(
        "reports/x.yml:3:10: embargo: the embargo of 2022-01-20 09:00 is over on the report's day"
    )


@pytest.mark.parametrize("written", ["2022-02-30", "2022-01-20 25:00", "2022-01-20 09:00+30:00"])
def test_a_day_or_moment_that_there_is_not_is_a_fault_at_its_place(write_desk: Write, written: str) -> None:
    (fault,) = spec_with(write_desk, written).faults
    assert str(fault).startswith(f"reports/x.yml:3:10: embargo: {written!r}: no such day or moment")


@pytest.mark.parametrize(
    ("embargo", "ends", "printed"),
    [
        ("2024-10-27 02:30", datetime(2024, 10, 27, 1, 30, tzinfo=UTC), "2024-10-27T02:30+01:00"),  # shown twice
        ("2024-03-31 02:30", datetime(2024, 3, 31, 1, 30, tzinfo=UTC), "2024-03-31T02:30+01:00"),  # never shown
        ("2024-10-27 03:00", datetime(2024, 10, 27, 2, 0, tzinfo=UTC), "2024-10-27T03:00+01:00"),
    ],
)
def test_where_clocks_are_put_back_or_forward_it_ends_once_at_the_later_moment(
    embargo: str, ends: datetime, printed: str
) -> None:
    assert embargo_ends(embargo, VIENNA).isoformat(timespec="minutes") == printed
    minutes = [ends + timedelta(minutes=minute) for minute in range(-180, 181)]
    released = [is_released(embargo, one.astimezone(VIENNA)) for one in minutes]
    assert released == [one >= ends for one in minutes]


def test_a_day_begins_where_the_house_is() -> None:
    assert embargo_ends("2022-01-20", ALMATY) == datetime(2022, 1, 19, 18, tzinfo=UTC)
    assert not is_released("2022-01-20", datetime(2022, 1, 19, 23, 59, tzinfo=ALMATY))
    assert is_released("2022-01-20", datetime(2022, 1, 20, tzinfo=ALMATY))
    assert is_released("", datetime(2022, 1, 1, tzinfo=ALMATY))
    assert not is_released("soon", datetime(2022, 1, 1, tzinfo=ALMATY))
