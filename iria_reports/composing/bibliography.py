"""Cited sources and a CSL style go in; they come out as the style orders and words them. The only door to citeproc."""

import io
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON

from iria_reports.report import Emphasis, Inline, Inlines, Link, Source, Strong, Text
from iria_reports.writing.citation_styles import CitationStyle
from iria_reports.writing.sources import ADDRESS_SIGNS

# Characters of no language, for what a style sets apart and for the marks that citeproc would take for HTML.
ITALIC, BOLD, END, LESS = "\ue000", "\ue001", "\ue002", "\ue003"
MARKED = re.compile(f"({ITALIC}|{BOLD})([^{ITALIC}{BOLD}{END}]*){END}")
LOCALES = {"en": "en-GB", "fr": "fr-FR", "ru": "ru-RU", "de": "de-DE", "es": "es-ES", "it": "it-IT", "pl": "pl-PL"}
# A style that writes English titles with capitals would spoil names; ours stay as they were published.
AS_PUBLISHED = "x-published"


def in_style(sources: tuple[Source, ...], style: CitationStyle, language: str) -> tuple[Source, ...]:
    """The sources in the style's order, numbered anew, each with its `entry` as the style words it."""
    known = {source.id: source for source in sources}
    formatter = SimpleNamespace(
        preformat=str,
        Italic=lambda text: f"{ITALIC}{text}{END}",
        Bold=lambda text: f"{BOLD}{text}{END}",
        **dict.fromkeys(("Oblique", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str),
    )
    csl = CitationStylesStyle(io.BytesIO(style.xml), locale=_locale(language), validate=False)
    bibliography = CitationStylesBibliography(csl, CiteProcJSON([_item(one) for one in sources]), formatter)
    for source in sources:
        bibliography.register(Citation([CitationItem(source.id)]))
    bibliography.sort()
    entries = dict(zip(bibliography.keys, map(str, bibliography.bibliography()), strict=True))
    return tuple(
        known[name].model_copy(update={"number": number, "entry": tuple(_inlines(entry, known[name]))})
        for number, (name, entry) in enumerate(entries.items(), 1)
    )


def _locale(language: str) -> str:
    """A locale that citeproc brings along; English for others."""
    return LOCALES.get(language.split("-")[0], "en-GB")


def _item(source: Source) -> dict[str, Any]:
    """The source as CSL-JSON: a page on the web by its publisher; a title in brackets is our description."""
    title = source.title if source.title_seen else f"[{source.title}]"
    day = [int(part) for part in source.published.split("-")] if source.published else []
    item = {
        "id": source.id,
        "type": "webpage",
        "title": title.replace("<", LESS),
        "author": [{"literal": source.publisher.replace("<", LESS)}],
        "URL": _address(source),
        "issued": {"date-parts": [day]} if day else None,
        "language": AS_PUBLISHED,
    }
    return {key: value for key, value in item.items() if value}


def _address(source: Source) -> str:
    """The address in ASCII, as it is sent: every font can print it, in whatever script it was given."""
    return quote(source.url, safe=ADDRESS_SIGNS)


def _inlines(entry: str, source: Source) -> Iterator[Inline]:
    position = 0
    for match in MARKED.finditer(entry):
        yield from _words(entry[position : match.start()], source)
        inside = tuple(_words(match[2], source))
        yield Emphasis(children=inside) if match[1] == ITALIC else Strong(children=inside)
        position = match.end()
    yield from _words(entry[position:], source)


def _words(text: str, source: Source) -> Iterator[Inline]:
    """Plain words; the source's address a link, its title in its language."""
    text = re.sub(f"[{ITALIC}{BOLD}{END}]", "", text).replace(LESS, "<")
    if source.url and (address := _address(source)) in text:
        before, _, text = text.partition(address)
        yield from _words(before, source.model_copy(update={"url": ""}))
        yield Link(href=address, children=(Text(text=address),))
    if source.language and source.title in text:
        before, _, text = text.partition(source.title)
        yield from _plain(before)
        yield Text(text=source.title, language=source.language)
    yield from _plain(text)


def _plain(text: str) -> Inlines:
    return (Text(text=text),) if text else ()
