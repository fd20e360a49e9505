"""A PDF comes in; the stamps that our copies bear are taken off its pages, and the text of each and a hash go out.

Only what is ours to the letter is taken off: a stamp in its place, within its box, that paints nothing but letters.
Whatever else was laid on a page stays there and is told as a change.
"""

import hashlib
import re
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from iria_reports.printing.copies.stamp import BOTTOMS, HEIGHT, LAID, LEFTMOST, NAME, PAINTED
from iria_reports.printing.reading.digest import Digests, content_of, unpacked
from iria_reports.printing.reading.letters import Shelf, letters_of

# The page's own content between q and Q, and the stamp behind it, as printing/copies/master.py lays it.
STAMPED = re.compile(rb"q\s(?P<own>.*)\sQ\s+" + LAID.pattern, re.DOTALL)
HIGH = f"{HEIGHT:.3f}".encode()
PLACES = frozenset(f"{bottom:.3f}".encode() for bottom in BOTTOMS)


def take_stamps_off(pdf: pikepdf.Pdf, digests: Digests, shelf: Shelf) -> tuple[tuple[str, ...], str]:
    """The text of each page's stamp, "" for one that is not ours, and a hash of them all as they are painted.

    () and "" where no page names a stamp. The pages whose stamps are ours are then as if they never had one.
    """
    forms = [_named(page) for page in pdf.pages]
    if not any(forms):
        return (), ""
    found, painted = [], hashlib.sha256()
    for page, names in zip(pdf.pages, forms, strict=True):
        text, laid = _taken_off(pdf, page, shelf) if names else ("", b"")
        found.append(text)
        painted.update(laid + (digests.of(names[NAME]).encode() if text else b"") + b"\n")
    for names, text in zip(forms, found, strict=True):  # pages share what they name: it goes only now
        if text and NAME in names:
            del names[NAME]
    return tuple(found), painted.hexdigest()


def _named(page: pikepdf.Page) -> Any:
    """The page's form XObjects by name, where a stamp is among them; or else nothing."""
    forms = page.resources.get("/XObject", Dictionary())
    return forms if NAME in forms else None


def _taken_off(pdf: pikepdf.Pdf, page: pikepdf.Page, shelf: Shelf) -> tuple[str, bytes]:
    """The stamp's letters, and what the page says to paint it; "" and no bytes for one that is not ours."""
    laid = STAMPED.fullmatch(content_of(page.obj))
    form: Any = page.resources.XObject[NAME]
    if laid is None or not isinstance(form, Stream) or not (_in_place(laid, page) and _letters_alone(form, laid, page)):
        return "", b""
    page.obj[Name.Contents] = pdf.make_stream(laid["own"])
    return letters_of(form, shelf), laid[0][laid.end("own") :]


def _in_place(laid: re.Match[bytes], page: pikepdf.Page) -> bool:
    """Whether it stands where a stamp does, and its label, where it has one, behind it alone."""
    if laid["label"] is not None:
        *corner, width, height = laid["label"].split()
        if corner != [laid["left"], laid["bottom"]] or height != HIGH or float(width) > _room(laid, page):
            return False
    return laid["bottom"] in PLACES and float(laid["left"]) >= LEFTMOST - 1


def _letters_alone(form: Any, laid: re.Match[bytes], page: pikepdf.Page) -> bool:
    """Whether it paints letters within a stamp's box and nothing more."""
    left, bottom, right, top = (float(edge) for edge in form.BBox)
    fits = abs(left) < 1 and abs(bottom) < 1 and right <= _room(laid, page) and top <= HEIGHT + 1
    plain = set(form.get("/Resources", Dictionary()).keys()) == {"/Font"} and "/Matrix" not in form
    return fits and plain and not PAINTED.search(unpacked(form)[0])


def _room(laid: re.Match[bytes], page: pikepdf.Page) -> float:
    """The widest that a stamp can be here, and a point for rounding."""
    return float(page.mediabox[2]) - 2 * float(laid["left"]) + 1
