"""A logo's file goes in; a Fault comes out where it is no SVG or PNG that may be printed."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from iria_reports.desk import Desk, find_file, leads_out
from iria_reports.errors import Fault, Place
from iria_reports.writing.pictures import check_pixels

MOST_BYTES = 1_000_000
# An SVG is a program to some readers: what could run, load or be switched is not drawn at all.
REFUSED = {"script", "foreignObject", "image", "use", "style", "animate", "set", "a"}
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
    data = file.read_bytes()
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield "declares a document type"
        return
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, RecursionError):
        yield "is not an SVG that can be read"
        return
    if root.tag != "{http://www.w3.org/2000/svg}svg" or not root.get("viewBox"):
        yield "is not an SVG with a viewBox"
    for element in root.iter():
        kind = str(element.tag).rsplit("}", 1)[-1]
        if kind in REFUSED:
            yield f"holds <{kind}>"
        for key, value in element.attrib.items():
            if key.startswith("on") or key.endswith("href") or ("url(" in value and "url(#" not in value):
                yield f"holds {key.rsplit('}', 1)[-1]}={value[:30]!r}"
