"""Rules on what a statement rests on: one publisher only, or several copies of one report."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.passages import QUOTED, Sentence
from iria_reports.checking.rules.numbers import numbers
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault
from iria_reports.report import Source

ALIKE = 0.8  # of all the words in two titles
DAYS_APART = 2
PRINTED_BY = re.compile(r",? via .+$|\s*\([^)]*\)")
VIA = re.compile(r"(.+?),? via ", re.IGNORECASE)
SMALL_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "the", "to", "with"]
)


def one_publisher(sheet: Sheet) -> Iterator[Fault]:
    for one in sheet.judged:
        sources = _known(one.evidence, sheet)
        if len({_publisher(source) for source in sources}) == 1:
            what = "one source" if len(sources) == 1 else f"{len(sources)} sources of one publisher"
            message = f"it rests on {what}, {sources[0].publisher}"
            advice = "find a second, independent one, or say in the basis that there is none"
            yield Fault(sheet.place(one.statement.sentences[0]), one.item.id, message, advice)
    yield from _in_the_bottom_line(sheet)


def _in_the_bottom_line(sheet: Sheet) -> Iterator[Fault]:
    """A number or quotation there on one publisher that its sentence does not name; in all prose, two in three are."""
    for passage in sheet.passages:
        for sentence in passage.sentences if passage.section.kind == "bottom-line" else ():
            sources = _known([name for names in sentence.citations for name in names], sheet)
            counts = numbers(sentence.own) or sentence.quotes_a_number or QUOTED.search(sentence.text)
            if counts and len({_publisher(source) for source in sources}) == 1 and not _named(sources, sentence):
                message = f"what the bottom line counts or quotes here rests on one publisher, {sources[0].publisher}"
                advice = "say so in the sentence, or find a second, independent one"
                yield Fault(sheet.place(sentence), "", message, advice)


def _named(sources: Sequence[Source], sentence: Sentence) -> bool:
    """Whether the sentence says whose count it is: the publisher's name, or a part of it."""
    parts = {part.strip() for source in sources for part in re.split(r"[/,()]", source.publisher)}
    names = {source.publisher for source in sources} | {part for part in parts if len(part) > 1}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.text) for name in names if name)


def copies(sheet: Sheet) -> Iterator[Fault]:
    for passage in sheet.passages:
        for sentence in passage.sentences:
            for names in sentence.citations:
                sources = _known(names, sheet)
                if len(sources) > 1 and all(same_report(one, other) for one, other in combinations(sources, 2)):
                    listed = ", ".join(f"@{source.id}" for source in sources)
                    message = f"{listed} look like copies of one report: they count as one source"
                    advice = "cite the one nearest to the event, or find one that reports for itself"
                    yield Fault(sheet.place(sentence), "", message, advice)


def _known(names: Sequence[str], sheet: Sheet) -> list[Source]:
    return [sheet.spec.sources[name] for name in dict.fromkeys(names) if name in sheet.spec.sources]


def _publisher(source: Source) -> str:
    """Who reported it: an agency's text is the agency's wherever it is printed."""
    name = source.publisher.casefold()
    return PRINTED_BY.sub("", name).strip() or name


def same_report(one: Source, other: Source) -> bool:
    """Whether two sources look like printings of one text: near-same titles within days, or one agency's on a day."""
    if not one.known_on or not other.known_on or abs((one.known_on - other.known_on).days) > DAYS_APART:
        return False
    if one.url and one.url == other.url:
        return True
    words, others = _words(one.title), _words(other.title)
    alike = len(words & others) / len(words | others) if words | others else 0.0
    agencies = [match[1].casefold() for source in (one, other) if (match := VIA.match(source.publisher))]
    same_agency = len(agencies) == 2 and agencies[0] == agencies[1]
    return alike >= ALIKE or (same_agency and alike >= ALIKE / 2)


def _words(title: str) -> set[str]:
    return set(re.findall(r"\w+", title.casefold())) - SMALL_WORDS


SOURCING = (
    Rule(
        "one-publisher",
        "warning",
        "A judgement, or a number or a quotation in the bottom line, all of whose sources are of one publisher, unless "
        "the bottom line’s sentence names it.",
        "Confidence rests on corroboration, and one house does not corroborate itself; quality and credibility of "
        "sources are to be described (ICD 203, D.6.e.(1); ICD 206).",
        Example(
            "judgement",
            "statement: The port will likely close in May 2022.\nlikelihood: likely\nconfidence: low\n"
            'basis: "Talks have failed. [@a]"',
        ),
        Example(
            "judgement",
            "statement: The port will likely close in May 2022.\nlikelihood: likely\nconfidence: low\n"
            'basis: "Talks have failed. [@a; @b]"',
        ),
        one_publisher,
    ),
    Rule(
        "copies-of-one",
        "warning",
        "A citation of two or more sources that look like copies of one report: near-same titles within two days, or "
        "one agency’s text in two papers.",
        "Syndicated text looks like corroboration and is none (ICD 203, D.6.e.(1); ICD 206, source descriptors).",
        Example("prose", "The port closed on 2 May. [@wire1; @wire2]"),
        Example("prose", "The port closed on 2 May. [@wire1; @b]"),
        copies,
    ),
)
