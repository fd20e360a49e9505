"""A text file as an analyst's program saved it goes in; its characters come out, or one Fault."""

from pathlib import Path

from iria_reports.errors import Fault, Place

MOST_BYTES = 8_000_000


def read_text(file: Path, name: str) -> tuple[str, list[Fault]]:
    """UTF-8 text, with or without a byte order mark, line ends made plain. `name` is the path as faults print it."""
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            return "", [Fault(Place(name), "", f"{size:,} bytes is more than a text file may have ({MOST_BYTES:,})")]
        raw = file.read_bytes()
    except OSError as error:
        return "", [Fault(Place(name), "", f"cannot be read ({error.strerror})", "check the path and its permissions")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return "", [Fault(Place(name, line, column), "", "not UTF-8 text", 'save it as "CSV UTF-8" or UTF-8 text')]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []
