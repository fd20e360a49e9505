"""A report and a theme go in; one HTML text and its style sheet come out. The only door to jinja2."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.core import Locale
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateError
from markupsafe import Markup, escape

from iria_reports.composing.charts.wording import (
    day,
    day_in_brief,
    full_month_year,
    joined,
    moment,
    month_year,
    reach,
    real_minus,
)
from iria_reports.composing.words import ended, word
from iria_reports.errors import Fault, InputFaults, Place
from iria_reports.report import (
    NO_COVER_PICTURE,
    CellValue,
    Column,
    DataTable,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    Meta,
    Report,
    Section,
    Source,
    Strong,
    Text,
)
from iria_reports.report.embargo import embargo_of
from iria_reports.setting.length import estimated_pages
from iria_reports.setting.theme import Theme
from iria_reports.setting.typography import typographic, whole
from iria_reports.writing.inlines import join
from iria_reports.writing.markdown import ENGLISH_QUOTES, QUOTES

CONTENTS_FROM_PAGES = 8
LONGEST_HEAD = 56
LONGEST_TIE = 22
NOTHING = "–"  # in an empty cell: left so on purpose, not forgotten
FIGURE = re.compile(r"(?:[^\W\d]+ ){0,2}[<>~+−-]?\d[\d.,\u00a0\u202f ]*%?")
OPENING = {"bottom-line", "judgements"}


@dataclass
class Notes:
    """Counts the notes of a page; on a screen, where there is no foot of the page, it keeps their bodies."""

    count: int = 0
    waiting: list[tuple[int, Markup]] = field(default_factory=list)
    in_block: dict[str, int] = field(default_factory=dict)

    def new_block(self) -> str:
        """Another paragraph, list or table begins: its notes are its own."""
        self.in_block.clear()
        return ""

    def given(self, body: Markup) -> int | None:
        """The number of the note in this block that says the same already, or None."""
        return self.in_block.get(str(body))

    def next(self, body: Markup) -> int:
        """The number of a new note with this body."""
        self.count += 1
        self.in_block[str(body)] = self.count
        return self.count

    def screen(self, body: Markup) -> Markup:
        """The call; the body waits for `flush` at the end of the section."""
        number = self.next(body)
        self.waiting.append((number, body))
        return Markup('<sup><a id="call-{0}" href="#note-{0}" title="Note {0}">{0}</a></sup>').format(number)

    def flush(self) -> Markup:
        """The bodies waiting, as a list."""
        items = [
            Markup('<li id="note-{0}" value="{0}">{1} <a href="#call-{0}" title="Back to note {0}">↑</a></li>').format(
                n, body
            )
            for n, body in self.waiting
        ]
        self.waiting.clear()
        return Markup('<ol class="notes">{}</ol>').format(Markup("").join(items)) if items else Markup("")


@dataclass(frozen=True)
class Page:
    """The HTML text, its CSS, and how many notes are called in it."""

    html: str
    css: str
    notes: int


@dataclass(frozen=True)
class Made:
    """What was made for the page beforehand: names of the drawn figures by block id, of the pictures by their path.

    logos  the house's wordmark, the client's logo and the sharing mark's sign, those there are, by whose they are
    cover  the name of a figure drawn for the cover, or ""
    """

    ink: Mapping[str, str]
    pictures: Mapping[str, str]
    logos: Mapping[str, str] = field(default_factory=dict)
    scripts: frozenset[str] = frozenset()
    cover: str = ""


def set_page(report: Report, theme: Theme, made: Made, *, screen: Mapping[str, str] | None = None) -> Page:
    """The page for print, or, where `screen` gives a data: address for each asset, one page that needs no other file.

    Raises InputFaults where a template of the theme is at fault.
    """
    notes = Notes()
    address = (lambda name: Markup(screen[name])) if screen is not None else (lambda name: f"asset:{name}")
    environment = _environment(theme.folders)
    try:
        css = environment.get_template("theme.css.j2").render(
            _css_context(report, theme, made, address, screen is not None)
        )
        environment.globals |= _furniture(report, notes)
        context = _context(report, made)
        context |= {"notes": notes, "asset": address, "screen": screen is not None, "css": Markup(css)}
        html = environment.get_template("report.html.j2").render(context)
    except TemplateError as error:
        raise InputFaults([_template_fault(error, theme.id)]) from error
    return Page(html, css, notes.count)


def fill_template(folders: Iterable[Path], name: str, values: Mapping[str, Any]) -> str:
    """The template `name` with the values in it; in plain text, a .txt.j2, nothing is escaped. Raises InputFaults."""
    places = tuple(folders)
    try:
        return _letters(places).get_template(name).render(values)
    except TemplateError as error:
        raise InputFaults([_template_fault(error, places[0].name)]) from error


@lru_cache(maxsize=8)
def _letters(folders: tuple[Path, ...]) -> Environment:
    """Its templates are compiled once, however many messages are made from them."""
    return _environment(folders)


def _environment(folders: tuple[Path, ...]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=lambda name: not str(name).endswith(".txt.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["before_last_word"] = lambda text: text[: text.rfind(" ") + 1]
    environment.filters["last_word"] = lambda text: text[text.rfind(" ") + 1 :]
    environment.filters["whole"] = whole
    return environment


def _context(report: Report, made: Made) -> dict[str, Any]:
    opening = next((i for i, section in enumerate(report.sections) if section.kind not in OPENING), 0)
    created = datetime.combine(report.dated, time(), UTC)
    kind = f"{report.kind_label}: {report.subtitle}" if report.subtitle else report.kind_label
    return {
        "report": report,
        "ink": made.ink,
        "pictures": made.pictures,
        "logos": made.logos,
        "cover_picture": _cover_picture(report, made),
        "opening": opening,
        "contents": report.kind == "special-report" or estimated_pages(report) >= CONTENTS_FROM_PAGES,
        "created": created.isoformat(),
        "subject": kind,
        "keywords": ", ".join(dict.fromkeys(filter(None, [report.region, *report.topics]))),
    }


def cover_figure(report: Report) -> Figure | None:
    """The figure that a cover shows: the one that the report names, or else a map, or else the first."""
    if report.kind != "special-report" or report.cover == NO_COVER_PICTURE:
        return None
    figures = sorted(report.figures(), key=lambda figure: (figure.meta.id != report.cover, figure.kind != "map"))
    return figures[0] if figures else None


def _cover_picture(report: Report, made: Made) -> str | None:
    """The asset that a cover shows: its figure as drawn for the cover where it was, or else as on its page."""
    figure = cover_figure(report)
    return made.cover or made.ink[figure.meta.id] if figure else None


def _until(embargo: str, language: str) -> str:
    """The day or the moment that an embargo ends, as its readers write it."""
    when = embargo_of(embargo)
    return moment(when, language) if isinstance(when, datetime) else day(when, language)


def _furniture(report: Report, notes: Notes) -> dict[str, Any]:
    """The functions that templates may call."""
    sources = {source.id: source for source in report.sources}
    language = report.language
    listed = any(section.kind == "sources" for section in report.sections)

    def attrs(thing: Meta | Section, *, identify: bool = True) -> Markup:
        found = Markup(' id="{}"').format(thing.id) if identify else Markup("")
        if thing.language and thing.language != language:
            found += Markup(' lang="{}"{}').format(thing.language, direction(thing.language))
        return found

    def cell(value: CellValue, column: Column) -> str | Markup:
        if column.type == "sources" and isinstance(value, str):
            return _source_numbers(value, sources, listed=listed)
        return cell_text(value, language)

    return {
        "attrs": attrs,
        "cell": cell,
        "side": lambda table, index: "number" if of_figures(table, index) else table.columns[index].type,
        "day": lambda value, within=None: day(value, within or language),
        "until": lambda text: _until(text, language),
        "dir": direction,
        "quoted": lambda inlines: join([*quoted(inlines, language)]),
        "source": lambda name: sources[name],
        "printed": lambda source: typographic(source.title, source.language or language),
        "publisher": lambda source: typographic(source.publisher, language),
        "source_date": lambda source, *, short=False: published(source, language, short=short),
        "tied": tied,
        "word": lambda name: word(name, language),
        "level": lambda text: level(text, language),
        "ended": ended,
        "reach": lambda low, high: reach(low, high, language),
        "english": lambda text: english(text, language),
        "entry": lambda source: typeset(source.entry, source.language or language),
        "listed": listed,
        "in_notes": report.sources_shown == "in-notes",
    }


def level(text: str, language: str) -> str:
    """A level of confidence, or a range of two, in the words of the language."""
    levels = [word(f"level-{one}", language) for one in text.split(" to ") if one]
    return joined(levels[0], levels[-1], language) if len(levels) > 1 else "".join(levels)


def english(text: str, language: str) -> str | Markup:
    """A likelihood, whose scale is worded in English: told to whoever reads another language aloud."""
    return text if language.split("-")[0] == "en" else Markup('<span lang="en">{}</span>').format(text)


def typeset(inlines: Inlines, language: str) -> Inlines:
    """An entry of the bibliography with a printer's quotation marks, as its title has elsewhere."""
    out: list[Inline] = []
    for one in inlines:
        if isinstance(one, Text):
            out.append(one.model_copy(update={"text": typographic(one.text, one.language or language)}))
        elif isinstance(one, (Emphasis, Strong)):
            out.append(one.model_copy(update={"children": typeset(one.children, language)}))
        else:
            out.append(one)
    return tuple(out)


