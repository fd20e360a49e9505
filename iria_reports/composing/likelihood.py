"""The likelihood words of ICD 203 and the ranges they stand for: a word or a per cent goes in, its range comes out."""

from typing import Literal

# ICD 203, 2 January 2015: word to range, per cent; both sets.
LIKELIHOOD = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
    "remote": (1, 5),
    "highly improbable": (5, 20),
    "improbable": (20, 45),
    "roughly even odds": (45, 55),
    "probable": (55, 80),
    "highly probable": (80, 95),
    "nearly certain": (95, 99),
}
Likelihood = Literal[
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
    "remote",
    "highly improbable",
    "improbable",
    "roughly even odds",
    "probable",
    "highly probable",
    "nearly certain",
]
WORDS = tuple(LIKELIHOOD)
SETS: tuple[tuple[str, ...], ...] = (WORDS[:7], WORDS[7:])  # one product keeps to one of them


def word_for(value: float, words: tuple[str, ...] = SETS[0]) -> str:
    """The word for a per cent; one on a boundary takes the likelier word."""
    return next((word for word in words if value < LIKELIHOOD[word][1]), words[-1])
