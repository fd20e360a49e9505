"""A style's name goes in; the CSL style of the desk, or of the house, comes out, or what is wrong with it."""

from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from iria_reports.desk import Desk

CSL = "{http://purl.org/net/xbiblio/csl}"
DEFAULT = "chicago-notes-bibliography"


@dataclass(frozen=True)
class CitationStyle:
    """A style of the Citation Style Language (citationstyles.org): its title in words, and its XML."""

    title: str
    xml: bytes = field(repr=False)


class NotAStyle(ValueError):
    """A file that makes no bibliography; the message says why and what to do."""


def style_files(desk: Desk) -> dict[str, Path]:
    """The files in assets/csl/ by name, the desk's own before the house's."""
    found: dict[str, Path] = {}
    for layer in desk.layers("assets"):
        for file in sorted((layer / "csl").glob("*.csl")):
            found.setdefault(file.stem, file)
    return found


def read_style(file: Path) -> CitationStyle:
    """The style in `file`. Raises NotAStyle."""
    try:
        xml = file.read_bytes()
        root = ElementTree.fromstring(xml)
    except (OSError, ElementTree.ParseError) as error:
        raise NotAStyle(f"{file.name} is not readable as XML ({error}); fetch it again") from error
    leans = root.find(f"{CSL}info/{CSL}link[@rel='independent-parent']")
    if leans is not None:
        raise NotAStyle(_dependent(file, leans))
    title = root.findtext(f"{CSL}info/{CSL}title", "").strip()
    if root.tag != f"{CSL}style" or root.find(f"{CSL}bibliography") is None or not title:
        raise NotAStyle(f"{file.name} is not a CSL style with a bibliography; choose one that makes one")
    return CitationStyle(title, xml)


def _dependent(file: Path, parent: ElementTree.Element) -> str:
    name = parent.get("href", "").rsplit("/", 1)[-1]
    return f"{file.name} only leans on the style {name}; put {name}.csl into assets/csl/ and name that"
