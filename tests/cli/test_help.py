"""`--help`: every verb shows how it is typed."""

import re

import pytest
from click.testing import CliRunner

from iria_reports.cli import VERBS, verbs


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_ends_with_an_example_of_it(verb: str) -> None:
    told = CliRunner().invoke(verbs, [verb, "--help"]).stdout
    assert re.search(rf"\n  Example:  iria-report {verb}\b", told), told


def test_the_help_of_the_program_names_the_command_to_begin_with() -> None:
    assert "To begin:  iria-report init our-desk" in CliRunner().invoke(verbs, ["--help"]).stdout
