"""Spec: what the analyst wrote, checked, every value with its place: the contract of reports/<slug>.yml."""

from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field, StringConstraints

from iria_reports.errors import Fault
from iria_reports.judging.earlier import EarlierReport
from iria_reports.judging.ledger import Named as NamedJudgement
from iria_reports.judging.ledger import Outcome
from iria_reports.report import Source
from iria_reports.writing.audiences import Audience
from iria_reports.writing.citation_styles import CitationStyle
from iria_reports.writing.clients import LoadedClient
from iria_reports.writing.fields import (
    ArticleSlug,
    Choices,
    ClientName,
    Embargo,
    FormatOne,
    IsoDate,
    Language,
    Line,
    MarkLabel,
    Named,
    Slug,
    SourcesTable,
    StyleName,
    ThemeName,
)
from iria_reports.writing.library import Article
from iria_reports.writing.maps import Bounds
from iria_reports.writing.nodes import Located
from iria_reports.writing.prose import ProseSection
from iria_reports.writing.settings import Settings
from iria_reports.writing.tables import ReadTable

SPEC_FORMAT = 1
KIND_LABELS = {
    "backgrounder": "Backgrounder",
    "analysis": "Analysis",
    "special-report": "Special report",
}
ColumnTypeName = Literal["text", "number", "date", "sources"]


class ArticleQuery(Choices):
    """Articles chosen by what they are about: every condition given must hold."""

    region: Line | None = Field(None, description="Articles on this region.")
    topics: tuple[Line, ...] = Field((), description="Articles that have all of these topics.")
    tags: tuple[Line, ...] = Field((), description="Articles that have all of these tags.")
    authors: tuple[Line, ...] = Field((), description="Articles by any of these authors.")
    from_date: IsoDate | None = Field(None, alias="from", description="Articles dated on or after this day.")
    to_date: IsoDate | None = Field(None, alias="to", description="Articles dated on or before this day.")


class ArticleChoice(Choices):
    """One article by its slug, or several by a query; whole, by headings, or as an excerpt."""

    slug: ArticleSlug | None = Field(None, description="The article's file name in reports/articles/ without .md.")
    query: ArticleQuery | None = Field(None, description="Choose articles by what they are about instead of by slug.")
    take: Literal["whole", "excerpt"] = Field(
        "whole", description="whole: all of it; excerpt: the text before the first heading."
    )
    headings: tuple[Line, ...] = Field((), description="Only the parts under these headings of the article.")


class DataChoice(Choices):
    """One table: a CSV or .xlsx file in reports/data/."""

    file: Line = Field(description="Path in reports/data/, such as kazakhstan-2022/events.csv.")
    id: Slug | None = Field(None, description="The name sections use for it; the file's name if left out.")
    sheet: Line | None = Field(None, description="The sheet of a workbook; the first if left out.")
    columns: dict[str, ColumnTypeName] = Field(
        default_factory=dict, description="Types of columns that should not be guessed: text, number, date or sources."
    )
    later_rows: Literal["fault", "leave-out"] = Field(
        "fault", description="What to do with rows known only after the as-of date."
    )


class SilenceChoice(Choices):
    """A rule of `check` that does not hold for this report."""

    rule: Line = Field(description="The rule's name, such as one-publisher; `iria-report check --rules` lists them.")
    reason: Line = Field(description="Why it does not hold here.")
    row: Line | None = Field(None, description="Only for the row with this id of a table of the report.")


SectionT = TypeVar("SectionT")


