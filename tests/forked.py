"""A child of the program is asked for; it comes forked from one that has imported all it needs, in the world asked for.

To import WeasyPrint or matplotlib takes a child longer than to print what most tests ask of it, and hundreds are asked.
What a child does and the walls around it (folder, environment, limits) are the same. Started fresh they still are in
the tests of the press and of the pen, and wherever a test runs the program itself.
"""

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from typing import IO, Any

# What a child imports only when it has set its limits.
LATER = {
    "iria_reports.printing.printer": "iria_reports.printing.typeset",
    "iria_reports.printing.copies.stamper": "iria_reports.printing.copies.set_stamps",
}


class Mother:
    """A process that has imported a module, and forks a child to run it whenever asked."""

    def __init__(self, python: list[str], module: str, cwd: str, env: dict[str, str]) -> None:
        self._asked = threading.Lock()
        self._line, hers = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with hers:
            command = [*python, __file__, str(hers.fileno()), module]
            self.process = subprocess.Popen(command, cwd=cwd, env=env, pass_fds=[hers.fileno()], start_new_session=True)

    def ask(self, order: dict[str, Any], *files: int) -> int:
        with self._asked:
            socket.send_fds(self._line, [json.dumps(order).encode()], files)
            return int(self._line.recv(64))

    def end(self) -> None:
        self._line.close()
        self.process.wait(10)


class Forked:
    """What subprocess.Popen is to a child: as much of it as iria_reports/child.py uses."""

    mothers: dict[str, Mother] = {}  # noqa: RUF012  # one a module, for the whole session

    def __init__(self, command: list[str], *, stderr: IO[bytes], cwd: object, env: dict[str, str], **_: object) -> None:
        python, (module, *arguments) = command[: command.index("-m")], command[command.index("-m") + 1 :]
        if module not in self.mothers:
            self.mothers[module] = Mother(python, module, str(cwd), env)
        self._mother = self.mothers[module]
        (its_in, ours_in), (ours_out, its_out) = os.pipe(), os.pipe()
        self.stdin, self.stdout = os.fdopen(ours_in, "wb"), os.fdopen(ours_out, "rb")
        world = {"arguments": arguments, "cwd": str(cwd), "env": env}
        self.pid = self._mother.ask(world, its_in, its_out, stderr.fileno())
        self.returncode: int | None = None
        os.close(its_in)
        os.close(its_out)

    def kill(self) -> None:
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = self._mother.ask({"wait": self.pid})
        return self.returncode


def mother(line: socket.socket, module: str) -> None:
    """Fork whenever asked, and tell how a child ended; a child returns, to be what it was asked to be."""
    while True:
        said, files, _, _ = socket.recv_fds(line, 1 << 16, 3)
        order = json.loads(said) if said else sys.exit()
        if "wait" in order:
            answer = os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1])
        elif (answer := os.fork()) == 0:
            return become(order, files, module)
        for file in files:
            os.close(file)
        line.send(str(answer).encode())


def become(order: dict[str, Any], files: list[int], module: str) -> None:
    os.setsid()
    for place, file in enumerate(files):
        os.dup2(file, place)
        os.close(file)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    tempfile.tempdir = None
    sys.argv = [module, *order["arguments"]]


if __name__ == "__main__":
    running = importlib.import_module(sys.argv[2])
    importlib.import_module(LATER.get(sys.argv[2], sys.argv[2]))
    with socket.socket(fileno=int(sys.argv[1])) as to_tests:
        mother(to_tests, sys.argv[2])
    running.main()
