"""THE MAP of `issue`: a specification and the renditions wanted go in; a numbered version in the archive comes out.

Desk  ->  frozen desk  ->  drafts, checked  ->  (a question)  ->  under the lock: numbered Proofs  ->  Issue

Everything is printed from the frozen desk, so that what is kept is what was printed.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from iria_reports.build import Built, Job, build, write_html
from iria_reports.check import check
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.errors import CannotWrite, Fault, InputFaults, Refused
from iria_reports.issuing.approval import Kept, approved
from iria_reports.issuing.archive import Archive, Clock
from iria_reports.issuing.bag import sha256_of
from iria_reports.issuing.chain import FIRST
from iria_reports.issuing.contents import Acceptance, Contents, Printed, keep, read_contents, tools
from iria_reports.issuing.entries import Added, Issued, IssuedRendition
from iria_reports.issuing.freezing import Frozen, fingerprint, freeze
from iria_reports.issuing.locking import distrust
from iria_reports.issuing.numbers import next_number
from iria_reports.issuing.register import read_register
from iria_reports.issuing.revising import Addition, Revision, last_line
from iria_reports.issuing.transaction import Held, Maker, Slot, held, publish
from iria_reports.report import Imprint, Version
from iria_reports.signing.seal import Seal
from iria_reports.writing.settings import load_settings

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What to issue: a specification of a desk, in these renditions.

    start  the report that it is a further version of, or that these are further renditions of; None for a new one
    seal   the key that signs, opened beforehand: under the lock nobody is asked for a password
    """

    spec: Path
    desk: Desk
    asks: tuple[Ask, ...]
    start: Revision | Addition | None = None
    seal: Seal | None = None


@dataclass(frozen=True)
class Prepared:
    """An order whose files are frozen and whose drafts are printed and checked: all that can be known beforehand.

    frozen       the order's desk, frozen
    drafts       a print of each rendition, as it will be but for its number
    warnings     what stops nothing and must be accepted, each once
    fingerprint  SHA-256 of the frozen desk
    """

    order: Order
    frozen: Frozen
    drafts: tuple[Built, ...]
    warnings: tuple[str, ...]
    fingerprint: str


def prepare(order: Order, scratch: Path, tell: Tell = lambda stage: None) -> Prepared:
    """Freeze the order's files into `scratch`, print its renditions there and check them.

    Raises InputFaults where an error stands in the way, and what `build` raises.
    """
    tell("freezing")
    frozen = frozen_order(order, scratch)
    drafts: list[Built] = []
    warnings: dict[str, None] = {}
    for ask in order.asks:
        tell(f"printing {ask.audience or 'the report'}")
        drafts.append(build(Job(frozen.spec, frozen.desk, ask, scratch / "drafts"), tell=tell))
        warnings |= dict.fromkeys(str(fault) for fault in drafts[-1].warnings)
        tell("checking")
        warnings |= dict.fromkeys(_found(frozen, ask))
    return Prepared(order, frozen, tuple(drafts), tuple(warnings), fingerprint(frozen.desk.root))


def issued_alike(prepared: Prepared, archive: Archive) -> str:
    """A warning where a number that stands was issued from the same files as of the same day; else "".

    Raises ArchiveDamaged.
    """
    if prepared.order.start:
        return ""
    register, about = read_register(archive.register), prepared.drafts[0].report
    for entry in register.issues:
        if (entry.slug, entry.as_of) != (about.slug, about.as_of) or register.withdrawn(entry.number):
            continue
        try:
            alike = read_contents(archive.bag(entry.bag)).fingerprint == prepared.fingerprint
        except (OSError, ValidationError):  # `archive verify` tells of a bag that is damaged
            continue
        if alike:
            was = f"{about.slug} was issued from these same files on {entry.issued}, as {entry.number}"
            return f"{was}; `revise {entry.number}` corrects that, and `issue {entry.number}` adds a rendition to it"
    return ""


def frozen_order(order: Order, scratch: Path) -> Frozen:
    """The order's files in `scratch`/desk. Raises InputFaults, Refused, OSError."""
    clients = [ask.client for ask in order.asks if ask.client]
    themes = [ask.theme for ask in order.asks if ask.theme]
    return freeze(order.spec, order.desk, scratch / "desk", clients=clients, themes=themes)


def issue(
    prepared: Prepared, archive: Archive, clock: Clock, *, accepted: str = "", tell: Tell = lambda s: None
) -> Issued:
    """Issue it under the next number. `accepted` is why its warnings are no reason to wait.

    Raises Refused, CannotWrite, ArchiveDamaged, and what `build` raises; nothing is issued then.
    """
    approval = _allowed(prepared, archive, accepted)
    today = clock().date()
    with held(archive, clock, seal=prepared.order.seal) as holding:
        imprints = _taken(prepared, holding, today)
        make = _maker(prepared, imprints, clock, (Acceptance.of(prepared.warnings, accepted), approval), tell)
        after = publish(holding, imprints[0].number, imprints[0].version, make)
    return after.register.issues[-1]


def _allowed(prepared: Prepared, archive: Archive, accepted: str) -> Kept | None:
    """The approval it goes out on, where the house demands one.

    Raises Refused where that is missing, a warning is not accepted, or a number would not be safe in the archive.
    """
    if prepared.warnings and not accepted.strip():
        count = len(prepared.warnings)
        message = f"{count} warning{'s' if count > 1 else ''} not accepted"
        raise Refused(message, advice='correct them, or accept them with --accept "why they may stand"')
    if why := _distrusted(archive):
        message = f"a number taken in {archive.root} is not safe: {why}"
        raise Refused(message, advice="name a folder on this machine's own disk in desk.yml, under `archive:`")
    settings, _ = load_settings(prepared.frozen.desk)
    if settings.approval == "none":
        return None
    desk, stem = prepared.order.desk, prepared.order.spec.stem
    return approved(desk.approvals, stem, prepared.fingerprint, settings.approvers)


