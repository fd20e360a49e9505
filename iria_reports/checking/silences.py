"""Findings and the analyst's silences go in; the findings come out, silenced where one covers them, each with a reason.

For a whole report, in its specification: `checks: [{rule: ..., reason: ...}]`. For a paragraph, above or below it in
Markdown: `<!-- check: rule: reason -->`. For a value of YAML, on its line or the line above: `# check: rule: reason`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from iria_reports.checking.finding import Finding, Rule
from iria_reports.checking.places import Places
from iria_reports.errors import Place
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.nodes import Located
from iria_reports.writing.spec import Spec

IN_MARKDOWN = re.compile(r"^[ \t]*<!--\s*check:(.*?)-->[ \t]*$", re.MULTILINE | re.DOTALL)
IN_YAML = re.compile(r"(?:^|\s)#\s*check:(.*)$")
SAID = re.compile(r"\s*(?P<rule>[\w-]+)\s*(?::\s*(?P<reason>.*\S))?\s*", re.DOTALL)
ONLY_A_NOTE = re.compile(r"\s*#")


@dataclass(frozen=True)
class Silence:
    """One silence: of which rule, why, and over what: lines of a file, a row of a table by its id, or everything."""

    at: Place
    rule: str
    reason: str
    path: str = ""
    lines: range = range(0)
    row: Place | None = None

    def covers(self, finding: Finding) -> bool:
        if finding.rule != self.rule:
            return False
        if self.row:
            return (finding.where.path, finding.where.line) == (self.row.path, self.row.line)
        return not self.path or (finding.where.path == self.path and finding.where.line in self.lines)


def silenced(findings: list[Finding], spec: Spec, places: Places, rules: dict[str, Rule]) -> list[Finding]:
    """The findings, each with its silence, and one more for each silence that is of no use."""
    silences = list(_silences(spec, places))
    useful = [one for one in silences if one.reason and one.rule in rules and not _refused(rules[one.rule])]
    used: set[Silence] = set()
    out: list[Finding] = []
    for finding in findings:
        found = next((one for one in useful if one.covers(finding)), None)
        used |= {found} if found else set()
        out.append(replace(finding, silenced=found.reason) if found else finding)
    return [*out, *(_useless(one, rules) for one in silences if one not in used)]


def _refused(rule: Rule) -> bool:
    return rule.id == "silence" or (rule.told_by_build and rule.level == "error")


def _useless(one: Silence, rules: dict[str, Rule]) -> Finding:
    message, advice = f"nothing here for “{one.rule}” to silence", "take it out"
    if one.rule not in rules:
        message, advice = f"no rule {one.rule!r}", suggest_or_list(one.rule, list(rules))
    elif _refused(rules[one.rule]):
        message = f"“{one.rule}” cannot be silenced: `build` refuses what it finds"
    elif not one.reason:
        message, advice = f"“{one.rule}” is silenced without a reason", f"write check: {one.rule}: and why"
    return Finding(one.at, "silence", message, advice=advice)


def _silences(spec: Spec, places: Places) -> Iterator[Silence]:
    for index, choice in enumerate(spec.choices.checks):
        at = spec.where.place(("checks", index))
        row = _row(spec, choice.row) if choice.row else None
        yield Silence(at, choice.rule, choice.reason, row=row or (Place("") if choice.row else None))
    yield from _in_yaml(spec.where, places.text(spec.path))
    prose = f"{spec.path.rsplit('.', 1)[0]}.md"
    yield from _in_markdown(prose, places.text(prose))
    for article in spec.articles.values():
        yield from _in_yaml(article.where, places.text(article.path))
        yield from _in_markdown(article.path, places.text(article.path))


def _row(spec: Spec, name: str) -> Place | None:
    """The place of the table's row with this id."""
    rows = (row for table in spec.tables.values() for row in table.rows)
    return next((row.place() for row in rows if name in (row.cells.get("id"), row.cells.get("event_id"))), None)


def _said(text: str) -> tuple[str, str]:
    match = SAID.fullmatch(text)
    return (match["rule"], " ".join((match["reason"] or "").split())) if match else (text.strip(), "")


def _in_markdown(path: str, text: str) -> Iterator[Silence]:
    """A note covers the paragraph under it, or else the one it ends."""
    lines = text.split("\n")
    for match in IN_MARKDOWN.finditer(text):
        first = text.count("\n", 0, match.start()) + 1
        last = first + match[0].count("\n")
        covered = _paragraph(lines, last, 1) or _paragraph(lines, first - 2, -1)
        yield Silence(Place(path, first, match[0].index("<") + 1), *_said(match[1]), path, covered)


def _paragraph(lines: list[str], start: int, step: int) -> range:
    """The numbers of the lines from index `start`, up or down, to the next empty one; other notes are passed over."""
    index = start
    while 0 <= index < len(lines) and lines[index].lstrip().startswith("<!--"):
        index += step
    begin = index
    while 0 <= index < len(lines) and lines[index].strip() and not lines[index].lstrip().startswith("<!--"):
        index += step
    return range(begin + 1, index + 1) if step > 0 else range(index + 2, begin + 2)


def _in_yaml(located: Located, text: str) -> Iterator[Silence]:
    """A note covers the value that begins on its line, or on the line under it where it stands alone."""
    lines = text.split("\n")
    end = located.first_line + located.text.count("\n")
    for number, line in enumerate(lines[:end], 1):
        match = IN_YAML.search(line)
        if match and number >= located.first_line and not _in_a_text(located, number, match.start()):
            begin = number
            while begin <= len(lines) and ONLY_A_NOTE.match(lines[begin - 1]):
                begin += 1
            place = Place(located.path, number, line.index("#", match.start()) + 1)
            yield Silence(place, *_said(match[1]), located.path, range(begin, _last_line(located, begin) + 1))


def _last_line(located: Located, first: int) -> int:
    """The last line of the values that begin on line `first`, keys counted too."""
    begun = [loc for loc, place in [*located.values.items(), *located.keys.items()] if place.line == first and loc]
    ends = [_line(located, located.spans[loc][1] - 1) for loc in begun if loc in located.spans]
    return max([first, *ends])


def _in_a_text(located: Located, number: int, column: int) -> bool:
    """Whether the spot lies within a text that runs over it, in quotation marks or a block."""
    offset = sum(len(line) + 1 for line in located.text.split("\n")[: number - located.first_line]) + column
    leaves = (span for loc, span in located.spans.items() if not any(_within(loc, other) for other in located.spans))
    return any(start < offset < end for start, end in leaves)


def _within(loc: tuple[str | int, ...], other: tuple[str | int, ...]) -> bool:
    return len(other) > len(loc) and other[: len(loc)] == loc


def _line(located: Located, offset: int) -> int:
    text = located.text[: max(offset, 0)].rstrip()
    return text.count("\n") + located.first_line
