"""A text file as an analyst's program saved it goes in; its characters come out, or one Fault."""

import codecs
import re
import stat
from pathlib import Path

from iria_reports.errors import Fault, Place

MOST_BYTES = 8_000_000
# Beside C0 and C1: line and paragraph separators, which no font draws, and overrides, which print words backwards.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e]")


def read_text(file: Path, name: str) -> tuple[str, list[Fault]]:
    """UTF-8 text, with or without a byte order mark, line ends made plain. `name` is the path as faults print it."""
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe would be waited for without end
            return "", [Fault(Place(name), "", "is not an ordinary file", "put the text itself here")]
        if about.st_size > MOST_BYTES:
            message = f"{about.st_size:,} bytes is more than a text file may have ({MOST_BYTES:,})"
            return "", [Fault(Place(name), "", message, "keep what the report needs")]
        raw = file.read_bytes()
    except OSError as error:
        return "", [Fault(Place(name), "", f"cannot be read ({error.strerror})", "check the path and its permissions")]
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "is saved as UTF-16, which some programs call Unicode text"
        return "", [Fault(Place(name), "", message, 'save it as UTF-8; spreadsheets call that "CSV UTF-8"')]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return "", [Fault(Place(name, line, column), "", "not UTF-8 text", 'save it as "CSV UTF-8" or UTF-8 text')]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if stray := CONTROL.search(text):
        line, column = text.count("\n", 0, stray.start()) + 1, stray.start() - text.rfind("\n", 0, stray.start())
        message = f"a control character (U+{ord(stray[0]):04X}), which no page can show"
        return CONTROL.sub(" ", text), [Fault(Place(name, line, column), "", message, "take it out, though unseen")]
    return text, []
