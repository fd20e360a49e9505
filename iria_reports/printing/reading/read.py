"""A PDF's file comes in; its Portrait goes out. Anybody's PDF: to be called in a child under limits (reader.py)."""

import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Stream

from iria_reports.printing.reading.digest import Digests, content_of, unpacked
from iria_reports.printing.reading.letters import MOST_LETTERS, Shelf, letters
from iria_reports.printing.reading.portrait import PagePortrait, Portrait, Unreadable
from iria_reports.printing.reading.stamped import take_stamps_off
from iria_reports.printing.xmp import without_copy

MOST_PAGES = 2000  # the printer's own limit: no issue has more (printing/limits.py)
LONGEST_WORD = 400
EACH = 100  # letters that one annotation takes in the answer
MOST_FILES = 10_000
REPORT = "report.json"
DC = "{http://purl.org/dc/elements/1.1/}"
PAINTED = ("/Resources", "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/Rotate", "/UserUnit", "/Group")
INHERITED = frozenset({"/Resources", "/MediaBox", "/CropBox", "/Rotate"})  # ISO 32000-1, 7.7.3.4
# The catalog's entries by the part of the file they are; the pages are looked at one by one, the rest is "settings".
PARTS = {
    "/StructTreeRoot": "structure",
    "/Outlines": "bookmarks",
    "/AcroForm": "form",
    "/OpenAction": "actions",
    "/AA": "actions",
    "/OCProperties": "layers",
    "/DSS": "signatures' proofs",
    "/Perms": "signatures' proofs",
}
APART = frozenset({"/Pages", "/Metadata", "/AF", "/Names", "/Type", "/Version", "/Extensions"})


def read_portrait(file: Path | BytesIO) -> Portrait:
    """All that the file shows and says of itself. Raises Unreadable."""
    try:
        with pikepdf.open(file) as pdf:
            return _portrait(pdf)
    except pikepdf.PasswordError as error:
        raise Unreadable("encrypted", "it opens only with a password") from error
    except (RecursionError, MemoryError) as error:
        raise Unreadable("limits", "it is nested or packed beyond what can be read") from error
    except Unreadable:
        raise
    except Exception as error:  # what a broken file makes a library stumble over is without number
        raise Unreadable("broken", f"it is not a whole PDF ({error.__class__.__name__})") from error


def _portrait(pdf: pikepdf.Pdf) -> Portrait:
    if len(pdf.pages) > MOST_PAGES:
        raise Unreadable("limits", f"it has {len(pdf.pages)} pages; no issue has more than {MOST_PAGES}")
    shelf = Shelf()
    digests = Digests(pdf)
    stamps, stamped = take_stamps_off(pdf, digests, shelf)
    packet, code = without_copy(_packet(pdf))
    attached = dict(_attached(pdf))
    return Portrait(
        pages=_pages(pdf, digests, shelf),
        parts=_parts(pdf, digests, packet),
        attachments={name: hashlib.sha256(content).hexdigest() for name, content in attached.items()},
        identifier=_identifier(packet),
        producer=_word(pdf.docinfo.get("/Producer", "")),
        about=about_report(attached.get(REPORT, b"")),
        signatures=tuple(_signatures(pdf)),
        encrypted=pdf.is_encrypted,
        stamps=stamps,
        stamped=stamped,
        codes=_codes(pdf, code),
    )


def _pages(pdf: pikepdf.Pdf, digests: Digests, shelf: Shelf) -> tuple[PagePortrait, ...]:
    """Each page. Raises Unreadable where they hold more than any issue does: the answer must stay small."""
    found, count = [], 0
    for page in pdf.pages:
        found.append(_page(page, digests, shelf))
        count += len(found[-1].text) + EACH * len(found[-1].annotations)
        if count > MOST_LETTERS:
            raise Unreadable("limits", f"it has more than {MOST_LETTERS:,} letters and annotations; no issue has")
    return tuple(found)


def _page(page: pikepdf.Page, digests: Digests, shelf: Shelf) -> PagePortrait:
    drawing = hashlib.sha256(content_of(page.obj))
    for key in PAINTED:
        value = _inherited(page.obj, key) if key in INHERITED else page.obj.get(key)
        if value is not None and not (key == "/Rotate" and not int(value)):
            drawing.update(f"{key}={digests.of(value)}".encode())
    annotations = sorted(
        (_word(one.get("/Subtype", ""))[1:], digests.of(one))
        for one in page.obj.get("/Annots", Array())
        if isinstance(one, Dictionary)
    )
    return PagePortrait(letters(page, shelf), drawing.hexdigest(), tuple(annotations))


