"""The texts of a report go in; ways to spoil it come out, one fault each, such as are made at six in the evening."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from iria_reports.checking.rules.numbers import numbers

WORDS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "very likely",
    "almost certain",
    "likely",
)
SCALE = re.compile(rf"\b({'|'.join(WORDS)})\b")
OTHER_SET = {"very unlikely": "highly improbable", "unlikely": "improbable", "very likely": "highly probable"}
OTHER_SET |= {"likely": "probable", "roughly even chance": "roughly even odds"}
CITED = re.compile(r"\[@(?!fig:|tbl:|num:|judgement:|sec:)([\w-]+)((?:; @[\w-]+)*)\]")
STATED = re.compile(r'^        statement: "(.*)"$', re.MULTILINE)
JUDGEMENT = re.compile(r"^      - id: (?:.*\n)(?:(?:        .*)\n)+", re.MULTILINE)
WHEN = re.compile(
    r",? (?:by|at|before|during|in|within) (?:(?:the|early|a) )?(?:end of )?(?:\w+ )?20\d\d| before [^\".]*20\d\d"
)
MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
NUMBER = re.compile(rf"(?<![\w.,:/’–@-])(\d{{2,3}}|\d{{1,2}},\d{{3}})(?![\w’–-]|[.,:]\d|[\s ](?:{MONTH}))")
REFERS = re.compile(r"\[@(?:fig|tbl):")
SPEAKER = re.compile(r"^> -- ([^,\n]+), ([^\n]+), (\d{1,2} \w+ \d{4})$", re.MULTILINE)


@dataclass(frozen=True)
class Texts:
    """What one report is made of: its two files, the table of sources, and the numbers of its tables."""

    spec: str
    prose: str
    sources: str
    scenarios: str
    numbers: frozenset[str]
    as_of: str


@dataclass(frozen=True)
class Change:
    """`old` at offset `at` of a text (a field of Texts), and what stands there instead; further changes with it."""

    text: str
    at: int
    old: str
    new: str
    also: tuple["Change", ...] = ()


@dataclass(frozen=True)
class Mutation:
    """A kind of fault: what is done, the rule that should tell it, and where it can be done in a report."""

    what: str
    rule: str
    find: Callable[[Texts], Iterator[Change]]


def _in(text: str, name: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Iterator[Change]:
    for match in pattern.finditer(text):
        if (instead := new(match)) != match[0]:
            yield Change(name, match.start(), match[0], instead)


def _statements(new: Callable[[str], str]) -> Callable[[Texts], Iterator[Change]]:
    """Each judgement's statement made over."""
    return lambda texts: _in(texts.spec, "spec", STATED, lambda m: m[0].replace(m[1], new(m[1])))


def _judgements(new: Callable[[str], str]) -> Callable[[Texts], Iterator[Change]]:
    """Each judgement's lines made over."""
    return lambda texts: _in(texts.spec, "spec", JUDGEMENT, lambda m: new(m[0]))


def _another_word(statement: str) -> str:
    other = {"roughly even chance": "very unlikely chance", "unlikely": "likely", "likely": "unlikely"}
    return SCALE.sub(lambda m: other.get(m[1], m[1].replace("very ", "")), statement, count=1)


def _hedged(statement: str) -> str:
    return re.sub(r"\b(?:will|is|are) (?:very )?(?:un)?likely(?: to)?\b|\bwill (?:very )?likely\b", "may", statement)


def _off_the_scale(statement: str) -> str:
    return re.sub(r"\b(?:very )?(un)?likely\b", r"extremely \1likely", statement)


def _other_set(lines: str) -> str:
    return SCALE.sub(lambda m: OTHER_SET.get(m[1], m[1]), lines)


def _without_evidence(lines: str) -> str:
    return re.sub(r"^        (?:evidence|against): .*\n", "", CITED.sub("", lines), flags=re.MULTILINE)


def _on_one_source(lines: str) -> str:
    lines = re.sub(r"^        (?:evidence|against): .*\n", "", lines, flags=re.MULTILINE)
    return CITED.sub(lambda m: f"[@{m[1]}]", lines)


def _undated(lines: str) -> str:
    lines = re.sub(r"^        by: .*\n", "", lines, flags=re.MULTILINE)
    return STATED.sub(lambda m: m[0].replace(m[1], WHEN.sub("", m[1])), lines)


