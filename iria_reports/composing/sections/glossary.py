"""A glossary: the report's abbreviations and terms, in alphabetical order."""

import unicodedata
from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import Item, ListOptions, entries, listed, meta, part, said
from iria_reports.report import Entry, Section, plain
from iria_reports.writing.fields import Passage
from iria_reports.writing.nodes import Loc


class TermOptions(Item):
    """One term."""

    term: Passage = Field(description="The abbreviation or term.")
    meaning: Passage = Field(description="What it stands for or means.")


class GlossaryOptions(ListOptions):
    """Abbreviations and terms, printed in alphabetical order however they are written; it has no number."""

    kind: Literal["glossary"] = Field(description="Abbreviations and terms.")
    terms: tuple[TermOptions, ...] = Field((), description="One item for each.")


def make(options: GlossaryOptions, loc: Loc, bench: Bench) -> Section | None:
    told = [_entry(one, (*loc, "terms", at), bench) for at, one in enumerate(options.terms)]
    told.sort(key=lambda entry: _alphabetical(plain(entry.term)))
    return listed(options, loc, bench, entries(told, meta("glossary", loc, bench)))


def _entry(one: TermOptions, loc: Loc, bench: Bench) -> Entry:
    return Entry(
        term=said(one.term, (*loc, "term"), bench),
        parts=part("", one.meaning, (*loc, "meaning"), bench),
        audiences=one.audiences,
        origin=bench.origin(loc),
    )


def _alphabetical(words: str) -> str:
    """Capitals and accents aside: É stands with E."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


GLOSSARY = SectionKind("glossary", (GlossaryOptions,), make)
