"""Relations: rows of links go in; out comes who is tied to whom, how, and on which side. No ink."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from pydantic import Field, StrictStr

from iria_reports.composing.charts.cells import filled, label, note
from iria_reports.composing.charts.kind import Ask, ChartKind, Meaning
from iria_reports.composing.charts.rows import (
    ChosenRows,
    Findings,
    Row,
    chosen,
    known_on,
    sources_of,
    with_sources,
)
from iria_reports.composing.charts.wording import listing, short_day
from iria_reports.report import Column
from iria_reports.writing.match import suggest

MOST_ACTORS, MOST_LINKS, MOST_KINDS, MOST_SIDES = 20, 24, 6, 8
MOST_NAME_LINES, MOST_LABEL_LINES = 32, 32  # what then fits on a page in the text column
LONGEST_ACTOR, LONGEST_LABEL = 60, 60
NAME_LINE, LABEL_LINE = 24, 36  # characters
NO_BREAK = "\u00a0"


class RelationsOptions(ChosenRows):
    """What the analyst chooses for a diagram of actors."""

    origin: StrictStr = Field("from", alias="from", description="The column of the actor a link starts from.")
    target: StrictStr = Field("to", alias="to", description="The column of the actor it leads to.")
    link: StrictStr = Field("kind", description="The column of the link’s kind: appointed, opposes, related to.")
    label: StrictStr = Field("label", description="The column of a few words printed on the link, where there are any.")
    date: StrictStr = Field("date", description="The column of a day printed on the link, where there is one.")
    from_side: StrictStr = Field("from_side", description="The column of the side the first actor is on.")
    to_side: StrictStr = Field("to_side", description="The column of the side the second actor is on.")
    sides: dict[StrictStr, tuple[StrictStr, ...]] | None = Field(
        None, description="Sides from the left, each with its actors, instead of the two columns."
    )
    kinds: dict[StrictStr, StrictStr] | None = Field(
        None, description="Kinds of link: value in the column, and the words printed; links of others are left out."
    )
    mutual: tuple[StrictStr, ...] = Field((), description="Kinds that lead both ways: they are drawn without a head.")


@dataclass(frozen=True)
class Link:
    """Who is tied to whom, how (as printed), with which words and since when."""

    row: Row
    origin: str
    target: str
    kind: str
    words: str
    day: date | None


def read(ask: Ask, options: RelationsOptions) -> Meaning:
    """The links of the chosen rows and the actors they tie, side by side."""
    findings = Findings(ask)
    wanted = {"from": options.origin, "to": options.target, "link": options.link}
    for key, name in (("label", options.label), ("date", options.date)):
        wanted |= {key: name} if name != key else {}
    for key, name in (("from-side", options.from_side), ("to-side", options.to_side)):
        wanted |= {key: name} if name != key.replace("-", "_") else {}
    findings.require(wanted)
    rows = chosen(ask, options, findings)
    kinds = _kinds(rows, options, findings)
    links = [one for row in rows if (one := _link(row, options, kinds, findings))]
    sides = _sides(links, options, findings)
    findings.stop()
    _limits(links, sides, findings)
    findings.stop()
    return _meaning(ask, options, links, sides)


def _kinds(rows: list[Row], options: RelationsOptions, findings: Findings) -> dict[str, str]:
    """Printed words by value, in the order of the key."""
    values = list(dict.fromkeys(str(row.cells[options.link]) for row in rows if row.cells.get(options.link)))
    findings.held(options.kinds or {}, values, options.link, key="kinds")
    findings.held(options.mutual, values, options.link, key="mutual")
    return options.kinds or {value: value.replace("-", " ").replace("_", " ") for value in values}


def _link(row: Row, options: RelationsOptions, kinds: dict[str, str], findings: Findings) -> Link | None:
    origin = label(findings, row, options.origin, LONGEST_ACTOR)
    target = label(findings, row, options.target, LONGEST_ACTOR)
    words = note(findings, row, options.label, LONGEST_LABEL)
    day = None if row.cells.get(options.date) is None else findings.day(row, options.date)
    if row.cells.get(options.link) is None:
        findings.add("the link has no kind", "say how the two are tied", row=row, column=options.link)
        return None
    if origin and origin == target:
        findings.add(f"{origin!r} is tied to itself", "name another actor", row=row, column=options.target)
    kind = kinds.get(str(row.cells[options.link]))
    return Link(row, origin, target, kind, words, day) if kind is not None and origin and target else None


def _sides(links: list[Link], options: RelationsOptions, findings: Findings) -> dict[str, list[str]]:
    """Actors by side; one side without a name where none is given. Sides nobody known by then is on are left out."""
    actors = list(dict.fromkeys(name for link in links for name in (link.origin, link.target)))
    if options.sides is not None:
        return _listed_sides(actors, options.sides, options, findings)
    found: dict[str, str] = {}
    for link in links:
        for name, column in ((link.origin, options.from_side), (link.target, options.to_side)):
            side = " ".join(str(link.row.cells.get(column) or "").split())
            if side and found.setdefault(name, side) != side:
                message = f"{name} is on the side {side!r} here and on {found[name]!r} in an earlier row"
                findings.add(message, "put every actor on one side", row=link.row, column=column)
    for link in links if found else ():
        for name, column in ((link.origin, options.from_side), (link.target, options.to_side)):
            if name not in found:
                findings.add(f"{name} is on no side", f"fill in {column!r}", row=link.row, column=column)
    return {side: [name for name in actors if found.get(name, "") == side] for side in _sides_named(found, actors)}


def _sides_named(found: dict[str, str], actors: list[str]) -> list[str]:
    return list(dict.fromkeys(found.get(name, "") for name in actors))


def _listed_sides(
    actors: list[str], sides: dict[str, tuple[str, ...]], options: RelationsOptions, findings: Findings
) -> dict[str, list[str]]:
    named = Counter(name for names in sides.values() for name in names)
    columns = (options.origin, options.target)
    later = {str(cells.get(column)) for cells in findings.ask.later for column in columns}
    for name, count in named.items():
        if count > 1:
            findings.add(f"{name} is on {count} sides", "put every actor on one side", column="sides")
        if name not in actors and name not in later:
            findings.add(f"no link names {name!r}", suggest(name, actors) or "leave it out", column="sides")
    for name in actors:
        if name not in named:
            findings.add(f"{name} is on no side", "put it on one of `sides`", column="sides")
    kept = {side: [name for name in names if name in actors] for side, names in sides.items()}
    return {side: names for side, names in kept.items() if names}


def _limits(links: list[Link], sides: dict[str, list[str]], findings: Findings) -> None:
    names = _lines([name for actors in sides.values() for name in actors], NAME_LINE)
    words = _lines([link.words for link in links], LABEL_LINE)
    counts = (
        (sum(map(len, sides.values())), MOST_ACTORS, "actors", "choose those that matter with `only`"),
        (len(links), MOST_LINKS, "links", "choose those that matter with `only`"),
        (len({link.kind for link in links}), MOST_KINDS, "kinds of link", "print some under one name with `kinds`"),
        (len(sides), MOST_SIDES, "sides", "join some of them"),
        (names, MOST_NAME_LINES, "lines of names", "name the actors in fewer words"),
        (words, MOST_LABEL_LINES, "lines of labels", "say how in fewer words"),
    )
    if not links:
        findings.nothing_left("link", "widen `only` or `kinds`")
    for count, most, what, advice in counts:
        if count > most:
            findings.add(f"{count} {what} are more than the {most} that one diagram holds", advice)


def _lines(texts: list[str], most: int) -> int:
    """How many lines they take at so many characters a line."""
    return sum(ceil(len(text) / most) for text in texts)


def _meaning(ask: Ask, options: RelationsOptions, links: list[Link], sides: dict[str, list[str]]) -> Meaning:
    side_of = {name: side for side, names in sides.items() for name in names}
    columns = (
        Column(name="from", label="From"),
        Column(name="from_side", label="Side"),
        Column(name="kind", label="Link"),
        Column(name="to", label="To"),
        Column(name="to_side", label="Side"),
        Column(name="label", label="How"),
        Column(name="date", label="Date", type="date"),
    )
    rows = [
        (
            *(one.origin, side_of[one.origin] or None, one.kind),
            *(one.target, side_of[one.target] or None, one.words or None, one.day),
        )
        for one in links
    ]
    table = with_sources(ask, filled(columns, rows), [one.row for one in links])
    used = {one.kind for one in links}
    kinds = list(dict.fromkeys([*(options.kinds or {}).values(), *(one.kind for one in links)]))
    mutual = {(options.kinds or {}).get(name, name.replace("-", " ").replace("_", " ")) for name in options.mutual}
    drawn: dict[str, Any] = {
        "kinds": [[kind, kind in mutual] for kind in kinds if kind in used],
        "sides": [[side, names] for side, names in sides.items()],
        "in_order": options.sides is not None,
        "labels": _labels(links, ask.language),
    }
    grouped = ", by side" if len(sides) > 1 else ""
    return Meaning(
        options=drawn,
        table=table,
        subtitle=f"{_count(links, sides)}{grouped}",
        alternative=_alternative(ask, links, sides),
        sources=sources_of(table),
        known_on=known_on([one.row for one in links]),
    )


def _labels(links: list[Link], language: str) -> list[str]:
    """The words on each link, with its day, and the year where there are several."""
    years = len({one.day.year for one in links if one.day}) > 1
    told = []
    for one in links:
        day = f"{short_day(one.day, language)} {one.day.year if years else ''}".strip() if one.day else ""
        day = day.replace(" ", NO_BREAK)
        told.append(", ".join(filter(None, (one.words, day))))
    return told


def _count(links: list[Link], sides: dict[str, list[str]]) -> str:
    actors = sum(map(len, sides.values()))
    return f"{len(links)} {'link' if len(links) == 1 else 'links'} between {actors} actors"


def _alternative(ask: Ask, links: list[Link], sides: dict[str, list[str]]) -> str:
    language = ask.language
    if len(links) == 1:
        one = links[0]
        return f"Diagram of one link: from {one.origin} to {one.target} ({one.kind})."
    kinds = [f"{kind} ({count})" for kind, count in Counter(one.kind for one in links).most_common()]
    parts = [f"Diagram of {_count(links, sides)}: {listing(kinds, language)}"]
    if len(sides) > 1:
        parts.append(f"the sides are {listing([f'{side} ({len(names)})' for side, names in sides.items()], language)}")
    ends = Counter(name for one in links for name in (one.origin, one.target)).most_common(2)
    if ends[0][1] > ends[1][1]:
        parts.append(f"{ends[0][0]} has the most, {ends[0][1]}")
    return "; ".join(parts) + "."


RELATIONS = ChartKind("relations", "actors and how they are tied", RelationsOptions, read)
