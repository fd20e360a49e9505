"""Two colours go in; their contrast by WCAG 2.2 comes out, or the nearest shade that has enough of it.

The one measure of it: for themes and brands, for words on a chart's shades, and for the lint of the printed page.
"""

import colorsys

LABELS = 4.5  # WCAG 2.2, success criterion 1.4.3: text smaller than 18 pt
TEXT = 7.0  # success criterion 1.4.6
STEPS = 1000

Rgb = tuple[float, float, float]  # red, green and blue from 0 to 1


def contrast(one: str, two: str) -> float:
    """The contrast of two colours as #rrggbb."""
    return contrast_of(_parts(one), _parts(two))


def contrast_of(one: Rgb, two: Rgb) -> float:
    """From 1, the same, to 21, black on white (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    """Relative luminance: 0 black, 1 white (WCAG 2.2)."""
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest_passing(colour: str, grounds: tuple[str, ...], least: float = LABELS) -> str:
    """The shade of `colour` nearest in lightness that stands out from every ground; black or white where none does."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(STEPS + 1):
        for shade in (lightness - step / STEPS, lightness + step / STEPS):
            if 0 <= shade <= 1:
                found = _hex(colorsys.hls_to_rgb(hue, shade, saturation))
                if all(contrast(found, ground) >= least for ground in grounds):
                    return found
    return max(("#000000", "#ffffff"), key=lambda end: min(contrast(end, ground) for ground in grounds))


def _parts(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _hex(parts: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
