"""The section kinds there are: one line each. The tuple drives validation, the JSON Schema and the documentation."""

from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import Field

from iria_reports.composing.sections.actors import ACTORS
from iria_reports.composing.sections.back_matter import ABOUT, SOURCES
from iria_reports.composing.sections.charts import CHART, SHORTHANDS
from iria_reports.composing.sections.conflicting_figures import CONFLICTING_FIGURES
from iria_reports.composing.sections.drivers import DRIVERS
from iria_reports.composing.sections.feature import FEATURE
from iria_reports.composing.sections.glossary import GLOSSARY
from iria_reports.composing.sections.implications import IMPLICATIONS
from iria_reports.composing.sections.judgements import JUDGEMENTS
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.known import KNOWN
from iria_reports.composing.sections.method import METHOD
from iria_reports.composing.sections.opinion import OPINION
from iria_reports.composing.sections.options import OPTIONS, OPTIONS_WEIGHED
from iria_reports.composing.sections.picture import PICTURE
from iria_reports.composing.sections.quotation import QUOTATION
from iria_reports.composing.sections.risks import RISKS_AND_OPPORTUNITIES, THREATS
from iria_reports.composing.sections.scenarios import SCENARIOS
from iria_reports.composing.sections.source_summary import SOURCE_SUMMARY
from iria_reports.composing.sections.tables import ANNEX, TABLE
from iria_reports.composing.sections.texts import ARTICLE, BOTTOM_LINE, PROSE
from iria_reports.composing.sections.what_changed import WHAT_CHANGED
from iria_reports.writing.spec import SpecChoices

SECTIONS: tuple[SectionKind, ...] = (
    BOTTOM_LINE,
    JUDGEMENTS,
    WHAT_CHANGED,
    KNOWN,
    PROSE,
    ARTICLE,
    FEATURE,
    ACTORS,
    DRIVERS,
    CHART,
    *SHORTHANDS,
    TABLE,
    CONFLICTING_FIGURES,
    QUOTATION,
    PICTURE,
    SCENARIOS,
    RISKS_AND_OPPORTUNITIES,
    THREATS,
    OPTIONS_WEIGHED,
    OPTIONS,
    OPINION,
    IMPLICATIONS,
    ANNEX,
    GLOSSARY,
    SOURCE_SUMMARY,
    METHOD,
    SOURCES,
    ABOUT,
)


def _choice(kind: SectionKind) -> Any:
    if len(kind.options) == 1:
        return kind.options[0]
    return Annotated[Union[kind.options], Field(discriminator="chart")]  # noqa: UP007


# To a type checker a section is any mapping; what it may hold is made from the tuple above when the program starts.
if TYPE_CHECKING:
    AnySection = Any
else:
    AnySection = Annotated[Union[tuple(_choice(kind) for kind in SECTIONS)], Field(discriminator="kind")]  # noqa: UP007


class ReportChoices(SpecChoices[AnySection]):
    """A report's specification: reports/<slug>.yml."""
