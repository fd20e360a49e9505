"""THE MAP of `send`: an issued number and readers go in; a draft for each, or what the mail server said, comes out.

Number  ->  Dispatch  ->  (going, staying)  ->  (a question)  ->  Packed  ->  drafts | mail server  ->  Ledger

Nothing is laid out here: what is sent was issued. The ledger is written before anything leaves.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from iria_reports.archive import opened
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults, Refused
from iria_reports.issuing.archive import Archive, Clock
from iria_reports.issuing.entries import Withdrawn
from iria_reports.sending.addressing import Directory, meant_by
from iria_reports.sending.choosing import Choice, ClientTerms, Going, MarkRules, Staying, choose, had
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.dispatch import Dispatch, dispatch_of, embargoed, version_to_send
from iria_reports.sending.drafting import write_drafts
from iria_reports.sending.editions import stamp_of
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import Row, Writing, read_ledger, writing
from iria_reports.sending.lists import read_lists
from iria_reports.sending.mail_server import MailServer, connect
from iria_reports.sending.office import Office, office_of
from iria_reports.sending.packing import Bench, Packed, copy_for, pack
from iria_reports.sending.posting import Around, Manner, Outgoing, Result, post
from iria_reports.sending.readers import address_book
from iria_reports.setting.mail import load_dress
from iria_reports.signing.seal import Seal
from iria_reports.writing.clients import ClientFile, load_clients
from iria_reports.writing.settings import Settings, load_settings

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


@dataclass(frozen=True)
class House:
    """The desk as a sender: its settings, its readers' folder, everybody in it, and what clients have agreed."""

    desk: Desk
    archive: Archive
    settings: Settings
    folder: ReadersFolder
    directory: Directory
    clients: Mapping[str, ClientTerms] = field(default_factory=dict)
    suppressed: Mapping[str, str] = field(default_factory=dict)

    def marks(self) -> MarkRules:
        marks = self.settings.marks
        named = frozenset(mark.label for mark in marks if mark.named)
        return MarkRules(self.settings.mark_labels(), named, frozenset(self.settings.mail.numbered))


@dataclass(frozen=True)
class Plan:
    """Who is sent what of a dispatch, and who is not and why. `gone`: the withdrawal that is told of, if one is."""

    dispatch: Dispatch
    office: Office
    going: tuple[Going, ...]
    staying: tuple[Staying, ...]
    gone: Withdrawn | None = None


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
    if not dry:
        embargoed(dispatch, clock())
    office = office_of(house.settings, house.desk.root)
    chosen, staying = choose(_choice(order, house, dispatch), meant_by(order.to, house.directory))
    going, more = stampable(dispatch, house, chosen)
    return Plan(dispatch, office, going, (*staying, *more))


def stampable(
    dispatch: Dispatch, house: House, chosen: tuple[Going, ...]
) -> tuple[tuple[Going, ...], tuple[Staying, ...]]:
    """Those who can be sent what they are to be sent; and those whose name no font of ours can stamp on a copy."""
    going, staying = [], []
    code = CopyCode(dispatch.number, dispatch.version, 1)
    for one in chosen:
        try:
            if one.copies != "issued":
                stamp_of(copy_for(one.reader, house.clients, code), one.rendition.language)
            going.append(one)
        except Refused as error:
            staying.append(Staying(one.reader, str(error).replace(f"copy {code.short}", "the copy")))
    return tuple(going), tuple(staying)


@contextmanager
def packed(
    plan: Plan, house: House, clock: Clock, seal: Seal | None = None, passwords: Callable[[str], str] = lambda slug: ""
) -> Iterator[tuple[tuple[Packed, ...], Writing]]:
    """The plan's messages, and the ledger that is to say what becomes of them, held for this process alone.

    Raises Refused where another run is sending or a copy cannot be made; ArchiveDamaged, CannotWrite.
    """
    with (
        writing(house.folder, clock) as ledger,
        tempfile.TemporaryDirectory(prefix="iria-send-") as scratch,
    ):
        last = ledger.ledger().last()
        still = [one for one in plan.going if one.again or not _settled(last.get(one.message))]
        bench = Bench(
            dispatch=plan.dispatch,
            office=plan.office,
            key=house.directory.key,
            clients=house.clients,
            ledger=ledger.ledger(),
            dress=lambda report: load_dress(house.desk, report),
            scratch=Path(scratch),
            now=clock(),
            seal=seal,
            passwords=passwords,
            gone=plan.gone,
        )
        yield pack(bench, still), ledger


def drafts(plan: Plan, packed: tuple[Packed, ...], ledger: Writing, folder: Path, tell: Tell) -> tuple[Path, ...]:
    """A draft for each message in `folder`/<number>_v<version>/. Raises CannotWrite."""
    dispatch = plan.dispatch
    return write_drafts(packed, ledger, folder / f"{dispatch.number}_v{dispatch.version}", tell)


def posted(
    packed: tuple[Packed, ...], ledger: Writing, house: House, server: MailServer, around: Around | None = None
) -> Result:
    """Hand each message to the mail server, once. Raises OSError where the ledger cannot be written."""
    mail = house.settings.mail
    outgoing = [Outgoing(one.said, one.going.reader.address, one.message, one.going.again) for one in packed]
    manner = Manner(packed[0].envelope.sender.address if packed else "", mail.per_minute)
    return post(outgoing, ledger, lambda: connect(server), manner, around)


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


def _settled(row: Row | None) -> bool:
    """Whether another run has written to this reader since the plan was made."""
    return row is not None and bool(had(row))


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
