"""Rules on length: of the bottom line, of a judgement, of the list of judgements, of what page one is to hold."""

from collections.abc import Iterator

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.places import at
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault
from iria_reports.report import Judgements

MOST_BOTTOM_LINE = 100  # words: two or three sentences
MOST_STATEMENT = 45
MOST_JUDGEMENTS = 7
# Tried on A4 in the house's theme: 267 words in five judgements fit page one with their notes, 308 in six do not;
# a page of its own takes 290 in six.
MOST_IN_FRONT = 300


def long_bottom_line(sheet: Sheet) -> Iterator[Fault]:
    for section in sheet.report.sections:
        own = [one for one in sheet.passages if one.section is section and one.role != "note"]
        count = sum(len(passage.text.split()) for passage in own)
        if section.kind == "bottom-line" and count > MOST_BOTTOM_LINE:
            message = f"the bottom line has {count} words, more than {MOST_BOTTOM_LINE}"
            yield Fault(sheet.places.of(own[0]), "", message, "keep the two sentences a minister would remember")


def long_judgement(sheet: Sheet) -> Iterator[Fault]:
    for one in sheet.judged:
        count = len(one.statement.text.split())
        if count > MOST_STATEMENT:
            message = f"the statement has {count} words, more than {MOST_STATEMENT}"
            yield Fault(sheet.places.of(one.statement), one.item.id, message, "move the grounds to `basis:`")


def many_judgements(sheet: Sheet) -> Iterator[Fault]:
    for block in sheet.report.blocks():
        if isinstance(block, Judgements) and len(block.items) > MOST_JUDGEMENTS:
            message = f"{len(block.items)} key judgements, more than {MOST_JUDGEMENTS}"
            yield Fault(at(block.meta.origin), "judgements", message, "keep those a decision hangs on")


def long_front(sheet: Sheet) -> Iterator[Fault]:
    """The bottom line and the judgements, with what they rest on in words, are one page."""
    judged = next((section for section in sheet.report.sections if section.kind == "judgements"), None)
    read = [
        passage
        for passage in sheet.passages
        if (passage.section is judged and passage.role in ("statement", "basis"))
        or (passage.section.kind == "bottom-line" and passage.role != "note")
    ]
    count = sum(len(passage.text.split()) for passage in read)
    if judged and count > MOST_IN_FRONT:
        message = f"the bottom line and the judgements have {count} words together, more than {MOST_IN_FRONT}"
        yield Fault(at(judged.origin), "judgements", message, "shorten the bases, or keep fewer judgements")


def _listed(count: int, basis: str = "") -> str:
    statement = (
        "statement: A strike is likely in May 2022., likelihood: likely, confidence: low, "
        f"basis: '{basis + ' ' if basis else ''}[@a; @b]'"
    )
    items = "\n".join(f"      - {{id: k{number}, {statement}}}" for number in range(count))
    return f"sections:\n  - kind: judgements\n    judgements:\n{items}"


LONG = "A strike of the port’s workers is likely by the end of June 2022" + ", or in the weeks after it" * 6 + "."
NEEDS = 'likelihood: likely\nconfidence: low\nbasis: "Talks have failed. [@a; @b]"'

BUDGETS = (
    Rule(
        "bottom-line-length",
        "warning",
        f"A bottom line of more than {MOST_BOTTOM_LINE} words.",
        "It is all that many readers read, and it must fit page one (ICD 203, D.6.e.(5) and (6)).",
        Example("bottom-line", "The port is closed and will stay so for a while. [@a] " * 11),
        Example("bottom-line", "The port is closed and will stay so for a while. [@a]"),
        long_bottom_line,
    ),
    Rule(
        "judgement-length",
        "warning",
        f"A judgement whose statement has more than {MOST_STATEMENT} words.",
        "A judgement is one claim that can be right or wrong; grounds and conditions have a place of their own "
        "(ICD 203, D.6.e.(6)).",
        Example("judgement", f"statement: {LONG}\n{NEEDS}"),
        Example("judgement", f"statement: A strike is likely by the end of June 2022.\n{NEEDS}"),
        long_judgement,
    ),
    Rule(
        "judgements-number",
        "warning",
        f"More than {MOST_JUDGEMENTS} key judgements.",
        "What is all key is not key (ICD 203, D.6.e.(5), relevance to the customer).",
        Example("spec", _listed(8)),
        Example("spec", _listed(7)),
        many_judgements,
    ),
    Rule(
        "front-page-length",
        "warning",
        f"A bottom line and key judgements, with their bases, of more than {MOST_IN_FRONT} words together.",
        "Page one carries the message: who stops there has got the report. On A4 about 300 words in five or six "
        "judgements fit it with their notes (ICD 203, D.6.e.(5) and (6)).",
        Example(
            "spec", _listed(6, "Talks have failed, and nobody has been named to lead new ones" + ", or the next" * 14)
        ),
        Example("spec", _listed(6, "Talks have failed, and nobody has been named to lead new ones.")),
        long_front,
    ),
)
