"""Numbers: a pattern, a kind, a year and the numbers taken go in; the next number comes out."""

import re
from collections.abc import Iterable

PATTERN = "{house}-{kind}-{year}-{count:03}"
COUNT = re.compile(r"\{count[^}]*\}")
KINDS = {"backgrounder": "BG", "analysis": "AN", "special-report": "SR"}


def next_number(pattern: str, *, house: str, kind: str, year: int, taken: Iterable[str]) -> str:
    """One more than the highest count of this series, void ones counted: no number is used twice.

    >>> next_number(PATTERN, house="IRIA", kind="backgrounder", year=2022, taken=["IRIA-BG-2022-001"])
    'IRIA-BG-2022-002'
    """
    parts = {"house": house, "kind": KINDS[kind], "year": year}
    before, after = (re.escape(part.format(**parts)) for part in COUNT.split(pattern, maxsplit=1))
    counted = (re.fullmatch(f"{before}([0-9]+){after}", one) for one in taken)
    highest = max((int(match[1]) for match in counted if match), default=0)
    return pattern.format(**parts, count=highest + 1)
