"""The scales of likelihood words: a scale's name, a word or a per cent goes in; its range or its word comes out.

A house keeps to one scale (`likelihood:` in desk.yml), a report to one set of its words.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from iria_reports.writing.match import suggest

RANGE = re.compile(r"(\d{1,3})\s*(?:to|-|–|—)\s*(\d{1,3})\s*(?:%|per cent)?")


@dataclass(frozen=True)
class Scale:
    """Words that stand for ranges of per cent, from the least likely to the likeliest.

    name    as desk.yml has it
    label   as a sentence has it
    cited   where it stands
    ranges  one for each step, per cent; between two there may be a gap, which has no word
    sets    one or more words for each step; a report keeps to the first set it uses
    also    words of the first set that mean the same as another of it
    note    what a reader must know of the scale besides
    """

    name: str
    label: str
    cited: str
    ranges: tuple[tuple[int, int], ...]
    sets: tuple[tuple[str, ...], ...]
    also: dict[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word of every set."""
        return (*(word for words in self.sets for word in words), *self.also)

    def step(self, word: str) -> int | None:
        """The place of a word from the least likely, or None for a word of no set."""
        word = self.also.get(word, word)
        return next((words.index(word) for words in self.sets if word in words), None)

    def range(self, word: str) -> tuple[int, int] | None:
        """What a word stands for, or None for a word of no set."""
        step = self.step(word)
        return None if step is None else self.ranges[step]

    def word_for(self, value: float) -> str:
        """The word of the set in use whose range holds or is nearest to a per cent; between two, the likelier."""
        away = [(max(low - value, value - high, 0), -step) for step, (low, high) in enumerate(self.ranges)]
        return self.sets[0][-min(away)[1]]

    def holding(self, low: float, high: float) -> str | None:
        """The word of the set in use whose range holds all of another, the ends of the scale its outer words'."""
        word = self.word_for(low)
        step = self.sets[0].index(word)
        bottom = 0 if step == 0 else self.ranges[step][0]
        top = 100 if step == len(self.ranges) - 1 else self.ranges[step][1]
        return word if bottom <= low and high <= top else None

    def speaking(self, word: str) -> "Scale":
        """The same scale with the set that `word` is of as the set in use."""
        used = next((words for words in self.sets if word in words), self.sets[0])
        return replace(self, sets=(used, *(words for words in self.sets if words != used)))

    def in_use(self, word: str) -> str:
        """The word of the set in use for the same step as `word`."""
        step = self.step(word)
        return word if step is None or word in self.also else self.sets[0][step]

    def bands(self) -> list[list[Any]]:
        """[word, from, to] for each step, in the set in use: what is drawn."""
        return [[word, *reach] for word, reach in zip(self.sets[0], self.ranges, strict=True)]

    def advice(self, word: str, otherwise: str) -> str:
        """What to write for a word the scale does not have; `otherwise` is what may stand there besides words."""
        return suggest(word, self.words) or f"write one of {', '.join(self.sets[0])}, or {otherwise}"


# Intelligence Community Directive 203, 2 January 2015; the same in the MISP taxonomy estimative-language v5.
ICD_203 = Scale(
    name="icd-203",
    label="ICD 203",
    cited="Intelligence Community Directive 203 (2 January 2015)",
    ranges=((1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)),
    sets=(
        (
            "almost no chance",
            "very unlikely",
            "unlikely",
            "roughly even chance",
            "likely",
            "very likely",
            "almost certain",
        ),
        (
            "remote",
            "highly improbable",
            "improbable",
            "roughly even odds",
            "probable",
            "highly probable",
            "nearly certain",
        ),
    ),
)
# The Probability Yardstick of the UK Professional Head of Intelligence Assessment, as others reproduce it: its own
# publication was not seen (verify before use).
PHIA = Scale(
    name="phia",
    label="the PHIA yardstick",
    cited="the Probability Yardstick of the United Kingdom’s Professional Head of Intelligence Assessment",
    ranges=((0, 5), (10, 20), (25, 35), (40, 50), (55, 75), (80, 90), (95, 100)),
    sets=(
        (
            "remote chance",
            "highly unlikely",
            "unlikely",
            "realistic possibility",
            "likely",
            "highly likely",
            "almost certain",
        ),
    ),
    also={"probable": "likely"},
    note="Likely and probable mean the same. A realistic possibility stays below 50 per cent. The gaps between the "
    "ranges are meant: the words are not finer than that.",
)
SCALES = {scale.name: scale for scale in (ICD_203, PHIA)}


@dataclass(frozen=True)
class Chance:
    """A likelihood: its range in per cent, and the word it was given in, if it was a word."""

    low: float
    high: float
    word: str = ""

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def spoken(text: str, scale: Scale) -> Chance | None:
    """A word of the scale, or a range such as `60 to 75`; None for anything else."""
    word = " ".join(text.casefold().split())
    if reach := scale.range(word):
        return Chance(*reach, word)
    match = RANGE.fullmatch(word)
    if match is None or not int(match[1]) < int(match[2]) <= 100:
        return None
    return Chance(int(match[1]), int(match[2]))


ALL_WORDS = tuple(dict.fromkeys(word for scale in SCALES.values() for word in scale.words))


def _near_a_word(text: Any) -> Any:
    """Which scale counts only the desk says; what is on none of them is wrong at once. Raises PydanticCustomError."""
    word = " ".join(text.casefold().split()) if isinstance(text, str) else ""
    if word and not any(letter.isdigit() for letter in word) and not suggest(word, ALL_WORDS):
        advice = "write a word of the house's scale, such as likely, or a range such as `60 to 75`"
        raise PydanticCustomError("likelihood", "no word for likelihood; {advice}", {"advice": advice})
    return text


Likelihood = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60),
    BeforeValidator(_near_a_word),
    WithJsonSchema({"anyOf": [{"enum": list(ALL_WORDS)}, {"type": "string", "pattern": r"^\d+ to \d+$"}]}),
]
