"""THE MAP of `archive rebuild`: a bag goes in, and nothing else; each of its files is printed anew and compared.

Identical under the tools it was made with; the same text and drawing under newer ones; or different, and where.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from iria_reports.build import Job, build
from iria_reports.desk import Desk
from iria_reports.errors import ArchiveDamaged
from iria_reports.issuing.bag import check_bag
from iria_reports.issuing.contents import DESK, Contents, Printed, read_contents, tools
from iria_reports.printing.alike import different_pages

Verdict = Literal["identical", "same", "different"]
# What the bytes of a PDF depend on; other packages are kept on record and do not matter to it.
TELLING = ("weasyprint", "pango", "harfbuzz", "pikepdf", "matplotlib", "pydyf", "fonttools", "iria-reports", "jinja2")


@dataclass(frozen=True)
class Rebuilt:
    """One file printed anew.

    verdict  identical: the same bytes; same: other bytes, and every page with the same content; different: see `where`
    where    what is different, a line each
    tools    (name, then, now) of each tool whose version is another
    """

    file: str
    verdict: Verdict
    where: tuple[str, ...] = ()
    tools: tuple[tuple[str, str, str], ...] = ()


def rebuild(bag: Path, out: Path, tell: Callable[[str], None] = lambda stage: None) -> tuple[Rebuilt, ...]:
    """Print every rendition of the bag into `out`, from its frozen desk alone.

    Raises ArchiveDamaged for a bag that does not hold, and what `build` raises.
    """
    if findings := check_bag(bag):
        raise ArchiveDamaged(f"{bag}: {findings[0]}", advice="put it back from a copy of the archive")
    try:
        contents = read_contents(bag)
    except (OSError, ValidationError) as error:
        raise ArchiveDamaged(f"{bag} does not say how it was made", advice="it was made by another program") from error
    return tuple(_rebuilt(bag, contents, printed, out, tell) for printed in contents.renditions)


def _rebuilt(bag: Path, contents: Contents, printed: Printed, out: Path, tell: Callable[[str], None]) -> Rebuilt:
    frozen = Desk(bag / "data" / DESK)
    ask = replace(printed.ask(), imprint=printed.imprint(contents.number))
    tell(f"printing {printed.file}")
    built = build(Job(frozen.reports / contents.spec, frozen, ask, out), tell=tell)
    now = tools(built.proof.versions)
    moved = tuple((name, contents.tools.get(name, "none"), now.get(name, "none")) for name in TELLING)
    moved = tuple(one for one in moved if one[1] != one[2])
    if not _begins_as_printed(bag / "data" / printed.file, printed):
        return Rebuilt(printed.file, "different", ("the file does not begin with what was printed",), moved)
    if built.proof.sha256 == printed.sha256:
        return Rebuilt(printed.file, "identical", tools=moved)
    where = tuple(different_pages(bag / "data" / printed.file, built.proof.path))
    return Rebuilt(printed.file, "different" if where else "same", where, moved)


def _begins_as_printed(file: Path, printed: Printed) -> bool:
    """Whether the file, before its signature, is what the bag says was printed."""
    content = file.read_bytes()
    return hashlib.sha256(content[: printed.octets or None]).hexdigest() == printed.sha256
