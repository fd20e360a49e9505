"""Twenty processes issue at once: no number twice, no broken chain."""

import subprocess
import sys
from pathlib import Path

from dying import HERE, unhealed

from iria_reports.issuing.register import read_register

# Forked from one that has imported all it needs, so that they really are at it at once.
TWENTY = """
import os, sys; from pathlib import Path; from small import issue_small
for _ in range(20):
    if not os.fork():
        issue_small(Path(sys.argv[1]))
        os._exit(0)
print([os.wait()[1] for _ in range(20)])
"""


def test_twenty_at_once_take_twenty_numbers(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TWENTY, str(tmp_path)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == f"{[0] * 20}\n", done.stderr
    assert list(unhealed(tmp_path)) == []
    assert len(read_register(tmp_path / "register.jsonl").issues) == 20
