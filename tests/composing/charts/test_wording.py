"""Numbers as their readers write them: a real minus, and no small number that looks like none."""

import pytest

from iria_reports.composing.charts.wording import change, number, percent_change
from iria_reports.setting.page import cell_text


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (7939, "en", "7,939"),
        (-7939.5, "en", "−7,939.5"),
        (-7939.5, "fr", "−7\u202f939,5"),
        (12.345, "en", "12.35"),
        (0.0042, "en", "0.0042"),
        (-0.00042, "en", "−0.00042"),
        (0, "en", "0"),
    ],
)
def test_a_number_is_written_as_its_language_writes_it(value, language, written):
    assert number(value, language) == written


def test_a_change_carries_its_sign_and_none_has_no_sign():
    assert [change(value, "en") for value in (12, -3.5, 0)] == ["+12", "−3.5", "0"]
    assert [percent_change(value, "en") for value in (12.4, -3.25, 0, 1234)] == ["+12%", "−3.2%", "0%", "+1,234%"]


def test_a_negative_number_in_a_table_has_a_real_minus():
    assert cell_text(-1234.5, "en-GB") == "−1,234.5"
