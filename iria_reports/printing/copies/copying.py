"""THE MAP of copies: an issued PDF and stamps go in; the bytes of each copy come out, in order, in little memory.

Places (once an issue)  ->  stamps, set in a child, a batch ahead  ->  each laid on every page of the issue
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path

import pikepdf

from iria_reports.printing.copies.ground import find_places
from iria_reports.printing.copies.master import Master
from iria_reports.printing.copies.stamp import Stamp
from iria_reports.printing.copies.stamps import Stamper

BATCH = 50
Wanted = tuple[Stamp, str | None]  # with the password that opens the copy, or None


def copies(
    issued: bytes, wanted: Iterable[Wanted], fonts: Sequence[Path], scratch: Path | None = None
) -> Iterator[bytes]:
    """A copy for each stamp; quickest where those with one password stand together.

    Raises PrintingFailed, MachineNotReady.

    fonts    the files that stamps are set in, the first that has a letter
    scratch  where the stamps lie meanwhile, with readers' names on them; the machine's folder where left out
    """
    rest = iter(wanted)
    if not (batch := list(islice(rest, BATCH))):
        return
    places = find_places(issued)
    with Stamper(fonts, places.width, scratch) as stamper:
        stamper.order([stamp for stamp, _ in batch])
        while batch:
            stamps = stamper.take()
            following = list(islice(rest, BATCH))
            if following:
                stamper.order([stamp for stamp, _ in following])
            for password, alike in groupby(zip(batch, stamps, strict=True), key=lambda one: one[0][1]):
                # Opened anew for each batch: what earlier stamps left in it would grow without end.
                master = Master(issued, places, password)
                try:
                    for (stamp, _), small in alike:
                        yield master.copy(small, stamp.code)
                finally:
                    master.close()
            batch = following


def language_of(issued: bytes) -> str:
    """The language that the file says it is in (ISO 32000-1, 14.9.2), such as en-GB; "" for none."""
    with pikepdf.open(io.BytesIO(issued)) as pdf:
        return str(pdf.Root.get("/Lang", ""))
