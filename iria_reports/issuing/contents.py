"""What a bag's data/ holds beside the PDFs: how they were made, from what, and which warnings were accepted."""

import importlib.metadata
import platform
import shutil
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal, Self

from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk, house_folder
from iria_reports.printing.proof import Proof
from iria_reports.report import Frozen, Imprint, Report, Version

CONTENTS = "issue.json"
DESK = "desk"
LOCK = "uv.lock"


class Printed(Frozen):
    """One rendition: what was asked for, and the file that came out, as it was before any signature.

    octets   the file's length before any signature: a signed file begins with these bytes; 0 where it was not kept
    history  the versions as this rendition tells them: what another reader's copy changed is not told in this one
    """

    history: tuple[Version, ...]
    file: str
    sha256: str
    octets: int = 0
    pages: int
    notes: int
    today: date
    audience: str | None = None
    as_of: date | None = None
    theme: str | None = None
    client: str | None = None
    leave_out_later: bool = False

    @classmethod
    def of(cls, ask: Ask, proof: Proof) -> Self:
        assert ask.imprint is not None
        return cls(
            history=ask.imprint.history,
            file=proof.path.name,
            sha256=proof.sha256,
            octets=proof.path.stat().st_size,
            pages=proof.pages,
            notes=proof.notes,
            today=ask.today,
            audience=ask.audience,
            as_of=ask.as_of,
            theme=ask.theme,
            client=ask.client,
            leave_out_later=ask.leave_out_later,
        )

    def ask(self) -> Ask:
        """What was asked for, but for its imprint."""
        return Ask(self.today, self.audience, self.as_of, self.theme, self.client, self.leave_out_later)

    def imprint(self, number: str) -> Imprint:
        """What it was printed under."""
        return Imprint(number=number, history=self.history)


class Acceptance(Frozen):
    """The warnings there were, and why they were no reason to wait."""

    warnings: tuple[str, ...] = ()
    reason: str = ""

    @classmethod
    def of(cls, warnings: tuple[str, ...], reason: str) -> Self:
        return cls(warnings=warnings, reason=" ".join(reason.split()) if warnings else "")


class Contents(Frozen):
    """issue.json: all that a rebuild needs to know beside the frozen desk.

    spec         the specification's file in desk/reports/
    fingerprint  SHA-256 over the frozen desk's files
    tools        the version of each program and library the bytes depend on, by name
    """

    format: Literal[1] = 1
    number: str
    spec: str
    fingerprint: str
    renditions: tuple[Printed, ...]
    tools: dict[str, str]
    accepted: Acceptance = Acceptance()


def keep(contents: Contents, frozen: Desk, reports: Iterable[Report], data: Path) -> None:
    """Write issue.json, each report.json, the frozen desk and the lock file into `data`. Raises OSError."""
    for report in reports:
        (data / f"{report.name}.report.json").write_text(report.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (data / CONTENTS).write_text(contents.model_dump_json(indent=1) + "\n", encoding="utf-8")
    shutil.copytree(frozen.root, data / DESK, copy_function=shutil.copyfile)
    if (lock := house_folder() / LOCK).is_file():
        shutil.copyfile(lock, data / LOCK)


def read_contents(bag: Path) -> Contents:
    """What a bag says of how it was made. Raises OSError, pydantic.ValidationError."""
    return Contents.model_validate_json((bag / "data" / CONTENTS).read_bytes())


def tools(printed_by: Mapping[str, str]) -> dict[str, str]:
    """The versions of the printer's libraries, of Python, of the system and of every package installed here."""
    packages = {one.name.casefold(): one.version for one in importlib.metadata.distributions()}
    system = {"python": platform.python_version(), "system": f"{sys.platform} {platform.machine()}"}
    return {**dict(sorted(packages.items())), **system, **printed_by}
