"""desk.yml goes in; what every message of the house has alike comes out: from whom it is, and how to be taken off."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from iria_reports.errors import Refused
from iria_reports.report import House
from iria_reports.sending.addresses import address_of, typed_address
from iria_reports.sending.letter import Terms
from iria_reports.sending.message import Leaving, Mailbox, MailList
from iria_reports.sending.ready import dkim_signing
from iria_reports.writing.mail import MailChoice
from iria_reports.writing.settings import MarkChoice, Settings

MEGABYTE = 1_000_000
NOT_IN_AN_ID = re.compile("[^a-z0-9-]+")


@dataclass(frozen=True)
class Office:
    """The house as a sender of mail.

    largest  octets of a PDF from which on a message goes without it
    rules    who may see a report under each sharing mark
    sign     signs a message, where the server does not
    """

    sender: Mailbox
    reply_to: str
    leaving: Leaving
    write_to: str
    largest: int
    rules: tuple[MarkChoice, ...] = ()
    sign: Callable[[bytes], bytes] | None = None

    @property
    def domain(self) -> str:
        return self.sender.address.rpartition("@")[2]

    def terms(self, mark: str | None, named_by: str, agreed: str = "", *, by_client: bool = False) -> Terms:
        """What a letter says beside the report, for a reader on the list `named_by` or, with "", for one named."""
        rule = next((one.rule for one in self.rules if one.label == mark), "")
        name = named_by.partition(":")[2].replace("-", " ") or named_by  # `topic:energy` is the desk's way to say it
        return Terms(
            self.write_to,
            self.largest,
            rule,
            "" if by_client else name,
            self.leaving.address if named_by else "",
            agreed,
        )

    def mail_list(self, name: str) -> MailList | None:
        """The list as mail programs know it (RFC 2919); None for a reader who was named."""
        part = NOT_IN_AN_ID.sub("-", name.casefold()).strip("-")
        return MailList(name, f"{part or 'list'}.{self.domain}") if name else None

    def leaving_of(self, name: str, reader: str) -> Leaving:
        """How the reader is taken off the list `name`; with "" off everything.

        One click must say who clicked, without an address (RFC 8058, 3.1): `{reader}` in the URL is `leaving_id`.
        """
        url = self.leaving.url.replace("{reader}", reader)
        return replace(self.leaving, subject=f"unsubscribe {name}".strip(), url=url)


def office_of(settings: Settings, folder: Path) -> Office:
    """The desk's office; `folder` is the desk's. Raises Refused: no sender, no address, a bad key; MachineNotReady."""
    mail, house = settings.mail, settings.to_house()
    contact, reply_to = _contact(house), _address(mail, "reply-to")
    sender = _address(mail, "sender") or contact
    if not sender:
        advice = "add to desk.yml, under `mail:`, a line such as `sender: reports@example.org`"
        raise Refused(
            "desk.yml names no sender: neither `mail: sender:` nor an address in `house: contact:`", advice=advice
        )
    return Office(
        Mailbox(sender, house.name),
        reply_to,
        Leaving(_address(mail, "unsubscribe") or sender, url=mail.unsubscribe_url or ""),
        reply_to or contact or sender,
        round(mail.largest * MEGABYTE),
        settings.marks,
        _dkim(mail, folder),
    )


def _contact(house: House) -> str:
    try:
        return address_of(house.contact)
    except ValueError:
        return ""


def _address(mail: MailChoice, name: str) -> str:
    """What `mail:` has under this name, as any server takes it: its domain in IDNA. Raises Refused for no address."""
    text = getattr(mail, name.replace("-", "_")) or ""
    return typed_address(text, f"`mail: {name}: {text}` in desk.yml") if text else ""


def _dkim(mail: MailChoice, folder: Path) -> Callable[[bytes], bytes] | None:
    """What signs a message with the house's key; the library is loaded only where there is one."""
    if mail.dkim is None:
        return None
    library = dkim_signing()
    key = library.read_dkim_key(folder / Path(mail.dkim.key).expanduser(), mail.dkim.domain, mail.dkim.selector)
    return lambda message: bytes(library.signed(message, key))
