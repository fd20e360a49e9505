"""What values before and after say: who rose, who fell, by how much, and in which form the house draws it."""

import pytest
from drawing.feeds_before_after import FEEDS, USUAL, YEARS, pairs
from drawing.names import PLAIN
from drawing.trial import meaning

from iria_reports.errors import InputFaults


@pytest.mark.parametrize(("count", "form"), [(1, "dumbbell"), (2, "slope"), (6, "slope"), (7, "dumbbell")])
def test_the_house_draws_slopes_for_two_to_six_items_unless_told(count, form):
    assert meaning("before-after", USUAL[:count], {}).options["form"] == form
    assert meaning("before-after", USUAL[:count], {"form": "slope"}).options["form"] == "slope"


def test_a_gap_is_drawn_as_a_lone_dot_and_never_as_a_slope():
    said = meaning("before-after", FEEDS["gaps"]["rows"], YEARS)
    assert said.options["form"] == "dumbbell"
    assert said.options["changes"] == ["+3", "–", "–", "–"]
    assert said.alternative == (
        "Dumbbells of 4 items (prisoners per 10,000 people), 2019 and 2022: 1 rose and 3 cannot be compared; "
        "the change is that of Kyrgyzstan, from 6 to 9 (+3)."
    )


def test_the_sentence_counts_the_directions_and_names_the_largest_change():
    said = meaning("before-after", USUAL[:4], YEARS)
    assert said.subtitle == "Prisoners per 10,000 people, 2019 and 2022, with the change"
    assert said.alternative == (
        "Slopes of 4 items (prisoners per 10,000 people), 2019 and 2022: 2 rose, 1 fell and 1 stayed the same; "
        "the largest change is that of Kazakhstan, from 12 to 34 (+22)."
    )


def test_the_sentence_names_nobody_whom_others_equal():
    assert meaning("before-after", pairs(PLAIN, (105, 100)), {}).alternative.endswith("12 fell; each changed by −5.")
    tied = meaning("before-after", [*pairs(PLAIN[:2], (1, 3)), *pairs(PLAIN[2:4], (4, 2), (2, 2))], {})
    assert tied.alternative.endswith("3 changed most, by +2 and −2.")


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [("change", "Kazakhstan", "Turkmenistan"), ("after", "Azerbaijan", "Tajikistan"), ("table", *PLAIN[0:7:6])],
)
def test_items_stand_in_the_order_wanted(order, first, last):
    rows = meaning("before-after", USUAL[:7], {"order": order}).table.rows
    assert (rows[0][0], rows[-1][0]) == (first, last)


def test_a_change_in_percent_is_one_in_the_table_too():
    said = meaning("before-after", USUAL[:3], {"change": "percent"})
    assert said.subtitle == "Values, Before and After, with the change in %"
    assert said.options["changes"] == ["+183%", "+36%", "−5%"]
    assert [row[3] for row in said.table.rows] == [183.33, 36.36, -5]
    assert said.table.columns[3].unit == "%"


def test_differences_carry_no_noise_of_the_machine_s_arithmetic():
    assert meaning("before-after", pairs(["A"], (0.1, 0.3)), {}).table.rows[0][3] == 0.2


def test_a_long_column_name_asks_for_a_shorter_one():
    rows = [{"label": "A", "the_share_of_those_we_asked": 1, "after": 2}]
    with pytest.raises(InputFaults) as caught:
        meaning("before-after", rows, {"before": "the_share_of_those_we_asked"})
    assert meaning("before-after", rows, {"before": "the_share_of_those_we_asked", "before-name": "2019"})
    assert "give a shorter name with `before-name`" in str(caught.value.faults[0])
