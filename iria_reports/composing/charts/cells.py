"""Cells as charts need them: a row and a column go in; a label, a share or a likelihood comes out."""

from collections.abc import Sequence

from iria_reports.composing.charts.rows import Findings, Row
from iria_reports.composing.likelihood import Chance, Scale
from iria_reports.report import CellValue, Column, DataTable

LONGEST_LABEL = 90


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
    """A likelihood word of the house's scale or a number from 0 to 100, or None with a fault noted."""
    value = row.cells.get(column)
    if not isinstance(value, str):
        per_cent = share(findings, row, column)
        return None if per_cent is None else Chance(per_cent, per_cent)
    scale, word = findings.ask.scale, " ".join(value.casefold().split())
    if reach := scale.range(word):
        return Chance(*reach, word)
    message = f"{value!r} is no likelihood of {scale.label}"
    findings.add(message, scale.advice(word, "a number from 0 to 100"), row=row, column=column)
    return None


def one_set(findings: Findings, chances: Sequence[tuple[Row, Chance]], column: str) -> Scale:
    """The scale with the set of words used first, the report's own if none is; a word of another set is a fault."""
    scale = findings.ask.scale
    scale = next((scale.speaking(one.word) for _, one in chances if one.word), scale)
    for row, one in chances:
        if one.word and scale.in_use(one.word) != one.word:
            advice = f"write {scale.in_use(one.word)!r}: {scale.label} keeps a product to one set of words"
            findings.add(f"{one.word!r} is of the other set of words", advice, row=row, column=column)
    return scale


def words_of(chances: Sequence[Chance]) -> tuple[str, ...]:
    """The words that likelihoods were given in, each once."""
    return tuple(dict.fromkeys(one.word for one in chances if one.word))


def filled(columns: Sequence[Column], rows: Sequence[Sequence[CellValue]]) -> DataTable:
    """The table without the columns that hold nothing, so that what is not yet known leaves no trace."""
    kept = [at for at in range(len(columns)) if any(row[at] is not None for row in rows)]
    return DataTable(
        columns=tuple(columns[at] for at in kept), rows=tuple(tuple(row[at] for at in kept) for row in rows)
    )
