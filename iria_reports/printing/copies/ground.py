"""An issued PDF comes in; where a stamp stands on each of its pages, and in which ink, goes out (pypdfium2).

Looked at once for an issue: the foot of each page is drawn, so that a stamp is laid on nothing and can be read on any
paper.
"""

import statistics
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PIL import Image, ImageChops

from iria_reports.contrast import LABELS, Rgb, contrast_of
from iria_reports.printing.copies.stamp import BOTTOMS, HEIGHT, LEFT, LEFTMOST, RIGHTMOST, Ink

SCALE = 2.0  # pixels a point
FOOT = 65.0  # points: the lower margin of the smallest paper
DARK, LIGHT = (0.318, 0.337, 0.365), (1.0, 1.0, 1.0)  # the house theme's muted ink, and paper
EVEN = 6  # of 255: what compressing a picture leaves in a plain ground
WHITE = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Places:
    """Where stamps stand in one issue: an Ink for each page, and the width in points that each has for its text."""

    inks: tuple[Ink, ...]
    width: float


def find_places(content: bytes) -> Places:
    """Look at the foot of each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        sizes = [document.get_page_size(number) for number in range(len(document))]
        feet = [_foot(document[number], height) for number, (_, height) in enumerate(sizes)]
    finally:
        document.close()
    left = _left(feet)
    width = min(wide for wide, _ in sizes) - 2 * left
    rows = [tuple(_ink(foot, left, bottom, width) for foot in feet) for bottom in BOTTOMS]
    return Places(next((inks for inks in rows if not any(ink.label for ink in inks)), rows[0]), width)


def _foot(page: pypdfium2.PdfPage, height: float) -> Image.Image:
    bitmap = page.render(scale=SCALE, crop=(0, 0, 0, max(0.0, height - FOOT)))
    drawn: Image.Image = bitmap.to_pil().convert("RGB")
    return drawn


def _left(feet: list[Image.Image]) -> float:
    """Where the foot's own line begins on most pages, so that the stamp stands under it."""
    begins = []
    for foot in feet:
        above = foot.crop((0, 0, foot.width, foot.height - round((BOTTOMS[0] + HEIGHT) * SCALE)))
        ground = Image.new("RGB", above.size, above.getpixel((2, above.height - 2)))
        box = ImageChops.difference(above, ground).point(lambda value: 255 if value > EVEN else 0).getbbox()
        if box:
            begins.append(round(box[0] / SCALE, 1))
    found = statistics.mode(begins) if begins else LEFT
    return min(max(found, LEFTMOST), RIGHTMOST)


def _ink(foot: Image.Image, left: float, bottom: float, width: float) -> Ink:
    high, low = (round((FOOT - above) * SCALE) for above in (bottom + HEIGHT, bottom))
    box = foot.crop((round(left * SCALE), high, round((left + width) * SCALE), low))
    extremes: Any = box.getextrema()
    if any(most - least > EVEN for least, most in extremes):
        return Ink(left, bottom, DARK, label=True)
    red, green, blue = (least / 255 for least, _ in extremes)
    ground: Rgb = (red, green, blue)
    best = max((DARK, LIGHT), key=lambda ink: contrast_of(ink, ground))
    return Ink(left, bottom, best) if contrast_of(best, ground) >= LABELS else Ink(left, bottom, DARK, label=True)
