"""Text of any kind goes in; what may stand in a header, and the lines of a plain text body, come out."""

import re
import textwrap
import unicodedata

WIDTH = 72  # RFC 3676, 4.2: at most 78, so that a reply's marks find room
# What turns the direction of what follows: U+202A to U+202E, U+2066 to U+2069 (Unicode TR36, 2.6).
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\t"
RESERVED = re.compile("(?i)con|prn|aux|nul|com[0-9]|lpt[0-9]")
STUFFED = re.compile("^(?=[ >]|From )")


def one_line(text: str) -> str:
    """`text` on one line, without control characters and without what would turn the direction of its neighbours."""
    spaced = text.translate(dict.fromkeys(map(ord, LINE_ENDS), " "))
    kept = (char for char in TURNS.sub("", spaced) if unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"))
    return " ".join("".join(kept).split())


def flowed(text: str) -> str:
    """Each line of `text` wrapped as format=flowed without DelSp (RFC 3676): a phone sets it as wide as it is.

    A line that ends in a space goes on; where a program does not know that, it is still a text of 72 letters a line.
    """
    return "\n".join(_wrapped(line.strip()) for line in text.strip().split("\n")) + "\n"


def _wrapped(line: str) -> str:
    lines = textwrap.wrap(line, WIDTH - 1, break_long_words=False, break_on_hyphens=False)
    return " \n".join(STUFFED.sub(" ", one) for one in lines)


def safe_name(name: str) -> str:
    """A file's name that every system takes: no path, nothing that Windows keeps for itself, 100 letters at most."""
    kept = re.sub(r'[/\\:*?"<>|\s]+', "_", one_line(name)).strip("._ ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = kept, "", ""
    if RESERVED.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    return f"{stem[:90]}{dot}{ending}" or "report.pdf"
