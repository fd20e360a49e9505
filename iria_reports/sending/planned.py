"""What is known before anything leaves: the desk as a sender, who is to be sent what, and what a run is handed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from iria_reports.desk import Desk
from iria_reports.errors import Refused
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.entries import Withdrawn
from iria_reports.sending.addressing import Directory
from iria_reports.sending.choosing import Absent, ClientTerms, Going, MarkRules, Staying
from iria_reports.sending.dispatch import Dispatch
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.office import Office
from iria_reports.signing.seal import Seal
from iria_reports.writing.settings import Settings


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
        mail, labels = self.settings.mail, self.settings.mark_labels()
        for mark in (*mail.numbered, *filter(None, [mail.highest_mark])):
            if mark not in labels:
                message = f"desk.yml names {mark} under `mail:`, and no such mark under `marks:`"
                raise Refused(message, advice=f"there is {', '.join(labels)}")
        return MarkRules(labels, named, frozenset(mail.numbered), mail.highest_mark or "")


@dataclass(frozen=True)
class Hands:
    """What a run is handed: the house's key, clients' passwords, and whom to tell who is left out after all."""

    seal: Seal | None = None
    passwords: Callable[[str], str] = field(default=lambda slug: "", repr=False)
    left_out: Callable[[Staying], None] = lambda one: None


@dataclass(frozen=True)
class Plan:
    """Who is sent what of a dispatch, and who is not and why.

    gone    the withdrawal that is told of, if one is
    absent  who is meant and has no line in readers.csv
    waits   why nothing can be sent yet, such as an embargo; "" where it can
    """

    dispatch: Dispatch
    office: Office
    going: tuple[Going, ...]
    staying: tuple[Staying, ...]
    gone: Withdrawn | None = None
    absent: tuple[Absent, ...] = ()
    waits: str = ""
