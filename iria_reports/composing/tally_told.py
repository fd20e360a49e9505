"""A tally of the sources and a language other than English go in; the statement comes out as one paragraph.

Worded as counts after a colon, so that no noun has to agree with a number in French or Russian.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from babel import Locale

from iria_reports.composing.charts.wording import day, full_month_year, listing, number
from iria_reports.composing.tally import MOST_NAMED, NOT_SAID, Count, Tally, mostly_said
from iria_reports.composing.words import ended, phrase, word
from iria_reports.report import Source


def in_counts(
    counted: Tally, oldest: Source | None, as_of: date, language: str, *, drawn: Literal["kinds", "publishers"]
) -> str:
    """The whole paragraph, but for what its chart has."""
    told = _Told(language)
    sentences = [
        told.phrase("sources", count=told.number(counted.sources), publishers=told.plain(len(counted.publishers))),
        told.publishers(counted) if drawn == "kinds" else told.shares("kinds", counted.kinds),
        told.shares("standings", counted.standings),
        told.phrase("carried", count=told.number(counted.carried)) if counted.carried.number else "",
        told.phrase("copies", count=told.number(counted.copies)) if counted.copies.number else "",
        *told.resting(counted),
        told.shares("grades", counted.grades),
        told.shares("languages", counted.languages) if mostly_said(counted.languages) else "",
        *told.ages(counted, oldest, as_of),
        told.gaps(counted.gaps),
    ]
    return " ".join(ended(sentence) for sentence in sentences if sentence)


def title_in_counts(parts: Sequence[Count], every: int, language: str) -> str:
    """What a chart of the kinds or publishers shows: the largest of them, and of how many."""
    told, first = _Told(language), parts[0]
    return told.phrase("largest", part=told.label(first), count=told.number(first), every=told.plain(every))


def label_of(count: Count, language: str) -> str:
    """The name of a part as the language has it: a kind of source, a standing, a language."""
    return _Told(language).label(count)


class _Told:
    """The words of the statement in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def phrase(self, name: str, **values: str) -> str:
        return phrase(f"tally-{name}", self.language, **values)

    def plain(self, value: int) -> str:
        return number(value, self.language)

    def number(self, count: Count) -> str:
        return self.plain(count.number)

    def label(self, count: Count) -> str:
        """Kinds and standings the house has words for; others, and publishers, as they are written."""
        if count.about == "Language" and count.label != NOT_SAID:
            english = Locale("en").languages
            code = next((code for code, name in english.items() if name == count.label), "")
            return Locale.parse(self.language, sep="-").languages.get(code) or count.label
        try:
            return word(f"tally-{count.label}", self.language)
        except KeyError:
            return count.label

    def shares(self, name: str, counts: Sequence[Count]) -> str:
        """Each part with its number, those of which it is not said last; nothing where it is said of none."""
        if all(one.label == NOT_SAID for one in counts):
            return ""
        return self.phrase(name, each=self.each(counts))

    def each(self, counts: Sequence[Count]) -> str:
        return ", ".join(f"{self.label(one)} ({self.number(one)})" for one in counts)

    def publishers(self, counted: Tally) -> str:
        named = self.each(counted.publishers[:MOST_NAMED])
        return self.phrase("most-cited" if counted.publishers[MOST_NAMED:] else "publishers", each=named)

    def resting(self, counted: Tally) -> list[str]:
        """How many statements and judgements rest on one publisher, and how many judgements on no source."""
        (said, alone), (judged, single, bare) = counted.statements, counted.judgements
        told = [self.phrase("statements", count=self.number(said), alone=self.number(alone))] if said.number else []
        if judged.number:
            rest = {"alone": self.number(single), "bare": self.number(bare)}
            told.append(self.phrase("judgements", count=self.number(judged), **rest))
        return told

    def ages(self, counted: Tally, oldest: Source | None, as_of: date) -> list[str]:
        if oldest is None:
            return []
        since = as_of - timedelta(counted.days)
        values = {"count": self.number(counted.dated), "recent": self.number(counted.recent)}
        told = [self.phrase("dated", since=day(since, self.language), **values)]
        told.append(self.phrase("oldest", day=self.published(oldest)))
        return [*told, self.phrase("undated", count=self.number(counted.undated))] if counted.undated.number else told

    def published(self, source: Source) -> str:
        """As precisely as it is known."""
        if source.known_on is None or len(source.published) == len("2022"):
            return source.published
        month = len(source.published) == len("2022-01")
        return (full_month_year if month else day)(source.known_on, self.language)

    def gaps(self, titles: Sequence[str]) -> str:
        if not titles:
            return ""
        where = listing([phrase("quoted", self.language, text=title) for title in titles], self.language)
        return self.phrase("gaps", where=where)
