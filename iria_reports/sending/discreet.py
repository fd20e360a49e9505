"""What a server, a notice or a person said goes in; the same without addresses and names comes out, fit to be kept."""

import re
from collections.abc import Iterable

from iria_reports.sending.plain import one_line
from iria_reports.sending.reader import Reader

# More than RFC 5321 lets be one, quoted local parts and xtext's +40 (RFC 3461, 4) too: what is taken out needlessly is
# a few letters, what is left in stays for good.
LOCAL = r"""(?:"[^"@]{1,64}"|[^\s<>()\[\]:;,"@]{1,200})"""
ADDRESS = re.compile(rf"""<?{LOCAL}\s?(?:@|＠|\+40|%40|=40)\s?[^\s<>(),;:"]{{1,300}}>?""")
READ, LONGEST = 2000, 400  # letters that are looked at, and that are kept
SHORTEST_NAME, SHORTEST_LOCAL = 3, 2


def discreet(text: str, reader: Reader | None = None) -> str:
    """`text` on one line, at most 400 letters, without addresses and without the reader's name and office."""
    if len(text) > READ:
        text = text[:READ].rpartition(" ")[0]  # half an address would not be known for one
    said = ADDRESS.sub("<address>", one_line(text))
    return _without(said, _known(reader) if reader else [])[:LONGEST].strip()


def nameless(text: str, readers: Iterable[Reader]) -> str:
    """`text` without the whole names of any of the readers."""
    return _without(text, [one_line(one.name) for one in readers if " " in one_line(one.name)])


def _without(text: str, names: list[str]) -> str:
    if not names:
        return text
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?i)(?<!\w)(?:{either})(?!\w)", "(the reader)", text)


def _known(reader: Reader) -> list[str]:
    """What would tell who it is: the name whole and in its words, the office, the address and its local part."""
    local = reader.address.rpartition("@")[0]
    parts = (one_line(part) for part in (reader.address, reader.name, reader.office, local, *reader.name.split()))
    return [part for part in parts if len(part) >= (SHORTEST_LOCAL if part == local else SHORTEST_NAME)]
