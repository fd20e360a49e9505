"""WeasyPrint's PDF bytes come in; the same, tidied and with a reproducible identifier, goes out (pikepdf)."""

import io

import pikepdf
from pikepdf import Array, Name, ObjectStreamMode


def finish(data: bytes) -> bytes:
    """Repair what WeasyPrint 70.0 leaves and only the whole file shows."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _name_attachments_once(pdf)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            linearize=False,
        )
    return out.getvalue()


def _name_attachments_once(pdf: pikepdf.Pdf) -> None:
    """ISO 19005-3, 6.8: the catalog's AF names the associated files; WeasyPrint's pdfa() names each one twice."""
    named = pdf.Root.get("/AF")
    if named is None:
        return
    once = {file.objgen: file for file in named}
    pdf.Root[Name.AF] = Array(list(once.values()))
