"""Notes: none is lost between two pages, and all are printed in their order."""

import json
import subprocess
import sys
from pathlib import Path

from .galleys import USED_FONTS

TRIAL = Path(__file__).with_name("notes_trial.py")
# Of the seeds 1 to 120 WeasyPrint 70.0 by itself loses notes in half; in these 9, 12, 1, 10, 13, 15, 1 and 17.
LOSING = (2, 3, 5, 8, 9, 11, 25, 114)


def trial(mode: str, *seeds: int) -> list[dict[str, object]]:
    command = [sys.executable, str(TRIAL), mode, str(USED_FONTS["SourceSerif4-Regular.ttf"]), *map(str, seeds)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_note_is_printed_once_and_in_its_order() -> None:
    for one in trial("whole", *LOSING):
        assert isinstance(one["notes"], int)
        assert one["printed"] == list(range(1, one["notes"] + 1)), one


def test_weasyprint_by_itself_still_loses_notes() -> None:
    """When this fails upstream has mended its layout: printing/footnotes.py may go."""
    (one,) = trial("plain", LOSING[0])
    assert isinstance(one["printed"], list)
    assert len(one["printed"]) < int(str(one["notes"]))


def test_putting_the_measuring_off_changes_no_line_of_any_page() -> None:
    seeds = range(1, 25)
    assert trial("whole", *seeds) == trial("exact", *seeds)
