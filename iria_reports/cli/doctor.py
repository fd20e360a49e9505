"""`iria-report doctor`: nothing goes in; a table of what this machine has and lacks comes out, with the next steps."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from iria_reports.desk import find_desk
from iria_reports.errors import DeskNotFound, MachineNotReady
from iria_reports.machine import MANAGERS, Need, Purpose, manager_here, ready_to, survey

HEADINGS: dict[Purpose, str] = {
    "build": "To build reports",
    "issue": "To issue them",
    "signing": "To sign what is issued, where the house does",
    "tests": "To run the tests as well",
}
NEXT_COMMAND = "iria-report build SPEC"


@click.command(epilog="Example:  iria-report doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print the same as JSON, for a program to read.")
def doctor(as_json: bool) -> int:
    """Say what this machine has, what it lacks and what to do next.

    Ends with 0 when reports can be built here, with 4 when not. Nothing is changed and no network is used.
    """
    needs = (*survey(Path.cwd()), *_archive(Path.cwd()))
    manager = manager_here()
    click.echo(as_data(needs, manager) if as_json else as_table(needs, manager))
    return 0 if ready_to("build", needs) else MachineNotReady.exit_code


def _archive(folder: Path) -> tuple[Need, ...]:
    """Whether numbers can be taken safely in the desk's archive: found out by trying; nothing outside a desk."""
    try:
        desk = find_desk(folder)
        from iria_reports.issuing.locking import distrust
        from iria_reports.writing.settings import load_settings
    except (DeskNotFound, ImportError):  # a library that is missing is told above
        return ()
    archive = desk.root / load_settings(desk)[0].archive
    there = next(path for path in (archive, *archive.parents) if path.is_dir())
    try:
        why = distrust(there)
    except OSError as error:
        why = f"it cannot be written ({error.strerror})"
    advice = f"{why}; name a folder on this machine's own disk in desk.yml, under `archive:`"
    found = None if why else "a lock holds there"
    return (Need("archive", f"issues are kept in {archive}", found, advice=advice, required_for="issue"),)


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
        wanted = [need for need in needs if need.required_for == purpose]
        lines += [heading] if wanted else []
        for need in wanted:
            state = "missing" if need.found is None else "found"
            lines.append(f"  {state:<7}  {need.name:<{name_width}}  {need.found or '-':<{found_width}}  {need.why}")
            if step := need.next_step(manager):
                lines.append(f"{'':<9}  {'':<{name_width}}  next: {step}")
        lines += [""] if wanted else []
    return "\n".join([*lines, f"next: {closing(needs, manager)}"])


def closing(needs: tuple[Need, ...], manager: str | None) -> str:
    """The one command to type now; what building lacks comes first, as a single line where packages bring it."""
    missing = [need for need in needs if need.found is None and need.required_for == "build"]
    packages = [need.packages[manager] for need in missing if manager in need.packages] if manager else []
    steps = [f"{MANAGERS[manager]} {' '.join(dict.fromkeys(packages))}"] if manager and packages else []
    steps += [need.next_step(manager) for need in missing if manager not in need.packages]
    return "; then: ".join([*steps, NEXT_COMMAND])
