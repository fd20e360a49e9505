"""Colours as #rrggbb: blended against the paper by arithmetic, because opacity in a picture breaks PDF/UA."""

from iria_reports.contrast import LABELS, contrast


def _parts(colour: str) -> tuple[int, int, int]:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def blend(colour: str, ground: str, share: float) -> str:
    """`share` of the colour over the ground: 1 is the colour itself, 0 the ground."""
    mixed = (round(one * share + two * (1 - share)) for one, two in zip(_parts(colour), _parts(ground), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def shades(colour: str, ground: str, count: int) -> list[str]:
    """The colour and ever lighter tints of it, as far apart as they can be; they part in greyscale as in colour."""
    return [blend(colour, ground, 1 - 0.76 * at / max(count - 1, 1)) for at in range(count)]


def bearing(fill: str, paper: str, ink: str) -> str:
    """The fill, lightened as far as words on it, in ink or in paper's colour, need to stand out (WCAG 2.2, 1.4.3)."""
    while contrast(legible(fill, ink, paper), fill) < LABELS:
        fill = blend(fill, paper, 0.97)
    return fill


def legible(ground: str, *inks: str) -> str:
    """Whichever of the inks stands out most from the ground."""
    return max(inks, key=lambda ink: contrast(ink, ground))
