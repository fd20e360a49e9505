"""A PDF comes in; what is wrong with it by the project's own structural check goes out, page by page.

Named Matterhorn checkpoints (1.1, by number) and, under names, what veraPDF passes and readers notice. It sees no
meaning: whether an alternative text is true and the reading order sensible stays a person's check.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
from pikepdf import Dictionary, Name, Stream

from iria_reports.printing.finding import Finding
from iria_reports.printing.inspect_pages import inspect_pages
from iria_reports.printing.inspect_tree import inspect_tree

LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{1,8})*")
LINK_SCHEMES = ("http:", "https:", "mailto:")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUAID = "{http://www.aiim.org/pdfua/ns/id/}"


def inspect(path: Path, *, notes: int | None = None, attachments: int | None = None) -> tuple[Finding, ...]:
    """Every finding, sorted by page; the numbers of notes and attachments are checked where they are given."""
    with pikepdf.open(path) as pdf:
        found = [
            *_catalog(pdf),
            *_metadata(pdf),
            *_outside(pdf),
            *_attachments(pdf, attachments),
            *_fonts_and_pictures(pdf),
        ]
        if "/StructTreeRoot" not in pdf.Root:
            return (*found, Finding("01-005", "the file has no structure tree"))
        tree, reached = inspect_tree(pdf, notes)
        return tuple(sorted({*found, *tree, *inspect_pages(pdf, reached)}))


def _catalog(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    root: Any = pdf.Root
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield Finding("07-001", "the window does not show the title (DisplayDocTitle)")
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield Finding("marked", "the file does not say that it is tagged (MarkInfo)")
    if not LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        yield Finding("11-006", f"the document's language is missing or not a language: {str(root.get('/Lang', ''))!r}")
    if "/Outlines" not in root or "/First" not in root.Outlines:
        yield Finding("bookmarks", "the file has no bookmarks")
    if pdf.is_encrypted:
        yield Finding("encrypted", "the file is encrypted, which PDF/A forbids")


def _metadata(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    if "/Metadata" not in pdf.Root:
        yield Finding("06-001", "the file has no XMP metadata")
        return
    packet = pdf.Root.Metadata.read_bytes()
    if packet.count(b"<rdf:RDF") != 1:
        yield Finding("xmp", f"the XMP metadata have {packet.count(b'<rdf:RDF')} rdf:RDF elements instead of one")
    try:
        tree = ElementTree.fromstring(packet)
    except ElementTree.ParseError as fault:
        yield Finding("xmp", f"the XMP metadata are not XML: {fault}")
        return
    if _xmp(tree, f"{PDFUAID}part") != "1":
        yield Finding("06-002", "the XMP metadata do not say PDF/UA-1")
    if (_xmp(tree, f"{PDFAID}part"), _xmp(tree, f"{PDFAID}conformance")) != ("3", "A"):
        yield Finding("xmp", "the XMP metadata do not say PDF/A-3a")
    if not _xmp(tree, f"{DC}title").strip():
        yield Finding("06-003", "the XMP metadata have no title")
    yield from _same_in_info(pdf, tree)


def _same_in_info(pdf: pikepdf.Pdf, tree: ElementTree.Element) -> Iterator[Finding]:
    """Readers show one or the other: both must say the same."""
    pairs = {
        "/Title": f"{DC}title",
        "/Author": f"{DC}creator",
        "/Subject": f"{DC}description",
        "/Keywords": f"{PDF}Keywords",
        "/Producer": f"{PDF}Producer",
    }
    for key, name in pairs.items():
        info, xmp = str(pdf.docinfo.get(key, "")), _xmp(tree, name)
        if info != xmp:
            yield Finding("info", f"{key[1:]} is {info!r} in the Info dictionary and {xmp!r} in the XMP metadata")
    for key, name in {"/CreationDate": f"{XMP}CreateDate", "/ModDate": f"{XMP}ModifyDate"}.items():
        info, xmp = str(pdf.docinfo.get(key, "")), _xmp(tree, name)
        if _instant(info) != _instant(xmp):
            yield Finding("info", f"{key[1:]} is {info!r} in the Info dictionary and {xmp!r} in the XMP metadata")


def _xmp(tree: ElementTree.Element, name: str) -> str:
    """A property, written as an attribute, as text or as a list of items."""
    for description in tree.iter(f"{RDF}Description"):
        if name in description.attrib:
            return description.attrib[name]
        if (element := description.find(name)) is not None:
            items = [item.text or "" for item in element.iter(f"{RDF}li")]
            return ", ".join(items) if items else element.text or ""
    return ""


def _instant(text: str) -> datetime | str:
    """A PDF date (D:20220120000000Z) or an XMP date as an instant; a day alone as it is."""
    if text.startswith("D:"):
        digits = re.sub(r"\D", "", text[2:].split("Z")[0].split("+")[0].split("-")[0]).ljust(14, "0")
        zone = re.sub(r"[^\d+-]", "", text[2 + 14 :]) or "+0000"
        return datetime.strptime(f"{digits}{zone}", "%Y%m%d%H%M%S%z")
    try:
        return datetime.fromisoformat(text if "T" in text else f"{text}T00:00:00+00:00")
    except ValueError:
        return text


def _outside(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """No script, and nothing that leads out of the file but links of a known kind."""
    root: Any = pdf.Root
    for key in ("/OpenAction", "/AA", "/AcroForm", "/URI"):
        if key in root:
            yield Finding("outside", f"the catalog has {key}")
    if "/JavaScript" in root.get("/Names", {}):
        yield Finding("outside", "the file has JavaScript")
    for thing in pdf.objects:
        if isinstance(thing, Stream) and "/F" in thing:
            yield Finding("outside", "a stream keeps its bytes in another file")
        elif isinstance(thing, Dictionary):
            yield from _action(thing.get("/A", thing))


def _action(thing: Any) -> Iterator[Finding]:
    if not isinstance(thing, Dictionary) or "/S" not in thing:
        return
    if thing.S == Name.URI:
        address = str(thing.get("/URI", ""))
        if not address.startswith(LINK_SCHEMES):
            yield Finding("outside", f"a link leads to {address[:80]!r}; only http, https and mailto may")
    elif thing.S in (Name.JavaScript, Name.Launch, Name.GoToR, Name.SubmitForm, Name.ImportData, Name.GoToE):
        yield Finding("outside", f"the file has an action {thing.S}")


def _attachments(pdf: pikepdf.Pdf, wanted: int | None) -> Iterator[Finding]:
    associated = {file.objgen for file in pdf.Root.get("/AF", [])}
    if wanted is not None and len(pdf.attachments) != wanted:
        yield Finding("attachments", f"{len(pdf.attachments)} files are attached, {wanted} were to be")
    for name, file in pdf.attachments.items():
        spec: Any = file.obj
        embedded = spec.get("/EF", {}).get("/F")
        if spec.objgen not in associated or "/AFRelationship" not in spec:
            yield Finding("attachments", f"{name} does not say how it relates to the document (AF, AFRelationship)")
        if not str(spec.get("/Desc", "")).strip():
            yield Finding("attachments", f"{name} has no description")
        if embedded is None or "/Subtype" not in embedded or "/ModDate" not in embedded.get("/Params", {}):
            yield Finding("attachments", f"{name} has no media type or date")


def _fonts_and_pictures(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for thing in pdf.objects:
        if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Image and thing.get("/Interpolate"):
            yield Finding("interpolate", "a picture is smoothed, which PDF/A forbids (image-rendering: crisp-edges)")
        if not isinstance(thing, Dictionary):
            continue
        kind, name = thing.get("/Type"), str(thing.get("/BaseFont", thing.get("/FontName", "")))[1:]
        if kind == Name.Font and thing.get("/Subtype") in (Name.Type0, Name.TrueType, Name.Type1, Name.Type3):
            if "/ToUnicode" not in thing:
                yield Finding("31-027", f"the font {name} does not say which letters its glyphs are (ToUnicode)")
            if isinstance(thing.get("/Encoding"), Stream):
                # WeasyPrint's own CMap appears only where a glyph is missing and .notdef is shown in its place.
                yield Finding("31-030", f"the font {name} lacks a letter the text uses")
        if kind == Name.FontDescriptor and not any(f"/FontFile{digit}" in thing for digit in ("", "2", "3")):
            yield Finding("31-009", f"the font {name} is not embedded")
