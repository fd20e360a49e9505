"""A PDF goes in; everything that could be read out of it comes out as one text, for searching."""

import io
from pathlib import Path

import pikepdf
import pypdfium2


def everything_in(file: Path) -> dict[str, str]:
    """Text as drawn, outline, strings of every object, unpacked streams, metadata, attachments, by where it stands."""
    found = {"raw": file.read_bytes().decode("latin-1"), "drawn": drawn_text(file)}
    with pikepdf.open(file) as pdf:
        found["objects"] = "\n".join(_strings(obj) for obj in pdf.objects)
        found["streams"] = "\n".join(
            text for obj in pdf.objects if isinstance(obj, pikepdf.Stream) for text in _both(_unpacked(obj))
        )
        with pdf.open_outline() as outline:
            found["outline"] = "\n".join(_titles(outline.root))
        found["metadata"] = str(pdf.open_metadata()) + repr(dict(pdf.docinfo))
        for name, attachment in pdf.attachments.items():
            content = attachment.get_file().read_bytes().decode("utf-8")
            found[f"attachment {name}"] = f"{name} {attachment.description} {content}"
    return found


def drawn_text(file: Path) -> str:
    """The text layer, page by page, as a reader's search would find it."""
    document = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def _both(data: bytes) -> tuple[str, str]:
    return data.decode("utf-8", "replace"), data.decode("utf-16-be", "replace")


def _strings(obj: object) -> str:
    out = io.StringIO()
    if isinstance(obj, pikepdf.String):
        out.write(str(obj) + "\n")
    elif isinstance(obj, pikepdf.Stream | pikepdf.Dictionary):
        for key, value in obj.items():
            out.write(f"{key}\n")
            if isinstance(value, pikepdf.String):
                out.write(str(value) + "\n")
    elif isinstance(obj, pikepdf.Array):
        for value in obj:
            if isinstance(value, pikepdf.String):
                out.write(str(value) + "\n")
    return out.getvalue()


def _titles(items: list[pikepdf.OutlineItem]) -> list[str]:
    return [title for item in items for title in (item.title, *_titles(item.children))]
