"""Twenty processes issue at once: no number twice, no broken chain."""

import subprocess
import sys
from pathlib import Path

from dying import HERE, unhealed

from iria_reports.issuing.register import read_register

ONE = "import sys; from pathlib import Path; from small import issue_small; issue_small(Path(sys.argv[1]))"


def test_twenty_at_once_take_twenty_numbers(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ONE, str(tmp_path)]
    running = [subprocess.Popen(command, cwd=HERE) for _ in range(20)]
    assert [one.wait(120) for one in running] == [0] * 20
    assert list(unhealed(tmp_path)) == []
    assert len(read_register(tmp_path / "register.jsonl").issues) == 20
