"""The rules of `check` go in; docs/checks.md comes out: each with its reason, an example, and what was measured."""

from collections.abc import Iterator
from pathlib import Path

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.rules import RULES

HEAD = """# What `check` finds

    iria-report check kazakhstan-2022            # text, one finding a line: file:line:column
    iria-report check kazakhstan-2022 --strict   # warnings count too: exit code 3
    iria-report check *.yml --format sarif       # or json

Nothing is printed or drawn. Exit code 0: clean, or warnings only; 3: errors. Made from the rules by the tests:
`./iria-report test tests/docs --accept` writes this page anew.

## Silencing a rule where it is wrong

A silence needs a reason, is counted, stands in JSON and SARIF too, and is itself found where it silences nothing.

| Where | How |
|---|---|
| a paragraph | `<!-- check: vague-qualifier: nobody can know -->` alone on the line above or below it |
| a value of YAML | `# check: one-publisher: it alone was there` at the end of its line, or on the line above |
| a report | `checks: [{rule: one-publisher, reason: it alone was there}]` in its specification |
| a row of a table | the same with `row:` and the row's id |

What `build` refuses cannot be silenced.
"""
PLACES = {
    "prose": ("markdown", "in a section of prose"),
    "bottom-line": ("markdown", "in the bottom line"),
    "judgement": ("yaml", "as a judgement"),
    "spec": ("yaml", "in the specification"),
}
MEASURED = Path(__file__).with_name("checks_measured.md")  # kept by hand, with its date
LONGEST_SHOWN = 400


def checks() -> str:
    """The whole page."""
    own = [rule for rule in RULES if not rule.told_by_build]
    told = [rule for rule in RULES if rule.told_by_build]
    parts = [HEAD, "## The rules of tradecraft\n", *(line for rule in own for line in _rule(rule))]
    parts += ["## What `build` tells too\n", "| Rule | Level | What it finds | Why |\n|---|---|---|---|"]
    parts += [f"| `{rule.id}` | {rule.level} | {rule.says} | {rule.reason} |" for rule in told]
    return "\n".join([*parts, "", MEASURED.read_text(encoding="utf-8")]).rstrip("\n") + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}\n\n{rule.says} ({rule.level.capitalize()}.)\n\n{rule.reason}\n"
    if rule.wrong and rule.right:
        yield from _example("Wrong", rule.wrong)
        yield from _example("Right", rule.right)


def _example(word: str, example: Example) -> Iterator[str]:
    language, where = PLACES[example.place]
    text = example.text if len(example.text) <= LONGEST_SHOWN else f"{example.text[:LONGEST_SHOWN]} ..."
    yield f"{word}, {where}:\n\n```{language}\n{text}\n```\n"
