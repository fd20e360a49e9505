"""An article's or source's name goes in; the issues that rest on it come out, and where in them."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from iria_reports.cataloguing.gathering import ARTICLES, folded
from iria_reports.cataloguing.listing import Listed
from iria_reports.errors import Refused


@dataclass(frozen=True)
class Use:
    """An issue that rests on it. `headings` are the parts that do; none where only its frozen files hold it."""

    listed: Listed
    what: Literal["article", "source"]
    name: str
    headings: tuple[str, ...]


def uses(connection: sqlite3.Connection, everything: Iterable[Listed], name: str) -> tuple[Use, ...]:
    """Each issue that rests on `name`: an article's slug or path, a source's id or address; in the register's order.

    Raises Refused where none does, with the nearest names.
    """
    wanted = name.removeprefix(ARTICLES).removesuffix(".md")
    rows = connection.execute(
        "SELECT seq, what, name, heading FROM rests WHERE name = ? ORDER BY rowid", (wanted,)
    ).fetchall()
    if not rows:
        rows = connection.execute(
            "SELECT seq, what, name, heading FROM rests WHERE what = 'source' AND length(?) > 9 "
            "AND instr(about, ?) ORDER BY rowid",
            (wanted, name),
        ).fetchall()
    if not rows:
        raise Refused(f"no issue rests on {name!r}", advice=_near(connection, wanted))
    by_seq = {line.seq: one for one in everything for line in one.lines}
    found: dict[tuple[str, int, str, str], tuple[Listed, dict[str, None]]] = {}
    for seq, what, known, heading in rows:
        one = by_seq[seq]
        _, headings = found.setdefault((one.number, one.version, what, known), (one, {}))
        headings.setdefault(heading)
    return tuple(
        Use(one, "article" if what == "article" else "source", known, tuple(filter(None, headings)))
        for (_, _, what, known), (one, headings) in found.items()
    )


def _near(connection: sqlite3.Connection, name: str) -> str:
    known = {folded(one): one for (one,) in connection.execute("SELECT DISTINCT name FROM rests")}
    near = get_close_matches(folded(name), known, n=3)
    if near:
        return f"did you mean {' or '.join(known[one] for one in near)}?"
    return "give an article's file name without .md, or a source's id; `iria-report archive search` finds words"
