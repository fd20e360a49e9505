"""The house's scale of likelihood as patterns: which words of it a sentence holds, and which words lie off it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from iria_reports.composing.likelihood import ICD_203

# After “most likely”, where it is no superlative: “most likely if it rains”, “find it most likely” are.
VERB = r"(?:was|were|is|are|will|would|has|have|had|did|does|be|not|\w{2,}e[dn])"
# Ways to say how likely something is; those that the house's scale has are not off it.
OFF = (
    r"(?:highly|extremely|quite|fairly|rather|exceedingly) (?:un)?likely",
    rf"(?:(?:will|would|has|have|had) most likely|(?<!the )(?<!are )most likely(?= {VERB}\b))(?! to)",
    r"(?:very|extremely|quite) (?:im)?probabl[ey]",
    r"more likely than not",
    r"(?:all|every) likelihood",
    r"(?:a|the) (?:good|fighting|slim|small|high|low|sporting) chance",
    r"(?:real|realistic|serious|strong|distinct|good|remote|faint) possibilit(?:y|ies)",
    r"(?:good|strong|high|low|small) (?:probability|likelihood|odds)",
    r"virtually certain",
    r"(?<!almost )(?<!nearly )(?<!not )(?<!be )certain to",
    r"(?:will|would) (?:undoubtedly|doubtless)|(?:undoubtedly|doubtless) (?:will|would)",
    r"fifty-fifty|50[-–/]50",
    r"(?:cannot|can’t|can not) be (?:ruled out|excluded|discounted)",
)
COMPARED = r"(?<!more )(?<!less )(?<!most )(?<!least )(?<!how )(?<!as )(?<!equally )"


@dataclass(frozen=True)
class Found:
    """Words found in a text: their offset, and the word of the scale that they are, with the number of its set."""

    start: int
    words: str
    word: str = ""
    number: int = -1


@dataclass(frozen=True)
class Scale:
    """Sets of words from the least to the most likely; one product keeps to one of them."""

    sets: tuple[tuple[str, ...], ...] = ICD_203.sets

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        words = sorted({word for one in self.sets for word in one}, key=len, reverse=True)
        return re.compile(rf"\b{COMPARED}({'|'.join(_forms(word) for word in words)})\b", re.IGNORECASE)

    @cached_property
    def off(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(OFF)})\b", re.IGNORECASE)

    def words(self, text: str) -> Iterator[Found]:
        """The words of the scale in a text, the longest where two begin together; none within words off the scale."""
        off = [match.span() for match in self.off.finditer(text) if not self.pattern.fullmatch(match[0])]
        for match in self.pattern.finditer(text):
            if any(start <= match.start() < end for start, end in off):
                continue
            word = self._word(match[0].casefold())
            yield Found(match.start(), match[0], word, self.set_of(word))

    def words_off(self, text: str) -> Iterator[Found]:
        """Words of likelihood in a text that the scale does not have."""
        for match in self.off.finditer(text):
            if not self.pattern.fullmatch(match[0]):
                yield Found(match.start(), match[0])

    def set_of(self, word: str) -> int:
        """The number of the set that has the word, -1 where none has."""
        return next((number for number, one in enumerate(self.sets) if word in one), -1)

    def _word(self, found: str) -> str:
        every = [word for one in self.sets for word in one]
        return next((word for word in every if re.fullmatch(_forms(word), found)), found)


def _forms(word: str) -> str:
    """A word as it may stand in a sentence: almost certain(ly), probabl(e|y), even chance(s)."""
    if word == "remote":  # of a chance, not of a village
        return r"remote(?= chance)|(?<=is )remote|(?<=are )remote|(?<=as )remote|(?<=remains )remote"
    if word == "unlikely":
        return "unlikely(?! event that)"
    spaced = re.escape(word).replace(r"\ ", r"\s+")
    if word.endswith("certain"):
        return f"{spaced}(?:ly)?"
    if word.endswith("probable"):
        return rf"{spaced[:-1]}(?:y|e(?!\s+(?:cause|jurisdiction)))"
    return spaced
