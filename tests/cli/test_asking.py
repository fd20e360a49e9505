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
# As a shell does: take the terminal, run the verb in it, and stay, so that it is not hung up before it is read.
SHELL = """
import fcntl, signal, subprocess, sys, termios
fcntl.ioctl(sys.stdin, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.SIG_IGN)
verb = ["env", "--default-signal=INT", sys.executable, "-m", "iria_reports", *sys.argv[1:]]
print("ended with", subprocess.run(verb).returncode, flush=True)
signal.pause()
"""


class Terminal:
    """A verb that runs at a terminal of its own, as a person meets it."""

    def __init__(self, folder: Path, *words: str) -> None:
        try:
            self.ours, theirs = pty.openpty()
        except OSError:
            pytest.skip("no pseudo-terminal to be had here: is /dev/pts mounted?")
        self.shell = subprocess.Popen(
            [sys.executable, "-c", SHELL, *words],
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = ""

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            if select.select([self.ours], [], [], 0.2)[0]:
                self.read()

    def read(self) -> str:
        """All that was shown so far."""
        self.shown += os.read(self.ours, 4096).decode()
        return self.shown

    def type(self, text: str) -> None:
        os.write(self.ours, text.encode())

    def press_ctrl_c(self) -> None:
        """As a person does, and a second later again: pressed just before the program listens, it is not heard."""
        for _ in range(PATIENCE):
            self.type("\x03")
            end = time.monotonic() + 1
            while (left := end - time.monotonic()) > 0:
                if select.select([self.ours], [], [], left)[0] and "ended" in self.read():
                    return


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.shell.kill()
        terminal.shell.wait()
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
    terminal.wait_for("SVG or PNG [none]: ")
    terminal.type("\n")
    terminal.wait_for("next: iria-report build desk/reports/example.yml")
    terminal.wait_for("ended with 0")
    house = yaml.safe_load((tmp_path / "desk" / "desk.yml").read_text(encoding="utf-8"))["house"]
    assert house == {"name": "Northern Institute of Peace", "short-name": "NIP", "accent": "#7a1f5c"}


def test_ctrl_c_at_a_question_leaves_nothing(tmp_path: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal(tmp_path, "init", "desk")
    terminals.append(terminal)
    terminal.wait_for("Your institute's name")
    terminal.type("Northern Institute\n")
    terminal.wait_for("[NI]: ")
    terminal.press_ctrl_c()
    terminal.wait_for("ended with 130")
    assert "stopped; nothing half-written was left behind" in terminal.shown
    assert list(tmp_path.iterdir()) == []