def _sentences(texts: Texts, *, referring: bool) -> Iterator[tuple[int, str]]:
    """Each paragraph, with its offset, that refers to a figure or table, or does not."""
    for match in re.finditer(r"(?:[^\n]+\n)+", texts.prose):
        if bool(REFERS.search(match[0])) == referring and not match[0].startswith((">", "#", "[@")):
            yield match.start(), match[0]


def _numbers(*, referring: bool) -> Callable[[Texts], Iterator[Change]]:
    """A number that the report's tables have, one digit changed."""

    def find(texts: Texts) -> Iterator[Change]:
        for begin, paragraph in _sentences(texts, referring=referring):
            for match in NUMBER.finditer(paragraph):
                if match[1].replace(",", "") in texts.numbers:
                    wrong = match[1][:-1] + str((int(match[1][-1]) + 3) % 10)
                    yield Change("prose", begin + match.start(), match[1], wrong)

    return find


def _counted_by_one(texts: Texts) -> Iterator[Change]:
    """All citations but one dropped of a number in the bottom line."""
    for line in BOTTOM_LINE.finditer(texts.prose):
        for match in re.finditer(r"([^\]]+)(\[@[^\]]+\])", line[0]):
            if numbers(match[1]) and ";" in match[2]:
                yield Change("prose", line.start() + match.start(2), match[2], f"{match[2].split(';')[0]}]")


def _added_up(texts: Texts) -> Iterator[Change]:
    """Two counts of a running total added, after the sentence that gives both."""
    pattern = re.compile(r"(\d[\d,]*) on (?:\d+ \w+),? (?:and|then) (\d[\d,]*)|, then (\d+) and (\d+) on \d+ \w+\.?")
    for match in pattern.finditer(texts.prose):
        one, other = [int(part.replace(",", "")) for part in match.groups() if part]
        end = texts.prose.find("\n", match.start())
        yield Change("prose", end, "", f" Together that makes {one + other:,}.")


def _misspelt(kind: str) -> Callable[[Texts], Iterator[Change]]:
    pattern = re.compile(r"\[@fig:([\w-]+)\](?=[^\n])" if kind == "figure" else r"\[@([a-z]\w+)(?=[\];])")
    return lambda texts: _in(texts.prose, "prose", pattern, lambda m: m[0].replace(m[1], m[1] + "x"))


def _cited_rows(texts: Texts) -> Iterator[tuple[int, str, list[str]]]:
    """The row of each source that the prose cites: offset, line, cells."""
    at = 0
    for line in texts.sources.splitlines(keepends=True):
        cells = next(csv.reader(io.StringIO(line)), [])
        if len(cells) > 4 and re.search(rf"@{re.escape(cells[0])}[\];]", texts.prose) and len(cells[4]) == 10:
            yield at, line, cells
        at += len(line)


def _row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _dated(day: str) -> Callable[[Texts], Iterator[Change]]:
    """A cited source's date put after the as-of day, or taken away."""

    def find(texts: Texts) -> Iterator[Change]:
        later = f"{int(texts.as_of[:4]) + 1}{texts.as_of[4:]}" if day == "later" else day
        for at, line, cells in _cited_rows(texts):
            yield Change("sources", at, line, _row([*cells[:4], later, *cells[5:]]))

    return find


def _copied(texts: Texts) -> Iterator[Change]:
    """A source cited alone, now cited with a second printing of itself."""
    rows = {cells[0]: (at, line, cells) for at, line, cells in _cited_rows(texts)}
    for match in CITED.finditer(texts.prose):
        if not match[2] and match[1] in rows:
            at, line, cells = rows[match[1]]
            printed = _row(["copy_of_it", cells[1], "The Other Paper", f"{cells[3]}/copy", *cells[4:]])
            added = Change("sources", at + len(line), "", printed)
            yield Change("prose", match.start(), match[0], f"[@{match[1]}; @copy_of_it]", (added,))


def _sum(texts: Texts) -> Iterator[Change]:
    return _in(texts.scenarios, "scenarios", re.compile(r",(\d\d),"), lambda m: f",{int(m[1]) + 5},")


