"""Where a key on a token is. Needs no library."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class TokenPlace:
    """A key on a token or HSM, as PKCS#11 finds it.

    module  the library of the token's maker
    label   the token's label
    key     the label of the private key
    """

    module: Path
    label: str
    key: str

    def __str__(self) -> str:
        return f"the token {self.label}"
