"""What a server, a notice or a person said goes in; the same without addresses and names comes out, fit to be kept."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import permutations

from iria_reports.sending.plain import one_line
from iria_reports.sending.reader import Reader

# More than RFC 5321 lets be one, quoted local parts and xtext's +40 (RFC 3461, 4) too: what is taken out needlessly is
# a few letters, what is left in stays for good.
LOCAL = r"""(?:"[^"@]{1,64}"|[^\s<>()\[\]:;,"@]{1,200})"""
ADDRESS = re.compile(rf"""<?{LOCAL}\s?(?:@|＠|\+40|%40|=40)\s?[^\s<>(),;:"]{{1,300}}>?""")
LETTER = r"[^\W_]"
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
    text = unicodedata.normalize("NFC", text)
    folded = [(sign, at) for at, letter in enumerate(text) for sign in letter.casefold()]  # ß is two of them
    either = "|".join(re.escape(name) for name in sorted(map(_folded, names), key=len, reverse=True))
    said, end = "", 0
    for match in re.finditer(rf"(?<!{LETTER})(?:{either})(?!{LETTER})", "".join(sign for sign, _ in folded)):
        said += text[end : folded[match.start()][1]] + "(the reader)"
        end = folded[match.end() - 1][1] + 1
    return said + text[end:]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _known(reader: Reader) -> list[str]:
    """What would tell who it is: the name whole and in its words, the office, the address and its local part.

    Of two words of the name also what directories make of them: DoeJane, DoeJ and JDoe.
    """
    local = reader.address.rpartition("@")[0]
    words = one_line(reader.name).split()
    joined = (one for a, b in permutations(words, 2) for one in (a + b, a + b[0], b[0] + a))
    parts = (*map(one_line, (reader.address, reader.name, reader.office, local)), *words, *joined)
    return [part for part in parts if len(part) >= (SHORTEST_LOCAL if part == local else SHORTEST_NAME)]