def _prose(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Callable[[Texts], Iterator[Change]]:
    return lambda texts: _in(texts.prose, "prose", pattern, new)


def _spec(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Callable[[Texts], Iterator[Change]]:
    return lambda texts: _in(texts.spec, "spec", pattern, new)


LENGTHENED = (
    ", which follows from what was said in the weeks before it, from what was not said, from those who kept their "
)
LENGTHENED += "posts and those who lost them, and from what the neighbours will bear and pay for in the meantime."
BASIS = re.compile(r'^(        basis: ")(.*)"$', re.MULTILINE)
BOTTOM_LINE = re.compile(r"(?<=## Bottom line\n\n)[^\n]+")
HEADING = re.compile(r"^  - kind: prose\n    heading: .*\n\n", re.MULTILINE)
ANY_NUMBER = re.compile(r"(?<![\w.,:/@-])\d[\d,]{2,}(?![\w.-])")


def _renamed(texts: Texts) -> Iterator[Change]:
    """The capital's next name, in a report that is older than it."""
    if texts.as_of < "2022-09-17":
        yield from _in(texts.prose, "prose", re.compile(r"\bNur-Sultan\b"), lambda m: "Astana")


def _marked(texts: Texts) -> Iterator[Change]:
    lower = Change("spec", texts.spec.index("title:"), "", "mark: TLP:GREEN\n")
    for match in re.finditer(r"^  - kind: prose\n", texts.spec, re.MULTILINE):
        yield Change("spec", match.end(), "", "    mark: TLP:RED\n", (lower,))


MUTATIONS = (
    Mutation("a judgement's word changed in its statement alone", "likelihood-unsaid", _statements(_another_word)),
    Mutation("“extremely likely” in a statement", "likelihood-scale", _statements(_off_the_scale)),
    Mutation("a judgement in the other set of words", "likelihood-sets", _judgements(_other_set)),
    Mutation(
        "“with moderate confidence” added to a statement",
        "likelihood-and-confidence",
        _statements(lambda s: s[:-1] + ", with moderate confidence."),
    ),
    Mutation("“may” for the word of likelihood", "vague-qualifier", _statements(_hedged)),
    Mutation("a judgement's citations dropped", "judgement-evidence", _judgements(_without_evidence)),
    Mutation("all citations of a judgement but one dropped", "one-publisher", _judgements(_on_one_source)),
    Mutation("all citations of a number in the bottom line but one dropped", "one-publisher", _counted_by_one),
    Mutation("a judgement's day dropped", "forecast-date", _judgements(_undated)),
    Mutation(
        "a judgement's confidence dropped",
        "judgement-confidence",
        _judgements(lambda lines: re.sub(r"        confidence: .*\n", "", lines)),
    ),
    Mutation("a statement made long", "judgement-length", _statements(lambda s: s[:-1] + LENGTHENED)),
    Mutation(
        "a basis written three times", "front-page-length", _spec(BASIS, lambda m: f'{m[1]}{" ".join([m[2]] * 3)}"')
    ),
    Mutation("the bottom line written twice", "bottom-line-length", _prose(BOTTOM_LINE, lambda m: f"{m[0]} {m[0]}")),
    Mutation("a number changed, in a paragraph that refers to a table", "number-and-table", _numbers(referring=True)),
    Mutation("a number changed, in a paragraph that refers to none", "number-and-table", _numbers(referring=False)),
    Mutation("two counts of a running total added", "cumulative-added", _added_up),
    Mutation("a source cited beside a copy of itself", "copies-of-one", _copied),
    Mutation(
        "the day of a quotation dropped", "quotation-attribution", _prose(SPEAKER, lambda m: f"> -- {m[1]}, {m[2]}")
    ),
    Mutation(
        "the office of a quotation dropped", "quotation-attribution", _prose(SPEAKER, lambda m: f"> -- {m[1]}, {m[3]}")
    ),
    Mutation("the name of a later year", "name-by-date", _renamed),
    Mutation("a number left to fill in", "leftover", _prose(ANY_NUMBER, lambda m: "TK")),
    Mutation("a section marked above its report", "mark-below-source", _marked),
    Mutation("a source's day moved after the as-of day", "later-than-as-of", _dated("later")),
    Mutation("a source's day dropped", "undated-source", _dated("")),
    Mutation("a citation misspelt", "dead-reference", _misspelt("source")),
    Mutation("a reference to a figure misspelt", "dead-reference", _misspelt("figure")),
    Mutation("a probability changed", "scenarios-sum", _sum),
    Mutation("a section dropped", "unused-part", _spec(HEADING, lambda m: "")),
)
