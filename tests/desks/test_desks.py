"""One tiny desk for each kind of fault: what the analyst is told, word for word, is in its expected.txt."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.writing.load import load_spec

HERE = Path(__file__).parent
DESKS = sorted(folder.name for folder in HERE.iterdir() if (folder / "desk.yml").is_file())


@pytest.mark.parametrize("name", DESKS)
def test_every_fault_of_a_desk_is_told_at_once_with_its_place(name: str, golden: Callable[[Path, str], None]) -> None:
    desk = Desk(HERE / name)
    told = []
    for spec in sorted(desk.reports.glob("*.yml")):
        with pytest.raises(InputFaults) as found:
            compose(load_spec(spec, desk, ReportChoices), Ask(today=date(2022, 3, 1)))
        told.append(str(found.value))
    golden(HERE / name / "expected.txt", "\n".join(told) + "\n")
