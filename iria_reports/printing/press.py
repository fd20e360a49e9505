"""A galley folder and a destination come in; a Proof goes out, printed by a child and moved into place whole."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from iria_reports.errors import CannotWrite, MachineNotReady, PrintingFailed
from iria_reports.printing.limits import Limits
from iria_reports.printing.lint.finding import LayoutFinding, PagesUnreadable
from iria_reports.printing.proof import Proof

# No <dir>: no font of the system or the user is ever used, only the galley's own @font-face files.
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{cache}</cachedir></fontconfig>
"""
# Where libraries lie on machines that keep them elsewhere (Nix, conda, brew); Windows cannot start without its root.
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT")


class Press:
    """One child process that prints one galley.

    Start it early: it imports WeasyPrint while the report is composed. As a context manager it leaves neither the
    child nor its scratch folder behind, whatever ends the block, Ctrl-C included.
    """

    def __init__(self, child: subprocess.Popen[bytes], scratch: Path, limits: Limits) -> None:
        self._child = child
        self._scratch = scratch
        self._limits = limits
        self._used = False

    @classmethod
    def start(cls, limits: Limits | None = None) -> Self:
        """Start the child; it waits for its order."""
        limits = limits or Limits()
        scratch = Path(tempfile.mkdtemp(prefix="iria-press-"))
        try:
            return cls(_start_child(scratch, limits), scratch, limits)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Kill the child if it still runs, and remove its scratch folder."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def print(self, galley: Path, destination: Path) -> Proof:
        """Print the galley to the destination, or leave the destination as it was and say why.

        Raises MachineNotReady, CannotWrite, PrintingFailed or, where a page has lost words, PagesUnreadable.
        """
        if self._used:
            raise RuntimeError("a press prints once; start another")
        self._used = True
        start = time.perf_counter()
        _check_writable(destination)
        scratch = self._scratch / "proof.pdf"
        outcome = self._order({"galley": str(galley.resolve()), "scratch": str(scratch)})
        layout = tuple(LayoutFinding.from_json(found) for found in outcome["layout"])
        if unreadable := [finding for finding in layout if finding.stops]:
            raise PagesUnreadable(unreadable)
        data = scratch.read_bytes()
        _put_in_place(data, destination)
        return Proof(
            path=destination,
            pages=outcome["pages"],
            notes=outcome["notes"],
            sha256=hashlib.sha256(data).hexdigest(),
            warnings=tuple(outcome["warnings"]),
            layout=layout,
            versions=outcome["versions"],
            seconds=time.perf_counter() - start,
            stages=outcome["stages"],
        )

    def _order(self, order: dict[str, str]) -> dict[str, Any]:
        """Send the order, wait for the outcome, and turn every bad end into an error an analyst understands."""
        stdin, self._child.stdin = self._child.stdin, None  # stays open: its end tells the child that we are gone
        assert stdin is not None
        try:
            with contextlib.suppress(BrokenPipeError):  # the child has ended already: its outcome says why
                stdin.write(json.dumps(order).encode() + b"\n")
                stdin.flush()
            answer, _ = self._child.communicate(timeout=self._limits.wall)
        except subprocess.TimeoutExpired as late:
            raise PrintingFailed(
                f"the printer was stopped after {self._limits.wall:g} seconds",
                advice="shorten the report's longest table, or split the report",
            ) from late
        finally:
            self._child.kill()
            with contextlib.suppress(OSError):
                stdin.close()
        if not answer:
            raise PrintingFailed(self._why_it_died())
        return _printed(json.loads(answer))

    def _why_it_died(self) -> str:
        code = self._child.wait()
        if code == -getattr(signal, "SIGXCPU", 0) or code == -getattr(signal, "SIGKILL", 0):
            return f"the printer was stopped after {self._limits.cpu} seconds of processor time, or by the system"
        # GLib ends the process itself (SIGTRAP, SIGABRT) when it gets no memory; so does a library with a bug.
        said = (self._scratch / "stderr").read_text(errors="replace").strip().splitlines()[-3:]
        last_words = f"; its last words: {' / '.join(said)}" if said else ""
        memory = f"{self._limits.memory >> 20} MiB"
        return f"the printer died ({_end(code)}), most likely of the {memory} of memory allowed{last_words}"


def _start_child(scratch: Path, limits: Limits) -> subprocess.Popen[bytes]:
    (scratch / "fonts.conf").write_text(FONTS_CONF.format(cache=scratch / "fontconfig"))
    environment = {
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "TEMP": str(scratch),
        "FONTCONFIG_FILE": str(scratch / "fonts.conf"),
        **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
    }
    with (scratch / "stderr").open("wb") as last_words:
        return subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-m", "iria_reports.printing.printer", json.dumps(limits.as_json())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=last_words,
            cwd=scratch,
            env=environment,
            start_new_session=True,  # Ctrl-C reaches the parent alone, which then ends the child
        )


def _printed(outcome: dict[str, Any]) -> dict[str, Any]:
    message, advice = str(outcome.get("message", "")), str(outcome.get("advice", ""))
    match outcome["status"]:
        case "printed":
            return outcome
        case "machine":
            raise MachineNotReady(message, advice=advice)
        case "refused":
            raise PrintingFailed(message, advice=advice)
        case _:
            fault = PrintingFailed(f"the printer met something nobody foresaw: {message.strip().splitlines()[-1]}")
            fault.add_note(message)
            raise fault


def _check_writable(destination: Path) -> None:
    if destination.is_dir():
        raise CannotWrite(f"{destination} is a folder")
    if not os.access(destination.parent, os.W_OK | os.X_OK):
        raise CannotWrite(f"{destination.parent} is not a folder that can be written to")


def _put_in_place(data: bytes, destination: Path) -> None:
    """Write beside the destination and rename: whoever looks sees the old file or the new one, never half of one."""
    part = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{destination.name}.", suffix=".part", dir=destination.parent)
        part = Path(name)
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)  # mkstemp makes it the owner's alone
        part.replace(destination)
        _fsync_folder(destination.parent)
    except OSError as fault:
        raise CannotWrite(f"cannot write {destination}: {fault.strerror or fault}") from fault
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _fsync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _end(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    return signal.Signals(-code).name
