"""A cover's picture: a timeline and a style go in; the same of its few chosen events, in large type, come out."""

from dataclasses import replace

from iria_reports.drawing.style import Style
from iria_reports.report import Figure

LARGER = 1.45
LANE = ""


def has_cover(figure: Figure) -> bool:
    """Whether events were chosen for a cover; else the chart itself is to stand there."""
    return bool(figure.options.get("cover"))


def quieter(figure: Figure) -> Figure:
    """A timeline of the events chosen for the cover only: one lane without a name, no phases."""
    chosen = figure.options["cover"]
    names = [column.name for column in figure.table.columns]
    rows = [
        tuple(LANE if name == "lane" else cell for name, cell in zip(names, row, strict=True))
        for row in (figure.table.rows[at] for at in chosen)
    ]
    options = {**figure.options, "lanes": [LANE], "hues": {LANE: 0}, "phases": []}
    table = figure.table.model_copy(update={"rows": tuple(sorted(rows, key=lambda row: str(row[0])))})
    return figure.model_copy(update={"options": options, "table": table, "width": "full"})


def larger(style: Style) -> Style:
    """The style with its type for a page that is read from afar."""
    return replace(style, text_size=style.text_size * LARGER, small_size=style.small_size * LARGER)
