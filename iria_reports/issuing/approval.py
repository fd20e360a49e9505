"""Approvals: somebody's word that a report may go out, bound to the exact bytes of all it is made from.

An edit of any of them makes another fingerprint, and the approval is one of something else then.
"""

import email.policy
import shutil
from dataclasses import dataclass
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, ValidationError

from iria_reports.errors import Refused
from iria_reports.issuing.bag import sha256_of
from iria_reports.issuing.chain import Sha256
from iria_reports.report import Frozen

LARGEST = 25_000_000  # bytes; what mail servers take


class Approval(Frozen):
    """One approval.

    fingerprint      of the frozen desk that was approved
    by               who approved it
    evidence         the message's file beside this one
    evidence_sha256  its hash
    """

    format: Literal[1] = 1
    slug: str
    fingerprint: Sha256
    by: str
    at: AwareDatetime
    evidence: str
    evidence_sha256: Sha256


@dataclass(frozen=True)
class Kept:
    """An approval and the folder it lies in."""

    approval: Approval
    folder: Path


def approver_in(message: Path) -> str:
    """Who sent it, as `Name <address>`. Raises Refused where the file is no message with a sender and a date."""
    try:
        if message.stat().st_size > LARGEST:
            raise Refused(f"{message} is larger than any message", advice="save the message alone, as .eml")
        parsed = BytesParser(policy=email.policy.default).parsebytes(message.read_bytes())
    except OSError as error:
        raise Refused(f"{message} cannot be read ({error.strerror})", advice="save the message as .eml") from error
    sender = " ".join(str(parsed.get("From", "")).split())
    if not parseaddr(sender)[1] or not parsed.get("Date"):
        advice = "save it in the mail program with “Save as”, as .eml"
        raise Refused(f"{message} is not a mail message with a sender and a date", advice=advice)
    return sender


def keep_approval(approval: Approval, message: Path, folder: Path) -> Kept:
    """Write the approval and a copy of its message into a folder of their own below `folder`. Raises OSError."""
    own = folder / f"{approval.slug}-{approval.fingerprint[:16]}"
    own.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(message, own / approval.evidence)
    (own / "approval.json").write_text(approval.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return Kept(approval, own)


def approved(folder: Path, slug: str, fingerprint: str) -> Kept:
    """The approval of exactly this. Raises Refused: none there is, or what was approved was edited since."""
    kept = [one for own in sorted(folder.glob(f"{slug}-*")) if (one := _read(own)) and one.approval.slug == slug]
    for one in kept:
        if one.approval.fingerprint == fingerprint:
            return one
    advice = f"have somebody else read it, then `iria-report approve {slug} --evidence their-message.eml`"
    if not kept:
        raise Refused(f"{slug} is not approved, and desk.yml asks for it", advice=advice)
    last = max(kept, key=lambda one: one.approval.at).approval
    raise Refused(f"{slug} was edited after {last.by} approved it on {last.at:%Y-%m-%d}", advice=advice)


def _read(folder: Path) -> Kept | None:
    """The approval in `folder`; none where it, or its message, is not what was kept."""
    try:
        approval = Approval.model_validate_json((folder / "approval.json").read_bytes())
        whole = sha256_of(folder / approval.evidence) == approval.evidence_sha256
    except (OSError, ValidationError):
        return None
    return Kept(approval, folder) if whole else None


def not_its_author(by: str, authors: tuple[str, ...]) -> None:
    """Raises Refused where an author approves their own report."""
    name, address = parseaddr(by)
    if {name.casefold(), address.casefold()} & {author.casefold() for author in authors}:
        raise Refused(f"{by} is an author of it", advice="somebody else approves a report")
