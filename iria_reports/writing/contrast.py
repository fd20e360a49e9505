"""Two colours as #rrggbb go in; how well one is read on the other comes out, and the nearest shade that is read."""

LABELS = 4.5  # WCAG 2.2, success criterion 1.4.3: text smaller than 18 pt


def contrast(one: str, two: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 (the same) to 21 (black on white).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def nearest_legible(colour: str, ground: str, least: float = LABELS) -> str:
    """`colour`, darkened (on a dark ground: lightened) as little as makes it legible on `ground`."""
    target = 0 if _luminance(ground) > 0.18 else 255
    parts = _parts(colour)
    for step in range(101):
        mixed = [round(part + (target - part) * step / 100) for part in parts]
        shade = "#" + "".join(f"{part:02x}" for part in mixed)
        if contrast(shade, ground) >= least:
            return shade
    return "#000000" if target == 0 else "#ffffff"


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
