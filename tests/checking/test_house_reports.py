"""The house's own reports pass its own rules, each exception with its reason."""

from datetime import date
from pathlib import Path

import pytest

from iria_reports.check import check
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk

HOUSE = Desk(Path(__file__).parents[2])


@pytest.mark.parametrize("name", ["kazakhstan-2022", "csto-intervention", "kazakhstan-aftermath"])
def test_a_report_of_the_house_is_clean(name: str) -> None:
    found = check(HOUSE.spec(name), HOUSE, Ask(today=date(2026, 1, 1))).findings
    assert [str(one) for one in found if not one.silenced] == []
