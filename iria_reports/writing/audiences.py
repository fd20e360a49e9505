"""What each audience is given, as a table: the house's own, of which a desk changes what it likes in desk.yml."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from iria_reports.writing.fields import Choices, Line

AUDIENCES = ("officials", "policymakers", "academics")
Audience = Literal["officials", "policymakers", "academics"]
AboutPart = Literal["basis", "wording", "cite", "history", "house", "contact", "logos"]
HOUSE: dict[str, dict[str, Any]] = {
    "officials": {
        "set-as": "brief",
        "sections": ["bottom-line", "judgements", "options", "about"],
        "charts": 1,
        "about": ["cite", "contact"],
        "sources": "in-notes",
        "pages": 2,
    },
    "policymakers": {},
    "academics": {"sources": "styled", "attach": ["bibtex", "ris"]},
}


class AudienceChoice(Choices):
    """What one audience is given of a report. A section's own `audiences:` counts before this."""

    set_as: Literal["brief", "report"] = Field(
        "report", description="brief: without cover and contents, named a brief; report: the kind the report is of."
    )
    sections: tuple[Line, ...] = Field((), description="The kinds of section it gets; all if left out.")
    charts: Annotated[int, Field(ge=0)] | None = Field(
        None,
        description="How many charts it gets, the `brief-chart:` first, then in the report's order; all if left out.",
    )
    about: tuple[AboutPart, ...] = Field((), description="The parts of the section `about` it gets; all if left out.")
    sources: Literal["numbered", "styled", "in-notes"] = Field(
        "numbered",
        description="numbered: listed as they are cited; styled: a bibliography in `citation-style:`; "
        "in-notes: no list, each note names the publisher and leads to the source.",
    )
    attach: tuple[Literal["bibtex", "ris"], ...] = Field(
        ("bibtex",), description="The forms in which the sources cited travel with the file."
    )
    pages: Annotated[int, Field(ge=1)] | None = Field(
        None, description="The most pages it may have; more is a warning. No limit if left out."
    )


def as_the_house(audience: Audience) -> Any:
    """A validator that lets a desk give only what it changes of the house's choice for `audience`."""

    def filled(value: Any) -> Any:
        return {**HOUSE[audience], **value} if isinstance(value, Mapping) else value

    return BeforeValidator(filled)


def of_the_house(audience: str) -> AudienceChoice:
    """The house's choice for `audience`."""
    return AudienceChoice.model_validate(HOUSE[audience])


class AudienceTable(Choices):
    """One choice for each audience; what a desk leaves out of one stays as the house has it."""

    officials: Annotated[AudienceChoice, as_the_house("officials")] = Field(
        default_factory=lambda: of_the_house("officials"),
        description="A brief of two pages: bottom line, judgements, options and one chart.",
    )
    policymakers: Annotated[AudienceChoice, as_the_house("policymakers")] = Field(
        default_factory=lambda: of_the_house("policymakers"), description="The whole report."
    )
    academics: Annotated[AudienceChoice, as_the_house("academics")] = Field(
        default_factory=lambda: of_the_house("academics"),
        description="The whole report with a bibliography in a citation style, BibTeX and RIS.",
    )

    def given(self, audience: str) -> AudienceChoice:
        """What `audience` is given."""
        choice: AudienceChoice = getattr(self, audience)
        return choice
