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

from pydantic import AwareDatetime, Field, ValidationError

from iria_reports.errors import Refused
from iria_reports.issuing.bag import sha256_of
from iria_reports.issuing.chain import Sha256
from iria_reports.report import Frozen
from iria_reports.signing.ready import require_signing, signing_checks
from iria_reports.signing.seal import Seal

LARGEST = 25_000_000  # bytes; what mail servers take
APPROVAL = "approval.json"
SIGNED, CERTIFICATE = f"{APPROVAL}.p7s", "approver.pem"


class Approval(Frozen):
    """One approval.

    fingerprint      of the frozen desk that was approved
    by               who approved it
    evidence         the message's file beside this one, or ""
    evidence_sha256  its hash, or ""
    certificate      SHA-256 of the approver's certificate, whose key signed this file (CMS, beside it), or ""
    """

    format: Literal[1] = 1
    slug: str
    fingerprint: Sha256
    by: str
    at: AwareDatetime
    evidence: str = ""
    evidence_sha256: str = Field("", pattern="^([0-9a-f]{64})?$")
    certificate: str = Field("", pattern="^([0-9a-f]{64})?$")


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


def keep_approval(approval: Approval, witness: Path | Seal, folder: Path) -> Kept:
    """Write the approval into a folder of its own below `folder`, with what witnesses it. Raises OSError.

    witness  the message, of which a copy is kept, or the approver's key, which signs
    """
    own = folder / f"{approval.slug}-{approval.fingerprint[:16]}"
    own.mkdir(parents=True, exist_ok=True)
    text = (approval.model_dump_json(indent=1) + "\n").encode()
    if isinstance(witness, Path):
        shutil.copyfile(witness, own / approval.evidence)
    else:
        (own / SIGNED).write_bytes(witness.signature_of(text, stamped=False))
        (own / CERTIFICATE).write_bytes(witness.certificate)
    (own / APPROVAL).write_bytes(text)
    return Kept(approval, own)


def approved(folder: Path, slug: str, fingerprint: str, approvers: tuple[str, ...] = ()) -> Kept:
    """The approval of exactly this. Raises Refused: none there is, or what was approved was edited since.

    approvers  the certificates (SHA-256) whose keys may approve; without any a message does too
    """
    kept = [one for own in sorted(folder.glob(f"{slug}-*")) if (one := _read(own)) and one.approval.slug == slug]
    counting = [one for one in kept if not approvers or one.approval.certificate in approvers]
    for one in counting:
        if one.approval.fingerprint == fingerprint:
            return one
    how = "--key their-key.p12" if approvers else "--evidence their-message.eml"
    advice = f"have somebody else read it, then `iria-report approve {slug} {how}`"
    if kept and not counting:
        raise Refused(f"{slug} is approved by nobody whose key desk.yml names under `approvers:`", advice=advice)
    if not kept:
        raise Refused(f"{slug} is not approved, and desk.yml asks for it", advice=advice)
    last = max(counting, key=lambda one: one.approval.at).approval
    raise Refused(f"{slug} was edited after {last.by} approved it on {last.at:%Y-%m-%d}", advice=advice)


def _read(folder: Path) -> Kept | None:
    """The approval in `folder`; none where it, or what witnesses it, is not what was kept."""
    try:
        approval = Approval.model_validate_json((folder / APPROVAL).read_bytes())
    except (OSError, ValidationError):
        return None
    return None if doubt(approval, folder) else Kept(approval, folder)


def doubt(approval: Approval, folder: Path) -> str:
    """Why the approval in `folder` is not witnessed as it says, or "".

    Raises MachineNotReady for one that is signed where pyHanko is not installed.
    """
    try:
        if not approval.certificate:
            whole = bool(approval.evidence) and sha256_of(folder / approval.evidence) == approval.evidence_sha256
            return "" if whole else "its message was changed"
        require_signing()
        checks = signing_checks()
        certificates = ((folder / CERTIFICATE).read_bytes(),)
        made_by = checks.check_detached((folder / APPROVAL).read_bytes(), (folder / SIGNED).read_bytes(), certificates)
        if (made_by, checks.name_of(made_by, certificates)) != (approval.certificate, approval.by):
            return "it is signed by another than it says"
    except OSError as error:
        return f"{Path(error.filename or folder).name} cannot be read"
    except ValueError as error:
        return str(error)
    return ""


def not_its_author(by: str, authors: tuple[str, ...]) -> None:
    """Raises Refused where an author approves their own report."""
    name, address = parseaddr(by)
    if {by.casefold(), name.casefold(), address.casefold()} & {author.casefold() for author in authors}:
        raise Refused(f"{by} is an author of it", advice="somebody else approves a report")