def _distrusted(archive: Archive) -> str:
    """Why a lock in the archive cannot be trusted, or "". Raises CannotWrite."""
    try:
        archive.root.mkdir(parents=True, exist_ok=True)
        return distrust(archive.root)
    except OSError as error:
        message = f"the archive {archive.root} cannot be written ({error.strerror})"
        raise CannotWrite(message, advice="see who may write there, or name another folder in desk.yml") from error


def _found(frozen: Frozen, ask: Ask) -> list[str]:
    """What the rules of tradecraft warn of. Raises InputFaults with what they call an error: it cannot be accepted."""
    findings = [one for one in check(frozen.spec, frozen.desk, ask).findings if not one.silenced]
    if errors := [one for one in findings if one.level == "error"]:
        raise InputFaults([Fault(one.where, one.subject, one.message, one.advice, one.rule) for one in errors])
    return [str(one) for one in findings]


def _taken(prepared: Prepared, holding: Held, today: date) -> tuple[Imprint, ...]:
    """What each rendition is printed under. Raises Refused where another run has revised it meanwhile."""
    start = prepared.order.start
    if start is None:
        number, first = _number(prepared, holding, today), Version(version=1, issued=today)
        return (Imprint(number=number, history=(first,)),) * len(prepared.drafts)
    before = last_line(holding.register, start.before.number)
    if before.seq != start.before.seq:
        message = f"{before.number} was issued again meanwhile: {_version(before)}for {_readers(before)}"
        raise Refused(message, advice="look at that, then run this again")
    if isinstance(start, Revision):  # healing may have found that a run which died had taken the version
        start = replace(start, version=holding.register.next_version(before.number))
    return tuple(start.imprint(draft.report, today) for draft in prepared.drafts)


def _version(entry: Issued | Added) -> str:
    return f"version {entry.version}, " if isinstance(entry, Issued) else ""


def _readers(entry: Issued | Added) -> str:
    return ", ".join(one.audience for one in entry.renditions)


def _number(prepared: Prepared, holding: Held, today: date) -> str:
    settings, _ = load_settings(prepared.frozen.desk)
    return next_number(
        settings.numbers,
        house=settings.house.short_name,
        kind=prepared.frozen.series,
        year=today.year,
        taken=holding.register.numbers(),
    )


def _maker(
    prepared: Prepared, imprints: tuple[Imprint, ...], clock: Clock, on: tuple[Acceptance, Kept | None], tell: Tell
) -> Maker:
    """Prints every rendition under its number into a bag's data/, with all that it was made from."""
    (accepted, approval), frozen = on, prepared.frozen
    asks = [replace(ask, imprint=one) for ask, one in zip(prepared.order.asks, imprints, strict=True)]

    def make(slot: Slot, data: Path) -> tuple[Issued, dict[str, str]]:
        built = []
        for ask in asks:
            tell(f"printing {slot.number}")
            built.append(build(Job(frozen.spec, frozen.desk, ask, data), tell=tell))
            write_html(built[-1], frozen.desk)
        contents = Contents(
            number=slot.number,
            spec=frozen.spec.name,
            fingerprint=prepared.fingerprint,
            renditions=tuple(Printed.of(ask, one.proof) for ask, one in zip(asks, built, strict=True)),
            tools=tools(built[0].proof.versions),
            accepted=accepted,
        )
        keep(contents, frozen.desk, [one.report for one in built], data)
        if approval:
            shutil.copytree(approval.folder, data / "approval", copy_function=shutil.copyfile)
        if prepared.order.seal and prepared.order.seal.into_pdf:
            tell(f"signing {slot.number}")
            for one in built:
                prepared.order.seal.sign_file(one.proof.path)
        return _entry(slot, prepared, built, clock), _about(slot, built[0])

    return make


def _entry(slot: Slot, prepared: Prepared, built: list[Built], clock: Clock) -> Issued:
    report, start = built[0].report, prepared.order.start
    revision = start if isinstance(start, Revision) else None
    return Issued(
        seq=slot.seq,
        at=clock(),
        number=slot.number,
        prev=slot.prev,
        version=slot.version,
        slug=report.slug,
        title=report.title,
        kind=prepared.frozen.series,
        issued=report.dated,
        as_of=report.as_of,
        authors=report.authors,
        region=report.region,
        topics=report.topics,
        bag=slot.bag,
        manifest=FIRST,
        renditions=tuple(_rendition(one) for one in built),
        notice=revision.notice if revision else "",
        minor=bool(revision and revision.minor),
    )


def _rendition(built: Built) -> IssuedRendition:
    report, proof = built.report, built.proof
    return IssuedRendition(
        file=proof.path.name,
        sha256=sha256_of(proof.path),  # signed, where it is
        pages=proof.pages,
        audience=report.audience,
        language=report.language,
        mark=report.mark,
        client=report.client.slug if report.client else "",
    )


def _about(slot: Slot, built: Built) -> dict[str, str]:
    """What bag-info.txt says (RFC 8493, 2.2.2)."""
    return {
        "Source-Organization": built.report.house.name,
        "External-Identifier": f"{slot.number} version {slot.version}",
        "External-Description": built.report.title,
        "Bagging-Date": built.report.dated.isoformat(),
    }
