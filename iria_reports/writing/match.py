"""A mistyped name and the names there are go in; what to write instead comes out."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST_LISTED = 6


def suggest(word: str, known: Iterable[str]) -> str:
    """The nearest names as a question, "" where none is near."""
    near = get_close_matches(word, list(known), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else ""


def suggest_or_list(word: str, known: Iterable[str]) -> str:
    """The nearest names as a question; where none is near, the first of those there are."""
    names = list(known)
    listed = f"there is {', '.join(names[:MOST_LISTED])}" if names else "there is none yet"
    return suggest(word, names) or listed
