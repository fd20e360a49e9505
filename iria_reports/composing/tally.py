"""The printed sections and the sources they cite go in; counts come out, each naming the sources it is made of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations

from babel import Locale

from iria_reports.composing.asof import block_inlines, block_sources
from iria_reports.composing.publishers import publisher
from iria_reports.report import Citation, Judgements, Section, Source

NOT_SAID = "not said"
BACK_MATTER = {"sources", "about", "annex", "glossary", "method", "source-summary"}
KIND_WORDS = {
    "media": "media",
    "wire": "news agencies",
    "news agency": "news agencies",
    "official": "official publications",
    "state media": "state media",
    "aggregator": "aggregators",
    "ngo": "NGOs",
    "think tank": "think tanks",
    "monitor": "monitors",
    "encyclopedia": "encyclopedias",
    "own": "our own work",
    "academic": "academic works",
}
MOST_NAMED = 3  # publishers, in the statement's words
NEARLY = 0.85  # of two titles' letters, for one to be likely a copy of the other


@dataclass(frozen=True)
class Count:
    """How many of what, and the ids of the sources that make the number up."""

    about: str
    label: str
    number: int
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tally:
    """Everything the statement says, counted. Lists run from the largest number, what is not said last.

    statements  all that carry a citation, then those whose sources have one publisher
    judgements  all, then those resting on one publisher, then those that cite nothing
    dated, recent, oldest  those with a date; of them those no older than `days`, the middle one's age; the oldest
    gaps        the titles of the sections in which nothing is cited
    """

    sources: Count
    kinds: tuple[Count, ...]
    standings: tuple[Count, ...]
    publishers: tuple[Count, ...]
    languages: tuple[Count, ...]
    grades: tuple[Count, ...]
    carried: Count
    copies: Count
    statements: tuple[Count, Count]
    judgements: tuple[Count, Count, Count]
    dated: Count
    recent: Count
    days: int
    oldest: Count
    undated: Count
    gaps: tuple[str, ...]

    def others(self) -> Count:
        """The publishers that are not among the most cited, together."""
        rest = self.publishers[MOST_NAMED:]
        return _together("Publisher", f"the {len(rest)} not named, together", rest)

    def counts(self) -> tuple[Count, ...]:
        """Every number, in the order of the statement."""
        publishers = Count("Publishers", "all", len(self.publishers), self.sources.sources)
        told = [self.sources, publishers, *self.kinds, *self.standings, *self.publishers, self.others()]
        told += [self.carried, self.copies, *self.statements, *self.judgements]
        told += [_together("Language", "given", _said(self.languages)), *self.languages]
        told += [_together("Grade", "given", _said(self.grades)), *self.grades]
        told += [self.dated, self.recent, self.oldest, self.undated]
        gaps = (Count("Sections without a source", title, 1) for title in self.gaps)
        return (*(one for one in told if one.number), *gaps)


def cited_in(sections: Iterable[Section], known: dict[str, Source]) -> list[Source]:
    """The sources that the sections cite, in order of first citation."""
    ids = dict.fromkeys(name for section in sections for block in section.blocks for name in block_sources(block))
    return [known[name] for name in ids if name in known]


def tally(sections: Sequence[Section], known: dict[str, Source], as_of: date) -> Tally:
    """The counts of what the sections print, as of a day."""
    sources = cited_in(sections, known)
    names = {source.id: publisher(source.publisher) for source in sources}
    carried = [source for source in sources if names[source.id].carried]
    dated = sorted((source for source in sources if source.known_on), key=lambda one: one.known_on or as_of)
    middle = dated[len(dated) // 2].known_on if dated else None
    days = (as_of - middle).days if middle else 0
    recent = [source for source in dated if source.known_on and middle and source.known_on >= middle]
    return Tally(
        sources=_count("Sources cited", "all", sources),
        kinds=_by(sources, "Kind", _kind),
        standings=_by(sources, "Standing", lambda source: source.standing),
        publishers=_by(sources, "Publisher", lambda source: names[source.id].name),
        languages=_by(sources, "Language", _language),
        grades=_by(sources, "Grade", lambda source: source.grade),
        carried=_count("Carried by somebody else", "an agency’s or another publisher’s report", carried),
        copies=_count("Likely copies", "same day, nearly the same title", _copies(sources)),
        statements=_statements(sections, known),
        judgements=_judgements(sections, known),
        dated=_count("Age", "with a date", dated),
        recent=_count("Age", f"known no more than {days} days before the as-of day", recent),
        days=days,
        oldest=_count("Age", "the oldest", dated[:1]),
        undated=_count("Age", "without a date", [source for source in sources if source.known_on is None]),
        gaps=tuple(
            section.title
            for section in sections
            if section.title and section.kind not in BACK_MATTER and not any(map(block_sources, section.blocks))
        ),
    )


def mostly_said(counts: Iterable[Count]) -> bool:
    """Whether it is recorded of at least half of the sources."""
    numbers = [(one.number, one.label == NOT_SAID) for one in counts]
    return 2 * sum(number for number, unsaid in numbers if unsaid) <= sum(number for number, _ in numbers)


def _said(counts: Iterable[Count]) -> list[Count]:
    return [one for one in counts if one.label != NOT_SAID]


def _together(about: str, label: str, counts: Sequence[Count]) -> Count:
    return Count(about, label, sum(one.number for one in counts), tuple(name for one in counts for name in one.sources))


def _count(about: str, label: str, sources: Iterable[Source]) -> Count:
    ids = tuple(source.id for source in sources)
    return Count(about, label, len(ids), ids)


def _by(sources: Iterable[Source], about: str, label: Callable[[Source], str]) -> tuple[Count, ...]:
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(label(source) or NOT_SAID, []).append(source)
    counts = [_count(about, name, group) for name, group in groups.items()]
    return tuple(sorted(counts, key=lambda one: (one.label == NOT_SAID, -one.number, one.label)))


def _kind(source: Source) -> str:
    return KIND_WORDS.get(source.kind.casefold().replace("-", " "), source.kind)


def _language(source: Source) -> str:
    return Locale.parse(source.language, sep="-").get_language_name("en") or "" if source.language else ""


def _copies(sources: Sequence[Source]) -> list[Source]:
    """Sources of one day whose titles are nearly the same; a title that is our own description tells nothing."""
    found: dict[str, Source] = {}
    seen = [source for source in sources if source.title_seen and len(source.published) == len("2022-01-05")]
    for one, other in combinations(seen, 2):
        if one.published == other.published and _alike(one.title, other.title):
            found |= {one.id: one, other.id: other}
    return list(found.values())


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    return matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


def _statements(sections: Iterable[Section], known: dict[str, Source]) -> tuple[Count, Count]:
    """Every citation is a statement's; several sources in it may still be one publisher's."""
    blocks = [block for section in sections for block in section.blocks]
    notes = [one for block in blocks for one in block_inlines(block) if isinstance(one, Citation)]
    rests = [tuple(cite.source for cite in note.cites if cite.source in known) for note in notes]
    return (
        _resting("Statements with a note", "all", rests),
        _resting("Statements with a note", "on one publisher alone", [ids for ids in rests if _one(ids, known)]),
    )


def _judgements(sections: Iterable[Section], known: dict[str, Source]) -> tuple[Count, Count, Count]:
    blocks = [block for section in sections for block in section.blocks if isinstance(block, Judgements)]
    items = {item.id: item for block in blocks for item in block.items}
    rests = [tuple(name for name in item.sources if name in known) for item in items.values()]
    about = "Judgements"
    return (
        _resting(about, "all", rests),
        _resting(about, "on one publisher alone", [ids for ids in rests if _one(ids, known)]),
        _resting(about, "citing no source", [ids for ids in rests if not ids]),
    )


def _one(ids: Iterable[str], known: dict[str, Source]) -> bool:
    return len({publisher(known[name].publisher).name for name in ids}) == 1


def _resting(about: str, label: str, rests: Sequence[tuple[str, ...]]) -> Count:
    return Count(about, label, len(rests), tuple(dict.fromkeys(name for ids in rests for name in ids)))
