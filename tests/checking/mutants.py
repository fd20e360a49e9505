"""The house's own reports go in; how many of the faults that are put into them `check` finds comes out, by kind.

Usage: python tests/checking/mutants.py [--list]     (from the folder tests/, or with it on the path)

Each mutant is one of the reports with one fault (mutations.py), chosen by a fixed seed, in a copy of the desk.
"""

import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checking.mutations import MUTATIONS, Change, Mutation, Texts
from iria_reports.check import check
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.writing.load import load_spec

HOUSE = Path(__file__).parents[2]
REPORTS = ("kazakhstan-2022", "csto-intervention", "kazakhstan-aftermath")
SEED = 20260124
EACH = 1  # of each kind in each report
OFTEN = {"number-and-table": 4, "cumulative-added": 2}
TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Mutant:
    """One spoilt report: what was done to it, on which line, and what `check` said that it had not said before."""

    report: str
    mutation: Mutation
    change: Change
    line: int
    told: tuple[tuple[str, int], ...]  # (rule, line)

    @property
    def found(self) -> bool:
        return any(rule == self.mutation.rule for rule, _ in self.told)


def copied(to: Path) -> Desk:
    """A copy of the house's desk to spoil."""
    shutil.copytree(HOUSE / "reports", to / "reports")
    shutil.copy(HOUSE / "desk.yml", to)
    return Desk(to)


def mutants(desk: Desk, report: str, each: int = EACH) -> Iterator[Mutant]:
    """Up to `each` mutants of every kind for one report, in a desk that is put right again after each."""
    texts, files = _read(desk, report)
    before = _told(desk, report)
    for mutation in MUTATIONS:
        found = list(mutation.find(texts))
        rng = random.Random(f"{SEED} {report} {mutation.what}")
        wanted = each * OFTEN.get(mutation.rule, 1)
        for change in rng.sample(found, min(wanted, len(found))):
            yield _mutant(desk, report, mutation, change, files, before)


def _mutant(
    desk: Desk, report: str, mutation: Mutation, change: Change, files: dict[str, Path], before: set[tuple[str, int]]
) -> Mutant:
    whole = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    for one in (change, *change.also):
        text = files[one.text].read_text(encoding="utf-8")
        assert text[one.at : one.at + len(one.old)] == one.old
        files[one.text].write_text(text[: one.at] + one.new + text[one.at + len(one.old) :], encoding="utf-8")
    told = sorted(_told(desk, report) - before)
    for name, text in whole.items():
        files[name].write_text(text, encoding="utf-8")
    line = whole[change.text].count("\n", 0, change.at) + 1
    return Mutant(report, mutation, change, line, tuple(told))


def _told(desk: Desk, report: str) -> set[tuple[str, int]]:
    findings = check(desk.spec(report), desk, Ask(today=TODAY)).findings
    return {(one.rule, one.where.line) for one in findings if not one.silenced}


def _read(desk: Desk, report: str) -> tuple[Texts, dict[str, Path]]:
    spec = load_spec(desk.spec(report), desk, ReportChoices)
    scenarios = next((table.path for name, table in spec.tables.items() if name.startswith("scenarios")), "")
    files = {
        "spec": desk.reports / f"{report}.yml",
        "prose": desk.reports / f"{report}.md",
        "sources": next((desk.reports / "sources").glob("*.csv")),
        **({"scenarios": desk.root / scenarios} if scenarios else {}),
    }
    cells = (cell for table in spec.tables.values() for row in table.rows for cell in row.cells.values())
    numbers = frozenset(cell.replace(",", "") for cell in cells if re.fullmatch(r"[\d,]+", cell))
    text = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    as_of = str(spec.choices.as_of)
    return Texts(text["spec"], text["prose"], text["sources"], text.get("scenarios", ""), numbers, as_of), files


def main(*, listed: bool) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        desk = copied(Path(scratch) / "desk")
        made = [one for report in REPORTS for one in mutants(desk, report)]
    print("| What was done | Rule | Mutants | Found |\n|---|---|---|---|")
    for mutation in MUTATIONS:
        own = [one for one in made if one.mutation is mutation]
        print(f"| {mutation.what} | `{mutation.rule}` | {len(own)} | {sum(one.found for one in own)} |")
    print(f"| **all** | | **{len(made)}** | **{sum(one.found for one in made)}** |")
    for one in made if listed else ():
        was, now = one.change.old[:80], one.change.new[:80]
        print(f"{'found' if one.found else 'MISSED'} {one.report}:{one.line} {one.mutation.rule}: {was!r} > {now!r}")
        print(f"    {', '.join(f'{rule}:{line}' for rule, line in one.told)}")


if __name__ == "__main__":
    sys.exit(main(listed="--list" in sys.argv))
