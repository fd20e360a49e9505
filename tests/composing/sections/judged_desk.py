"""A desk with three sources and whatever judgements a test writes; the report composed of it, and what it is told."""

import json
from datetime import date

from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Judgement, Judgements, Report
from iria_reports.writing.load import load_spec

SOURCES = (
    "id,title,publisher,date\nearly,T,The Herald,2022-01-02\nother,T,The Gazette,2022-01-03\n"
    "same,T,The Herald,2022-01-04\nlate,T,The Times,2022-01-09\n"
)
TODAY = Ask(today=date(2022, 3, 1))
EARLIER = Ask(today=date(2022, 3, 1), as_of=date(2022, 1, 5), leave_out_later=True)
BEFORE = {
    "rise": ("Prices will rise.", "likely", 55, 80),
    "vote": ("A vote will be held.", "very likely", 80, 95),
}


def desk_with(write_desk: Write, judged: str, *, head: str = "", more: str = "", **files: str) -> Desk:
    """The desk; `judged` are the items of the list of judgements, `more` are further sections."""
    spec = f"title: T\nas-of: 2022-01-20\n{head}sections:\n  - kind: judgements\n    judgements:\n{judged}{more}"
    return write_desk(
        {
            "reports/sources/s.csv": SOURCES,
            "reports/earlier/before.json": report_json(BEFORE),
            "reports/x.yml": spec,
            **{name.replace("__", "/") + ".jsonl": text for name, text in files.items()},
        }
    )


def report_json(judgements: dict[str, tuple[str, str, int, int]], scale: str = "icd-203") -> str:
    """An earlier report with these judgements: statement, word and range by id."""
    items = [
        {
            "id": name,
            "statement": [{"type": "text", "text": text}],
            "likelihood": word,
            "low": low,
            "high": high,
            "confidence": "low",
            "by": "2022-12-31",
        }
        for name, (text, word, low, high) in judgements.items()
    ]
    block = {"type": "judgements", "scale": scale, "items": items}
    head = {"format": 1, "title": "Before", "kind_label": "Analysis", "as_of": "2022-01-04"}
    return json.dumps({**head, "sections": [{"blocks": [block]}]})


def item(name: str = "rise", likelihood: str = "likely", more: str = "") -> str:
    """One judgement; `more` is further keys, each `key: value`, separated by semicolons."""
    lines = ["id: " + name, "statement: Prices will rise.", f"likelihood: {likelihood}", "confidence: high"]
    lines += [one.strip() for one in more.split(";") if one.strip()]
    return "".join(f"      {'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def composed(desk: Desk, ask: Ask = TODAY) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), ask)


def judgements(report: Report, detail: str = "short") -> dict[str, Judgement]:
    blocks = [block for block in report.blocks() if isinstance(block, Judgements) and block.detail == detail]
    return {one.id: one for block in blocks for one in block.items}


def faults(desk: Desk, ask: Ask = TODAY) -> list[str]:
    try:
        composed(desk, ask)
    except InputFaults as found:
        return [str(fault) for fault in found.faults]
    return []


def warnings(desk: Desk, ask: Ask) -> list[str]:
    return [str(one) for one in remarks(load_spec(desk.spec("x"), desk, ReportChoices), ask)]