def direction(language: str) -> Markup:
    """` dir="rtl"` for a language written from right to left, else nothing."""
    order = Locale.parse(language, sep="-").character_order
    return Markup(' dir="rtl"') if order == "right-to-left" else Markup("")


def cell_text(value: CellValue, language: str) -> str:
    """A cell as printed: numbers and dates as the language writes them."""
    if value is None:
        return NOTHING
    if isinstance(value, date):
        return day_in_brief(value, language)
    if isinstance(value, (int, float)):
        return real_minus(format_decimal(value, locale=language.replace("-", "_")))
    return value


def of_figures(table: DataTable, index: int) -> bool:
    """Whether a column holds figures alone, if with a word before them ("nearly 12,000"): they line up on the right."""
    if table.columns[index].type != "text":
        return table.columns[index].type == "number"
    cells = [row[index] for row in table.rows if row[index] is not None]
    return bool(cells) and all(FIGURE.fullmatch(str(cell)) for cell in cells)


def published(source: Source, language: str, *, short: bool = False) -> str:
    """A source's date as precisely as it is known: 6 January 2022 (or 6 Jan 2022), January 2022, 2022.

    A day is held to its month: no line ends between them.
    """
    if source.known_on is None:
        return source.published
    if len(source.published) == len("2022"):
        return source.published
    if len(source.published) == len("2022-01"):
        return (month_year if short else full_month_year)(source.known_on, language)
    return (day_in_brief if short else day)(source.known_on, language).replace(" ", "\u00a0", 1)


