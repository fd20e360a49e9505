"""A copy's number goes in; the code that names it in print, in its metadata and in its file ID comes out, and back.

`IRIA-BG-2022-001/v1/0007-K`: the issue's number, its version, the copy counted from 1, and a check character over all
that stands before it.
"""

import re
from dataclasses import dataclass
from typing import Self

# ISO/IEC 7064:2003, clause 9: the hybrid system MOD 37,36, whose characters and check character are these 36.
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MODULUS = len(ALPHABET)
DIGITS = 4  # at least, of a copy's number
MOST = 9_999_999
NUMBER = re.compile(r"[A-Z0-9](?:\.?[A-Z0-9-]){0,99}")  # as issuing/claims.py reads it
FORM = "NUMBER/vVERSION/COPY-CHECK, such as IRIA-BG-2022-001/v1/0007-K"


def check_character(text: str) -> str:
    """The check character of ISO/IEC 7064 (MOD 37,36) over the letters and digits of `text`; all else is passed over.

    It finds every single wrong character, and all neighbours that changed places but one pair of the 630: which pair
    depends on what stands before (I and J at the beginning).
    """
    product = MODULUS
    for character in text.upper():
        if character in ALPHABET:
            total = (product + ALPHABET.index(character)) % MODULUS or MODULUS
            product = total * 2 % (MODULUS + 1)
    return ALPHABET[(1 - product) % MODULUS]


@dataclass(frozen=True, order=True)
class CopyCode:
    """One copy of one version of an issue. `copy` is counted from 1. Raises ValueError for what cannot be one."""

    number: str
    version: int
    copy: int

    def __post_init__(self) -> None:
        if not NUMBER.fullmatch(self.number.upper()):
            raise ValueError(f"{self.number!r} is no number of an issue")
        if self.version < 1:
            raise ValueError(f"there is no version {self.version}; they are counted from 1")
        if not 1 <= self.copy <= MOST:
            raise ValueError(f"there is no copy {self.copy}; they are counted from 1")

    @property
    def check(self) -> str:
        return check_character(self._unchecked())

    @property
    def short(self) -> str:
        """Which copy of an issue that is known: `0007-K`."""
        return f"{self.copy:0{DIGITS}}-{self.check}"

    def __str__(self) -> str:
        return f"{self._unchecked()}-{self.check}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The code that a person typed or a file holds; case and spaces do not matter. Raises ValueError with the part.

        A number that has small letters comes back in capitals.
        """
        parts = "".join(text.split()).upper().split("/")
        if len(parts) != 3:
            raise ValueError(f"{text!r} has {len(parts)} of 3 parts: a copy code is {FORM}")
        number, version, tail = parts
        if not NUMBER.fullmatch(number):
            raise ValueError(f"{number!r} is no number of an issue: a copy code is {FORM}")
        if not re.fullmatch("V[1-9][0-9]{0,3}", version):
            raise ValueError(f"{version.lower()!r} is no version: it is v and a number, such as v1")
        found = re.fullmatch(rf"([0-9]{{{DIGITS},7}})-?([0-9A-Z])", tail)
        if found is None or not int(found[1]) or found[1] != f"{int(found[1]):0{DIGITS}}":
            raise ValueError(f"{tail!r} is no copy: it is a number of {DIGITS} digits and a check character, 0007-K")
        code = cls(number, int(version[1:]), int(found[1]))
        if code.check != found[2]:
            raise ValueError(f"the check character {found[2]} does not fit {code._unchecked()}: a part of it is wrong")
        return code

    def _unchecked(self) -> str:
        return f"{self.number}/v{self.version}/{self.copy:0{DIGITS}}"
