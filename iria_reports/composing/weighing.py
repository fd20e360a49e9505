"""Confidence anew: a judgement and an earlier day go in; the judgement as it could be held on that day comes out.

The rule is simple, so that it can be printed. Sources known only later fall out of the evidence one by one; a basis
that cites one falls out whole. Where anything fell out, the confidence is one step lower than it was given, and low
where what is left comes from a single publisher: JP 2-0 calls that uncorroborated. A judgement of whose evidence
nothing is left goes, and so does one that lists none and whose basis cites a later source. What fell out against a
judgement raises nothing: nobody judged it so.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from iria_reports.report import Citation, Inlines, Judgement, Source
from iria_reports.writing.inlines import cited

LEVELS = ("low", "moderate", "high")
FEWEST_PUBLISHERS = 2


def weighed(judgement: Judgement, sources: Mapping[str, Source], as_of: date) -> Judgement | None:
    """The judgement with what was known by `as_of`, or None where it could not have been made."""

    def known(inlines: Inlines) -> bool:
        days = (sources[name].known_on for name in cited(inlines) if name in sources)
        return all(day is None or day <= as_of for day in days)

    def in_time(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(one for one in citations if known((one,)))

    evidence = in_time(judgement.evidence)
    lost = evidence != judgement.evidence or not known(judgement.basis)
    if not known(judgement.statement) or (lost and not evidence):
        return None
    kept = judgement.model_copy(
        update={
            "basis": judgement.basis if known(judgement.basis) else (),
            "evidence": evidence,
            "against": in_time(judgement.against),
            "assumptions": tuple(one for one in judgement.assumptions if known(one)),
            "indicators": tuple(one for one in judgement.indicators if known(one)),
            "because": judgement.because if known(judgement.because) else (),
        }
    )
    update: dict[str, Any] = {"sources": cited(judgement_inlines(kept))}
    confidence = _lowered(judgement.confidence, evidence, sources) if lost else judgement.confidence
    if confidence != judgement.confidence:
        update |= {"confidence": confidence, "given": judgement.confidence}
    return kept.model_copy(update=update)


def judgement_inlines(judgement: Judgement) -> Inlines:
    """Every inline of a judgement, in reading order."""
    sentences = (*judgement.assumptions, *judgement.indicators, judgement.because)
    said = (*judgement.statement, *judgement.basis, *judgement.evidence, *judgement.against)
    return (*said, *(inline for sentence in sentences for inline in sentence))


def _lowered(confidence: str, evidence: tuple[Citation, ...], sources: Mapping[str, Source]) -> str:
    if confidence not in LEVELS:
        return confidence
    publishers = {sources[name].publisher for name in cited(evidence) if name in sources}
    if len(publishers) < FEWEST_PUBLISHERS:
        return LEVELS[0]
    return LEVELS[max(LEVELS.index(confidence) - 1, 0)]
