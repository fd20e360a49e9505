"""The section kinds there are: one line each. The tuple drives validation, the JSON Schema and the documentation."""

from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import Field

from iria_reports.composing.sections.back_matter import ABOUT, SOURCES
from iria_reports.composing.sections.charts import CHART
from iria_reports.composing.sections.judgements import JUDGEMENTS
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.method import METHOD
from iria_reports.composing.sections.tables import ANNEX, TABLE
from iria_reports.composing.sections.texts import ARTICLE, BOTTOM_LINE, PROSE
from iria_reports.composing.sections.what_changed import WHAT_CHANGED
from iria_reports.writing.spec import SpecChoices

SECTIONS: tuple[SectionKind, ...] = (
    BOTTOM_LINE,
    JUDGEMENTS,
    WHAT_CHANGED,
    PROSE,
    CHART,
    TABLE,
    ARTICLE,
    ANNEX,
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
