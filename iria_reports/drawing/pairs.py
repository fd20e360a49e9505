"""What dumbbells and slopes share: a figure's pairs go in; their words, their colours and their dots come out."""

from dataclasses import dataclass

from iria_reports.composing.charts.wording import number
from iria_reports.drawing.amounts import amount
from iria_reports.drawing.boxes import Point
from iria_reports.drawing.faces import SEMIBOLD, Type
from iria_reports.drawing.sheet import Sheet, Stroke
from iria_reports.drawing.style import Style
from iria_reports.report import Figure

DOT = 3.1
BESIDE = 4.0  # between a dot and its value
LEAST_SPAN = 0.25  # of the largest value: a scale is never finer


@dataclass(frozen=True)
class Pair:
    """One item: its two values, None where there is none, and its change in words."""

    name: str
    before: float | None
    after: float | None
    change: str

    @property
    def falls(self) -> bool:
        return self.before is not None and self.after is not None and self.after < self.before

    @property
    def stays(self) -> bool:
        return self.before == self.after

    def known(self) -> list[float]:
        return [value for value in (self.before, self.after) if value is not None]


@dataclass(frozen=True)
class Types:
    """How the words are set: values before and after, changes, and the names above them."""

    before: Type
    after: Type
    change: Type
    head: Type


def pairs_of(figure: Figure) -> list[Pair]:
    """The figure's rows as pairs."""
    return [
        Pair(
            str(record["label"]),
            None if record["before"] is None else amount(record["before"]),
            None if record["after"] is None else amount(record["after"]),
            change,
        )
        for record, change in zip(figure.table.records(), figure.options["changes"], strict=True)
    ]


def types_of(style: Style) -> Types:
    """The value after stands out; the value before and the change are quieter."""
    return Types(
        before=Type(style.text_size, style.muted),
        after=Type(style.text_size, style.ink, SEMIBOLD),
        change=Type(style.text_size, style.ink),
        head=Type(style.small_size, style.muted),
    )


def span(low: float, high: float) -> tuple[float, float]:
    """The values' own span; but small differences between large values are not made to look large."""
    lacking = max(abs(low), abs(high)) * LEAST_SPAN - (high - low)
    return (low - lacking / 2, high + lacking / 2) if lacking > 0 else (low, high)


def worded(value: float | None, language: str) -> str:
    return "" if value is None else number(value, language)


def colour_of(pair: Pair, style: Style) -> str:
    """A fall has the accent; the hollow dot tells the direction without colour."""
    return style.accent if pair.falls else style.house


def dot(sheet: Sheet, at: Point, colours: tuple[str, str], *, hollow: bool) -> None:
    """A dot in the first of the colours; a hollow one shows the second, the paper, within."""
    colour, paper = colours
    if hollow:
        sheet.circle(at, DOT - 0.6, paper, Stroke(colour, 1.2))
    else:
        sheet.circle(at, DOT, colour)
