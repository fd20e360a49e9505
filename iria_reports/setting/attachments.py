"""A report goes in; the files that travel inside its PDF come out: its data as CSV, the bibliography, report.json."""

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import Any

from iria_reports.report import DataTable, Figure, Report, Source, Table

BIBTEX_SPECIAL = re.compile(r"([&%$#_{}])")


@dataclass(frozen=True)
class Attachment:
    """One attached file. `relationship` is PDF's AFRelationship (ISO 32000-2, 7.11.3)."""

    name: str
    media_type: str
    description: str
    relationship: str
    content: bytes


def attachments(report: Report) -> tuple[Attachment, ...]:
    """A CSV for each figure and table, the sources cited in the forms asked for, and report.json without origins.

    A table of the annex shows a figure's data, which is attached already.
    """
    figures = list(report.figures())
    shown = {f"data-{figure.meta.id}" for figure in figures}
    tables = [block for block in report.blocks() if isinstance(block, Table) and block.meta.id not in shown]
    files = [
        _data(figure, figure.whole or figure.table, f"figure-{number}") for number, figure in enumerate(figures, 1)
    ]
    files += [_data(table, table.whole or table.table, f"table-{number}") for number, table in enumerate(tables, 1)]
    files += [_sources(report, form) for form in report.attached if report.sources]
    content = report_json(report).encode()
    files.append(Attachment("report.json", "application/json", "The report as data, format 1", "Source", content))
    return tuple(files)


def _sources(report: Report, form: str) -> Attachment:
    """Every source cited, as BibTeX or as RIS."""
    if form == "ris":
        text = "".join(ris(source) for source in report.sources)
        name, media_type, called = "sources.ris", "application/x-research-info-systems", "RIS"
    else:
        text = "\n".join(bibtex(source) for source in report.sources)
        name, media_type, called = "sources.bib", "application/x-bibtex", "BibTeX"
    return Attachment(name, media_type, f"Sources cited, as {called}", "Supplement", text.encode())


def _data(block: Figure | Table, table: DataTable, name: str) -> Attachment:
    return Attachment(
        name=f"{name}-{plain_name(block.meta.id)}.csv",
        media_type="text/csv",
        description=f"Data of {block.label}: {block.title}",
        relationship="Data",
        content=table_csv(table).encode("utf-8-sig"),
    )


def plain_name(identifier: str) -> str:
    """An id as every file system takes it: at most 40 letters and digits of ASCII, joined by hyphens."""
    return "-".join(re.findall("[a-z0-9]+", identifier.casefold()))[:40].strip("-") or "data"


def table_csv(table: DataTable) -> str:
    """The table as CSV (RFC 4180), its columns by their printed names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f"{c.label} ({c.unit})" if c.unit else c.label for c in table.columns])
    for row in table.rows:
        writer.writerow(["" if cell is None else cell for cell in row])
    return out.getvalue()


def report_json(report: Report) -> str:
    """The report as JSON for readers: without origins, positions and saved copies, which name files of the desk."""
    return json.dumps(_published(report.model_dump(mode="json")), ensure_ascii=False, indent=1)


def _published(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _published(inner) for key, inner in value.items() if key not in ("origin", "at", "saved_copy")}
    if isinstance(value, list):
        return [_published(inner) for inner in value]
    return value


def bibtex(source: Source) -> str:
    """One @online entry."""
    fields = {
        "title": f"{{{_tex(source.title)}}}",
        "organization": _tex(source.publisher),
        "date": source.published,
        "url": source.url,
        "note": f"Archived at {_tex(source.archived_url)}" if source.archived_url else "",
        "langid": source.language or "",
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{source.id},\n{body}}}\n"


def ris(source: Source) -> str:
    """One record of the type ELEC, a page on the web: `TY  - ` to `ER  - `, each line with CR and LF."""
    year, month, day = [*source.published.split("-"), "", ""][:3]
    fields = {
        "TY": "ELEC",
        "ID": source.id,
        "AU": f"{source.publisher},",  # a comma at the end: a name of one part, not first and last
        "TI": source.title,
        "PB": source.publisher,
        "PY": year,
        "DA": f"{year}/{month}/{day}/" if year else "",
        "UR": source.url,
        "N1": f"Archived at {source.archived_url}" if source.archived_url else "",
        "LA": source.language or "",
    }
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields.items() if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _tex(text: str) -> str:
    return BIBTEX_SPECIAL.sub(r"\\\1", text)
