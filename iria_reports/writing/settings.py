"""desk.yml goes in; the house's name, contact and sharing marks come out. Every key has a default."""

import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from iria_reports.desk import Desk
from iria_reports.errors import Fault
from iria_reports.report import House
from iria_reports.writing.audiences import AudienceTable
from iria_reports.writing.citation_styles import DEFAULT
from iria_reports.writing.fields import Choices, Line, Passage
from iria_reports.writing.files import read_text
from iria_reports.writing.logos import check_logo, find_logo
from iria_reports.writing.mail import MailChoice
from iria_reports.writing.nodes import Loc, Located, read_yaml
from iria_reports.writing.signing import Fingerprint, SigningChoice
from iria_reports.writing.validate import validate

NUMBER = re.compile("[A-Za-z0-9][A-Za-z0-9.-]*")  # becomes a folder and a file name on every system
COLOUR = "^#[0-9A-Fa-f]{6}$"
Colour = Annotated[str, StringConstraints(pattern=COLOUR)]


def _known_zone(value: str) -> str:
    """Raises PydanticCustomError for a zone that the tz database does not have."""
    try:
        ZoneInfo(value)
    except (ValueError, OSError) as error:
        raise PydanticCustomError("time_zone", "is no time zone; write one such as Europe/Vienna or UTC") from error
    return value


def _counts(value: str) -> str:
    """Raises PydanticCustomError for a pattern that cannot be filled, or would give a number twice."""
    try:
        first, second = (value.format(house="IRIA", kind="BG", year=2022, count=count) for count in (1, 2))
    except (KeyError, ValueError, IndexError) as error:
        raise PydanticCustomError("numbers", "can hold {{house}}, {{kind}}, {{year}} and {{count}} only") from error
    if first == second or not NUMBER.fullmatch(first):
        message = "must hold {{count}}, and else letters, digits, dots and hyphens"
        raise PydanticCustomError("numbers", message)
    return value


TimeZone = Annotated[str, AfterValidator(_known_zone)]
NumberPattern = Annotated[str, AfterValidator(_counts)]


def not_a_comment(value: str | None) -> str:
    """`accent: #b5451b` is a key without a value and a comment. Raises PydanticCustomError."""
    if value is None:
        raise PydanticCustomError("empty_colour", "is empty")
    return value


class MarkChoice(Choices):
    """One sharing mark. Marks are listed from the most open to the most restricted."""

    label: Line = Field(description="As printed, such as TLP:GREEN.")
    colour: str = Field("#ffffff", pattern=COLOUR, description="The label's colour on black.")
    rule: Line = Field("", description="Who may see it.")
    named: bool = Field(False, description="Yes for a mark that goes to readers named one by one, and to no list.")


# TLP 2.0, FIRST, August 2022: labels, colours on black and rules.
TLP = (
    MarkChoice(label="TLP:CLEAR", colour="#FFFFFF", rule="No limit on sharing."),
    MarkChoice(label="TLP:GREEN", colour="#33FF00", rule="For the community; not for public channels."),
    MarkChoice(label="TLP:AMBER", colour="#FFC000", rule="For the recipient's organisation and its clients."),
    MarkChoice(label="TLP:AMBER+STRICT", colour="#FFC000", rule="For the recipient's organisation only."),
    MarkChoice(label="TLP:RED", colour="#FF2B2B", rule="For named recipients only.", named=True),
)


class HouseChoice(Choices):
    name: Line = Field("International Relations Insights & Analysis", description="The institute's full name.")
    short_name: Line = Field("IRIA", description="The name in the wordmark and in running heads.")
    logo: Line | None = Field(
        None,
        description="An SVG or PNG in assets/logos/, such as iria.svg; the short name in type if left out.",
    )
    about: Passage | None = Field(None, description="A paragraph about the institute.")
    contact: Line | None = Field(None, description="Where readers write to.")
    disclaimer: Passage | None = Field(None, description="A paragraph on what the institute answers for.")
    accent: Annotated[Colour | None, BeforeValidator(not_a_comment)] = Field(
        None, description='The warm colour, in quotation marks: "#b5451b"; the theme\'s own if left out.'
    )


