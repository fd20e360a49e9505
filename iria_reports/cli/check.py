"""`iria-report check`: names of specifications go in; what is wrong with them comes out, as text, JSON or SARIF."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iria_reports.cli.chosen import chooses_reports, counted
from iria_reports.cli.outcome import report_error, say
from iria_reports.desk import Desk, find_desk
from iria_reports.errors import InputFaults, IriaError

if TYPE_CHECKING:
    from iria_reports.check import Checked


@click.command("check", epilog="Example:  iria-report check kazakhstan-2022 --strict")
@chooses_reports
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="How to tell it: text; json, with what is silenced and why; sarif (2.1.0), for editors and review sites.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--rules", is_flag=True, help="List the rules and end.")
@click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours.")
def check_verb(
    specs: tuple[str, ...],
    asked: dict[str, Any],
    form: str,
    strict: bool,
    rules: bool,
    debug: bool,
) -> int:
    """Tell all that is wrong with reports, with file, line and column, without printing them.

    Every fault and warning that `build` gives, but those of the pages, and what the rules of tradecraft find.
    A rule is silenced where it is wrong, with a reason: docs/checks.md says how. SPEC is a path, or a name looked up in
    the desk's reports/. Exit code 3: there are errors.
    """
    if rules:
        return list_rules()
    codes: list[int] = []
    found = [one for spec in specs if (one := _check_one(spec, asked, codes))]
    _print([checked for checked, _ in found], form)
    for checked, desk in found:
        _sum_up(checked, desk, strict=strict)
        failed = checked.count("error") or (strict and checked.count("warning"))
        codes.append(InputFaults.exit_code if failed else 0)
    return next((code for code in codes if code), 0)


def _check_one(name: str, asked: dict[str, Any], codes: list[int]) -> "tuple[Checked, Desk] | None":
    """One report checked; where there is none, its error is told and the others are still checked."""
    from iria_reports.check import check
    from iria_reports.composing.rendition import Ask

    try:
        desk = find_desk(Path.cwd(), name)
        return check(desk.spec(name), desk, Ask(today=date.today(), **asked)), desk
    except IriaError as error:
        report_error(error, subject=name)
        codes.append(error.exit_code)
        return None


def _print(checked: "list[Checked]", form: str) -> None:
    from iria_reports.checking.as_json import as_json
    from iria_reports.checking.as_sarif import as_sarif

    if form == "text":
        for one in checked:
            for finding in one.findings:
                if not finding.silenced:
                    click.echo(str(finding))
        return
    listed = [(one.spec, one.as_of.isoformat(), one.findings) for one in checked]
    click.echo(as_json(listed) if form == "json" else as_sarif(listed), nl=False)


def _sum_up(checked: "Checked", desk: Desk, *, strict: bool) -> None:
    errors, warnings = checked.count("error"), checked.count("warning")
    silenced = f", {checked.silenced} silenced" if checked.silenced else ""
    say(f"{checked.spec}: {counted(errors, 'error')}, {counted(warnings, 'warning')}{silenced}, as of {checked.as_of}")
    name = Path(checked.spec).stem
    if errors or (strict and warnings):
        say(f"next: correct them and run `iria-report check {name}` again; docs/checks.md tells why each rule is there")
    else:
        say(f"next: iria-report build {name}")


def list_rules() -> int:
    """Each rule: its name, its level and what it finds."""
    from iria_reports.checking.rules import RULES

    for rule in RULES:
        click.echo(f"{rule.id} ({rule.level}): {rule.says}")
    say("next: iria-report check SPEC; to silence a rule where it is wrong, see docs/checks.md")
    return 0
