"""Actors: who takes part, what each wants, and what each can do."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import Item, ListOptions, entries, listed, meta, part, said
from iria_reports.report import Entry, Section
from iria_reports.writing.fields import Passage
from iria_reports.writing.nodes import Loc

SAID_OF_THEM = ("text", "interest", "means", "position")


class ActorOptions(Item):
    """One actor: whatever of the four is known is said."""

    name: Passage = Field(description="The person, body or state.")
    role: Passage | None = Field(None, description="Its office or part in the matter, in a few words.")
    text: Passage | None = Field(None, description="What to know of it, in a sentence or two.")
    interest: Passage | None = Field(None, description="What it wants.")
    means: Passage | None = Field(None, description="What it can use to get it.")
    position: Passage | None = Field(None, description="What it has said or done.")


class ActorsOptions(ListOptions):
    """Who takes part: each with its office, and what it wants, can and has done, as far as that is known."""

    kind: Literal["actors"] = Field(description="Who takes part, and what each wants.")
    actors: tuple[ActorOptions, ...] = Field((), description="One item for each.")


def make(options: ActorsOptions, loc: Loc, bench: Bench) -> Section | None:
    told = [_entry(one, (*loc, "actors", at), bench) for at, one in enumerate(options.actors)]
    return listed(options, loc, bench, entries(told, meta("actors", loc, bench)))


def _entry(actor: ActorOptions, loc: Loc, bench: Bench) -> Entry:
    parts = [part("" if key == "text" else key, getattr(actor, key), (*loc, key), bench) for key in SAID_OF_THEM]
    return Entry(
        term=said(actor.name, (*loc, "name"), bench),
        note=said(actor.role, (*loc, "role"), bench),
        parts=tuple(one for found in parts for one in found),
        audiences=actor.audiences,
        origin=bench.origin(loc),
    )


ACTORS = SectionKind("actors", (ActorsOptions,), make)
