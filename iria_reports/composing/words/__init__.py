"""The furniture's words by language: what the house prints that no analyst wrote."""

from iria_reports.composing.words import english, french, russian

WORDS = {"en": english.WORDS, "fr": french.WORDS, "ru": russian.WORDS}


def speaks(language: str) -> bool:
    """Whether the house has its words in this language."""
    return language.split("-")[0] in WORDS


def word(name: str, language: str) -> str:
    """The word for `name`; English where the house has no words of the language."""
    return WORDS.get(language.split("-")[0], english.WORDS)[name]


def phrase(name: str, language: str, **values: object) -> str:
    """The words for `name` with what stands in their braces."""
    return word(name, language).format(**values)


def labelled(name: str, language: str) -> str:
    """The word and its colon, with the space before it that French has."""
    return f"{word(name, language)}{word('colon', language)}"


def ended(text: str) -> str:
    """The text with its full stop, which 20 января 2022 г. has already."""
    return text if text.endswith(".") else f"{text}."
