"""A Spec goes in; a warning comes out for each part of it that the house words in English in a report that is not."""

from collections.abc import Iterator

from iria_reports.composing.compose import chosen_sections
from iria_reports.composing.words import speaks
from iria_reports.errors import Fault
from iria_reports.writing.spec import Spec

DRAWN = ("subtitle", "alternative")
TABLES = {
    "what-changed": "the heads and words of its table are",
    "scenarios": "the subtitle and alternative text of its chart are",
    "conflicting-figures": "the heads of its table are",
}


def left_in_english(spec: Spec) -> Iterator[Fault]:
    """Warnings at the language the house does not speak, and at each section whose words it makes in English."""
    language = spec.choices.language
    if language.split("-")[0] == "en":
        return
    if not speaks(language):
        message = f"the house has no words in {language!r}: its headings, labels and notes print in English"
        advice = "it has English, French and Russian; write `heading:` where a section takes one"
        yield Fault(spec.where.place(("language",)), "language", message, advice)
    for options, loc in chosen_sections(spec):
        made = [name for name in DRAWN if getattr(options, name, "") is None]
        where, subject = spec.where.place(loc), spec.where.name(loc)
        if made:
            message = f"its {' and '.join(made)} {'are' if len(made) > 1 else 'is'} made from the data in English"
            advice = f"write {' and '.join(f'`{name}:`' for name in made)} in {language!r}"
            yield Fault(where, subject, message, advice)
        if options.kind in TABLES:
            message = f"{TABLES[options.kind]} in English"
            yield Fault(where, subject, message, "leave the section out, or tell its reader")
