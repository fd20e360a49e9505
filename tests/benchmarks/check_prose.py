"""Counts what the rules for prose find in texts that nobody wrote for them: false alarms per 1,000 words, by rule.

Usage: python tests/benchmarks/check_prose.py FOLDER [--list] [--judging]

FOLDER holds plain texts (*.txt): a first line with the text's date, YYYY-MM-DD, then paragraphs parted by empty lines.
Each becomes a report of its own, one section of prose without citations, checked whole. `--list` shows each finding.
`--judging` makes it the bottom line, so that every sentence counts as one in which the house judges: the hardest case.
"""

import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from iria_reports.check import check
from iria_reports.checking.finding import Finding
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk

SPEC = "title: A text\nas-of: {day}\nlanguage: en\nsections: [{section}]\n"
PROSE, JUDGING = ("Text", "{kind: prose, heading: Text}"), ("Bottom line", "{kind: bottom-line}")
MEANT = str.maketrans({"<": " ", "[": "(", "]": ")", "{": "(", "}": ")", "*": " ", "_": " ", "`": "'", "^": " "})


def findings_in(text: str, day: str, desk: Desk, section: tuple[str, str] = PROSE) -> tuple[Finding, ...]:
    """What the rules find in the paragraphs of a text."""
    prose = "\n\n".join(
        f"\u200b{part.translate(MEANT)}" if part[:1] in "#>-+0123456789" else part.translate(MEANT)
        for part in paragraphs(text)
    )
    (desk.reports / "text.yml").write_text(SPEC.format(day=day, section=section[1]), encoding="utf-8")
    (desk.reports / "text.md").write_text(f"## {section[0]}\n\n{prose}\n", encoding="utf-8")
    found = check(desk.reports / "text.yml", desk, Ask(today=date.fromisoformat(day))).findings
    return tuple(
        one for one in found if one.rule not in ("input", "bottom-line-length")
    )  # a sign that no bundled font draws


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def main(folder: Path, *, listed: bool, section: tuple[str, str]) -> None:
    words, counted = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        desk = Desk(Path(scratch))
        desk.reports.mkdir()
        desk.settings.write_text("")
        for file in sorted(folder.rglob("*.txt")):
            day, _, text = file.read_text(encoding="utf-8").partition("\n")
            words += len(text.split())
            for one in findings_in(text, day.strip(), desk, section):
                counted[one.rule] += 1
                if listed:
                    line = (desk.reports / "text.md").read_text(encoding="utf-8").split("\n")[one.where.line - 1]
                    near = line[max(one.where.column - 120, 0) : one.where.column + 120]
                    print(f"{file.name}: {one.rule}: {one.message}\n    {near}")
    print(f"{words:,} words")
    for rule, count in counted.most_common():
        print(f"{rule}: {count}, {1000 * count / words:.3f} per 1,000 words")
    print(f"all: {counted.total()}, {1000 * counted.total() / words:.3f} per 1,000 words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), listed="--list" in sys.argv, section=JUDGING if "--judging" in sys.argv else PROSE)
