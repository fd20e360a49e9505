"""Rendition: which reading of a spec is wanted. Settled once, from the spec and what the command line asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from iria_reports.writing.spec import Spec

Paper = Literal["A4", "Letter"]


@dataclass(frozen=True)
class Ask:
    """What the command line adds. `leave_out_later` drops what was known after `as_of`; else it is a fault."""

    today: date
    audience: str | None = None
    as_of: date | None = None
    theme: str | None = None
    client: str | None = None
    leave_out_later: bool = False


@dataclass(frozen=True)
class Rendition:
    """One reading of a spec: for whom, as of when, in which theme. `name` is its file's name without the ending."""

    name: str
    audience: str
    as_of: date
    theme: str
    client: str | None = None
    leave_out_later: bool = False


def settle(spec: Spec, ask: Ask) -> Rendition:
    """The rendition that `ask` means for this spec."""
    choices = spec.choices
    client = ask.client or choices.client
    return Rendition(
        name="_".join([spec.slug, *_asked_otherwise(spec, ask), *([client] if client else [])]),
        audience=ask.audience or choices.audience,
        as_of=ask.as_of or choices.as_of or ask.today,
        theme=ask.theme or choices.theme,
        client=client,
        leave_out_later=ask.leave_out_later,
    )


def _asked_otherwise(spec: Spec, ask: Ask) -> Iterator[str]:
    """What is asked for in place of what the specification says: each makes a file of its own."""
    choices = spec.choices
    if ask.audience and ask.audience != choices.audience:
        yield ask.audience
    if ask.as_of and ask.as_of != choices.as_of:
        yield ask.as_of.isoformat()
    if ask.theme and ask.theme != choices.theme:
        yield ask.theme
