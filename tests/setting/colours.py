"""Colours as #rrggbb go in; how far they are apart comes out, to all eyes or to those without one kind of cone.

Simulation: Machado, Oliveira and Fernandes (2009), severity 1.0. Distance: CIE 1976, in CIELAB under D65.
"""

from math import dist

Rgb = tuple[float, float, float]
CONES: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
TO_XYZ: tuple[Rgb, Rgb, Rgb] = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)


def linear(colour: str) -> Rgb:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def times(matrix: tuple[Rgb, Rgb, Rgb], vector: Rgb) -> Rgb:
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def lab(rgb: Rgb) -> Rgb:
    """CIELAB of linear RGB."""
    x, y, z = (max(value, 0) / white for value, white in zip(times(TO_XYZ, rgb), WHITE, strict=True))
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, two: str, sight: str = "") -> float:
    """How far two colours are apart, to eyes of that sight; "" sees all colours."""
    seen = [times(CONES[sight], linear(c)) if sight else linear(c) for c in (one, two)]
    return dist(*(lab(rgb) for rgb in seen))


def lightness(colour: str) -> float:
    """0 black to 100 white: what is left of a colour in greyscale."""
    return lab(linear(colour))[0]
