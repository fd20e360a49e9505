"""Typesets galley folders one after the other; what came of each goes out as JSON by folder name.

Usage: floats_trial.py GALLEY...  Beside each galley its finished file is written. `pages` holds the ids of the blocks
on each page, as they are read; `layouts` how often it was laid out; `findings` what the layout lint says.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any
from unittest import mock

from iria_reports.printing import typeset
from iria_reports.printing.finish import finish
from iria_reports.printing.galley_folder import read_galley
from iria_reports.printing.limits import Limits
from iria_reports.printing.lint.lint import lint


def printed(folder: Path) -> dict[str, Any]:
    with mock.patch.object(typeset, "_laid_out", side_effect=typeset._laid_out) as laid_out:
        sheets = typeset.typeset(read_galley(folder, Limits().file_size), Limits())
    file = folder.with_suffix(".pdf")
    file.write_bytes(finish(sheets.data))
    return {
        "layouts": laid_out.call_count,
        "pages": [[*dict.fromkeys(item.ids[0] for item in leaf.items if item.ids)] for leaf in sheets.leaves],
        "findings": [str(one) for one in lint(file, sheets.leaves)],
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }


print(json.dumps({Path(folder).name: printed(Path(folder)) for folder in sys.argv[1:]}))
