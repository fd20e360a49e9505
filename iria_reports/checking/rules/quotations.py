"""The rule on quotations: who said it, in what office, and when."""

from collections.abc import Iterator

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.places import at
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault
from iria_reports.report import Quotation


def unattributed(sheet: Sheet) -> Iterator[Fault]:
    for block in sheet.report.blocks():
        if isinstance(block, Quotation):
            given = {"speaker": block.speaker, "office": block.office, "date": block.said_on}
            missing = [name for name, value in given.items() if not value]
            if missing:
                message = f"a quotation without {' and '.join(missing)}"
                advice = "end it with a line such as `> -- Name, office, 5 January 2022`"
                yield Fault(at(block.meta.origin), "", message, advice)


QUOTATIONS = (
    Rule(
        "quotation-attribution",
        "warning",
        "A quotation without its speaker, the speaker’s office, or the date.",
        "What somebody’s words are worth depends on who they are and when they said it; access, record and bias of a "
        "person are to be described (ICD 206, source descriptors).",
        Example("prose", "> The port is closed. [@a]\n> -- Aigerim Example"),
        Example("prose", "> The port is closed. [@a]\n> -- Aigerim Example, Harbour master, 2 May 2022"),
        unattributed,
    ),
)