class Settings(Choices):
    """desk.yml: the house behind every report of this desk."""

    house: HouseChoice = Field(default_factory=lambda: HouseChoice(), description="The institute.")
    marks: tuple[MarkChoice, ...] = Field(
        TLP, description="The sharing marks, from open to restricted; TLP 2.0 by default."
    )

    likelihood: Literal["icd-203", "phia"] = Field(
        "icd-203",
        description="The scale of likelihood words: icd-203, of the American directive, in either of its two sets; or "
        "phia, the British yardstick.",
    )

    audiences: AudienceTable = Field(
        default_factory=lambda: AudienceTable(), description="What each audience is given of a report."
    )

    citation_style: Line = Field(
        DEFAULT,
        description="The style of bibliographies: a file in assets/csl/ without .csl.",
    )

    archive: Line = Field(
        "output/issued",
        description="The folder of issued reports, seen from the desk's; on this machine's disk, in no synced folder.",
    )

    time_zone: TimeZone = Field(
        "UTC", description="The house's time zone, such as Europe/Vienna: its day is the day of issue."
    )

    approval: Literal["none", "required"] = Field(
        "none", description="required: a report is issued only as somebody other than its authors approved it."
    )

    approvers: tuple[Fingerprint, ...] = Field(
        (),
        description="SHA-256 fingerprints of the certificates whose keys may approve (`approve --key`); named, a mail "
        "message is not enough.",
    )

    numbers: NumberPattern = Field(
        "{house}-{kind}-{year}-{count:03}",
        description="How numbers are made: {house}, {kind} (BG, AN, SR), {year} and {count}, counted for each "
        "different beginning and end.",
    )

    signing: SigningChoice | None = Field(None, description="How issues are signed; not at all if left out.")

    mail: MailChoice = Field(default_factory=lambda: MailChoice(), description="How issued reports are sent.")

    def mark_labels(self) -> tuple[str, ...]:
        """The labels, from the most open to the most restricted."""
        return tuple(mark.label for mark in self.marks)

    def mark_rank(self, label: str | None) -> int:
        """How restricted `label` is: -1 for none."""
        return self.mark_labels().index(label) if label in self.mark_labels() else -1

    def to_house(self) -> House:
        """The institute as the report prints it."""
        chosen = self.house
        return House(
            name=chosen.name,
            short_name=chosen.short_name,
            logo=chosen.logo or "",
            about=chosen.about or "",
            contact=chosen.contact or "",
            disclaimer=chosen.disclaimer or "",
        )


def load_settings(desk: Desk) -> tuple[Settings, list[Fault]]:
    """The desk's settings and the faults of its desk.yml."""
    settings, _, faults = located_settings(desk)
    return settings, faults


def located_settings(desk: Desk) -> tuple[Settings, Located, list[Fault]]:
    """The same with the place of every value."""
    path = desk.name_of(desk.settings)
    text, faults = read_text(desk.settings, path)
    located = read_yaml(text, path)
    settings, more = validate(located, Settings)
    settings = settings or Settings()
    faults += [*located.faults, *more, *_check_logo(desk, settings, located)]
    return settings, located, faults


def _check_logo(desk: Desk, settings: Settings, located: Located) -> list[Fault]:
    loc: Loc = ("house", "logo")
    if settings.house.logo is None:
        return []
    if file := find_logo(desk, settings.house.logo):
        return check_logo(file, settings.house.logo, located.place(loc))
    message, advice = f"no file assets/logos/{settings.house.logo}", "add it with its licence, or take the key out"
    return [Fault(located.place(loc), located.name(loc), message, advice)]
