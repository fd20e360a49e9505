"""Sheet: what a rule is handed: the spec, its report, the passages and judgements in it, and how to name a place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from iria_reports.checking.judged import Judged, judged
from iria_reports.checking.passages import Passage, Sentence, passages
from iria_reports.checking.places import Places
from iria_reports.checking.scale import Scale
from iria_reports.composing.likelihood import SCALES
from iria_reports.errors import Fault, Place
from iria_reports.report import Report
from iria_reports.writing.spec import Spec


@dataclass(frozen=True)
class Sheet:
    """A report laid out for checking: as one reader gets it, as far as it could be composed."""

    spec: Spec
    report: Report
    places: Places

    @cached_property
    def scale(self) -> Scale:
        """The scale of likelihood that the house has chosen."""
        chosen = SCALES[self.spec.settings.likelihood]
        return Scale(((*chosen.sets[0], *chosen.also), *chosen.sets[1:]))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in reading order."""
        return tuple(passages(self.report.sections))

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """Every judgement, in reading order."""
        return tuple(judged(self.report))

    def sentences(self, *roles: str) -> Iterator[Sentence]:
        """The sentences of passages in these roles, or of all but quotations."""
        for passage in self.passages:
            if passage.role in roles or (not roles and passage.role != "quotation"):
                yield from passage.sentences

    def place(self, sentence: Sentence, offset: int = 0, length: int = 0) -> Place:
        """Where a part of the sentence was written."""
        return self.places.of(sentence.passage, sentence.start + offset, length)

    def fault(self, sentence: Sentence, found: tuple[int, str], message: str, advice: str) -> Fault:
        """A fault at the words `found` (offset, words) of a sentence."""
        return Fault(self.place(sentence, found[0], len(found[1])), "", message, advice)
