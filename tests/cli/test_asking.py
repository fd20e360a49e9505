"""Questions on a real terminal: what is shown, what Enter takes, and what Ctrl-C leaves."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

pty = pytest.importorskip("pty", reason="pseudo-terminals are of Unix only")
PATIENCE = 30


class Terminal:
    """A verb that runs at a terminal of its own, as a person meets it."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.ours, theirs = pty.openpty()
        # A test run in the background of a shell has been told to ignore Ctrl-C, and would hand that on.
        command = ["env", "--default-signal=INT", sys.executable, "-m", "iria_reports", *words]
        self.child = subprocess.Popen(
            command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.shown = ""

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            if select.select([self.ours], [], [], 0.2)[0]:
                self.shown += os.read(self.ours, 4096).decode()

    def type(self, text: str) -> None:
        os.write(self.ours, text.encode())

    def ended(self) -> int:
        return self.child.wait(timeout=PATIENCE)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        if terminal.child.poll() is None:
            terminal.child.kill()
            terminal.child.wait()
        os.close(terminal.ours)


def test_a_desk_is_made_from_answers_typed_at_a_terminal(tmp_path: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal(tmp_path, "init", "desk")
    terminals.append(terminal)
    terminal.wait_for("Your institute's name [International Relations Insights & Analysis]: ")
    terminal.type("Northern Institute of Peace\n")
    terminal.wait_for("[NIP]: ")
    terminal.type("\n")
    terminal.wait_for("[none]: ")
    terminal.type("\n")
    terminal.wait_for("[#b5451b]: ")
    terminal.type("red\n")
    terminal.wait_for("Error: write a colour as # and six digits")
    terminal.type("#7a1f5c\n")
    terminal.wait_for("next: iria-report build desk/reports/example.yml")
    assert terminal.ended() == 0
    house = yaml.safe_load((tmp_path / "desk" / "desk.yml").read_text(encoding="utf-8"))["house"]
    assert house == {"name": "Northern Institute of Peace", "short-name": "NIP", "accent": "#7a1f5c"}


def test_ctrl_c_at_a_question_leaves_nothing(tmp_path: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal(tmp_path, "init", "desk")
    terminals.append(terminal)
    terminal.wait_for("Your institute's name")
    terminal.type("Northern Institute\n")
    terminal.wait_for("[NI]: ")
    terminal.child.send_signal(2)
    terminal.wait_for("stopped; nothing half-written was left behind")
    assert terminal.ended() == 130
    assert list(tmp_path.iterdir()) == []
