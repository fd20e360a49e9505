"""Cells as charts need them: a row and a column go in; a label, a share or a likelihood comes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from iria_reports.composing.charts.rows import Findings, Row
from iria_reports.composing.likelihood import LIKELIHOOD, SETS
from iria_reports.report import CellValue, Column, DataTable
from iria_reports.writing.match import suggest

LONGEST_LABEL = 90


@dataclass(frozen=True)
class Chance:
    """A likelihood: its range in per cent, and the word it was given in, if it was a word."""

    low: float
    high: float
    word: str = ""


def label(findings: Findings, row: Row, column: str, longest: int = LONGEST_LABEL) -> str:
    """A cell's words on one line; none, or too many to print, is a fault."""
    words = " ".join(str(row.cells.get(column) or "").split())
    if not words:
        findings.add("there is nothing to print here", "fill it in, or leave the row out", row=row, column=column)
    elif len(words) > longest:
        message = f"the text has {len(words)} characters, more than {longest}"
        findings.add(message, "say it in fewer words", row=row, column=column)
    return words


def note(findings: Findings, row: Row, column: str | None, longest: int) -> str:
    """A cell's words, or nothing where there are none."""
    if column is None or row.cells.get(column) is None:
        return ""
    return label(findings, row, column, longest)


def named_once(findings: Findings, rows: Sequence[tuple[Row, str]], column: str) -> None:
    """A fault for each name that an earlier row has too."""
    seen: set[str] = set()
    for row, name in rows:
        if name and name in seen:
            findings.add(f"{name!r} has a second row", "give it one row, or another name", row=row, column=column)
        seen.add(name)


def share(findings: Findings, row: Row, column: str) -> float | None:
    """A number from 0 to 100, or None with a fault noted."""
    value = findings.number(row, column)
    if value is not None and value > 100:
        findings.add(f"{value:g} is more than 100 per cent", "write a number from 0 to 100", row=row, column=column)
        return None
    return value


def chance(findings: Findings, row: Row, column: str) -> Chance | None:
    """A likelihood word of ICD 203 or a number from 0 to 100, or None with a fault noted."""
    value = row.cells.get(column)
    if not isinstance(value, str):
        per_cent = share(findings, row, column)
        return None if per_cent is None else Chance(per_cent, per_cent)
    word = " ".join(value.casefold().split())
    if word in LIKELIHOOD:
        return Chance(*LIKELIHOOD[word], word)
    advice = suggest(word, list(LIKELIHOOD)) or f"write one of {', '.join(SETS[0])}, or a number from 0 to 100"
    findings.add(f"{value!r} is no likelihood", advice, row=row, column=column)
    return None


def one_set(findings: Findings, chances: Sequence[tuple[Row, Chance]], column: str) -> tuple[str, ...]:
    """The set of words used, the first if none is; a word of the other set is a fault."""
    used = next((words for _, one in chances for words in SETS if one.word in words), SETS[0])
    other = SETS[1 - SETS.index(used)]
    for row, one in chances:
        if one.word in other:
            advice = f"write {used[other.index(one.word)]!r}: ICD 203 keeps a product to one set of words"
            findings.add(f"{one.word!r} is of the other set of words", advice, row=row, column=column)
    return used


def filled(columns: Sequence[Column], rows: Sequence[Sequence[CellValue]]) -> DataTable:
    """The table without the columns that hold nothing, so that what is not yet known leaves no trace."""
    kept = [at for at in range(len(columns)) if any(row[at] is not None for row in rows)]
    return DataTable(
        columns=tuple(columns[at] for at in kept), rows=tuple(tuple(row[at] for at in kept) for row in rows)
    )
