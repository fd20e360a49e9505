"""reports/clients/*.yml go in; every client by name comes out: organisation, logo with its rights, accent colour."""

from dataclasses import dataclass

from pydantic import Field

from iria_reports.desk import Desk
from iria_reports.errors import Fault
from iria_reports.report import Client, Origin
from iria_reports.writing.fields import Choices, FormatOne, Line
from iria_reports.writing.files import read_text
from iria_reports.writing.logos import check_logo
from iria_reports.writing.nodes import Located, read_yaml
from iria_reports.writing.validate import validate


class LogoChoice(Choices):
    """The client's logo and by what right it is printed."""

    file: str = Field(pattern=r"^[A-Za-z0-9._-]+\.(svg|png)$", description="An SVG or PNG file in reports/clients/.")
    rights: Line = Field(description="By what right it is printed, such as: Used with the ministry's permission.")


class ClientFile(Choices):
    """reports/clients/<slug>.yml: whom a rendition is prepared for, and how it looks."""

    format: FormatOne = Field(1, description="The version of this file format.")
    organisation: Line = Field(description="The organisation's name, printed after “Prepared for”.")
    logo: LogoChoice | None = Field(None, description="Its logo, printed in the masthead and on the cover.")
    accent: str | None = Field(
        None, pattern="^#[0-9A-Fa-f]{6}$", description="A colour such as #7a1f3d, laid over the theme's accent."
    )


@dataclass(frozen=True)
class LoadedClient:
    """A client and the faults of its file; None where the file says too little."""

    client: Client | None
    faults: tuple[Fault, ...] = ()


def load_clients(desk: Desk) -> dict[str, LoadedClient]:
    """Every client of the desk by the name of its file."""
    return {file.stem: _load(desk, file.stem) for file in sorted(desk.clients.glob("*.yml"))}


def _load(desk: Desk, slug: str) -> LoadedClient:
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
    place = located.place(("accent",))
    client = Client(
        slug=slug,
        organisation=chosen.organisation,
        logo=f"clients/{chosen.logo.file}" if chosen.logo else "",
        logo_rights=chosen.logo.rights if chosen.logo else "",
        accent=chosen.accent or "",
        origin=Origin(path=place.path, line=place.line, column=place.column),
    )
    return LoadedClient(client, tuple(faults))


def _logo_faults(desk: Desk, logo: LogoChoice, located: Located) -> list[Fault]:
    place = located.place(("logo", "file"))
    file = desk.clients / logo.file
    if not file.is_file():
        return [Fault(place, "logo.file", f"no file {logo.file!r} in reports/clients/", "check its name")]
    return check_logo(file, logo.file, place)
