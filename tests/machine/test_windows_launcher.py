"""iria-report.cmd as text: it is not run here, for want of Windows."""

from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "iria-report.cmd"


def test_every_line_ends_as_cmd_wants_it() -> None:
    told = SCRIPT.read_bytes()
    assert told.endswith(b"\r\n")
    assert told.count(b"\n") == told.count(b"\r\n")


def test_it_is_plain_ascii() -> None:
    assert SCRIPT.read_bytes().isascii()


def test_it_runs_the_same_launcher_in_its_own_folder_with_every_word() -> None:
    assert 'wsl.exe --cd "%~dp0." sh ./iria-report %*' in SCRIPT.read_text("ascii")


def test_it_hands_the_exit_code_on() -> None:
    assert "exit /b %errorlevel%" in SCRIPT.read_text("ascii")


def test_without_wsl_it_says_how_to_get_it_and_ends_with_4() -> None:
    lines = SCRIPT.read_text("ascii").splitlines()
    where = lines.index(":no_wsl")
    assert any("wsl --install" in line for line in lines[where:])
    assert lines[-1] == "exit /b 4"
    assert lines.count("if errorlevel 1 goto :no_wsl") == 2