def _inherited(node: Any, key: str) -> Any:
    for _ in range(100):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node.Parent
    return None


def _parts(pdf: pikepdf.Pdf, digests: Digests, packet: bytes) -> dict[str, str]:
    root: Any = pdf.Root
    gathered: dict[str, list[str]] = {}
    for key in sorted(root.keys()):
        if key not in APART:
            gathered.setdefault(PARTS.get(key, "settings"), []).append(f"{key}={digests.of(root[key])}")
    names: Any = root.get("/Names", Dictionary())
    for key in sorted(set(names.keys()) - {"/EmbeddedFiles"}):
        part = "actions" if key == "/JavaScript" else "settings"
        gathered.setdefault(part, []).append(f"{key}={digests.of(names[key])}")
    gathered["metadata"] = [packet.decode("utf-8", "replace")]
    gathered["properties"] = [digests.of(pdf.docinfo)]
    return {part: hashlib.sha256("\n".join(found).encode()).hexdigest() for part, found in gathered.items()}


def _codes(pdf: pikepdf.Pdf, in_packet: str) -> dict[str, str]:
    """A file ID that is a hash names no copy (printing/copies/master.py puts a code there)."""
    ids = pdf.trailer.get("/ID", Array())
    second = bytes(ids[1]) if len(ids) > 1 and isinstance(ids[1], pikepdf.String) else b""
    named = second.decode("ascii", "replace") if b"/" in second and second.isascii() else ""
    return {where: _word(code) for where, code in (("metadata", in_packet), ("file ID", named)) if code}


def _packet(pdf: pikepdf.Pdf) -> bytes:
    metadata = pdf.Root.get("/Metadata")
    return unpacked(metadata)[0].strip() if isinstance(metadata, Stream) else b""


def _identifier(packet: bytes) -> str:
    """dc:identifier; "" too where the packet is no XML or declares entities, which ours does not."""
    if b"<!" in packet:
        return ""
    try:
        elements = ElementTree.fromstring(packet).iter()
    except (ElementTree.ParseError, ValueError):
        return ""
    name = f"{DC}identifier"  # an element, or as pyHanko writes it anew an attribute (RDF 1.1 XML Syntax, 2.5)
    return _word(next(filter(None, (one.text if one.tag == name else one.get(name) for one in elements)), ""))


def _attached(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    if len(pdf.attachments) > MOST_FILES:
        raise Unreadable("limits", f"it has {len(pdf.attachments):,} files attached; no issue has")
    for name, file in pdf.attachments.items():
        yield _word(name), file.get_file().read_bytes()


def about_report(content: bytes) -> dict[str, str]:
    """What a report.json says of its report; {} where it is none of format 1."""
    try:
        report = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(report, dict) or report.get("format") != 1 or "sections" not in report:
        return {}
    found = {key: report.get(key) for key in ("status", "name", "title", "slug", "audience", "mark", "as_of")}
    house, client, imprint = (report.get(key) or {} for key in ("house", "client", "imprint"))
    found["house"] = house.get("short_name") if isinstance(house, dict) else None
    found["client"] = client.get("organisation") if isinstance(client, dict) else None
    if isinstance(imprint, dict) and isinstance(history := imprint.get("history"), list) and history:
        found["number"] = imprint.get("number")
        found["version"] = str(history[-1].get("version", "")) if isinstance(history[-1], dict) else None
    return {key: _word(value) for key, value in found.items() if isinstance(value, str) and value}


def _signatures(pdf: pikepdf.Pdf) -> Iterator[str]:
    form: Any = pdf.Root.get("/AcroForm", Dictionary())
    for field in form.get("/Fields", Array()):
        if isinstance(field, Dictionary) and field.get("/FT") == "/Sig" and "/V" in field:
            yield _word(field.V.get("/Name", ""))


def _word(value: Any) -> str:
    return str(value)[:LONGEST_WORD].encode("utf-8", "replace").decode()
