"""reports/clients/*.yml go in; every client by name comes out: how its renditions look, and how it is sent them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from iria_reports.desk import Desk
from iria_reports.errors import Fault
from iria_reports.report import Client, Origin
from iria_reports.writing.audiences import Audience
from iria_reports.writing.fields import Choices, FormatOne, Language, Line, MarkLabel
from iria_reports.writing.files import read_text
from iria_reports.writing.logos import check_logo
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.nodes import Located, read_yaml
from iria_reports.writing.passwords import no_secret, variable_name
from iria_reports.writing.validate import validate


class LogoChoice(Choices):
    """The client's logo and by what right it is printed."""

    file: str = Field(pattern=r"^[A-Za-z0-9._-]+\.(svg|png)$", description="An SVG or PNG file in reports/clients/.")
    rights: Line = Field(description="By what right it is printed, such as: Used with the ministry's permission.")


class ClientFile(Choices):
    """reports/clients/<slug>.yml: whom a rendition is prepared for, how it looks, and how reports are sent to it."""

    format: FormatOne = Field(1, description="The version of this file format.")
    organisation: Line = Field(description="The organisation's name, printed after “Prepared for”.")
    logo: LogoChoice | None = Field(None, description="Its logo, printed in the masthead and on the cover.")
    accent: str | None = Field(
        None, pattern="^#[0-9A-Fa-f]{6}$", description="A colour such as #7a1f3d, laid over the theme's accent."
    )
    audience: Audience | None = Field(
        None, description="The audience whose rendition its readers are sent; whichever there is if left out."
    )
    language: Language | None = Field(
        None, description="The language its readers read, such as fr; the report's own if left out."
    )
    highest_mark: MarkLabel | None = Field(
        None, description="The most restricted sharing mark that its readers may be sent; every mark if left out."
    )
    terms: Line | None = Field(None, description="A line on what they may do with a report, printed in the message.")
    copies: Literal["issued", "numbered", "locked"] = Field(
        "issued",
        description="issued: the issued file as it is. numbered: stamped with the reader and a copy number. locked: "
        "numbered, and opened with a password (AES-256).",
    )
    keyring: bool = Field(
        False, description="Yes takes the password of locked copies from this machine's keyring, by the client's name."
    )
    password_variable: Annotated[str | None, BeforeValidator(variable_name)] = Field(
        None,
        description="The environment variable that holds the password of locked copies; it is asked for if left out.",
    )

    @model_validator(mode="before")
    @classmethod
    def _no_password(cls, given: Any) -> Any:
        """Raises PydanticCustomError, without repeating it, for a password."""
        return no_secret(given)


@dataclass(frozen=True)
class LoadedClient:
    """A client and the faults of its file; None where the file says too little.

    client   what is printed of it, and stands in report.json
    choices  all that its file says: how it is sent reports is told to nobody
    """

    client: Client | None
    faults: tuple[Fault, ...] = ()
    choices: ClientFile | None = None


def load_clients(desk: Desk, marks: Sequence[str]) -> dict[str, LoadedClient]:
    """Every client of the desk by the name of its file; `marks` are those of the desk, from open to restricted."""
    return {file.stem: _load(desk, file.stem, marks) for file in sorted(desk.clients.glob("*.yml"))}


def _load(desk: Desk, slug: str, marks: Sequence[str]) -> LoadedClient:
    file = desk.clients / f"{slug}.yml"
    path = desk.name_of(file)
    text, faults = read_text(file, path)
    located = read_yaml(text, path)
    chosen, more = validate(located, ClientFile)
    faults += [*located.faults, *more]
    if chosen is None:
        return LoadedClient(None, tuple(faults))
    if chosen.logo is not None:
        faults += _logo_faults(desk, chosen.logo, located)
    faults += _sending_faults(chosen, located, marks)
    place = located.place(("accent",))
    client = Client(
        slug=slug,
        organisation=chosen.organisation,
        logo=f"clients/{chosen.logo.file}" if chosen.logo else "",
        logo_rights=chosen.logo.rights if chosen.logo else "",
        accent=chosen.accent or "",
        origin=Origin(path=place.path, line=place.line, column=place.column),
    )
    return LoadedClient(client, tuple(faults), chosen)


def _sending_faults(chosen: ClientFile, located: Located, marks: Sequence[str]) -> Iterator[Fault]:
    """A mark that the desk does not have, and a password for copies that have none."""
    if chosen.highest_mark is not None and chosen.highest_mark not in marks:
        message, advice = f"no such mark {chosen.highest_mark!r}", suggest_or_list(chosen.highest_mark, marks)
        yield Fault(located.place(("highest-mark",)), "highest-mark", message, advice)
    for key, given in (("keyring", chosen.keyring), ("password-variable", chosen.password_variable)):
        if given and chosen.copies != "locked":
            message, advice = f"{chosen.copies} copies have no password", "write `copies: locked`, or take it out"
            yield Fault(located.key_place((key,)), key, message, advice)


def _logo_faults(desk: Desk, logo: LogoChoice, located: Located) -> list[Fault]:
    place = located.place(("logo", "file"))
    file = desk.clients / logo.file
    if not file.is_file():
        return [Fault(place, "logo.file", f"no file {logo.file!r} in reports/clients/", "check its name")]
    return check_logo(file, logo.file, place)
