"""A good PDF comes in; the same with one thing spoilt goes out, to see which gate notices."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Mutation = Callable[[pikepdf.Pdf], None]


def spoil(source: Path, mutation: Mutation, destination: Path) -> Path:
    with pikepdf.open(source) as pdf:
        mutation(pdf)
        pdf.save(destination)
    return destination


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    """The structure elements of a kind, in reading order."""
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        element: Any = stack.pop()
        if not isinstance(element, Dictionary) or element.get("/Type") == Name.OBJR:
            continue
        if element.get("/S") == Name(f"/{kind}"):
            yield element
        kids = element.get("/K", [])
        stack.extend(reversed(list(kids) if isinstance(kids, Array) else [kids]))


def edit_xmp(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    assert old in packet
    pdf.Root.Metadata = pdf.make_stream(packet.replace(old, new), Type=Name.Metadata, Subtype=Name.XML)


def nothing(pdf: pikepdf.Pdf) -> None:
    """The good file, saved again."""


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def no_title(pdf: pikepdf.Pdf) -> None:
    title = str(pdf.docinfo["/Title"]).encode()
    del pdf.docinfo["/Title"]
    edit_xmp(pdf, b'<rdf:li xml:lang="x-default">' + title + b"</rdf:li>", b"")


def another_title_in_info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String("Another title")


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def no_identifier(pdf: pikepdf.Pdf) -> None:
    edit_xmp(pdf, b'pdfuaid:part="1"', b"")


def no_alternative(pdf: pikepdf.Pdf) -> None:
    del next(elements(pdf, "Figure")).Alt


def junk_alternative(pdf: pikepdf.Pdf) -> None:
    next(elements(pdf, "Figure")).Alt = String("chart.svg")


def box_off_the_page(pdf: pikepdf.Pdf) -> None:
    next(elements(pdf, "Figure")).A.BBox = Array([0, 900, 100, 1000])


def heading_jump(pdf: pikepdf.Pdf) -> None:
    next(elements(pdf, "H2")).S = Name.H3


def no_heads(pdf: pikepdf.Pdf) -> None:
    for head in list(elements(pdf, "TH")):
        head.S = Name.TD


def no_scope(pdf: pikepdf.Pdf) -> None:
    for head in elements(pdf, "TH"):
        del head.A.Scope


def irregular_table(pdf: pikepdf.Pdf) -> None:
    next(elements(pdf, "TD")).A.ColSpan = 2


def list_without_items(pdf: pikepdf.Pdf) -> None:
    for item in list(elements(pdf, "LI")):
        item.S = Name.Div


def lost_note(pdf: pikepdf.Pdf) -> None:
    note = next(elements(pdf, "Note"))
    del note.P.K[0]


def note_without_id(pdf: pikepdf.Pdf) -> None:
    del next(elements(pdf, "Note")).ID


def untagged_paint(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"q 0 0 10 10 re f Q")


def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    descriptors = (
        thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/Type") == Name.FontDescriptor
    )
    descriptor: Any = next(descriptors)
    for key in [key for key in descriptor if key.startswith("/FontFile")]:
        del descriptor[key]


def font_without_letters(pdf: pikepdf.Pdf) -> None:
    fonts = (thing for thing in pdf.objects if isinstance(thing, Dictionary) and "/ToUnicode" in thing)
    del next(fonts).ToUnicode


def links(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (annotation for page in pdf.pages for annotation in page.get("/Annots", []))


def silent_link(pdf: pikepdf.Pdf) -> None:
    del next(links(pdf)).Contents


def link_told_by_anchor(pdf: pikepdf.Pdf) -> None:
    link = next(links(pdf))
    link.Contents = link.Dest


def link_outside_the_tree(pdf: pikepdf.Pdf) -> None:
    del next(links(pdf)).StructParent


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def no_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


def attachment_unrelated(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF[0].AFRelationship


def attachment_lost(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Names.EmbeddedFiles
    del pdf.Root.AF


def not_marked(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def smoothed_picture(pdf: pikepdf.Pdf) -> None:
    picture = pdf.make_stream(
        b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray
    )
    picture.Interpolate = True
    pdf.pages[0].resources.XObject["/Spoilt"] = picture
    pdf.pages[0].contents_add(b"/Artifact BMC q /Spoilt Do Q EMC")
