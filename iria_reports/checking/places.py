"""A piece of a passage goes in; its line and column in the analyst's file come out."""

import re
from dataclasses import dataclass, field
from itertools import islice

from iria_reports.checking.passages import Passage, Run
from iria_reports.desk import Desk
from iria_reports.errors import Place
from iria_reports.report import Origin
from iria_reports.writing.files import read_text

# What typography made of what was typed.
TYPED = {"’": "(?:['’]|'')", "‘": "['‘]", "“": r"(?:\\?\"|“)", "”": r"(?:\\?\"|”)", "–": "(?:--|–)", "—": "(?:---|—)"}
TYPED |= {"…": r"(?:\.\.\.|…)"}


@dataclass
class Places:
    """The desk's files, each read once."""

    desk: Desk
    texts: dict[str, str] = field(default_factory=dict)

    def text(self, path: str) -> str:
        """The whole file, "" where it cannot be read."""
        if path not in self.texts:
            file = self.desk.root / path
            self.texts[path] = read_text(file, path)[0] if file.is_file() else ""
        return self.texts[path]

    def of(self, passage: Passage, offset: int = 0, length: int = 0) -> Place:
        """Where the `length` characters at `offset` of the passage stand; the passage's beginning if not found."""
        run = next((one for one in reversed(passage.runs) if one.start <= offset), None)
        if run is None:
            return at(passage.block.meta.origin)
        piece = passage.text[offset : offset + length] if length else passage.text[offset : offset + 24]
        return self._find(run, passage.text[run.start : offset], piece) or at(run.at)

    def _find(self, run: Run, before: str, piece: str) -> Place | None:
        """`piece` after the run's beginning, passed over as often as it occurs in `before`."""
        text = self.text(run.at.path)
        begin = _offset(text, run.at.line, run.at.column)
        if not piece.strip() or begin is None:
            return None
        typed = _typed(piece.strip())
        earlier = sum(1 for _ in typed.finditer(before))
        match = next(islice(typed.finditer(text, begin), earlier, None), None)
        if match is None:
            return None
        line_start = text.rfind("\n", 0, match.start()) + 1
        return Place(run.at.path, text.count("\n", 0, match.start()) + 1, match.start() - line_start + 1)


def at(origin: Origin) -> Place:
    """An origin as a place to open."""
    return Place(origin.path, origin.line, origin.column, origin.cell)


def _typed(piece: str) -> re.Pattern[str]:
    parts = [r"\s+" if one.isspace() else TYPED.get(one) or re.escape(one) for one in re.findall(r"\s+|\S", piece)]
    return re.compile("".join(parts))


def _offset(text: str, line: int, column: int) -> int | None:
    begin = 0
    for _ in range(line - 1):
        begin = text.find("\n", begin) + 1
        if not begin:
            return None
    return begin + column - 1
