"""Words and filters go in; the issues that hold all of them come out, the best first, each with where it says so."""

import re
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from iria_reports.cataloguing.gathering import clean, folded
from iria_reports.cataloguing.listing import ANY, Listed, Wanted
from iria_reports.errors import Refused

WORD = re.compile(r'"([^"]*)"|(\S+)')
SHORTEST_STEM = 3  # letters; a longer word also finds what begins with it: Қазақстан finds Қазақстанның
HEADING_WEIGHT = 4.0  # a word in a heading counts as this many in the text
SNIPPET = 24  # words
OPEN, CLOSE = "[", "]"
ORDER = {"current": 0, "superseded": 1, "withdrawn": 2, "void": 3, "unfinished": 4}


@dataclass(frozen=True)
class Asked:
    """What is looked for.

    words      typed by a person: words, and phrases in quotation marks; nothing in them is a command
    wanted     which versions count
    source     part of a source's id, title, publisher or address that the issue must rest on
    judgement  look in the judgements only
    most       how many issues at most
    """

    words: str
    wanted: Wanted = ANY
    source: str = ""
    judgement: bool = False
    most: int = 20


@dataclass(frozen=True)
class Hit:
    """One issue. `snippet` holds the words found in [brackets]; `heading` says where it stands."""

    listed: Listed
    heading: str
    snippet: str


@dataclass(frozen=True)
class Hits:
    """The best issues, and how many there are in all."""

    best: tuple[Hit, ...]
    count: int


def search(connection: sqlite3.Connection, everything: Iterable[Listed], asked: Asked) -> Hits:
    """Issues that hold every word, in whichever of their parts. Raises Refused where there is no word to look for."""
    terms = _terms(asked.words)
    if not terms:
        advice = "write a word of what you look for: iria-report archive search energy prices"
        raise Refused(f"no word to look for in {asked.words!r}", advice=advice)
    by_seq = {line.seq: one for one in everything if asked.wanted.fits(one) for line in one.lines}
    allowed = set(by_seq)
    if asked.source:
        allowed &= _resting(connection, asked.source)
    for term in terms:
        allowed &= _holding(connection, term, asked.judgement)
    best = _best_passages(connection, terms, asked.judgement, allowed)
    ranked: dict[tuple[str, int], tuple[float, int]] = {}
    for seq, (rank, row) in best.items():
        key = (by_seq[seq].number, by_seq[seq].version)
        ranked[key] = min(ranked.get(key, (0.0, row)), (rank, row))
    found = {(one.number, one.version): one for one in by_seq.values()}
    order = sorted(ranked, key=lambda key: (ORDER[found[key].state] > 0, ranked[key], key))
    shown = order[: asked.most]
    told = _told(connection, terms, [ranked[key][1] for key in shown])
    return Hits(tuple(Hit(found[key], *told[ranked[key][1]]) for key in shown), len(order))


def _terms(typed: str) -> list[str]:
    """Each word or phrase as FTS5 takes it: a string in quotation marks, in which nothing is a command."""
    terms = []
    for phrase, word in WORD.findall(clean(typed).translate({0x201C: '"', 0x201D: '"'})):
        text = " ".join((phrase or word).replace('"', " ").split())
        if not any(letter.isalnum() for letter in text):
            continue
        stem = bool(word) and len(text) >= SHORTEST_STEM
        terms.append(f'"{text}"{" *" if stem else ""}')
    return list(dict.fromkeys(terms))


def _resting(connection: sqlite3.Connection, source: str) -> set[int]:
    rows = connection.execute(
        "SELECT DISTINCT seq FROM rests WHERE what = 'source' AND instr(folded, ?)", (folded(source),)
    )
    return {seq for (seq,) in rows}


def _holding(connection: sqlite3.Connection, term: str, judgement: bool) -> set[int]:
    rows = connection.execute(f"SELECT DISTINCT seq FROM passages WHERE passages MATCH ? {_only(judgement)}", (term,))
    return {seq for (seq,) in rows}


def _best_passages(
    connection: sqlite3.Connection, terms: list[str], judgement: bool, allowed: Collection[int]
) -> dict[int, tuple[float, int]]:
    """Of each allowed line the passage that fits best, as (rank by BM25, the lower the better; its row)."""
    rows = connection.execute(
        f"SELECT rowid, seq, bm25(passages, {HEADING_WEIGHT}, 1.0) FROM passages WHERE passages MATCH ? "
        f"{_only(judgement)}",
        (" OR ".join(terms),),
    )
    best: dict[int, tuple[float, int]] = {}
    for row, seq, rank in rows:
        if seq in allowed and (seq not in best or (rank, row) < best[seq]):
            best[seq] = (rank, row)
    return best


def _told(connection: sqlite3.Connection, terms: list[str], rows: list[int]) -> dict[int, tuple[str, str]]:
    """(heading, snippet) of each row."""
    marks = ", ".join("?" * len(rows))
    found = connection.execute(
        f"SELECT rowid, heading, snippet(passages, -1, '{OPEN}', '{CLOSE}', ' … ', {SNIPPET}) FROM passages "
        f"WHERE passages MATCH ? AND rowid IN ({marks})",
        (" OR ".join(terms), *rows),
    )
    return {row: (heading, " ".join(snippet.split())) for row, heading, snippet in found}


def _only(judgement: bool) -> str:
    return "AND part = 'judgement'" if judgement else ""
