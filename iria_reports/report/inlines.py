"""The closed set of inlines: what prose is made of. Never HTML."""

from typing import Annotated, Literal

from pydantic import Field

from iria_reports.report.frozen import Frozen, Origin


class Text(Frozen):
    """Plain characters; `language` only where it differs from the block's (a foreign title)."""

    type: Literal["text"] = "text"
    text: str
    language: str | None = None
    at: Origin | None = None


class Emphasis(Frozen):
    type: Literal["emphasis"] = "emphasis"
    children: tuple["Inline", ...]
    at: Origin | None = None


class Strong(Frozen):
    type: Literal["strong"] = "strong"
    children: tuple["Inline", ...]
    at: Origin | None = None


class Link(Frozen):
    """A link a reader may follow: http, https or mailto only."""

    type: Literal["link"] = "link"
    href: str
    children: tuple["Inline", ...]
    at: Origin | None = None


class Citation(Frozen):
    """`[@id, p. 4; @id2]`: the sources a statement rests on. Printed as one note at the foot of the page."""

    type: Literal["citation"] = "citation"
    cites: tuple["Cite", ...]
    at: Origin | None = None


class Cite(Frozen):
    source: str
    locator: str = ""


class Note(Frozen):
    """A remark of the author's, printed at the foot of the page."""

    type: Literal["note"] = "note"
    children: tuple["Inline", ...]
    at: Origin | None = None


class Reference(Frozen):
    """`[@fig:toll]`, `[@tbl:caps]`, `[@sec:causes]`, `[@judgement:kj2]`; `label` comes when numbers are given."""

    type: Literal["reference"] = "reference"
    kind: Literal["figure", "table", "section", "judgement", "number"]
    target: str
    label: str = ""
    at: Origin | None = None


Inline = Annotated[
    Text | Emphasis | Strong | Link | Citation | Note | Reference,
    Field(discriminator="type"),
]
Inlines = tuple[Inline, ...]


def plain(inlines: Inlines) -> str:
    """The words of some inlines, without notes, citations and mark-up."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                parts.append(text)
            case Reference(label=label):
                parts.append(label)
            case Emphasis(children=children) | Strong(children=children) | Link(children=children):
                parts.append(plain(children))
    return "".join(parts)
