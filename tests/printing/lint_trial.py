"""Typesets galley folders one after the other and prints what the lint finds in each, as JSON by folder name.

Usage: lint_trial.py GALLEY...  In one process, because starting WeasyPrint takes longer than all of them.
"""

import json
import sys
import tempfile
from pathlib import Path

from iria_reports.printing.finish import finish
from iria_reports.printing.galley_folder import read_galley
from iria_reports.printing.limits import Limits
from iria_reports.printing.lint.lint import lint
from iria_reports.printing.typeset import typeset

found = {}
with tempfile.TemporaryDirectory() as scratch:
    for folder in map(Path, sys.argv[1:]):
        sheets = typeset(read_galley(folder, Limits().file_size), Limits())
        file = Path(scratch) / f"{folder.name}.pdf"
        file.write_bytes(finish(sheets.data))
        found[folder.name] = [one.as_json() for one in lint(file, sheets.leaves)]
print(json.dumps(found))
