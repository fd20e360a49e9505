"""Rendition: which reading of a spec is wanted. Settled once, from the spec and what the command line asks for."""

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
    leave_out_later: bool = False


@dataclass(frozen=True)
class Rendition:
    """One reading of a spec: for whom, as of when, in which theme."""

    audience: str
    as_of: date
    theme: str
    leave_out_later: bool = False


def settle(spec: Spec, ask: Ask) -> Rendition:
    """The rendition that `ask` means for this spec."""
    choices = spec.choices
    return Rendition(
        audience=ask.audience or choices.audience,
        as_of=ask.as_of or choices.as_of or ask.today,
        theme=ask.theme or choices.theme,
        leave_out_later=ask.leave_out_later,
    )
