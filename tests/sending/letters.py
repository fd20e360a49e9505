"""Small issued reports, and the letters made of them, for tests of what is e-mailed."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.report import (
    Citation,
    Cite,
    House,
    Imprint,
    Judgement,
    Judgements,
    Meta,
    Note,
    Paragraph,
    Report,
    Section,
    Strong,
    Text,
    Version,
)
from iria_reports.sending.letter import (
    Earlier,
    Enclosure,
    Gone,
    Letter,
    Terms,
    correction_letter,
    report_letter,
    withdrawal_letter,
)
from iria_reports.sending.message import Envelope, Leaving, Mailbox, MailList
from iria_reports.setting.mail import Dress, load_dress
from iria_reports.writing.load import load_spec

DESK = Desk(Path(__file__).parents[2])
FIRST = Version(version=1, issued=date(2022, 1, 26))
CHANGES = ("Judgement 1 is raised, from unlikely to likely.", "Figure 1: 2 rows are new, 1 is gone.")
SECOND = Version(version=2, issued=date(2022, 1, 29), notice="The toll is corrected to 227.", changes=CHANGES)
PDF = Enclosure("HOUSE-AN-2022-001_port_v1.pdf", b"%PDF-1.7 " + bytes(range(256)) * 40)
LOCKED = replace(
    PDF, name=PDF.name.replace(".pdf", "_copy-0007-K.pdf"), code="HOUSE-AN-2022-001/v1/0007-K", locked=True
)
TERMS = Terms("desk@example.org", 15_000_000, "For the recipient's organisation.", "Ports", "leave@example.org")
EARLIER = Earlier(1, "ab" * 32)
GONE = Gone(date(2022, 2, 3), "The main source was forged.", 1, "ab" * 32)
ENVELOPE = Envelope(
    sender=Mailbox("reports@example.org", "The House & Co"),
    to=Mailbox("jane@example.org", "Jane Doe"),
    reader="0f" * 16,
    date=datetime(2022, 1, 26, 9, 30, tzinfo=ZoneInfo("Europe/Vienna")),
    reply_to="desk@example.org",
    leaving=Leaving("leave@example.org", "unsubscribe ports", "https://example.org/leave/0f"),
    list=MailList("Ports", "ports.example.org"),
)


def said(words: str) -> tuple[Any, ...]:
    """Words with a source and a note behind them, which stay in the PDF."""
    return (Text(text=words), Citation(cites=(Cite(source="s"),)), Note(children=(Text(text="A remark."),)))


def report(bottom: str = "The port works.", statement: str = "It will likely stay open.", **changed: Any) -> Report:
    """An issued report of two sections."""
    opening = Paragraph(meta=Meta(id="p"), inlines=(Strong(children=(Text(text="Now: "),)), *said(bottom)))
    judged = [
        Judgement(id="a", statement=said(statement), likelihood="likely", low=55, high=80, confidence="moderate"),
        Judgement(
            id="b", statement=said("Ships call."), low=0, high=100, confidence="low", change="raised", before="unlikely"
        ),
    ]
    blocks = [Judgements(meta=Meta(id=one), items=tuple(judged), detail=one) for one in ("short", "reasons")]
    made = Report(
        slug="port",
        name="HOUSE-AN-2022-001_port_v1",
        kind="analysis",
        kind_label="Analysis",
        title="The port works again",
        language="en-GB",
        audience="policymakers",
        mark="TLP:AMBER",
        mark_colour="#FFC000",
        as_of=date(2022, 1, 20),
        theme="iria",
        house=House(name="The House", short_name="HOUSE", disclaimer="The house answers for it."),
        status="issued",
        imprint=Imprint(number="HOUSE-AN-2022-001", history=(FIRST,)),
        sections=(
            Section(id="bottom-line", kind="bottom-line", title="Bottom line", blocks=(opening,)),
            Section(id="judgements", kind="judgements", title="Key judgements", blocks=(blocks[0],)),
            Section(id="method", kind="method", title="How we judge", blocks=(blocks[1],)),
        ),
    )
    return made.model_copy(update=changed)


def corrected(before: Report) -> Report:
    """Its second version."""
    assert before.imprint
    return before.model_copy(update={"imprint": Imprint(number=before.imprint.number, history=(FIRST, SECOND))})


def dress(about: Report) -> Dress:
    return load_dress(DESK, about)


def three(about: Report, enclosure: Enclosure = PDF, terms: Terms = TERMS) -> tuple[Letter, Letter, Letter]:
    """The letter that brings a report, the notice of its correction and that of its withdrawal."""
    look = dress(about)
    second = replace(enclosure, name=enclosure.name.replace("_v1", "_v2"))
    return (
        report_letter(about, enclosure, terms, look),
        correction_letter(corrected(about), second, terms, look, EARLIER),
        withdrawal_letter(corrected(about), terms, look, GONE),
    )


def of_the_house(name: str) -> Report:
    """One of the house's own reports, as if it were issued."""
    ask = Ask(today=date(2022, 1, 26), imprint=Imprint(number="IRIA-BG-2022-001", history=(FIRST,)))
    return compose(load_spec(DESK.spec(name), DESK, ReportChoices), ask)
