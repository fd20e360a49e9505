"""A logo's file goes in; a Fault comes out where it is no SVG or PNG that may be printed."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from iria_reports.desk import Desk, find_file, leads_out
from iria_reports.errors import Fault, Place
from iria_reports.writing.pictures import check_pixels

MOST_BYTES = 1_000_000
# An SVG is a program to some readers: only shapes and their colours are taken (SVG 1.1, 5 to 14), and editors' notes.
STRUCTURE = frozenset({"svg", "g", "defs", "title", "desc", "metadata", "clipPath", "mask"})
DRAWN = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
SHAPES = STRUCTURE | DRAWN | {"linearGradient", "radialGradient", "stop"}
SVG = "{http://www.w3.org/2000/svg}"
EDITORS = (
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://creativecommons.org/ns#}",
    "{http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd}",
)
INSTRUCTION = re.compile(r"<\?(?!xml\s)")
OWN_PART = re.compile(r"""url\(\s*["']?#[\w.:-]+["']?\s*\)""")
ADVICE = "save it as plain SVG paths or as PNG"


def find_logo(desk: Desk, name: str) -> Path | None:
    """The file `name` in assets/logos/ of the desk or of the house, or None."""
    for layer in desk.layers("assets"):
        folder = layer / "logos"
        if not leads_out(folder, name) and (file := find_file(folder, name)):
            return file
    return None


def check_logo(file: Path, name: str, place: Place) -> list[Fault]:
    """The faults of a logo: too large, not a picture, or an SVG with more in it than shapes."""
    if file.stat().st_size > MOST_BYTES:
        return [Fault(place, "", f"{name} is larger than 1 MB", "save it smaller")]
    if file.suffix.lower() == ".png":
        return check_pixels(file.as_posix(), name, place)
    if file.suffix.lower() != ".svg":
        return [Fault(place, "", f"{name} is neither SVG nor PNG", ADVICE)]
    return [Fault(place, "", f"{name} {message}", ADVICE) for message in dict.fromkeys(_svg_faults(file))]


def _svg_faults(file: Path) -> Iterator[str]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        yield "is not UTF-8 text"
        return
    if "<!" in text.replace("<!--", "") or INSTRUCTION.search(text):
        yield "declares a document type, or tells its reader to do something"
        return
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, RecursionError):
        yield "is not an SVG that can be read"
        return
    if root.tag != f"{SVG}svg" or not root.get("viewBox"):
        yield "is not an SVG with a viewBox"
    for element in root.iter():
        tag = str(element.tag)
        if tag.removeprefix(SVG) not in SHAPES and not tag.startswith(EDITORS):
            yield f"holds <{tag.rsplit('}', 1)[-1]}>"
        for key, value in element.attrib.items():
            if key.startswith("on") or (key.endswith("href") and not value.startswith("#")) or _leads_away(value):
                yield f"holds {key.rsplit('}', 1)[-1]}={value[:30]!r}"


def _leads_away(value: str) -> bool:
    """Whether a value names anything but a part of the same file; a backslash could hide that (CSS Syntax 3, 4.3.7)."""
    return "\\" in value or "url" in OWN_PART.sub("", value.casefold())
