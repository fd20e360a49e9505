"""ChartKind: the meaning of one kind of chart. Never imports matplotlib, so that checking a spec never loads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from iria_reports.composing.likelihood import ICD_203, Scale
from iria_reports.errors import Fault, InputFaults
from iria_reports.report import DataTable
from iria_reports.writing.maps import Bounds


class NothingLeft(InputFaults):
    """No row is left to draw: a fault, unless the as-of day asked for is what left none."""


class ChartOptions(BaseModel):
    """What the analyst chooses for every chart; each kind adds its own fields, written with hyphens in YAML."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True
    )


@dataclass(frozen=True)
class Meaning:
    """What a chart says, in words and numbers; the figure block is made of it.

    options      how it is drawn, plain JSON values only: all that drawing/ needs besides the table
    table        exactly what is drawn, typed; printed in the annex and attached as CSV
    subtitle     what is measured, in which unit (used where the analyst gave none)
    alternative  one sentence with the finding, made from the data (used where the analyst gave none)
    sources      ids of all sources of the rows drawn, in order of first use
    known_on     the latest day any drawn row was known, or None
    spoken       the likelihood words its rows were given in
    """

    options: dict[str, Any]
    table: DataTable
    subtitle: str
    alternative: str
    sources: tuple[str, ...] = ()
    known_on: date | None = None
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ask:
    """What a chart kind is handed: the rows of its table (already as-of) and who reads it.

    rows     records by column name: text, numbers and dates as typed by the table
    table    the same rows with their columns' types
    fault    makes the Fault for row number n (0-based) and a column, or (None, None) for the chart as a whole, from a
             message and the next step
    title    the analyst's title, "" if none
    language BCP 47
    as_of    the day the report stands on
    maps     how far each base map reaches
    scale    the house's words for likelihood, those that the report uses so far first
    later    rows this rendition leaves out because they were known later: naming one of them is no fault
    """

    rows: tuple[dict[str, Any], ...]
    table: DataTable
    fault: Callable[[int | None, str | None, str, str], Fault]
    title: str
    language: str
    as_of: date
    scale: Scale = ICD_203
    later: tuple[dict[str, Any], ...] = ()
    maps: Mapping[str, Bounds] = field(default_factory=dict)


@dataclass(frozen=True)
class ChartKind:
    """name as written in `chart:`; options model; `read` turns an Ask and its options into a Meaning.

    `read` raises InputFaults with every fault of its data, each made by `ask.fault(row, column, message, advice)`.
    """

    name: str
    label: str
    options: type[ChartOptions]
    read: Callable[[Ask, Any], Meaning]
