"""An issued report and the file that goes with it go in; the letter that brings it comes out, and so do notices.

A letter is one for all its readers, unless its file is a copy numbered for one of them.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from iria_reports.composing.sections.back_matter import MOST_CHANGES
from iria_reports.composing.words import labelled, speaks, word
from iria_reports.errors import Refused
from iria_reports.report import Block, Imprint, Judgement, Judgements, Paragraph, Report, Version
from iria_reports.sending.ledger import Purpose
from iria_reports.sending.plain import flowed, one_line
from iria_reports.setting.mail import Dress, set_mail

READ_IN_MAIL = {"paragraph", "list"}  # a figure or a table of the bottom line is read in the PDF


@dataclass(frozen=True)
class Enclosure:
    """The PDF: the issued file's name and bytes, or an edition's.

    code    the number of a copy made for one reader, or ""
    locked  it opens with a password alone
    """

    name: str
    content: bytes = field(repr=False)
    code: str = ""
    locked: bool = False

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, as hex."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def octets(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Terms:
    """What all letters of one sending say alike.

    write_to     the address that answers and questions go to
    largest      octets of a PDF from which on it is left out, and the letter says how to get it
    rule         who may see a report under its sharing mark, in the house's words, or ""
    list         the name of the list that it goes to, or ""
    unsubscribe  the address to write to so as to be taken off, or ""
    agreed       what the reader's client may do with reports, in the words of its file, or ""
    """

    write_to: str
    largest: int = 15_000_000
    rule: str = ""
    list: str = ""
    unsubscribe: str = ""
    agreed: str = ""


@dataclass(frozen=True)
class Earlier:
    """What a reader was sent before: its version, and SHA-256 of the bytes, or "" where the message had none."""

    version: int
    sha256: str


@dataclass(frozen=True)
class Gone:
    """A withdrawal: its day and reason, and of what the reader was sent the version, and SHA-256 or "" for no file."""

    on: date
    reason: str
    version: int
    sha256: str


@dataclass(frozen=True)
class Letter:
    """A letter, but for whom it goes to.

    text       wrapped as format=flowed (RFC 3676)
    enclosure  what goes with it; None where nothing does, and then `left_out` says why
    version    whose message it is: of a withdrawal the latest, though it is about all of them
    about      the number and version that its reader has with it, or had
    sha256     of the PDF that it is about
    """

    purpose: Purpose
    number: str
    version: int
    about: str
    subject: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    sha256: str
    enclosure: Enclosure | None = None
    left_out: str = ""


def report_letter(report: Report, enclosure: Enclosure, terms: Terms, dress: Dress) -> Letter:
    """The letter that brings a report. Raises Refused for a draft, InputFaults for a template at fault."""
    report = closed(report) if enclosure.locked else report
    return _with_file("report", _title(report), report, enclosure, {"terms": terms, "dress": dress})


def correction_letter(report: Report, enclosure: Enclosure, terms: Terms, dress: Dress, earlier: Earlier) -> Letter:
    """The notice that brings a later version to whoever was sent `earlier`. Raises as `report_letter`."""
    report = closed(report) if enclosure.locked else report
    subject = f"{labelled('mail-correction', report.language)} {_title(report)}"
    changes = report.imprint.history[-1].changes if report.imprint else ()
    said = {
        "terms": terms,
        "dress": dress,
        "earlier": earlier,
        "changes": changes[:MOST_CHANGES],
        "more": max(0, len(changes) - MOST_CHANGES),
        "in_english": not speaks(report.language),
    }
    return _with_file("correction", subject, report, enclosure, said)


def withdrawal_letter(report: Report, terms: Terms, dress: Dress, gone: Gone) -> Letter:
    """The notice that a report is withdrawn, to whoever was sent it. Raises as `report_letter`."""
    number = f" ({report.imprint.number})" if report.imprint else ""
    subject = f"{labelled('mail-withdrawal', report.language)} {report.title}{number}"
    said = {"terms": terms, "dress": dress, "gone": gone}
    return _made("withdrawal", subject, report, gone.sha256, said)


def closed(report: Report) -> Report:
    """What a letter may say of a report that a password protects: which one it is, and nothing that stands in it."""
    told: dict[str, Any] = {"subtitle": "", "authors": (), "sections": ()}
    if report.imprint:
        history = tuple(Version(version=one.version, issued=one.issued) for one in report.imprint.history)
        told["imprint"] = Imprint(number=report.imprint.number, history=history)
    return report.model_copy(update=told)


def _with_file(purpose: Purpose, subject: str, report: Report, enclosure: Enclosure, said: dict[str, Any]) -> Letter:
    """A letter with its file, or without it where that is too large."""
    terms = said["terms"]
    enclosed = enclosure if enclosure.octets <= terms.largest else None
    left_out = "" if enclosed else f"{enclosure.octets} octets, and {terms.largest} are the most"
    said = {**said, "enclosed": enclosure}
    return _made(purpose, subject, report, enclosure.sha256, said, enclosed, left_out)


def _made(purpose: Purpose, subject: str, report: Report, sha256: str, said: dict[str, Any], *file: Any) -> Letter:
    if report.imprint is None:
        raise Refused(f"{report.title!r} is a draft, and drafts are not sent", advice="issue it first")
    subject = one_line(f"[{report.mark}] {subject}" if report.mark else subject)
    kind = report.kind_label
    content = {"opening": tuple(_opening(report)), "judged": tuple(_judged(report))}
    words = {
        "gone": None,
        **said,
        **content,
        "subject": subject,
        "kind": kind,
        "colour": report.mark_colour or "#ffffff",
    }
    page = set_mail(purpose, report, said["dress"], words)
    number, version = report.imprint.number, report.imprint.version
    about = f"{number} v{said['gone'].version if 'gone' in said else version}"
    return Letter(purpose, number, version, about, subject, page.html, flowed(page.text), sha256, *file)


def _title(report: Report) -> str:
    """The report's title, number and version, as subjects name it."""
    if report.imprint is None:
        return report.title
    later = f", {word('version', report.language)} {report.imprint.version}" if report.imprint.version > 1 else ""
    return f"{report.title} ({report.imprint.number}{later})"


@dataclass(frozen=True)
class Part:
    """A part of the letter, under its own title in the report."""

    title: str
    blocks: tuple[Block, ...] = ()
    judgements: tuple[Judgement, ...] = ()


def _opening(report: Report) -> Iterator[Part]:
    """The bottom line; of a report without one, and without judgements, its first paragraph."""
    for section in report.sections:
        if section.kind == "bottom-line":
            yield Part(section.title, tuple(block for block in section.blocks if block.type in READ_IN_MAIL))
    if any(section.kind == "bottom-line" for section in report.sections) or any(_judged(report)):
        return
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield Part(section.title, (block,))
                return


def _judged(report: Report) -> Iterator[Part]:
    """The key judgements, each once: not the list of their reasons."""
    for section in report.sections:
        found = [b for b in section.blocks if isinstance(b, Judgements) and b.detail != "reasons"]
        if items := tuple(one for block in found for one in block.items):
            yield Part(section.title, judgements=items)
