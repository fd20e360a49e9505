"""Two PDF files go in; the pages that do not read or look the same come out."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2

SCALE = 1.5  # 108 dots to an inch: a hairline moved by its own width is another picture


def different_pages(one: Path, other: Path) -> Iterator[str]:
    """A line for each page whose words or picture differ; none where every page is the same to a reader's eye."""
    first, second = pypdfium2.PdfDocument(one), pypdfium2.PdfDocument(other)
    try:
        if len(first) != len(second):
            yield f"{len(first)} pages then, {len(second)} now"
        for number in range(min(len(first), len(second))):
            if text_of(first[number]) != text_of(second[number]):
                yield f"page {number + 1}: the words differ"
            elif _picture(first[number]) != _picture(second[number]):
                yield f"page {number + 1}: the words are the same, the picture is not"
    finally:
        first.close()
        second.close()


def text_of(page: pypdfium2.PdfPage) -> str:
    """The page's words as drawn."""
    return " ".join(page.get_textpage().get_text_range().split())


def _picture(page: pypdfium2.PdfPage) -> tuple[int, int, bytes]:
    bitmap = page.render(scale=SCALE, grayscale=False)
    return bitmap.width, bitmap.height, bytes(bitmap.buffer)
