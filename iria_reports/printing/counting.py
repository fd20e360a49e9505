"""A PDF of anybody's goes in; how many pages it has comes out."""

from pathlib import Path

import pypdfium2


def page_count(file: Path) -> int:
    """Raises ValueError for what is no PDF, or one that asks for a password."""
    try:
        document = pypdfium2.PdfDocument(file)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise ValueError("it is no PDF that can be opened without a password") from error
    try:
        return len(document)
    finally:
        document.close()
