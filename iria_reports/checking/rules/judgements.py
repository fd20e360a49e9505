"""Rules on what a judgement must have: evidence, confidence, a date, and no word that takes it back."""

import re
from collections.abc import Iterator

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.judged import Judged
from iria_reports.checking.passages import Sentence
from iria_reports.checking.rules.likelihood import JUDGES
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault
from iria_reports.writing.prose import MONTHS

VAGUE = re.compile(
    r"\b(?:may|(?i:could|might|possibly|perhaps(?! (?:\d|fewer|more|less|half|a (?:third|quarter|half|dozen)))"
    r"|conceivabl[ey]|potentially"
    r"|it is possible that|it appears|apparently"
    r"|(?:some|many|observers|analysts|experts|critics) (?:believe|say|argue|think|fear)))\b"
)
DATED = re.compile(
    rf"\b(?:(?:19|20)\d\d|(?:{'|'.join(MONTHS)})\b|spring|summer|autumn|winter"
    r"|(?:the |this |next |current |coming )(?:coming |next )?(?:\w+ )?(?:days?|weeks?|months?|years?|quarter|decade)"
    r"|within (?:\w+ )?\w+|by then)"
)
# “If it could”, “he thought he could”, “only this could”: a condition or somebody’s view, no judgement of ours.
CONDITION = re.compile(
    r"\b(?:if|unless|until|whether|so that|only|(?:though|believ|hop|fear)(?:t|ed)|(?:think|believe|hope|fear)s)\b"
    r"[^,;:()—]*$"
)
FORECAST = re.compile(
    r"\b(?:will|won’t|shall|going to|(?:un)?likely to(?! have\b)|(?:im)?probable that|chance (?:that|of))\b"
)
STILL = re.compile(r"\b(?:was|were|had|did)\b")


def vague(sheet: Sheet) -> Iterator[Fault]:
    statements = [sentence for one in sheet.judged for sentence in one.statement.sentences]
    said = [sentence for sentence in sheet.sentences("paragraph", "item") if JUDGES.search(sentence.own)]
    for sentence in (*statements, *(one for one in said if one.passage.section.kind != "judgements")):
        match = _vague(sentence, sheet)
        if match:
            message = f"“{match[0]}” in a judgement says that nothing is excluded"
            advice = "say how likely it is in a word of the scale, or take it out"
            yield sheet.fault(sentence, (match.start(), match[0]), message, advice)


def _vague(sentence: Sentence, sheet: Sheet) -> re.Match[str] | None:
    """The vague word, where no word of the scale in the same sentence says how likely it is."""
    if next(sheet.scale.words(sentence.own), None):
        return None
    judges = JUDGES.search(sentence.own)
    said = judges.end() if judges else 0
    asks = judges and sentence.text.endswith("?")
    begin = 0 if sentence.passage.role == "statement" else said  # what comes before it is not what we judge
    for match in VAGUE.finditer(sentence.own, begin) if not asks else ():
        if not CONDITION.search(sentence.own[said : match.start()]):
            return match
    return None


def without_evidence(sheet: Sheet) -> Iterator[Fault]:
    for one in sheet.judged:
        if not one.evidence:
            yield _of(one, sheet, "it names no source", "cite what it rests on in `basis:`, as [@id]")


def without_date(sheet: Sheet) -> Iterator[Fault]:
    for one in sheet.judged:
        text = one.statement.text
        if FORECAST.search(text) and not one.by and not DATED.search(text) and not STILL.search(text):
            yield _of(one, sheet, "a forecast that never falls due", "say by when: by the end of 2022")


def _of(one: Judged, sheet: Sheet, message: str, advice: str) -> Fault:
    return Fault(sheet.place(one.statement.sentences[0]), one.item.id, message, advice)


def _example(statement: str, basis: str = "Talks have begun. [@a; @b]") -> Example:
    return Example("judgement", f'statement: {statement}\nlikelihood: likely\nconfidence: low\nbasis: "{basis}"')


JUDGEMENTS = (
    Rule(
        "vague-qualifier",
        "warning",
        "“Could”, “may”, “might”, “possibly”, “some believe” in a judgement without a word of likelihood.",
        "Such a sentence is true whatever happens, so it tells a reader nothing; a product must express the likelihood "
        "(ICD 203, D.6.e.(2)).",
        Example("prose", "We think that the port could close in May 2022. [@a]"),
        Example("prose", "We think that the port is likely to close in May 2022. [@a]"),
        vague,
    ),
    Rule(
        "judgement-evidence",
        "warning",
        "A judgement that cites no source.",
        "A judgement must be told from what it rests on, and the basis of its uncertainty explained "
        "(ICD 203, D.6.e.(2) and (3)); whatever a judgement depends on is cited (ICD 206).",
        _example("The port will likely close in May 2022.", "Talks have begun."),
        _example("The port will likely close in May 2022."),
        without_evidence,
    ),
    Rule(
        "forecast-date",
        "warning",
        "A forecast that does not say by when.",
        "Without a day it can be neither wrong nor right, and no one can be held to it (ICD 203, D.6.e.(8), accurate "
        "judgements).",
        _example("The port will likely close."),
        _example("The port will likely close by the end of June 2022."),
        without_date,
    ),
)
