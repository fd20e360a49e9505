"""Rules on words of likelihood and levels of confidence (ICD 203, D.6.e.(2))."""

import re
from collections import Counter
from collections.abc import Iterator

from iria_reports.checking.finding import Example, Rule
from iria_reports.checking.passages import Sentence
from iria_reports.checking.scale import Found
from iria_reports.checking.sheet import Sheet
from iria_reports.errors import Fault

# The house speaking of what it thinks.
JUDGES = re.compile(
    r"\b(?:we|the institute) (?:\w+ly )?(?:judge|assess|expect|believe|think|estimate|anticipate|reckon)s?\b"
    r"|\b(?:in )?our (?:judge?ment|view|assessment|estimate)\b",
    re.IGNORECASE,
)
LEVEL = "high|moderate|medium|low"
CONFIDENCE = re.compile(
    rf"\b(?:{LEVEL})(?:[- ](?:to|or)[- ](?:{LEVEL}))?[- ]confidence\b"
    rf"|\bconfidence (?:in \w+ )?(?:is|was|remains|being) (?:only )?(?:{LEVEL})\b"
    r"|\bwe are (?:highly|moderately|fairly|very) confident\b",
    re.IGNORECASE,
)


def judging(sheet: Sheet) -> Iterator[Sentence]:
    """The sentences in which the house judges: judgements, the bottom line, and prose that says we think so."""
    for passage in sheet.passages:
        for sentence in passage.sentences if passage.role != "quotation" else ():
            if passage.role == "statement" or passage.section.kind == "bottom-line" or JUDGES.search(sentence.own):
                yield sentence


def off_the_scale(sheet: Sheet) -> Iterator[Fault]:
    for sentence in judging(sheet):
        for found in sheet.scale.words_off(sentence.own):
            message = f"“{found.words}” is no word of the likelihood scale"
            advice = f"choose one of {', '.join(sheet.scale.sets[0])}"
            yield sheet.fault(sentence, (found.start, found.words), message, advice)


def two_sets(sheet: Sheet) -> Iterator[Fault]:
    """The words of the set that the report uses less; where both are used alike, those of the second."""
    told = [(sentence, found) for sentence in judging(sheet) for found in sheet.scale.words(sentence.own)]
    counted = Counter(found.number for _, found in told)
    if len(counted) < 2:
        return
    kept = min(counted, key=lambda number: (-counted[number], number))
    for sentence, found in told:
        if found.number != kept:
            message = f"“{found.words}” is of another set of likelihood words than the rest of this report"
            advice = f"say “{_counterpart(found, sheet, kept)}”"
            yield sheet.fault(sentence, (found.start, found.words), message, advice)


def _counterpart(found: Found, sheet: Sheet, kept: int) -> str:
    own, other = sheet.scale.sets[found.number], sheet.scale.sets[kept]
    return other[own.index(found.word)] if len(own) == len(other) else ", ".join(other)


def likelihood_and_confidence(sheet: Sheet) -> Iterator[Fault]:
    for sentence in sheet.sentences():
        level, word = CONFIDENCE.search(sentence.own), next(sheet.scale.words(sentence.own), None)
        if level and word:
            message = f"“{word.words}” and “{level[0]}” in one sentence"
            advice = "make two sentences: how likely it is, and how sure you are of the analysis"
            yield sheet.fault(sentence, (level.start(), level[0]), message, advice)


def word_unsaid(sheet: Sheet) -> Iterator[Fault]:
    for one in sheet.judged:
        said = [found.word for found in sheet.scale.words(one.statement.text)]
        if not one.words or any(word in said for word in one.words):
            continue
        wanted = " or ".join(f"“{word}”" for word in one.words)
        message = f"its likelihood is {wanted}, its statement says {f'“{said[0]}”' if said else 'nothing of it'}"
        sentence = one.statement.sentences[0]
        yield Fault(sheet.place(sentence), one.item.id, message, "say the same word in both")


LIKELIHOOD = (
    Rule(
        "likelihood-scale",
        "warning",
        "A word of likelihood that the scale does not have, in a judgement, in the bottom line, or in a sentence that "
        "says what we think.",
        "Readers put very different numbers on such words; an analytic product must use the terms of one of two sets "
        "(ICD 203, D.6.e.(2)(a)).",
        Example("prose", "We judge that there is a serious possibility of a strike in May 2022. [@a]"),
        Example("prose", "We judge that a strike in May 2022 is unlikely. [@a]"),
        off_the_scale,
    ),
    Rule(
        "likelihood-sets",
        "warning",
        "Words of both sets of likelihood in one report.",
        "A reader takes two words for two probabilities; analysts are strongly encouraged not to mix the sets "
        "(ICD 203, D.6.e.(2)(a)).",
        Example("prose", "We judge that a strike is likely. [@a]\n\nWe judge that talks are probable. [@a]"),
        Example("prose", "We judge that a strike is likely. [@a]\n\nWe judge that talks are likely. [@a]"),
        two_sets,
    ),
    Rule(
        "likelihood-and-confidence",
        "error",
        "A likelihood and a level of confidence in one sentence.",
        "The two measure different things, and together neither is understood; a product must not combine them in the "
        "same sentence (ICD 203, D.6.e.(2)(b)).",
        Example("prose", "We judge with high confidence that a strike is likely. [@a]"),
        Example("prose", "We judge that a strike is likely. [@a] Our confidence in this is high."),
        likelihood_and_confidence,
    ),
    Rule(
        "likelihood-unsaid",
        "warning",
        "A judgement whose statement does not say the word of its `likelihood:`.",
        "The statement is read without the bar beside it, in a quotation or aloud; the degree of likelihood must be "
        "expressed (ICD 203, D.6.e.(2)).",
        Example(
            "judgement",
            "statement: The port will be open at the end of 2022.\nlikelihood: likely\nconfidence: low\n"
            'basis: "Talks have begun. [@a; @b]"',
        ),
        Example(
            "judgement",
            "statement: The port will likely be open at the end of 2022.\nlikelihood: likely\nconfidence: low\n"
            'basis: "Talks have begun. [@a; @b]"',
        ),
        word_unsaid,
    ),
)
