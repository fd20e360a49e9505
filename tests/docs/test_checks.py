"""docs/checks.md says what `check` finds: every rule, its reason and its example."""

from collections.abc import Callable
from pathlib import Path

from docs.checks import checks

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_page_of_checks_is_what_the_rules_say(golden: Callable[[Path, str], None]) -> None:
    golden(PAGE, checks())
