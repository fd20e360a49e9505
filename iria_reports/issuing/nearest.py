"""A stranger's file and some issues go in; the issue whose text is most like its own comes out."""

from collections.abc import Sequence

from iria_reports.issuing.known import Kept, Known
from iria_reports.issuing.shown import shared_text
from iria_reports.issuing.suspect import Suspect


def nearest(suspect: Suspect, candidates: Sequence[Kept], known: Known) -> Kept | None:
    """The likest of the candidates, of those alike the last; None where there are none."""
    if len(candidates) < 2:
        return next(iter(candidates), None)
    return max(reversed(candidates), key=lambda kept: _alike(suspect, kept, known))


def _alike(suspect: Suspect, kept: Kept, known: Known) -> float:
    """From 0 to 1, and less for one that is longer or shorter: a brief stands whole in the longer report."""
    content, portrait = known.content(kept), suspect.portrait
    issue = suspect.beside(content) if content else None
    if issue is None or portrait is None:
        return -1.0
    shorter, longer = sorted(len(one.text()) for one in (issue, portrait))
    return shared_text(issue, portrait) * shorter / (longer or 1)
