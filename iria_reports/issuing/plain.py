"""A stranger's words go in; the same, safe to print on a terminal and on one line, come out."""

import unicodedata

LONGEST = 120


def plain(text: str, most: int = LONGEST) -> str:
    """Control, format and unassigned characters are written out: a terminal obeys them, or shows text turned round.

    >>> plain("IRIA\\x1b[2J")
    'IRIA\\\\x1b[2J'
    """
    short = text[:most]
    written = "".join(one if _harmless(one) else one.encode("unicode_escape").decode() for one in short)
    return f"{written}…" if len(text) > most else written


def _harmless(character: str) -> bool:
    """Unicode's general categories C* (control, format, private, unassigned, surrogate) and the line separators."""
    kind = unicodedata.category(character)
    return not kind.startswith("C") and kind not in ("Zl", "Zp")
