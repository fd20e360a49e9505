"""A theme and a client go in; the theme in the client's accent comes out, where it can be read on its ground."""

from dataclasses import replace

from iria_reports.errors import Fault, InputFaults, Place
from iria_reports.report import Client
from iria_reports.setting.theme import Theme, too_pale


def branded(theme: Theme, client: Client | None) -> Theme:
    """The theme with the client's accent over its own. Raises InputFaults where labels in it could not be read."""
    if client is None or not client.accent:
        return theme
    if pale := too_pale(theme.file, client.accent):
        at = client.origin
        raise InputFaults([Fault(Place(at.path, at.line, at.column), "accent", *pale)])
    # Charts keep the theme's colours: those were measured for every eye and for greyscale.
    palette = theme.file.palette.model_copy(update={"accent": client.accent})
    return replace(theme, file=theme.file.model_copy(update={"palette": palette}))
