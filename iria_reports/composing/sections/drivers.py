"""Drivers: what pushes towards an outcome or against it, and how strongly."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import Item, ListOptions, grid, listed, meta, said, words_for
from iria_reports.report import GridRow, Section
from iria_reports.writing.fields import Passage
from iria_reports.writing.nodes import Loc


class DriverOptions(Item):
    """One driver; direction and strength where they can be told."""

    driver: Passage = Field(description="What drives, in a few words.")
    direction: Literal["towards", "against", "both-ways", "unclear"] | None = Field(
        None, description="Whether it pushes towards what the section's heading names, or against it."
    )
    strength: Literal["strong", "moderate", "weak"] | None = Field(None, description="How strongly it pushes.")
    text: Passage | None = Field(None, description="Why, in a sentence with [@id] citations.")


class DriversOptions(ListOptions):
    """What drives events, as a small table; word the heading by what it leads to, such as `Drivers of new protest`."""

    kind: Literal["drivers"] = Field(description="What drives events, each with its direction and strength.")
    drivers: tuple[DriverOptions, ...] = Field((), description="One item for each.")


def make(options: DriversOptions, loc: Loc, bench: Bench) -> Section | None:
    rows = [_row(one, (*loc, "drivers", at), bench) for at, one in enumerate(options.drivers)]
    columns = ("driver", "direction", "strength", "why")
    return listed(options, loc, bench, grid(columns, rows, meta("drivers", loc, bench), bench.language))


def _row(driver: DriverOptions, loc: Loc, bench: Bench) -> GridRow:
    return GridRow(
        head=said(driver.driver, (*loc, "driver"), bench),
        cells=(
            words_for(driver.direction, bench.language),
            words_for(driver.strength, bench.language),
            said(driver.text, (*loc, "text"), bench),
        ),
        audiences=driver.audiences,
        origin=bench.origin(loc),
    )


DRIVERS = SectionKind("drivers", (DriversOptions,), make)
