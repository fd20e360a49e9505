"""Galley folders come in; each is laid out, and what stands on its pages goes out, one line of JSON for each galley.

Run as a process of its own: `python breaks_trial.py <galley>...`. A page is the list of what it holds in the order of
reading: `[kind, nearest id, level, which element it is a piece of]`; with it, how many notes were printed, and how much
of each page is empty.
"""

import json
import sys
from pathlib import Path

from iria_reports.printing.galley_folder import read_galley
from iria_reports.printing.limits import Limits
from iria_reports.printing.lint.breaks import left_empty
from iria_reports.printing.typeset import typeset


def main() -> None:
    for folder in sys.argv[1:]:
        sheets = typeset(read_galley(Path(folder), Limits().file_size), Limits())
        wholes: dict[int, int] = {}
        pages = [
            [
                [item.kind, next(iter(item.ids), ""), item.level, wholes.setdefault(item.whole, len(wholes))]
                for item in leaf.items
            ]
            for leaf in sheets.leaves
        ]
        empty = [left_empty(leaf) for leaf in sheets.leaves]
        print(json.dumps({"notes": sheets.notes, "pages": pages, "empty": empty}))


main()
