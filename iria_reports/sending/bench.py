"""A plan goes in; its messages come out, packed, while nobody else sends: those that are still to go, and no other.

What others have done since the plan was made is asked here once, and by meanwhile.py before each message.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from iria_reports.issuing.archive import Clock
from iria_reports.sending.choosing import Going, Staying, bringing, stays_for
from iria_reports.sending.folder import SCRATCH, ReadersFolder
from iria_reports.sending.holding import or_cannot_write
from iria_reports.sending.ledger import Ledger, Writing, writing
from iria_reports.sending.meanwhile import barred, must_stand
from iria_reports.sending.packing import Bench, Packed, pack
from iria_reports.sending.planned import Hands, House, Plan
from iria_reports.sending.readers import address_book
from iria_reports.setting.mail import load_dress


@contextmanager
def packed(
    plan: Plan, house: House, clock: Clock, hands: Hands | None = None
) -> Iterator[tuple[tuple[Packed, ...], Writing]]:
    """The plan's messages, and the ledger that is to say what becomes of them, held for this process alone.

    What others have done since the plan was made counts: what must not go any more does not.

    Raises Refused where another run is sending, the number no longer stands as it did, or a copy cannot be made;
    ArchiveDamaged, CannotWrite.
    """
    hands = hands or Hands()
    with writing(house.folder, clock) as ledger, _scratch(house.folder) as scratch:
        must_stand(house.archive, plan.dispatch.number, plan.dispatch.version, "withdrawal" if plan.gone else "report")
        bench = Bench(
            dispatch=plan.dispatch,
            office=plan.office,
            key=house.directory.key,
            clients=house.clients,
            ledger=ledger.ledger(),
            dress=lambda report: load_dress(house.desk, report),
            scratch=scratch,
            now=clock(),
            seal=hands.seal,
            passwords=hands.passwords,
            gone=plan.gone,
        )
        going = tuple(_remaining(plan, house, ledger.ledger(), hands.left_out))
        with or_cannot_write(house.folder):
            made = pack(bench, going)
        yield made, ledger


@contextmanager
def _scratch(folder: ReadersFolder) -> Iterator[Path]:
    """A place for copies with names on them, where all that is personal is; what a run left there goes first."""
    for left in folder.scratches():
        shutil.rmtree(left, ignore_errors=True)
    with or_cannot_write(folder):
        made = tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder.root, ignore_cleanup_errors=True)
    with made as scratch:
        yield Path(scratch)


def _remaining(plan: Plan, house: House, ledger: Ledger, left_out: Callable[[Staying], None]) -> Iterator[Going]:
    """Those who are still to be written to: nobody else did, and they may be."""
    last, book, bars = ledger.last(), house.directory, barred(house.folder)
    readers = address_book(house.folder).readers
    for one in plan.going:
        identity = book.key.id_of(one.reader.address)
        others = bringing(one.purpose, (plan.dispatch.number, plan.dispatch.version, identity), last)
        if why := bars.why_not(one, identity, book.lists):
            left_out(Staying(one.reader, why))
        elif identity not in readers:
            left_out(Staying(one.reader, "is no longer in readers.csv"))
        elif not one.again and (stays := stays_for(one.reader, one.purpose, others)):
            left_out(stays)
        else:
            yield one
