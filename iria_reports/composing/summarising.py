"""The sections a reader is given go in; the source summary statement among them comes out filled, if there is one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from iria_reports.composing.bench import Bench
from iria_reports.composing.charts.kind import Ask, Meaning
from iria_reports.composing.charts.ranked import RANKED, RankedOptions
from iria_reports.composing.charts.share import SHARE, ShareOptions
from iria_reports.composing.charts.wording import day
from iria_reports.composing.tally import Count, Tally, tally
from iria_reports.composing.tally_told import in_counts, label_of, title_in_counts
from iria_reports.composing.tally_words import ENGLISH, in_words, title_of_kinds, title_of_publishers
from iria_reports.composing.words import ended, phrase, speaks, word
from iria_reports.errors import Fault, Place
from iria_reports.report import Block, Column, DataTable, Figure, Paragraph, Section, Table, Text

KIND = "source-summary"
WORDS, FIGURE = "source-summary-words", "sources-cited"
MOST_PARTS, MOST_PUBLISHERS = 8, 8
LONGEST_NAME, LONGEST_WORD = 60, 30  # what a ranked chart takes


def fill_source_summary(sections: list[Section], bench: Bench) -> list[Section]:
    """The sections, the statement telling of what they cite; where they cite nothing there is none."""
    figure = next((b for s in sections for b in s.blocks if isinstance(b, Figure) and b.meta.id == FIGURE), None)
    if figure is None:
        return sections
    known, as_of = bench.spec.sources, bench.rendition.as_of
    counted = tally(sections, known, as_of)
    if not counted.sources.number:
        return [section for section in sections if section.kind != KIND]
    oldest = known[counted.oldest.sources[0]] if counted.oldest.number else None
    counts = speaks(bench.language) and not bench.language.startswith(ENGLISH[:2])
    draws: Literal["kinds", "publishers"] = "kinds" if figure.kind == "share" else "publishers"
    if counts:
        words = Text(text=in_counts(counted, oldest, as_of, bench.language, drawn=draws))
    else:
        words = Text(text=in_words(counted, oldest, as_of, drawn=draws))
    drawn = _drawn(figure, counted, bench)

    def filled(block: Block) -> Block:
        if isinstance(block, Paragraph) and block.meta.id == WORDS:
            return block.model_copy(update={"inlines": (words,)})
        if isinstance(block, Figure) and block.meta.id == FIGURE:
            return drawn
        if isinstance(block, Table) and block.meta.id == f"data-{FIGURE}":  # the annex's copy of what is drawn
            return block.model_copy(update={"table": drawn.table, "title": drawn.title})
        return block

    return [section.model_copy(update={"blocks": tuple(map(filled, section.blocks))}) for section in sections]


def _drawn(figure: Figure, counted: Tally, bench: Bench) -> Figure:
    """The chart of the kinds or the publishers; its attached data is every count of the statement."""
    meaning = _shares(counted, bench) if figure.kind == "share" else _ranked(counted, bench)
    language = bench.language
    update: dict[str, Any] = {
        **_worded(figure, counted, meaning, language),
        "options": meaning.options,
        "table": meaning.table,
        "whole": _counts_table(counted.counts()),
        "footer": ended(
            f"{word('counted', language)} {word('as-of', language)} {day(bench.rendition.as_of, language)}"
        ),
    }
    return figure.model_copy(update=update)


def _worded(figure: Figure, counted: Tally, meaning: Meaning, language: str) -> dict[str, str]:
    """The chart's words: its title if it has none of its own, what is measured, and what it shows read aloud."""
    kinds = figure.kind == "share"
    if language.startswith(ENGLISH[:2]) or not speaks(language):
        title = title_of_kinds(counted) if kinds else title_of_publishers(counted)
        return {"title": figure.title or title, "subtitle": meaning.subtitle, "alternative": meaning.alternative}
    parts = counted.kinds if kinds else counted.publishers
    title = title_in_counts(parts, counted.sources.number, language)
    subtitle = word("tally-by-kind" if kinds else "tally-by-publisher", language)
    drawn = "; ".join(f"{one['label']} ({one['value']})" for one in meaning.table.records())
    alternative = ended(f"{subtitle}{word('colon', language)} {drawn}")
    return {"title": figure.title or title, "subtitle": subtitle, "alternative": alternative}


def _shares(counted: Tally, bench: Bench) -> Meaning:
    parts = _merged(counted.kinds, bench.language)
    options = ShareOptions(whole="the sources cited", unit="sources", most=MOST_PARTS, smallest=0)
    return SHARE.read(_ask(parts, bench), options)


def _ranked(counted: Tally, bench: Bench) -> Meaning:
    several = sum(one.number > 1 for one in counted.publishers)  # which of those with one is drawn would be chance
    top = min(several, MOST_PUBLISHERS) or MOST_PUBLISHERS
    return RANKED.read(_ask(counted.publishers, bench), RankedOptions(top=top, unit="sources"))


def _ask(parts: Sequence[Count], bench: Bench) -> Ask:
    """What a chart kind is handed: a row for each part, with its sources."""
    columns = (
        Column(name="label", label="Part"),
        Column(name="value", label="Sources", type="number"),
        Column(name="source_id", label="Sources", type="sources"),
    )
    rows = tuple((_fitting(part.label), part.number, "; ".join(part.sources)) for part in parts)
    table = DataTable(columns=columns, rows=rows)

    def fault(row: int | None, column: str | None, message: str, advice: str) -> Fault:
        return Fault(Place(bench.spec.path), KIND, message, advice)

    return Ask(
        rows=tuple(table.records()),
        table=table,
        fault=fault,
        title="",
        language=bench.language,
        as_of=bench.rendition.as_of,
    )


def _merged(parts: Sequence[Count], language: str) -> list[Count]:
    """No more parts than a bar can name; those with the fewest sources are one part."""
    if speaks(language) and not language.startswith(ENGLISH[:2]):
        parts = [replace(part, label=label_of(part, language)) for part in parts]
    if len(parts) <= MOST_PARTS:
        return list(parts)
    ranked = sorted(parts, key=lambda part: -part.number)
    rest = ranked[MOST_PARTS - 1 :]
    sources = tuple(name for part in rest for name in part.sources)
    return [
        *ranked[: MOST_PARTS - 1],
        Count("Kind", phrase("tally-other-kinds", language, count=len(rest)), len(sources), sources),
    ]


def _fitting(name: str) -> str:
    """A name as a chart can set it: a web address is cut."""
    words = [word if len(word) <= LONGEST_WORD else f"{word[: LONGEST_WORD - 1]}…" for word in name.split()]
    line = " ".join(words)
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"


def _counts_table(counts: Sequence[Count]) -> DataTable:
    columns = (
        Column(name="about", label="Counted"),
        Column(name="label", label="Which"),
        Column(name="number", label="Number", type="number"),
        Column(name="sources", label="Sources", type="sources"),
    )
    rows = tuple((one.about, one.label, one.number, "; ".join(one.sources) or None) for one in counts)
    return DataTable(columns=columns, rows=rows)
