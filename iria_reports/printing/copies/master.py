"""An issued PDF is opened once; stamp after stamp goes in, and the bytes of each copy come out (pikepdf)."""

import io
import re
import secrets
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Permissions

from iria_reports.errors import PrintingFailed
from iria_reports.printing.copies.ground import Places
from iria_reports.printing.copies.stamp import ARTIFACT, HEIGHT, NAME, PAINTED, Ink
from iria_reports.printing.xmp import with_copy, without_pdfa

# WeasyPrint sets every stamp in black with this state; without both, it is written in the ink of the page it stands on.
COLOURED = re.compile(rb"^(?:/a1\.0 gs|0 0 0 rg)\n", re.MULTILINE)
FILE_ID = re.compile(rb"/ID \[(?P<first> ?<[0-9a-f]*>) ?<[0-9a-f]*>")
LONGEST_PASSWORD = 127  # bytes of UTF-8: ISO 32000-2, 7.6.4.3.3


SAVING: dict[str, Any] = {
    "static_id": True,
    "object_stream_mode": ObjectStreamMode.generate,
    "compress_streams": True,
    "recompress_flate": False,
    "fix_metadata_version": False,
}


class Master:
    """The issue with an empty stamp on every page, to be filled again and again. To be closed."""

    def __init__(self, issued: bytes, places: Places, password: str | None = None) -> None:
        """Open it. Raises PrintingFailed.

        password  what opens the copies (AES-256, ISO 32000-2, 7.6.4): software that reads aloud may read them,
                  nobody may change them
        """
        self._pdf = pikepdf.open(io.BytesIO(issued))
        self._lay(places)
        if password is not None:
            self._pdf = _locked(self._pdf, password)
        self._packet = self._pdf.Root.Metadata.read_bytes()
        self._pages = self._resources()

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()

    def copy(self, stamp: bytes, code: str) -> bytes:
        """The copy with this stamp; the same bytes each time, but with a password. Raises PrintingFailed.

        stamp  a PDF of one page, as set_stamps.py makes it
        """
        with pikepdf.open(io.BytesIO(stamp)) as small:
            form = self._pdf.copy_foreign(_as_form(small))
            for resources in self._pages:
                resources.XObject[Name(NAME)] = form
        self._pdf.Root.Metadata.write(with_copy(self._packet, code))
        out = io.BytesIO()
        self._pdf.save(out, encryption=self._pdf.is_encrypted, **SAVING)
        return _with_id(out.getvalue(), code)

    def _resources(self) -> list[Any]:
        """The dictionaries that name what pages paint: WeasyPrint shares one over all pages."""
        found: dict[tuple[int, int], Any] = {}
        for page in self._pdf.pages:
            if page.obj.get("/Rotate", 0) or page.mediabox[0] or page.mediabox[1]:
                raise PrintingFailed("a page is turned or moved: editions are made of what the printer wrote")
            resources = page.obj.Resources
            if "/XObject" not in resources:
                resources[Name.XObject] = Dictionary()
            found[resources.objgen if resources.is_indirect else page.obj.objgen] = resources
        return list(found.values())

    def _lay(self, places: Places) -> None:
        """Call the stamp behind everything else that a page paints, in the page's own units."""
        before = self._pdf.make_indirect(pikepdf.Stream(self._pdf, b"q"))
        tails: dict[Ink, Any] = {}
        for page, ink in zip(self._pdf.pages, places.inks, strict=True):
            if ink not in tails:
                tails[ink] = self._pdf.make_indirect(pikepdf.Stream(self._pdf, _tail(ink, places.width)))
            own = page.obj.Contents
            parts = list(own) if isinstance(own, Array) else [own]
            page.obj[Name.Contents] = Array([before, *parts, tails[ink]])


def _tail(ink: Ink, width: float) -> bytes:
    label = f"1 1 1 rg {ink.left:.3f} {ink.bottom:.3f} {width:.3f} {HEIGHT:.3f} re f ".encode() if ink.label else b""
    colour = " ".join(f"{part:g}" for part in ink.colour).encode()
    place = f" rg 1 0 0 1 {ink.left:.3f} {ink.bottom:.3f} cm {NAME} Do Q EMC".encode()
    return b"Q\n" + ARTIFACT + b" q " + label + colour + place


def _as_form(small: pikepdf.Pdf) -> Any:
    """The stamp as a form XObject that has no colour of its own. Raises PrintingFailed."""
    form: Any = small.pages[0].as_form_xobject()
    content = COLOURED.sub(b"", form.read_bytes())
    if PAINTED.search(content):
        raise PrintingFailed("a stamp paints more than letters")
    form.write(content)
    form.Resources = Dictionary(Font=form.Resources.Font)
    for key in set(form.keys()) & {"/Group", "/StructParents", "/StructParent"}:
        del form[key]
    return form


def _locked(pdf: pikepdf.Pdf, password: str) -> pikepdf.Pdf:
    """The same, encrypted once for all copies: a key takes half as long to derive as a copy to write.

    The file's catalogue stays outside what is compressed; the names that stand in it are moved out, not to be
    encrypted one by one.
    """
    with pdf:
        if "/Names" in pdf.Root:
            pdf.Root[Name.Names] = pdf.make_indirect(pdf.Root.Names)
        pdf.Root.Metadata.write(without_pdfa(pdf.Root.Metadata.read_bytes()))
        out = io.BytesIO()
        pdf.save(out, encryption=_encryption(password), **SAVING)
    return pikepdf.open(out, password=password)


def _encryption(password: str) -> Encryption:
    """What opens the copy. The owner's password, which would lift every limit, is drawn by lot and thrown away."""
    if not password or len(password.encode()) > LONGEST_PASSWORD:
        raise PrintingFailed(f"a password has 1 to {LONGEST_PASSWORD} bytes")
    allowed = Permissions(
        accessibility=True,  # ISO 14289-1, 7.16
        extract=False,
        modify_annotation=False,
        modify_assembly=False,
        modify_form=False,
        modify_other=False,
        print_lowres=True,
        print_highres=True,
    )
    return Encryption(user=password, owner=secrets.token_urlsafe(24), R=6, aes=True, metadata=True, allow=allowed)


def _with_id(content: bytes, code: str) -> bytes:
    """The copy's code as the second element of the file's ID (ISO 32000-1, 14.4); the first stays the issue's.

    It stands in the cross-reference stream, the last object: no other moves.
    """
    found = list(FILE_ID.finditer(content))
    if not found:
        raise PrintingFailed("the copy has no file ID")
    last = found[-1]
    own = b"/ID [" + last["first"] + b"<" + code.encode().hex().encode() + b">"
    return content[: last.start()] + own + content[last.end() :]
