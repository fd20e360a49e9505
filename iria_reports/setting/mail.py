"""What a message says goes in; the same as HTML and as plain text, in the theme's colours, comes out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from babel.units import format_unit
from markupsafe import Markup, escape

from iria_reports.composing.charts.wording import day, locale_of, reach
from iria_reports.composing.words import ended, phrase, speaks, word
from iria_reports.contrast import nearest_passing
from iria_reports.desk import Desk
from iria_reports.report import Inlines, Report, plain
from iria_reports.setting.brand import branded
from iria_reports.setting.page import direction, english, fill_template, level
from iria_reports.setting.theme import Palette, load_theme

FOLDER = "mail"
MEGABYTE = 1_000_000
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
NIGHT = {"paper": "#16191d", "wash": "#20252b", "ink": "#e8eaed", "muted": "#b4bac2", "rule": "#434a53"}


@dataclass(frozen=True)
class Dress:
    """How messages look: where their templates are, a desk's own first, and the colours by day and by night."""

    folders: tuple[Path, ...]
    light: Palette
    dark: Palette


@dataclass(frozen=True)
class Set:
    """A message's two forms. In `text` each line is a paragraph, however long."""

    html: str
    text: str


def load_dress(desk: Desk, report: Report) -> Dress:
    """The dress of messages about `report`, in its client's accent if it has one. Raises InputFaults for a theme."""
    palette = branded(load_theme(desk, report.theme), report.client).file.palette
    folders = tuple(layer / FOLDER for layer in desk.layers("templates") if (layer / FOLDER).is_dir())
    return Dress(folders, palette, by_night(palette))


def by_night(palette: Palette) -> Palette:
    """The same on a dark ground: the house's colour and the accent in the nearest shades that can be read there."""
    grounds = (NIGHT["paper"], NIGHT["wash"])
    shades = {name: nearest_passing(getattr(palette, name), grounds) for name in ("house", "accent")}
    return palette.model_copy(update={**NIGHT, **shades})


def set_mail(name: str, report: Report, dress: Dress, said: Mapping[str, Any]) -> Set:
    """The message `name`, such as report, in the report's language. Raises InputFaults for a template at fault."""
    common = {"report": report, "dress": dress, **said}
    html = fill_template(dress.folders, f"{name}.html.j2", {**common, **_furniture(report.language, marked=True)})
    text = fill_template(dress.folders, f"{name}.txt.j2", {**common, **_furniture(report.language, marked=False)})
    return Set(NOT_TEXT.sub("", html).strip() + "\n", re.sub(r"\n{3,}", "\n\n", NOT_TEXT.sub("", text)).strip() + "\n")


def _furniture(language: str, *, marked: bool) -> dict[str, Any]:
    """The functions that templates may call; `marked`: what stays English in another language says so.

    `ours` is for a whole line of the house's words: among letters from right to left its parts would change places.
    """
    foreign = marked and not speaks(language)

    def in_words(text: str) -> str | Markup:
        return Markup('<span lang="en" dir="ltr">{}</span>').format(text) if foreign else text

    def said(name: str, **values: object) -> str | Markup:
        return in_words(escape(word(name, language)).format(**values)) if marked else phrase(name, language, **values)

    def dated(when: date) -> str | Markup:
        told = day(when, language)
        return Markup('<span lang="{}"{}>{}</span>').format(language, direction(language), told) if foreign else told

    return {
        "word": lambda name: in_words(word(name, language)),
        "labelled": lambda name: in_words(word(name, language) + word("colon", language)),
        "phrase": said,
        "day": dated,
        "level": lambda text: in_words(level(text, language)),
        "english": lambda text: english(text, language) if marked else text,
        "reach": lambda low, high: reach(low, high, language),
        "size": lambda octets: size(octets, language if speaks(language) else "en"),
        "ours": Markup(' lang="en" dir="ltr"') if foreign else "",
        "dir": direction,
        "rtl": bool(direction(language)),
        "line": _line,
        "ended": ended,
    }


def size(octets: int, language: str) -> str:
    """0.4 MB, 12.3 MB: in millions of octets, as mail programs count."""
    written = format_unit(max(0.1, round(octets / MEGABYTE, 1)), "megabyte", "short", locale=locale_of(language))
    return str(written).replace(" ", "\u00a0")


def _line(inlines: Inlines) -> str:
    """Some inlines as one line of plain text."""
    return " ".join(plain(inlines).split())
