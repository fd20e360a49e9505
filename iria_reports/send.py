"""THE MAP of `send`: an issued number and readers go in; a draft for each, or what the mail server said, comes out.

Number  ->  Dispatch  ->  (going, staying)  ->  (a question)  ->  Packed  ->  drafts | mail server  ->  Ledger

Nothing is laid out here: what is sent was issued. The ledger is written before anything leaves.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from iria_reports.archive import opened
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults, Refused
from iria_reports.issuing.archive import Archive, Clock
from iria_reports.sending.addressing import Directory, absent_among, meant_by
from iria_reports.sending.bench import packed
from iria_reports.sending.choosing import Choice, ClientTerms, Going, Staying, choose
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.dispatch import Dispatch, dispatch_of, embargoed, version_to_send
from iria_reports.sending.drafting import drafts_folder, take_away, unfinished, write_drafts
from iria_reports.sending.editions import stamp_of
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import Writing, read_ledger
from iria_reports.sending.lists import read_lists
from iria_reports.sending.mail_server import MailServer, connect
from iria_reports.sending.meanwhile import still
from iria_reports.sending.message import mail_address
from iria_reports.sending.office import office_of
from iria_reports.sending.packing import Packed, copy_for
from iria_reports.sending.planned import Hands, House, Plan
from iria_reports.sending.posting import Around, Manner, Outgoing, Result, post
from iria_reports.sending.readers import address_book
from iria_reports.writing.clients import ClientFile, load_clients
from iria_reports.writing.settings import load_settings

__all__ = [
    "Hands",
    "House",
    "Order",
    "Plan",
    "drafts",
    "drafts_left",
    "house_of",
    "named_server",
    "packed",
    "plan",
    "posted",
    "server_of",
    "stampable",
]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What is to be sent to whom.

    to        lists, clients and addresses, as they were typed
    version   None for the one that stands
    audience  the rendition for this audience alone, or ""
    again     those named by address are sent it though they have it
    """

    number: str
    to: tuple[str, ...]
    version: int | None = None
    audience: str = ""
    again: bool = False


def house_of(desk: Desk, archive: Archive) -> House:
    """The desk as a sender. Raises InputFaults: desk.yml, readers.csv, a client's file; Refused: no readers yet.

    Every fault of a file is told at once.
    """
    settings, faults = load_settings(desk)
    loaded = load_clients(desk, settings.mark_labels())
    faults = [*faults, *(fault for one in loaded.values() for fault in one.faults)]
    if faults:
        raise InputFaults(faults)
    folder = ReadersFolder(desk.root / settings.mail.readers)
    book = address_book(folder, loaded)
    lists = read_lists(folder)
    clients = {slug: _terms(slug, one.choices) for slug, one in loaded.items() if one.choices}
    directory = Directory(book.key, book.readers, lists.members(), tuple(loaded))
    return House(desk, archive, settings, folder, directory, clients, lists.suppressed())


def plan(order: Order, house: House, clock: Clock, *, dry: bool = False) -> Plan:
    """Everything that can be known before anything leaves. Nothing is written.

    dry  an embargo that is not over refuses nothing

    Raises Refused, ArchiveDamaged, InputFaults.
    """
    archive = opened(house.archive)
    dispatch = dispatch_of(house.archive, version_to_send(archive.listed, order.number, order.version))
    waits = ""
    try:
        embargoed(dispatch, clock())
    except Refused as error:
        if not dry:
            raise
        waits = str(error)
    office = office_of(house.settings, house.desk.root)
    chosen, staying = choose(_choice(order, house, dispatch), meant_by(order.to, house.directory))
    going, more = stampable(dispatch, house, chosen)
    absent = absent_among(order.to, house.directory)
    return Plan(dispatch, office, going, (*staying, *more), absent=absent, waits=waits)


def stampable(
    dispatch: Dispatch, house: House, chosen: tuple[Going, ...]
) -> tuple[tuple[Going, ...], tuple[Staying, ...]]:
    """Those who can be sent what they are to be sent; and those whose name no font of ours can stamp on a copy."""
    going, staying = [], []
    code = CopyCode(dispatch.number, dispatch.version, 1)
    for one in chosen:
        try:
            mail_address(one.reader.address)
            if one.copies != "issued":
                stamp_of(copy_for(one.reader, house.clients, code), one.rendition.language)
            going.append(one)
        except Refused as error:
            staying.append(Staying(one.reader, str(error).replace(f"copy {code.short}", "the copy")))
    return tuple(going), tuple(staying)


def drafts(plan: Plan, messages: tuple[Packed, ...], ledger: Writing, folder: Path, tell: Tell) -> tuple[Path, ...]:
    """A draft for each message in `folder`/<number>_v<version>/. Raises CannotWrite."""
    return write_drafts(messages, ledger, drafts_folder(folder, plan.dispatch.number, plan.dispatch.version), tell)


def drafts_left(plan: Plan, folder: Path) -> bool:
    """Whether a run died over drafts about the version: `drafts` finishes them, though nobody else is written to."""
    return bool(unfinished(drafts_folder(folder, plan.dispatch.number, plan.dispatch.version)))


def posted(
    messages: tuple[Packed, ...], ledger: Writing, house: House, server: MailServer, around: Around | None = None
) -> Result:
    """Hand each message to the mail server, once, and take drafts of what was sent away: nobody is to send them too.

    Raises CannotWrite where the ledger cannot be written and nothing was begun.
    """
    mail = house.settings.mail
    stays = still(house.archive, house.folder, house.directory.lists)
    outgoing = [_outgoing(one, stays) for one in messages]
    manner = Manner(messages[0].envelope.sender.address if messages else "", mail.per_minute)
    try:
        result = post(outgoing, ledger, lambda: connect(server), manner, around)
    finally:
        last = ledger.ledger().last()
        rows = (last[one.said["message"]] for one in messages if one.said["message"] in last)
        left = take_away(house.desk.mail, (row for row in rows if row.state == "sent"))
    return replace(result, drafts=left)


def _outgoing(one: Packed, stays: Callable[[Packed], str]) -> Outgoing:
    reader = one.going.reader
    return Outgoing(one.said, reader.address, one.message, one.going.again, lambda: stays(one), reader)


def named_server(house: House) -> str:
    """The host of the mail server of desk.yml. Raises Refused where none is named."""
    if not house.settings.mail.host:
        advice = (
            "add to desk.yml, under `mail:`, a line such as `host: mail.example.org`; without --smtp drafts are made"
        )
        raise Refused("desk.yml names no mail server", advice=advice)
    return house.settings.mail.host


def server_of(house: House, secret: Callable[[], str]) -> MailServer:
    """The mail server of desk.yml; `secret` is asked only where somebody signs in. Raises Refused: none is named."""
    mail, host = house.settings.mail, named_server(house)
    authorities = house.desk.root / Path(mail.authorities).expanduser() if mail.authorities else None
    return MailServer(
        host, mail.at_port, mail.security, authorities, mail.user, secret() if mail.user else "", mail.login
    )


def _terms(slug: str, file: ClientFile) -> ClientTerms:
    return ClientTerms(
        slug,
        file.organisation,
        file.audience or "",
        file.language or "",
        file.highest_mark or "",
        file.terms or "",
        file.copies,
        file.keyring,
        file.password_variable,
    )


def _choice(order: Order, house: House, dispatch: Dispatch) -> Choice:
    return Choice(
        dispatch.number,
        dispatch.version,
        dispatch.renditions,
        house.directory.key,
        house.marks(),
        read_ledger(house.folder),
        house.clients,
        house.suppressed,
        order.audience,
        order.again,
    )
