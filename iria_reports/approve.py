"""THE MAP of `approve`: an order and a message go in; an approval of exactly its files comes out."""

from dataclasses import dataclass
from pathlib import Path

from iria_reports.errors import CannotWrite
from iria_reports.issue import Order, frozen_order
from iria_reports.issuing.approval import Approval, Kept, approver_in, keep_approval, not_its_author
from iria_reports.issuing.archive import Clock
from iria_reports.issuing.bag import sha256_of
from iria_reports.issuing.freezing import Frozen, fingerprint

EVIDENCE = "evidence.eml"


@dataclass(frozen=True)
class Asked:
    """What is to be approved, and by whom: shown before it is written down."""

    frozen: Frozen
    fingerprint: str
    by: str
    message: Path


def asked(order: Order, message: Path, scratch: Path) -> Asked:
    """Freeze the order's files and read who sent the message. Raises InputFaults, Refused, OSError."""
    by = approver_in(message)
    frozen = frozen_order(order, scratch)
    not_its_author(by, frozen.authors)
    return Asked(frozen, fingerprint(frozen.desk.root), by, message)


def approve(wanted: Asked, folder: Path, clock: Clock) -> Kept:
    """Keep the approval, and the message with it. Raises CannotWrite."""
    approval = Approval(
        slug=wanted.frozen.spec.stem,
        fingerprint=wanted.fingerprint,
        by=wanted.by,
        at=clock(),
        evidence=EVIDENCE,
        evidence_sha256=sha256_of(wanted.message),
    )
    try:
        return keep_approval(approval, wanted.message, folder)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be written ({error.strerror})", advice="see who may write there") from error
