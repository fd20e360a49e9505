"""Faults put into a report of the house are found, each by its rule; mutants.py counts them over all reports."""

from pathlib import Path

from checking.mutants import copied, mutants

# A number in prose is held against a table only where the text leaves no doubt which number is meant; in this report
# nearly every number that a table has is quoted from it, and cannot go wrong.
NOT_SURE = {"number-and-table", "cumulative-added"}


def test_a_fault_put_into_a_report_of_the_house_is_found_by_its_rule(tmp_path: Path) -> None:
    made = list(mutants(copied(tmp_path / "desk"), "csto-intervention"))
    sure = [one for one in made if one.mutation.rule not in NOT_SURE]
    assert len({one.mutation.what for one in sure}) > 15
    assert [(one.mutation.what, one.line) for one in sure if not one.found] == []
