"""The section kinds' examples, which docs/reference.md shows; and a desk with one report that has them all."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from iria_reports.composing.sections import SECTIONS
from iria_reports.desk import Desk

HERE = Path(__file__).parents[1] / "composing" / "sections"
FILES = {kind.name: HERE / "examples" / f"{kind.name}.yml" for kind in SECTIONS}
# Shown beside them; each needs tables of its own, and is tried on them by the tests of its kind.
OWN_DESKS = {
    kind.name: file.read_text(encoding="utf-8") for kind in SECTIONS if (file := HERE / f"{kind.name}.yml").is_file()
}
EXAMPLES = {name: file.read_text(encoding="utf-8") for name, file in FILES.items() if file.is_file()}
HEAD = "title: The port works again, and nothing is settled\nas-of: 2024-03-10\n"


def desk_with(root: Path, sections: Sequence[str], head: str = HEAD) -> Desk:
    """The examples' desk in `root`, its report `kinds` holding these sections (YAML of one list item each)."""
    shutil.copytree(HERE / "desk", root, dirs_exist_ok=True)
    (root / "reports" / "kinds.yml").write_text(f"{head}sections:\n{''.join(sections)}", encoding="utf-8")
    return Desk(root)


def every_kind(root: Path, head: str = HEAD) -> Desk:
    """The examples' desk in `root`, its report `kinds` holding every example between a first and the last parts."""
    first = ["- bottom-line\n", "- {kind: prose, heading: What happened}\n"]
    return desk_with(root, [*first, *EXAMPLES.values(), "- annex\n", "- sources\n", "- about\n"], head)
