"""Numbers from a table's cells: a cell goes in, a number comes out; and round numbers for scales and legends."""

import math

from iria_reports.report import CellValue


def amount(cell: CellValue) -> float:
    """A cell's number; the meaning has already refused anything else, and an empty cell is nothing."""
    return float(cell) if isinstance(cell, int | float) else 0.0


def gridlines(most: float) -> list[float]:
    """Zero and up to five round values above it, the last no higher than `most`."""
    if most <= 0:
        return [0.0, 1.0]
    size = 10.0 ** math.floor(math.log10(most))
    step = next(size * share for share in (0.1, 0.2, 0.25, 0.5, 1.0, 2.0) if most / (size * share) <= 5)
    step = max(step, 1.0) if most >= 3 else step
    return [step * count for count in range(int(most / step) + 1)]


def gridlines_from(least: float, most: float) -> list[float]:
    """The foot of a scale and up to five round values above it, the last no higher than `most`."""
    if not 0 < least < most:
        return gridlines(most)
    steps = rounds(least, most)
    return [least, *(step for step in steps if least + (steps[1] - steps[0]) / 2 < step <= most)]


def rounds(low: float, high: float, most: int = 5) -> list[float]:
    """At most `most` steps of round values that reach from `low` or below it to `high` or above it."""
    if low == high:
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (0.0, 1.0)
    size = 10.0 ** math.floor(math.log10((high - low) / most))
    for share in (1.0, 2.0, 2.5, 5.0, 10.0, 20.0):
        step = size * share
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= most:
            break
    return [round(step * count, 12) for count in range(first, last + 1)]


def trimmed(steps: list[float], low: float, high: float) -> tuple[list[float], float, float]:
    """Steps without one that the values hardly begin to reach, and the span of the scale that is left."""
    half, kept = (steps[1] - steps[0]) / 2, list(steps)
    if len(kept) > 2 and high < kept[-1] - half:
        kept.pop()
    if len(kept) > 2 and low > kept[0] + half:
        kept.pop(0)
    bottom, top = kept[0], kept[-1]
    return kept, min(bottom, low - half / 5 * (low < bottom)), max(top, high + half / 5 * (high > top))


def from_zero(low: float, high: float) -> tuple[float, float]:
    """The span of a scale, with zero in it unless all values are of one sign and far from it."""
    if low > 0:
        return (low if low > high / 2 else 0.0), high
    return low, (high if high >= 0 or high < low / 2 else 0.0)


def legend_values(most: float) -> tuple[float, ...]:
    """The largest value there is, and a round one a good deal smaller where there is room for it."""
    size = 10.0 ** math.floor(math.log10(most / 3))
    small = next(size * share for share in (5, 2, 1) if size * share <= most / 3)
    return (most, small) if small >= 1 or most < 2 else tuple(dict.fromkeys((most, 1.0)))


def scale_length(longest: float) -> float:
    """The longest round length no longer than `longest`."""
    size = 10.0 ** math.floor(math.log10(longest))
    return next(size * share for share in (5, 2, 1) if size * share <= longest)
