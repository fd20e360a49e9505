"""A tally of the sources goes in; one paragraph of plain English comes out. Each number in it is a count of the tally.

It tells what a reader weighs. What its chart draws, what was looked for and not found, and what is recorded of less
than half of the sources stays in the attached data, which has every count.
Other languages the house speaks have composing/tally_told.py, and the rest this paragraph.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from iria_reports.composing.charts.wording import day, listing, month, number
from iria_reports.composing.tally import MOST_NAMED, NOT_SAID, Count, Tally, mostly_said
from iria_reports.report import Source

MOST_DAYS = 60  # an age in days tells more than a date
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ENGLISH = "en-GB"
STANDING_WORDS = {"official": "official", "state": "state-owned media", "independent": "independent of both"}


def in_words(counted: Tally, oldest: Source | None, as_of: date, *, drawn: Literal["kinds", "publishers"]) -> str:
    """The whole paragraph, but for what its chart has."""
    sentences = (
        _opening(counted),
        _most_cited(counted) if drawn == "kinds" else _kinds(counted.kinds),
        _standings(counted.standings),
        _carried(counted.carried),
        _copies(counted.copies),
        _statements(*counted.statements),
        _judgements(*counted.judgements),
        _grades(counted.grades),
        _languages(counted.languages) if mostly_said(counted.languages) else "",
        _age(counted, oldest, as_of),
        _gaps(counted.gaps),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def title_of_kinds(counted: Tally) -> str:
    """What a chart of the kinds shows."""
    (first, *_), every = counted.kinds, counted.sources.number
    if first.label == NOT_SAID:
        return "Of what kind the sources are is not said"
    if first.number == 1:
        return f"The {counted_as(every, 'source')} cited are of {counted_as(len(counted.kinds), 'kind')}"
    return f"{_start(spelt(first.number))} of the {counted_as(every, 'source')} are {first.label}"


def title_of_publishers(counted: Tally) -> str:
    """What a chart of the publishers shows."""
    first, every = counted.publishers[0], counted.sources.number
    if first.number == 1:
        return "No publisher is cited for more than one source"
    return f"{first.label} has {spelt(first.number)} of the {counted_as(every, 'source')} cited"


def spelt(count: int) -> str:
    """one to nine in letters, 10 and more in figures."""
    return SMALL[count] if count < len(SMALL) else number(count, ENGLISH)


def counted_as(count: int, one: str, many: str = "") -> str:
    """one source, 12 sources"""
    return f"{spelt(count)} {one if count == 1 else many or one + 's'}"


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]


def _each(counts: Sequence[Count]) -> str:
    """media (38), official (16) and NGOs (2)"""
    return listing([f"{one.label} ({number(one.number, ENGLISH)})" for one in counts], ENGLISH)


def _said(counts: Sequence[Count]) -> tuple[list[Count], int]:
    """Those of which it is said what they are, and how many of the sources are of the others."""
    return [one for one in counts if one.label != NOT_SAID], sum(one.number for one in counts if one.label == NOT_SAID)


def _opening(counted: Tally) -> str:
    by = counted_as(len(counted.publishers), "publisher")
    return f"This report cites {counted_as(counted.sources.number, 'source')} from {by}."


def _kinds(counts: Sequence[Count]) -> str:
    said, others = _said(counts)
    if not said:
        return "Of what kind they are is not said."
    return f"By kind they are {_each(said)}{_unsaid(others)}."


def _standings(counts: Sequence[Count]) -> str:
    said, others = _said(counts)
    if not said:
        return "Which of them are official and which independent is not said."
    parts = [f"{spelt(one.number)} {'is' if one.number == 1 else 'are'} {STANDING_WORDS[one.label]}" for one in said]
    parts = parts if any(one.label == "independent" for one in said) else [*parts, "none is known to be independent"]
    return f"Of them, {listing(parts, ENGLISH)}{_unsaid(others)}."


def _unsaid(others: int) -> str:
    """How many it is not said of, where there are any."""
    return f"; for {'the other ' if others > 1 else ''}{spelt(others)} it is not said" if others else ""


def _most_cited(counted: Tally) -> str:
    """The three cited most, where there are more than four."""
    publishers = counted.publishers
    if len(publishers) == 1:
        return f"The publisher is {publishers[0].label}."
    if publishers[0].number == 1:
        return "None of the publishers is cited for more than one."
    if len(publishers) <= MOST_NAMED + 1:
        return f"The publishers are {_each(publishers)}."
    return f"The most cited are {_each(publishers[:MOST_NAMED])}."


def _carried(count: Count) -> str:
    if not count.number:
        return ""
    prints, are = ("prints", "is") if count.number == 1 else ("print", "are")
    what = f"{prints} the report of an agency or another publisher and {are} counted under its name"
    return f"Of all, {spelt(count.number)} {what}."


def _copies(count: Count) -> str:
    if not count.number:
        return ""
    return f"As likely copies of one another (same day, nearly the same title) we count {spelt(count.number)}."


def _statements(every: Count, alone: Count) -> str:
    if every.number < 2:
        return ""
    rest = f"{'none' if not alone.number else spelt(alone.number)} {'rests' if alone.number < 2 else 'rest'}"
    return f"Of the {counted_as(every.number, 'statement')} with a note, {rest} on one publisher alone."


def _judgements(every: Count, alone: Count, bare: Count) -> str:
    if not every.number:
        return ""
    if every.number == 1:
        said = "cites no source" if bare.number else "rests on one publisher" if alone.number else ""
        return f"The judgement {said or 'rests on more than one publisher'}."
    parts = [f"{'none' if not alone.number else spelt(alone.number)} {'rests' if alone.number < 2 else 'rest'} on one"]
    parts[0] += " publisher alone"
    parts += [f"{spelt(bare.number)} {'cites' if bare.number == 1 else 'cite'} no source"] if bare.number else []
    return f"Of the {spelt(every.number)} judgements {listing(parts, ENGLISH)}."


def _languages(counts: Sequence[Count]) -> str:
    said, others = _said(counts)
    if not others:
        return f"By language they are {_each(said)}."
    total = sum(one.number for one in said)
    given = said[0].label if total == 1 else _each(said)
    return f"A language is given for {spelt(total)}: {given}{_unsaid(others)}."


def _grades(counts: Sequence[Count]) -> str:
    said, others = _said(counts)
    if not said:
        return "None is graded."
    rest = f"; {spelt(others)} {'is' if others == 1 else 'are'} not" if others else ""
    total = sum(one.number for one in said)
    return f"By grade, {'all' if not others else spelt(total)} are graded: {_each(said)}{rest}."


def _age(counted: Tally, oldest: Source | None, as_of: date) -> str:
    """How old the newer half is, and the oldest."""
    if oldest is None:
        return "None of them has a date." if counted.undated.number else ""
    dated, recent, days = counted.dated.number, counted.recent.number, counted.days
    none = f"; {spelt(counted.undated.number)} {'has' if counted.undated.number == 1 else 'have'} no date"
    none = none if counted.undated.number else ""
    if dated == 1:
        return f"The only one with a date is of {_published(oldest)}{none}."
    every = counted_as(dated, "dated source") if counted.undated.number else spelt(dated)
    age = f"no more than {counted_as(days, 'day')} old on {day(as_of, ENGLISH)}"
    if days == 0:
        age = f"of {day(as_of, ENGLISH)} itself"
    elif days > MOST_DAYS:
        age = f"of {day(as_of - timedelta(days), ENGLISH)} or later"
    was = "is" if recent == 1 else "are"
    return f"Of the {every}, {spelt(recent)} {was} {age}; the oldest is of {_published(oldest)}{none}."


def _published(source: Source) -> str:
    """As precisely as it is known."""
    if source.known_on is None or len(source.published) == len("2022"):
        return source.published
    if len(source.published) == len("2022-01"):
        return f"{month(source.known_on, ENGLISH)} {source.known_on.year}"
    return day(source.known_on, ENGLISH)


def _gaps(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    where = listing([f"“{title}”" for title in titles], ENGLISH)
    return f"No source is cited under {where}."
