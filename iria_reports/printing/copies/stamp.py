"""Stamp: what one copy says at the foot of each page, and the shape it has there, for whoever looks for it again."""

import re
from dataclasses import dataclass

MILLIMETRE = 72 / 25.4  # in points
HEIGHT = 4.4 * MILLIMETRE
# Above the sheet's edge. First under everything that our themes set at the foot (their lowest mark ends at 9.4 mm) and
# over what a printer cannot reach; where another theme has something there, lower.
BOTTOMS = (4.7 * MILLIMETRE, 3.4 * MILLIMETRE)
LEFT, LEFTMOST, RIGHTMOST = 20 * MILLIMETRE, 12 * MILLIMETRE, 40 * MILLIMETRE
SIZE = 7.5  # points: nothing on our pages is smaller
NAME = "/IriaCopyStamp"  # of the form XObject, in a page's resources
# ISO 32000-1, 14.8.2.2: a pagination artifact, which no reader's software reads aloud.
ARTIFACT = b"/Artifact <</Type/Pagination/Subtype/Watermark/Attached[/Bottom]>> BDC"
LAID = re.compile(
    re.escape(ARTIFACT)
    + rb" q (?:1 1 1 rg (?P<label>[0-9.]+ [0-9.]+ [0-9.]+ [0-9.]+) re f )?(?P<ink>[0-9.]+ [0-9.]+ [0-9.]+) rg"
    + rb" 1 0 0 1 (?P<left>[0-9.]+) (?P<bottom>[0-9.]+) cm "
    + NAME.encode()
    + rb" Do Q EMC"
)
# A stamp has no colour of its own and paints no picture: whatever does is none.
PAINTED = re.compile(rb"(?:^|\s)(?:gs|rg|RG|g|G|k|K|cs|CS|sc|SC|scn|SCN|sh|Do|BI)\s")


@dataclass(frozen=True)
class Stamp:
    """One copy's stamp: `words` are never cut, `reader` is where it is too long. `code` goes into the file as it is."""

    code: str
    words: str
    reader: str


@dataclass(frozen=True)
class Ink:
    """Where the stamp stands on one page, in points from its lower left corner, and what it is written in.

    colour  red, green and blue from 0 to 1
    label   it stands on a white label, for something is printed there
    """

    left: float
    bottom: float
    colour: tuple[float, float, float]
    label: bool = False
