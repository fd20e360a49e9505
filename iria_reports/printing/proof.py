"""Proof: a paginated PDF on disk that passed the printer's own gates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from iria_reports.printing.lint.finding import LayoutFinding


@dataclass(frozen=True)
class Proof:
    """What came out of one print.

    path      the finished file
    pages     number of pages
    notes     number of note bodies printed, equal to the galley's
    sha256    of the file's bytes; equal bytes for equal galleys and versions
    warnings  the printer's warnings that are on the short list of accepted ones
    layout    what the lint found to be wrong with the look of its pages; nothing that stops a print
    versions  of weasyprint, pango, harfbuzz and pikepdf, which the bytes depend on
    seconds   from the order to the file in its place
    stages    seconds of each stage inside the child: import, layout, write, finish, inspect, lint
    """

    path: Path
    pages: int
    notes: int
    sha256: str
    warnings: tuple[str, ...] = ()
    layout: tuple[LayoutFinding, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)
