"""A folder goes in; a stand-in checkout comes out: the real launcher, with play-acted uv, apt and Python around it."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

LAUNCHER = Path(__file__).parents[2] / "iria-report"

# What the launcher may use of a bare system. Neither Python nor uv, sudo nor a package manager is among them.
BARE = tuple("sh cat cp cut env grep mkdir mv ps readlink rm sed sleep tail touch uname".split())  # noqa: SIM905

UV = """#!/bin/sh
case $1 in --version) echo 'uv 0.13.9 (a play-acted one)'; exit ;; esac
echo "$* certs=${UV_SYSTEM_CERTS-} cache=${UV_CACHE_DIR-}" >>"$LOG"
sleep "${SLEEP-0}" || exit 130
[ -z "${FAIL-}" ] || { echo 'error: no route to anywhere' >&2; exit 2; }
mkdir -p "$UV_PROJECT_ENVIRONMENT/bin"
cp "$STAND_IN" "$UV_PROJECT_ENVIRONMENT/bin/python"
"""

PYTHON = """#!/bin/sh
echo "python $* PYTHONPATH=${PYTHONPATH-unset} PYTHONHOME=${PYTHONHOME-unset}"
echo "PYTHONDONTWRITEBYTECODE=${PYTHONDONTWRITEBYTECODE-unset}"
"""


@dataclass(frozen=True)
class Checkout:
    """root is the checkout, bin the only folder on PATH, log what the play-acted uv was asked for."""

    root: Path
    bin: Path
    log: Path

    def environment(self, **more: str) -> dict[str, str]:
        return {"PATH": str(self.bin), "LOG": str(self.log), "STAND_IN": str(self.bin / "stand-in"), **more}

    def run(self, *words: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.root / "iria-report"), *words]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=cwd, env=self.environment(**more), timeout=60, check=False
        )

    def act(self, name: str, script: str) -> None:
        """Put a program of this name on PATH."""
        path = self.bin / name
        path.write_text(script if script.startswith("#!") else f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    def set_up(self, stamp: str = "run") -> None:
        """What a finished set-up leaves behind."""
        (self.root / ".venv" / "bin").mkdir(parents=True)
        shutil.copy(self.bin / "stand-in", self.root / ".venv" / "bin" / "python")
        self.stamp(stamp).write_text(f"{self.root}\n", "utf-8")

    def stamp(self, name: str) -> Path:
        return self.root / ".venv" / f".iria-{name}"

    def asked(self) -> list[str]:
        """What uv was asked for, a line a call."""
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []


def make_checkout(folder: Path, *, uv: bool) -> Checkout:
    """A checkout that was never set up, on a machine where this account may install nothing."""
    checkout = Checkout(folder / "the desk's checkout", folder / "bin", folder / "uv.log")
    checkout.root.mkdir()
    checkout.bin.mkdir()
    shutil.copy(LAUNCHER, checkout.root)
    (checkout.root / "uv.lock").touch()
    os.utime(checkout.root / "uv.lock", (1, 1))
    for name in BARE:
        if found := shutil.which(name):
            (checkout.bin / name).symlink_to(found)
    checkout.act("id", "echo 1000")
    checkout.act("apt-get", "echo 'apt-get was called' >&2; exit 1")
    checkout.act("stand-in", PYTHON)
    if uv:
        checkout.act("uv", UV)
    return checkout
