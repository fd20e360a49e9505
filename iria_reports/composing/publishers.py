"""A publisher as the sources table names it goes in; whose report it is comes out, and whether another carries it."""

import re
from typing import NamedTuple

# News agencies whose reports others print. Only these are looked for: no other name is guessed to be an agency's.
AGENCIES = (
    *("AFP", "Anadolu", "ANI", "ANSA", "AP", "Armenpress", "Bloomberg", "dpa", "EFE", "IANS", "Interfax", "Kazinform"),
    *("Kyodo", "PTI", "Reuters", "RIA Novosti", "Sputnik", "TASS", "Trend", "UPI", "Xinhua", "Yonhap"),
)
AGENCY = re.compile(rf"(?<![\w-])({'|'.join(AGENCIES)})(?![\w-])")
BRACKETS = re.compile(r"\s*\([^()]*\)")
CARRIED = re.compile(r"(?P<origin>.+?) via .+|.+ citing (?P<cited>.+)")


class Publisher(NamedTuple):
    """Whose report it is; `carried` where somebody else printed it."""

    name: str
    carried: bool = False


def publisher(written: str) -> Publisher:
    """From `AFP via PledgeTimes`, `PledgeTimes citing Tengrinews`, `CCBS News (TASS text)` or `Armenpress / TASS`.

    >>> publisher("CCBS News (TASS text)")
    Publisher(name='TASS', carried=True)
    >>> publisher("TASS (Russian)")
    Publisher(name='TASS', carried=False)
    """
    bare = BRACKETS.sub("", written).strip() or written
    if match := CARRIED.fullmatch(bare):
        return Publisher(_agency(match["origin"] or match["cited"]), carried=True)
    named = AGENCY.findall(written)
    if not named:
        return Publisher(bare)
    return Publisher(named[-1], carried=not bare.startswith(named[-1]))


def _agency(name: str) -> str:
    match = AGENCY.search(name)
    return match[0] if match else name.strip()
