"""Counts what the rules for prose find in texts that nobody wrote for them: false alarms per 1,000 words, by rule.

Usage: python tests/benchmarks/check_prose.py FOLDER [--list] [--judging | --judgements]

FOLDER holds plain texts (*.txt): a first line with the text's date, YYYY-MM-DD, then paragraphs parted by empty lines.
Each becomes a report of its own, one section of prose without citations, checked whole. `--list` shows each finding.
`--judging` makes it the bottom line, so that every sentence counts as one in which the house judges: the hardest case.
`--judgements` makes each sentence that says what somebody judges a judgement, with its own word of likelihood
or else a range, and two sources: for the rules on judgements, which plain prose cannot break. Rates are per sentence.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from iria_reports.check import check
from iria_reports.checking.finding import Finding
from iria_reports.checking.scale import Scale
from iria_reports.checking.sentences import sentence_spans
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk

SPEC = "title: A text\nas-of: {day}\nlanguage: en\nsections: [{section}]\n"
PROSE, JUDGING = ("Text", "{kind: prose, heading: Text}"), ("Bottom line", "{kind: bottom-line}")
NOISE = ("input", "bottom-line-length", "judgements-number")  # `input`: a sign that no bundled font draws
SAYS = re.compile(
    r"\b(?:[Ww]e|IC|JIC|NIC|[Aa]genc(?:y|ies)|[Aa]nalysts|elements?|Council|Committee|Community|Estimate) "
    r"(?:\w+ ){0,3}?(?:judge|assess|believe|estimate|expect)(?:s|d|e[sd])?\b"
)
JUDGEMENT = """      - id: s{number}
        statement: {statement}
        likelihood: {likelihood}
        confidence: low
        basis: "It is said so. [@a; @b]"
"""
SOURCES = "id,title,publisher,date\na,One,The Herald,1950\nb,Another,The Gazette,1950\n"
MEANT = str.maketrans({"<": " ", "[": "(", "]": ")", "{": "(", "}": ")", "*": " ", "_": " ", "`": "'", "^": " "})


def findings_in(text: str, day: str, desk: Desk, section: tuple[str, str] = PROSE) -> tuple[Finding, ...]:
    """What the rules find in the paragraphs of a text."""
    prose = "\n\n".join(
        f"\u200b{part.translate(MEANT)}" if part[:1] in "#>-+0123456789" else part.translate(MEANT)
        for part in paragraphs(text)
    )
    (desk.reports / "text.yml").write_text(SPEC.format(day=day, section=section[1]), encoding="utf-8")
    (desk.reports / "text.md").write_text(f"## {section[0]}\n\n{prose}\n", encoding="utf-8")
    return _checked(day, desk)


def findings_in_judgements(text: str, day: str, desk: Desk) -> tuple[Finding, ...]:
    """What the rules find where each of the text's judging sentences is a judgement."""
    items = [
        JUDGEMENT.format(number=number, statement=json.dumps(one, ensure_ascii=False), likelihood=_likelihood(one))
        for number, one in enumerate(judging_sentences(text))
    ]
    sections = "\n  - kind: judgements\n    judgements:\n" + "".join(items)
    spec = f"title: A text\nas-of: {day}\nlanguage: en\nsections:{sections}"
    (desk.reports / "text.yml").write_text(spec, encoding="utf-8")
    (desk.reports / "text.md").unlink(missing_ok=True)
    (desk.reports / "sources").mkdir(exist_ok=True)
    (desk.reports / "sources" / "all.csv").write_text(SOURCES)
    return _checked(day, desk) if items else ()


def judging_sentences(text: str) -> list[str]:
    """The sentences that say what we, an agency or its analysts judge."""
    parts = [part.translate(MEANT) for part in paragraphs(text)]
    spoken = [part[begin:end] for part in parts for begin, end in sentence_spans(part)]
    return [one for one in spoken if SAYS.search(one)]


def _likelihood(sentence: str) -> str:
    words = list(dict.fromkeys(found.word for found in Scale().words(sentence)))
    return words[0] if len(words) == 1 else "20 to 80"


def _checked(day: str, desk: Desk) -> tuple[Finding, ...]:
    found = check(desk.reports / "text.yml", desk, Ask(today=date.fromisoformat(day))).findings
    return tuple(one for one in found if one.rule not in NOISE)


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def main(folder: Path, *, listed: bool, mode: str) -> None:
    size, counted = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        desk = Desk(Path(scratch))
        desk.reports.mkdir()
        desk.settings.write_text("")
        for file in sorted(folder.rglob("*.txt")):
            day, _, text = file.read_text(encoding="utf-8").partition("\n")
            size += len(judging_sentences(text)) if mode == "judgements" else len(text.split())
            for one in _found(text, day.strip(), desk, mode):
                counted[one.rule] += 1
                if listed:
                    print(f"{file.name}: {one.rule}: {one.message}\n    {_near(one, desk)}")
    _sum_up(counted, size, "sentences" if mode == "judgements" else "words")


def _found(text: str, day: str, desk: Desk, mode: str) -> tuple[Finding, ...]:
    if mode == "judgements":
        return findings_in_judgements(text, day, desk)
    return findings_in(text, day, desk, JUDGING if mode == "judging" else PROSE)


def _near(one: Finding, desk: Desk) -> str:
    """The words around a finding."""
    line = (desk.root / one.where.path).read_text(encoding="utf-8").split("\n")[one.where.line - 1]
    return line[max(one.where.column - 120, 0) : one.where.column + 240]


def _sum_up(counted: Counter[str], size: int, of: str) -> None:
    print(f"{size:,} {of}")
    for rule, count in [*counted.most_common(), ("all", counted.total())]:
        print(f"{rule}: {count}, {1000 * count / max(size, 1):.3f} per 1,000 {of}")


if __name__ == "__main__":
    asked = next((mode for mode in ("judging", "judgements") if f"--{mode}" in sys.argv), "prose")
    main(Path(sys.argv[1]), listed="--list" in sys.argv, mode=asked)
