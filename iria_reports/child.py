"""A module of ours goes in; a child process in a closed world comes out: it takes orders and gives answers as lines.

The child gets a clean environment and a scratch folder as its home: no setting, font or cache of the user's reaches it.
"""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

# No <dir>: no font of the system or the user is ever used, only files that are named.
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{cache}</cachedir></fontconfig>
"""
# Where libraries lie on machines that keep them elsewhere (Nix, conda, brew); Windows cannot start without its root.
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")


class Child:
    """One child process. As a context manager it leaves neither the process nor its scratch folder behind.

    It must end when its stdin does: that tells it that we are gone, whatever ended us.
    """

    def __init__(self, process: subprocess.Popen[bytes], scratch: Path) -> None:
        self.process = process
        self.scratch = scratch
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    @classmethod
    def start(
        cls, module: str, *arguments: str, files: Mapping[str, str] | None = None, scratch_in: Path | None = None
    ) -> Self:
        """Run `python -m module arguments`; it may import what it needs while we do other things.

        files       names and texts of files that it finds in its scratch folder
        scratch_in  the folder in which that is; the machine's for temporary files where left out
        """
        scratch = Path(tempfile.mkdtemp(prefix=f"iria-{module.rpartition('.')[2]}-", dir=scratch_in)).absolute()
        try:
            for name, text in (files or {}).items():
                (scratch / name).write_text(text, encoding="utf-8")
            return cls(_process(module, arguments, scratch), scratch)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Kill the child if it still runs, and remove its scratch folder."""
        self.process.kill()
        self.process.wait()
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def tell(self, order: object) -> None:
        """Send one line. A child that has ended already says why in its answer, or by having none."""
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            self.process.stdin.flush()

    def answer(self, seconds: float) -> dict[str, Any] | None:
        """The next line of the child's, or None where it ended without one. Raises TimeoutError."""
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        answer: dict[str, Any] | None = json.loads(line) if line else None
        return answer

    def ending(self) -> str:
        """How it ended, in words; for a child that gave no answer."""
        code = self.process.wait()
        return f"exit code {code}" if code >= 0 else signal.Signals(-code).name

    def last_words(self) -> str:
        """The last lines it wrote on stderr."""
        return " / ".join((self.scratch / "stderr").read_text(errors="replace").strip().splitlines()[-3:])

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as answers, contextlib.suppress(OSError, ValueError):
            for line in answers:
                self._answers.put(line)
        self._answers.put(b"")


def private_stdout() -> TextIO:
    """In a child: its answers' pipe, kept from whatever a library prints on stdout (WeasyPrint's advice, say)."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _process(module: str, arguments: tuple[str, ...], scratch: Path) -> subprocess.Popen[bytes]:
    (scratch / "fonts.conf").write_text(FONTS_CONF.format(cache=scratch / "fontconfig"))
    environment = {
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "TEMP": str(scratch),
        "FONTCONFIG_FILE": str(scratch / "fonts.conf"),
        "MPLCONFIGDIR": str(scratch),
        "OPENBLAS_NUM_THREADS": "1",  # each of its threads reserves address space that a limit counts
        **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
    }
    with (scratch / "stderr").open("wb") as last_words:
        return subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=last_words,
            cwd=scratch,
            env=environment,
            start_new_session=True,  # Ctrl-C reaches the parent alone, which then ends the child
        )
