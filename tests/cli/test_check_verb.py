"""`iria-report check` as an analyst and as an editor meets it: lines, JSON, SARIF, exit codes, and what it loads."""

import json
import subprocess
import sys
from typing import Any

from checking.examples import desk_of
from click.testing import CliRunner
from conftest import Write

from iria_reports.checking.finding import Example
from iria_reports.checking.rules import RULES
from iria_reports.cli import verbs
from iria_reports.desk import Desk

WARNED = Example("prose", "We think that the port could close in May 2022. [@a]")
REFUSED = Example("prose", "It is closed. [@nobody]")
GOOD = Example("prose", "It is closed. [@a]")
SILENCED = Example("prose", f"<!-- check: vague-qualifier: nobody can know -->\n{WARNED.text}")


def run(desk: Desk, *words: str) -> tuple[int, str, str]:
    spec = str(desk.reports / "example.yml")
    done = CliRunner().invoke(verbs, ["check", spec, *words], standalone_mode=False)
    return done.return_value, done.stdout, done.stderr


def test_a_clean_report_names_the_next_command(write_desk: Write) -> None:
    code, told, aside = run(write_desk(desk_of(GOOD)))
    assert (code, told) == (0, "")
    assert aside.endswith("next: iria-report build example\n")


def test_a_warning_stands_with_its_line_column_and_rule_and_stops_nothing(write_desk: Write) -> None:
    code, told, _ = run(write_desk(desk_of(WARNED)))
    assert code == 0
    assert told.startswith("reports/example.md:7:24: “could” in a judgement says that nothing is excluded; say how ")
    assert told.endswith("(vague-qualifier, warning)\n")


def test_strict_makes_warnings_count_but_not_silenced_ones(write_desk: Write) -> None:
    assert run(write_desk(desk_of(WARNED)), "--strict")[0] == 3
    code, told, aside = run(write_desk(desk_of(SILENCED)), "--strict")
    assert (code, told) == (0, "")
    assert "0 warnings, 1 silenced" in aside


def test_what_build_refuses_has_its_exit_code(write_desk: Write) -> None:
    code, told, _ = run(write_desk(desk_of(REFUSED)))
    assert code == 3
    assert told.startswith("reports/example.md:7:15: no source @nobody;")


def test_several_reports_are_checked_in_one_call(write_desk: Write) -> None:
    desk = write_desk({**desk_of(WARNED), "reports/bad.yml": "title: A\nnonsense: 1\n"})
    code, told, _ = run(desk, str(desk.reports / "bad.yml"), "--format", "json")
    assert code == 3
    assert [(one["spec"], one["errors"]) for one in json.loads(told)["reports"]] == [
        ("reports/example.yml", 0),
        ("reports/bad.yml", 1),
    ]


def test_json_lists_what_is_silenced_with_its_reason(write_desk: Write) -> None:
    [report] = json.loads(run(write_desk(desk_of(SILENCED)), "--format", "json")[1])["reports"]
    assert (report["warnings"], report["silenced"]) == (0, 1)
    [one] = report["findings"]
    assert (one["rule"], one["line"], one["silenced"]) == ("vague-qualifier", 8, "nobody can know")


def test_sarif_names_rule_level_place_and_suppression(write_desk: Write) -> None:
    """The parts that SARIF 2.1.0 requires (3.13 to 3.30): its schema itself is not ours to keep here."""
    log: dict[str, Any] = json.loads(run(write_desk(desk_of(SILENCED)), "--format", "sarif")[1])
    assert log["version"] == "2.1.0"
    [run_] = log["runs"]
    assert [rule["id"] for rule in run_["tool"]["driver"]["rules"]] == [rule.id for rule in RULES]
    [one] = run_["results"]
    assert run_["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] == "vague-qualifier"
    assert (one["level"], one["suppressions"]) == (
        "warning",
        [{"kind": "inSource", "justification": "nobody can know"}],
    )
    [place] = one["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {"uri": "reports/example.md", "uriBaseId": "DESK"}
    assert place["physicalLocation"]["region"] == {"startLine": 8, "startColumn": 24}


def test_the_rules_can_be_listed() -> None:
    told = CliRunner().invoke(verbs, ["check", "--rules"], standalone_mode=False).stdout
    assert [line.split(" ")[0] for line in told.splitlines()] == [rule.id for rule in RULES]


def test_nothing_that_draws_or_prints_is_loaded(write_desk: Write) -> None:
    desk = write_desk(desk_of(GOOD))
    program = (
        "import sys; from iria_reports.cli import verbs;"
        "verbs.main(['check', 'example'], standalone_mode=False);"
        "print([name for name in ('matplotlib', 'weasyprint', 'pikepdf', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=desk.root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
