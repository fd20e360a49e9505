"""Rendition: which reading of a spec is wanted. Settled once, from the spec and what the command line asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from iria_reports.report import Imprint
from iria_reports.writing.audiences import AudienceChoice
from iria_reports.writing.spec import Spec

Paper = Literal["A4", "Letter"]
# How a part of a rendition's name begins: an audience, a day, a theme, a client.
PART = re.compile(r"_+(?=officials|policymakers|academics|\d{4}-\d\d-\d\d|in-|for-|$)")


@dataclass(frozen=True)
class Ask:
    """What is asked for beside the specification.

    leave_out_later  drop what was known after `as_of`; else it is a fault
    imprint          the number, version and day under which it is issued; a draft has none
    """

    today: date
    audience: str | None = None
    as_of: date | None = None
    theme: str | None = None
    client: str | None = None
    leave_out_later: bool = False
    imprint: Imprint | None = None


@dataclass(frozen=True)
class Rendition:
    """One reading of a spec: for whom, as of when, in which theme. `name` is its file's name without the ending.

    day    the day it bears: of issue, or for a draft today
    given  what its audience is given of the report, as the desk says
    """

    name: str
    audience: str
    as_of: date
    day: date
    theme: str
    client: str | None = None
    leave_out_later: bool = False
    given: AudienceChoice = field(default_factory=AudienceChoice)
    imprint: Imprint | None = None


def settle(spec: Spec, ask: Ask) -> Rendition:
    """The rendition that `ask` means for this spec."""
    choices = spec.choices
    client = ask.client or choices.client
    audience = ask.audience or choices.audience
    return Rendition(
        name=_name(ask, [unmistakable(part) for part in [spec.slug, *_asked_otherwise(spec, ask)]]),
        audience=audience,
        as_of=ask.as_of or choices.as_of or ask.today,
        day=ask.imprint.issued if ask.imprint else ask.today,
        theme=ask.theme or choices.theme,
        client=client,
        leave_out_later=ask.leave_out_later,
        given=spec.settings.audiences.given(audience),
        imprint=ask.imprint,
    )


def _name(ask: Ask, parts: list[str]) -> str:
    """The parts joined; an issue's between its number and its version: IRIA-BG-2022-001_report_officials_v1."""
    issued = ask.imprint
    return "_".join([issued.number, *parts, f"v{issued.version}"] if issued else parts)


def unmistakable(part: str) -> str:
    """`part` of a name, in which no underscore can be taken for one that joins two parts.

    >>> unmistakable("my_report"), unmistakable("report_officials")
    ('my_report', 'report__officials')
    """
    return PART.sub(lambda match: match[0] * 2, part)


def _asked_otherwise(spec: Spec, ask: Ask) -> Iterator[str]:
    """What is asked for in place of what the specification says: each makes a file of its own."""
    choices = spec.choices
    if ask.audience and ask.audience != choices.audience:
        yield ask.audience
    if ask.as_of and (ask.leave_out_later or ask.as_of != choices.as_of):
        yield ask.as_of.isoformat()
    if ask.theme and ask.theme != choices.theme:
        yield f"in-{ask.theme}"
    if client := ask.client or choices.client:
        yield f"for-{client}"
