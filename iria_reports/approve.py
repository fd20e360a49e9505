"""THE MAP of `approve`: an order and a message or a key go in; an approval of exactly its files comes out."""

from dataclasses import dataclass
from pathlib import Path

from iria_reports.errors import CannotWrite
from iria_reports.issue import Order, frozen_order
from iria_reports.issuing.approval import Approval, Kept, approver_in, keep_approval, not_its_author
from iria_reports.issuing.archive import Clock
from iria_reports.issuing.bag import sha256_of
from iria_reports.issuing.freezing import Frozen, fingerprint
from iria_reports.signing.seal import Seal

EVIDENCE = "evidence.eml"


@dataclass(frozen=True)
class Asked:
    """What is to be approved, and by whom: shown before it is written down."""

    frozen: Frozen
    fingerprint: str
    by: str
    witness: Path | Seal


def asked(order: Order, witness: Path | Seal, scratch: Path) -> Asked:
    """Freeze the files; who sent the message, or whose key it is. Raises InputFaults, Refused, OSError."""
    by = approver_in(witness) if isinstance(witness, Path) else witness.name
    frozen = frozen_order(order, scratch)
    not_its_author(by, frozen.authors)
    return Asked(frozen, fingerprint(frozen.desk.root), by, witness)


def approve(wanted: Asked, folder: Path, clock: Clock) -> Kept:
    """Keep the approval, with the message or signed with the key. Raises CannotWrite."""
    witness = wanted.witness
    if isinstance(witness, Path):
        by = {"evidence": EVIDENCE, "evidence_sha256": sha256_of(witness)}
    else:
        by = {"certificate": witness.fingerprint}
    approval = Approval(
        slug=wanted.frozen.spec.stem,
        fingerprint=wanted.fingerprint,
        by=wanted.by,
        at=clock(),
        **by,
    )
    try:
        return keep_approval(approval, witness, folder)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be written ({error.strerror})", advice="see who may write there") from error
