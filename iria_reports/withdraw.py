"""THE MAP of `withdraw`: a number and a reason go in; the register says from now on that it no longer stands."""

from iria_reports.errors import Refused
from iria_reports.issuing.archive import Archive, Clock
from iria_reports.issuing.entries import Added, Issued, Withdrawn
from iria_reports.issuing.register import read_register
from iria_reports.issuing.revising import last_line
from iria_reports.issuing.transaction import held, record
from iria_reports.signing.seal import Seal


def withdrawable(archive: Archive, number: str) -> Issued | Added:
    """What would be withdrawn. Raises Refused: no such number, or withdrawn already; ArchiveDamaged."""
    return last_line(read_register(archive.register), number)


def withdraw(archive: Archive, number: str, reason: str, clock: Clock, seal: Seal | None = None) -> Withdrawn:
    """Withdraw every version of `number`; the seal signs how far the register reaches then.

    Raises Refused, ArchiveDamaged or CannotWrite.
    """
    if not reason.strip():
        raise Refused("a withdrawal has a reason", advice='add --reason "..."')
    with held(archive, clock, seal=seal) as holding:
        last_line(holding.register, number)
        entry = Withdrawn(
            seq=len(holding.register.entries) + 1,
            at=clock(),
            number=number,
            prev=holding.register.head,
            reason=" ".join(reason.split()),
        )
        record(holding, entry)
    return entry
