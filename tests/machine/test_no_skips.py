"""The plugin that makes CI fail on a skip nobody allowed."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]

UNLISTED = "import pytest\n@pytest.mark.skip(reason='no java here')\ndef test_it(): ...\n"
LISTED = "import pytest\n@pytest.mark.skipif(True, reason='only on macOS')\ndef test_it(): ...\n"
MODULE = "import pytest\npytest.skip('no qpdf here', allow_module_level=True)\n"
EXPECTED = "import pytest\n@pytest.mark.xfail(reason='known')\ndef test_it(): assert False\n"
PASSES = "def test_that(): ...\n"


def outcome(folder: Path, text: str, *options: str) -> tuple[int, str]:
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    (folder / "test_some.py").write_text(text)
    (folder / "test_other.py").write_text(PASSES)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.no_skips",
        "--rootdir",
        folder,
        *options,
        folder,
    ]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(("text", "reason"), [(UNLISTED, "no java here"), (MODULE, "no qpdf here")])
def test_an_unlisted_skip_fails_the_run_and_is_named(tmp_path: Path, text: str, reason: str, workers: str) -> None:
    code, told = outcome(tmp_path, text, "-n", workers)
    assert code == 1
    assert "not allowed to be (tests/no_skips.py)" in told
    assert f"Skipped: {reason}" in told


@pytest.mark.parametrize("text", [LISTED, EXPECTED])
def test_a_listed_skip_and_an_expected_failure_do_not(tmp_path: Path, text: str) -> None:
    assert outcome(tmp_path, text, "-n", "0")[0] == 0