class SpecChoices(Choices, Generic[SectionT]):
    """A report's specification. `title`, `articles` and `data` alone make a complete backgrounder."""

    format: FormatOne = Field(1, description="The version of this file format.")
    title: Line = Field(description="The title; it states the finding.")
    subtitle: Line | None = Field(None, description="A second line under the title.")
    short_title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)] | None = Field(
        None, description="The title in running heads, at most 60 characters; the title cut at a word if left out."
    )
    kind: Literal["backgrounder", "analysis", "special-report"] = Field(
        "backgrounder", description="The series it belongs to; a special report has a cover and contents."
    )
    audience: Audience = Field("policymakers", description="Who it is written for.")
    brief_chart: Slug | None = Field(
        None, description="The `id:` of the chart that a brief shows; the first chart if left out."
    )
    region: Line | None = Field(None, description="The region it is about, such as Central Asia.")
    topics: tuple[Line, ...] = Field((), description="What it is about; also the PDF's keywords.")
    as_of: IsoDate | None = Field(
        None, description="The day it stands on: nothing known only later may be in it. Today if left out."
    )
    follows: Line | None = Field(
        None,
        description="The earlier report it follows: its report.json in the desk, such as "
        "reports/earlier/kazakhstan-2022.json.",
    )
    embargo: Embargo | None = Field(
        None,
        description="Not to be released before this day, or moment such as 2022-01-20 09:00; in the house's time zone "
        "unless it has an offset, such as 09:00+06:00.",
    )
    language: Language = Field("en-GB", description="The language it is written in, such as en-GB, fr, ru, kk, ar.")
    authors: tuple[Line, ...] = Field((), description="People named as authors; the institute if left out.")
    cover: Line | None = Field(
        None,
        description="The chart on a special report's cover, by its id, or none; its map or else first chart "
        "if left out.",
    )
    mark: MarkLabel | None = Field(None, description="The sharing mark, such as TLP:GREEN.")
    client: ClientName | None = Field(
        None, description="Whom it is prepared for: a file in reports/clients/ without .yml."
    )
    paper: Literal["A4", "Letter"] = Field("A4", description="The paper size.")
    theme: ThemeName = Field("iria", description="A theme: a folder in templates/.")
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = Field(
        None, description="The DOI, such as 10.1234/abcd."
    )
    issn: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{3}[\dX]$")] | None = Field(
        None, description="The ISSN of the series, such as 1234-567X."
    )
    licence: Line | None = Field(None, description="The licence readers have, such as CC BY-NC 4.0.")
    articles: tuple[Annotated[ArticleChoice, Named("slug")], ...] = Field(
        (), description="Articles of the library that the report may use: slugs or queries."
    )
    data: tuple[Annotated[DataChoice, Named("file")], ...] = Field(
        (), description="Tables: CSV or .xlsx files in reports/data/."
    )
    sources: tuple[SourcesTable, ...] = Field(
        (), description="Source tables in reports/sources/ that count; all of them if left out."
    )
    citation_style: StyleName | None = Field(
        None, description="The style of a bibliography: a file in assets/csl/ without .csl; the desk's if left out."
    )
    sections: tuple[Annotated[SectionT, Named("kind")], ...] = Field(
        (), description="The parts of the report in order; the house supplies them if left out."
    )
    checks: tuple[SilenceChoice, ...] = Field(
        (), description="Rules of `iria-report check` that are silenced for this report, each with its reason."
    )


@dataclass(frozen=True)
class Spec:
    """Everything the analyst wrote for one report. `faults` is not empty where something is wrong; compose refuses it.

    choices   reports/<slug>.yml, typed
    where     the place of every value in it
    prose     reports/<slug>.md by heading
    articles  the chosen articles by slug, in the order chosen
    chosen    the line of `articles:` by which each was chosen, by slug
    tables    the tables by id
    sources   every source there is, by id (numbers are given later)
    maps      how far each base map reaches, by its name
    clients   every client there is, by name, each with the faults of its file, which count only where it is chosen
    follows   the earlier report that this one follows, where it could be read
    outcomes  what came of earlier judgements, by report and id
    citation_style  the style in which a bibliography is set; None where it is at fault
    undrawable  a fault for each source whose title no bundled font can draw; it counts only where the source is cited
    unsaved     a fault for each source whose saved copy is not there; the same
    """

    slug: str
    path: str
    choices: SpecChoices[Any]
    where: Located
    prose: tuple[ProseSection, ...] = ()
    articles: dict[str, Article] = field(default_factory=dict)
    chosen: dict[str, ArticleChoice] = field(default_factory=dict)
    tables: dict[str, ReadTable] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    maps: dict[str, Bounds] = field(default_factory=dict)
    clients: dict[str, LoadedClient] = field(default_factory=dict)
    follows: EarlierReport | None = None
    outcomes: dict[NamedJudgement, Outcome] = field(default_factory=dict)
    citation_style: CitationStyle | None = None
    undrawable: dict[str, Fault] = field(default_factory=dict)
    unsaved: dict[str, Fault] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
