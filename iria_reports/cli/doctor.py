"""`iria-report doctor`: nothing goes in; a table of what this machine has and lacks comes out, with the next steps."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from iria_reports.errors import MachineNotReady
from iria_reports.machine import MANAGERS, Need, Purpose, manager_here, ready_to, survey

HEADINGS: dict[Purpose, str] = {"build": "To build reports", "tests": "To run the tests as well"}
NEXT_COMMAND = "iria-report build SPEC"


@click.command(epilog="Example:  iria-report doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print the same as JSON, for a program to read.")
def doctor(as_json: bool) -> int:
    """Say what this machine has, what it lacks and what to do next.

    Ends with 0 when reports can be built here, with 4 when not. Nothing is changed and no network is used.
    """
    needs = survey(Path.cwd())
    manager = manager_here()
    click.echo(as_data(needs, manager) if as_json else as_table(needs, manager))
    return 0 if ready_to("build", needs) else MachineNotReady.exit_code


def as_data(needs: tuple[Need, ...], manager: str | None) -> str:
    """One object: ready or not, and every need with its next step here."""
    rows = [{**asdict(need), "next": need.next_step(manager)} for need in needs]
    told = {"format": 1, "ready": ready_to("build", needs), "needs": rows, "next": closing(needs, manager)}
    return json.dumps(told, indent=1, ensure_ascii=False)


def as_table(needs: tuple[Need, ...], manager: str | None) -> str:
    """Plain aligned lines: found or not, name, version, why; below what is missing, the next step."""
    name_width = max(len(need.name) for need in needs)
    found_width = max(len(need.found or "-") for need in needs)
    lines = []
    for purpose, heading in HEADINGS.items():
        lines.append(heading)
        for need in (need for need in needs if need.required_for == purpose):
            state = "missing" if need.found is None else "found"
            lines.append(f"  {state:<7}  {need.name:<{name_width}}  {need.found or '-':<{found_width}}  {need.why}")
            if step := need.next_step(manager):
                lines.append(f"{'':<9}  {'':<{name_width}}  next: {step}")
        lines.append("")
    return "\n".join([*lines, f"next: {closing(needs, manager)}"])


def closing(needs: tuple[Need, ...], manager: str | None) -> str:
    """The one command to type now; what building lacks comes first, as a single line where packages bring it."""
    missing = [need for need in needs if need.found is None and need.required_for == "build"]
    packages = [need.packages[manager] for need in missing if manager in need.packages] if manager else []
    steps = [f"{MANAGERS[manager]} {' '.join(dict.fromkeys(packages))}"] if manager and packages else []
    steps += [need.next_step(manager) for need in missing if manager not in need.packages]
    return "; then: ".join([*steps, NEXT_COMMAND])
