"""A small desk with one report, and an archive beside it, for tests that issue in earnest."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.issue import Order, Prepared, prepare
from iria_reports.issuing.revising import Revision

SMALL = {
    "desk.yml": "house: {short-name: HOUSE}\ntime-zone: Europe/Vienna\n",
    "reports/port.yml": """\
title: The port works again
kind: analysis
as-of: 2024-03-10
sections:
  - bottom-line
  - kind: judgements
    judgements:
      - id: open
        statement: The port will likely stay open in 2024.
        likelihood: likely
        confidence: moderate
        by: 2024-12-31
        basis: Ships call. [@paper; @radio]
        evidence: [paper, radio]
  - {kind: prose, heading: What happened}
  - sources
  - about
""",
    "reports/port.md": "## Bottom line\n\nThe port works. [@paper]\n\n## What happened\n\nShips call again. [@paper]\n",
    "reports/sources/all.csv": """\
id,title,publisher,date
paper,The port opens,The Paper,2024-03-01
radio,Ships call,The Radio,2024-03-02
""",
}
TODAY = date(2024, 3, 11)


def clock(day: date = TODAY) -> Callable[[], datetime]:
    return lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def small_desk(root: Path) -> Desk:
    for name, text in SMALL.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return Desk(root)


def prepared(desk: Desk, scratch: Path, *audiences: str, revision: Revision | None = None) -> Prepared:
    asks = tuple(Ask(today=TODAY, audience=audience) for audience in audiences or ("policymakers",))
    return prepare(Order(desk.spec("port"), desk, revision.asks(TODAY) if revision else asks, revision), scratch)
