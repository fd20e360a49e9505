"""A theme's name goes in; its palette, type, paper and files come out. A desk's own themes come before the house's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from iria_reports.contrast import LABELS, contrast, nearest_passing
from iria_reports.desk import Desk
from iria_reports.drawing.style import Style
from iria_reports.errors import Fault, InputFaults, Place
from iria_reports.writing.fields import Choices, FormatOne, Line
from iria_reports.writing.files import read_text
from iria_reports.writing.nodes import read_yaml
from iria_reports.writing.settings import COLOUR, located_settings
from iria_reports.writing.validate import validate

FAMILY = "^[A-Za-z0-9 ]+$"
FONT_FILE = r"^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+\.(ttf|otf)$"
OUTSIDE = re.compile(
    r"""url\(\s*+["']?+(?!asset:|#|\{\{)[^)]*|\ssrc\s*+=\s*+["']?+(?!asset:|\{\{)[^"'\s>]+|@import[^;]*"""
)


class Palette(Choices):
    ink: str = Field("#1b1d20", pattern=COLOUR, description="Text.")
    muted: str = Field("#51565d", pattern=COLOUR, description="Secondary text.")
    rule: str = Field("#c9cdd3", pattern=COLOUR, description="Hairlines.")
    wash: str = Field("#f2f4f6", pattern=COLOUR, description="The ground of boxes.")
    paper: str = Field("#ffffff", pattern=COLOUR, description="The ground of the page.")
    house: str = Field("#0b3c5d", pattern=COLOUR, description="The house's colour.")
    accent: str = Field("#b5451b", pattern=COLOUR, description="The one warm accent.")

    @model_validator(mode="before")
    @classmethod
    def _boxes_stand_on_the_paper(cls, data: Any) -> Any:
        """A theme with a paper of its own and no wash has boxes of that paper, not of the house's pale grey."""
        return {"wash": data["paper"], **data} if isinstance(data, dict) and data.get("paper") else data


class Faces(Choices):
    text: str = Field("Source Serif 4", pattern=FAMILY, description="Running text.")
    display: str = Field("Source Serif 4 Display", pattern=FAMILY, description="Titles.")
    caption: str = Field("Source Serif 4 Caption", pattern=FAMILY, description="Notes.")
    label: str = Field("Source Sans 3", pattern=FAMILY, description="Labels, tables, captions and charts.")


class Sizes(Choices):
    """Points. Four sizes set every inside page; two more set the title on page one and on a cover."""

    small: float = Field(8, ge=7.5, description="Notes, labels, tables, captions, running heads.")
    text: float = Field(10, ge=7.5, description="Running text and the titles of figures.")
    lead: float = Field(12.5, ge=7.5, description="The bottom line, quotations, subtitles.")
    heading: float = Field(15.6, ge=7.5, description="Headings of sections.")
    title: float = Field(24.4, ge=7.5, description="The title on page one.")
    cover: float = Field(38, ge=7.5, description="The title on a cover.")
    leading: float = Field(14, ge=7.5, description="From line to line of running text; all else is a part of it.")


class PageSize(Choices):
    """Millimetres. outer + side + gutter + text is the measure; what remains is the inner margin."""

    width: float = Field(description="Of the sheet.")
    height: float = Field(description="Of the sheet.")
    top: float = Field(description="Margin above the text.")
    bottom: float = Field(description="Margin below the text.")
    outer: float = Field(description="From the sheet's edge to the narrow column.")
    side: float = Field(description="The narrow column of labels.")
    gutter: float = Field(description="Between the narrow column and the text.")
    text: float = Field(description="The text column.")


class FontFace(Choices):
    family: str = Field(pattern=FAMILY, description="The family's name in CSS.")
    weight: int = Field(400, ge=100, le=900, description="400 regular, 600 semibold.")
    style: Literal["normal", "italic"] = Field("normal", description="Upright or italic.")
    file: str = Field(pattern=FONT_FILE, description="Path in assets/fonts/.")
    script: Literal["Arabic"] | None = Field(None, description="Loaded only for reports with text in this script.")


A4 = PageSize(width=210, height=297, top=24, bottom=23, outer=20, side=38, gutter=6, text=118)
LETTER = PageSize(width=215.9, height=279.4, top=22, bottom=21, outer=20, side=39, gutter=6, text=123)


class Pages(Choices):
    a4: PageSize = Field(A4, alias="A4", description="ISO A4.")
    letter: PageSize = Field(LETTER, alias="Letter", description="US Letter.")


class ThemeFile(Choices):
    """templates/<theme>/theme.yml."""

    format: FormatOne = Field(1, description="The version of this file format.")
    name: Line = Field(description="The theme's name.")
    based_on: str | None = Field(
        None, pattern="^[a-z0-9-]+$", description="A theme whose templates and CSS it inherits."
    )
    palette: Palette = Field(Palette(), description="The colours.")
    chart_sequence: tuple[str, ...] = Field(Style().sequence, description="Colours of categories in charts, in order.")
    type: Faces = Field(Faces(), description="The type families.")
    sizes: Sizes = Field(Sizes(), description="The type sizes.")
    page: Pages = Field(Pages(), description="The grid on each paper.")
    fonts: tuple[FontFace, ...] = Field((), description="Font files; those of the theme it is based on if left out.")


@dataclass(frozen=True)
class Theme:
    """A theme ready for use: what its file says, where its templates are looked for, and its font files."""

    id: str
    file: ThemeFile
    folders: tuple[Path, ...]
    fonts: tuple[tuple[FontFace, Path], ...]

    def page(self, paper: Literal["A4", "Letter"]) -> PageSize:
        """The grid on `paper`."""
        return self.file.page.a4 if paper == "A4" else self.file.page.letter

    def style(self, paper: Literal["A4", "Letter"]) -> Style:
        """What the charts need of the theme."""
        palette, page = self.file.palette, self.page(paper)
        label = self.file.type.label
        return Style(
            ink=palette.ink,
            muted=palette.muted,
            rule=palette.rule,
            paper=palette.paper,
            house=palette.house,
            accent=palette.accent,
            sequence=self.file.chart_sequence,
            family=label,
            fonts=tuple(path for face, path in self.fonts if face.family == label or face.script),
            column_mm=page.text,
            full_mm=page.side + page.gutter + page.text,
        )


def load_theme(desk: Desk, name: str) -> Theme:
    """The theme called `name`. Raises InputFaults: no such theme, a wrong value, a missing font, an address."""
    faults: list[Fault] = []
    chain = list(_chain(desk, name, faults))
    if faults or not chain:
        raise InputFaults(faults or [Fault(Place(f"templates/{name}"), "", "no such theme", "see templates/")])
    folders = tuple(folder for folder, _ in chain)
    first = _in_house_colours(chain[0][1], desk, faults)
    faces = next((file.fonts for _, file in chain if file.fonts), ())
    fonts = tuple((face, path) for face in faces if (path := _font(desk, face, name, faults)))
    for folder in folders:
        faults += _addresses(desk, folder)
    if faults:
        raise InputFaults(faults)
    return Theme(name, first, folders, fonts)


def _chain(desk: Desk, name: str, faults: list[Fault]) -> Iterator[tuple[Path, ThemeFile]]:
    """The theme and those it is based on, nearest first."""
    seen: set[str] = set()
    wanted: str | None = name
    while wanted and wanted not in seen:
        seen.add(wanted)
        folder = next(
            (layer / wanted for layer in desk.layers("templates") if (layer / wanted / "theme.yml").is_file()), None
        )
        if folder is None:
            faults.append(Fault(Place(f"templates/{wanted}/theme.yml"), "", "no such theme", "check its name"))
            return
        path = desk.name_of(folder / "theme.yml")
        text, found = read_text(folder / "theme.yml", path)
        located = read_yaml(text, path)
        file, more = validate(located, ThemeFile)
        faults += [*found, *located.faults, *more]
        if file is None:
            return
        yield folder, file
        wanted = file.based_on


def _in_house_colours(file: ThemeFile, desk: Desk, faults: list[Fault]) -> ThemeFile:
    """The theme with the accent that desk.yml names, where it does; a fault where it cannot be read on the paper."""
    settings, where, _ = located_settings(desk)
    accent = settings.house.accent
    if accent is None:
        return file
    if pale := too_pale(file, accent):
        faults.append(Fault(where.place(("house", "accent")), "house.accent", *pale))
    palette = file.palette.model_copy(update={"accent": accent})
    sequence = tuple(accent if colour == file.palette.accent else colour for colour in file.chart_sequence)
    return file.model_copy(update={"palette": palette, "chart_sequence": sequence})


def too_pale(file: ThemeFile, accent: str) -> tuple[str, str] | None:
    """Where labels in this accent cannot be read on the theme's grounds: what is wrong, and the nearest shade."""
    grounds = (file.palette.paper, file.palette.wash)
    weakest = min(grounds, key=lambda ground: contrast(accent, ground))
    found = contrast(accent, weakest)
    if found >= LABELS:
        return None
    message = f"{accent!r} is too pale to read on {weakest} ({found:.1f} to 1; at least {LABELS} to 1)"
    return message, f'write "{nearest_passing(accent, grounds)}", the nearest shade that can be read'


def _font(desk: Desk, face: FontFace, name: str, faults: list[Fault]) -> Path | None:
    path = next((p for layer in desk.layers("assets") if (p := layer / "fonts" / face.file).is_file()), None)
    if path is None:
        place = Place(f"templates/{name}/theme.yml")
        faults.append(Fault(place, "fonts", f"no font file assets/fonts/{face.file}", "add it with its licence"))
    return path


def _addresses(desk: Desk, folder: Path) -> Iterator[Fault]:
    """A fault for each address a template or style sheet names: the page is printed from the galley folder alone."""
    for file in sorted(folder.rglob("*.j2")):
        text, _ = read_text(file, desk.name_of(file))
        for match in OUTSIDE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            place = Place(desk.name_of(file), line, column)
            advice = "put the file into assets/ and name it asset:file"
            yield Fault(place, "", f"an address outside the galley: {match[0].strip()[:60]}", advice)
