"""The whole Report: its sections and sources, the house that publishes it and the client it is prepared for."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from iria_reports.report.blocks import Block, Figure, Section
from iria_reports.report.frozen import Frozen, Origin
from iria_reports.report.inlines import Inlines

REPORT_FORMAT = 1
NO_COVER_PICTURE = "none"


class Source(Frozen):
    """One cited source; `known_on` is the day it counts from (a month or year alone counts as its last day).

    standing    "official", "state" (media that a state owns) or "independent"; "" where it is not said
    saved_copy  its file in reports/sources/saved/; no reader is given it
    """

    id: str
    number: int
    title: str
    publisher: str
    url: str = ""
    published: str = ""
    known_on: date | None = None
    kind: str = ""
    standing: str = ""
    grade: str = ""
    grade_known_on: date | None = None
    mark: str | None = None
    language: str | None = None
    title_seen: bool = True
    archived_url: str = ""
    saved_copy: str = ""
    entry: Inlines = ()  # as a bibliography words it, in the report's citation style


class House(Frozen):
    """The institute, as desk.yml names it. `logo` is a path in assets/logos/, or "" for a name set in type."""

    name: str
    short_name: str
    logo: str = ""
    about: str = ""
    contact: str = ""
    disclaimer: str = ""


class Client(Frozen):
    """Whom it is prepared for. `logo` is relative to reports/; `accent` stands at `origin`."""

    slug: str
    organisation: str
    logo: str = ""
    logo_rights: str = ""
    accent: str = ""
    origin: Origin = Origin()


class Version(Frozen):
    """One version of an issued report: its number from 1 and its day.

    notice   what was changed for it, in its editor's words
    changes  what is different from the version before, a sentence each, found by comparing the two
    """

    version: int
    issued: date
    notice: str = ""
    changes: tuple[str, ...] = ()


class Imprint(Frozen):
    """What issuing gives a report. `history` is every version of it, the first one first, this one last."""

    number: str
    history: tuple[Version, ...]

    @property
    def version(self) -> int:
        return self.history[-1].version

    @property
    def issued(self) -> date:
        """The day it bears."""
        return self.history[-1].issued


class Report(Frozen):
    """One rendition: audience, language, mark, paper and as-of are settled; it holds only what this reader may see."""

    format: Literal[1] = 1
    slug: str
    name: str = ""  # the rendition's own, for its file
    kind: str
    kind_label: str
    title: str
    short_title: str = ""  # for running heads; "" where the title is to be cut
    subtitle: str = ""
    language: str
    audience: str
    mark: str | None = None
    mark_colour: str | None = None
    as_of: date
    embargo: str = ""
    region: str = ""
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    doi: str = ""
    issn: str = ""
    licence: str = ""
    cover: str = ""  # the id of the chart on it, "none", or "" for the theme to choose
    paper: Literal["A4", "Letter"] = "A4"
    theme: str
    sources_shown: Literal["numbered", "styled", "in-notes"] = "numbered"
    citation_style: str = ""  # the title of the style that a bibliography is in
    attached: tuple[Literal["bibtex", "ris"], ...] = ("bibtex",)
    house: House
    client: Client | None = None
    status: Literal["draft", "issued"] = "draft"
    imprint: Imprint | None = None  # a draft has none
    sections: tuple[Section, ...]
    sources: tuple[Source, ...] = ()

    @property
    def dated(self) -> date:
        """The day that its file bears: of issue, or else the one it stands on."""
        return self.imprint.issued if self.imprint else self.as_of

    def blocks(self) -> Iterator[Block]:
        """Every block, in reading order."""
        for section in self.sections:
            yield from section.blocks

    def figures(self) -> Iterator[Figure]:
        """Every figure, in reading order."""
        return (block for block in self.blocks() if isinstance(block, Figure))
