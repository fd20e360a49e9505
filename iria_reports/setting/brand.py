"""A theme and a client go in; the theme in the client's accent comes out, where it can be read on its ground."""

from dataclasses import replace

from iria_reports.errors import Fault, InputFaults, Place
from iria_reports.report import Client
from iria_reports.setting.contrast import LABELS, contrast, nearest_passing
from iria_reports.setting.theme import Theme


def branded(theme: Theme, client: Client | None) -> Theme:
    """The theme with the client's accent over its own. Raises InputFaults where labels in it could not be read."""
    if client is None or not client.accent:
        return theme
    palette = theme.file.palette
    grounds = (palette.paper, palette.wash)
    weakest = min(grounds, key=lambda ground: contrast(client.accent, ground))
    if (found := contrast(client.accent, weakest)) < LABELS:
        at = client.origin
        shade = nearest_passing(client.accent, grounds)
        message = f"{client.accent} on {weakest} has a contrast of {found:.1f}:1; labels need {LABELS}:1"
        raise InputFaults(
            [Fault(Place(at.path, at.line, at.column), "accent", message, f"the nearest shade that passes is {shade}")]
        )
    accented = palette.model_copy(update={"accent": client.accent})
    return replace(theme, file=theme.file.model_copy(update={"palette": accented}))
