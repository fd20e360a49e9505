"""Style: what a theme tells the charts. Comes from theme.yml by way of setting/; knows nothing of matplotlib."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Style:
    """Colours as #rrggbb, sizes in points, widths in millimetres.

    ink, muted, rule, paper  text, secondary text, hairlines, ground
    house, accent            the house's colour and its one warm accent
    sequence                 categories, colour-blind safe, parting in greyscale, in order of use
    fonts                    font files the charts may use, house text face first
    family                   the family name of those files
    outlined                 words as outlines: a browser shows a picture's words in its own fonts, which do not fit
    column_mm, full_mm       widths of a figure in the text column and over the whole measure
    """

    ink: str = "#1a1a1a"
    muted: str = "#5a5f66"
    rule: str = "#c9ccd1"
    paper: str = "#ffffff"
    house: str = "#0b3c5d"
    accent: str = "#c8501e"
    sequence: tuple[str, ...] = ("#0b3c5d", "#c8501e", "#4f9bbf", "#7a7f87", "#e0a526", "#2e2e2e")
    family: str = "Source Sans 3"
    fonts: tuple[Path, ...] = field(default=())
    text_size: float = 8.0
    small_size: float = 7.5
    outlined: bool = False
    column_mm: float = 122.0
    full_mm: float = 170.0