def _source_numbers(value: str, sources: Mapping[str, Source], *, listed: bool) -> Markup:
    found = [sources[name] for part in value.split(";") if (name := part.strip()) in sources]
    if not listed:
        return Markup(", ".join(str(source.number) for source in found))
    links = [
        Markup('<a class="ref" href="#source-{}" title="{}, {}">{}</a>').format(s.id, s.publisher, s.title, s.number)
        for s in found
    ]
    return Markup(", ").join(links)


def quoted(inlines: Inlines, language: str) -> Inlines:
    """`inlines` between the language's quotation marks, the closing one before the notes that end them."""
    marks = QUOTES.get(language.split("-")[0], ENGLISH_QUOTES)
    opening, closing = marks[0], marks[1]
    end = len(inlines)
    while end and inlines[end - 1].type in ("note", "citation"):
        end -= 1
    return (Text(text=opening), *inlines[:end], Text(text=closing), *inlines[end:])


def _css_context(report: Report, theme: Theme, made: Made, address: Any, screen: bool) -> dict[str, Any]:
    faces = [face for face, _ in theme.fonts if face.script is None or face.script in made.scripts]
    return {
        "palette": theme.file.palette,
        "type": theme.file.type,
        "sizes": theme.file.sizes,
        "logos": made.logos,
        "cover_picture": _cover_picture(report, made),
        "page": theme.page(report.paper),
        "faces": faces,
        "report": report,
        "asset": address,
        "screen": screen,
        "standing": _css_string(standing(report)),
        "short_title": _css_string(report.short_title or cut(report.title)),
        "house": _css_string(report.house.short_name),
        "kind": _css_string(report.kind_label),
        "mark": _css_string(report.mark or ""),
        "page_word": _css_string(word("page", report.language)),
        "of_word": _css_string(word("of", report.language)),
    }


def standing(report: Report) -> str:
    """What every page says of it: its number and version, or that it is a draft."""
    if report.imprint is None:
        return word("draft", report.language)
    return f"{report.imprint.number} · v{report.imprint.version}"


def tied(title: str) -> Markup:
    """A title whose last two words stay together: no short word is left alone on its last line."""
    words = title.split(" ")
    last = " ".join(words[-2:])
    if len(words) < 4 or len(last) > LONGEST_TIE:
        return Markup(escape(title))
    return Markup('{} <span class="held">{}</span>').format(" ".join(words[:-2]), last)


def cut(title: str) -> str:
    """A title as a running head holds it: whole, or cut at a word."""
    if len(title) <= LONGEST_HEAD:
        return title
    return title[:LONGEST_HEAD].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"


def _css_string(text: str) -> Markup:
    """A CSS string (CSS Syntax 3, 4.3.5): every character but letters, digits and spaces escaped by number."""
    return Markup('"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):06x} " for c in text) + '"')


def _template_fault(error: TemplateError, theme: str) -> Fault:
    name = getattr(error, "filename", None) or getattr(error, "name", None) or "report.html.j2"
    line = getattr(error, "lineno", 1) or 1
    path = f"templates/{theme}/{str(name).rsplit(f'/{theme}/', 1)[-1]}"
    return Fault(Place(path, line), "", f"the template cannot be filled ({error.message})", "correct the template")
