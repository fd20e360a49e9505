"""Inlines and what each rests on go in; out they come with notes for it: the sentence’s own citation, or new ones.

A note is called at a sentence's end, never right after a number, which it would look like a power of.
"""

import re
from collections.abc import Callable, Iterable

from iria_reports.report import Citation, Cite, Emphasis, Inline, Inlines, Link, Note, Origin, Strong, Text, plain
from iria_reports.writing.inlines import cited

# Not after an initial or these abbreviations; a capital, in any script, or nothing must follow.
ABBREVIATED = "".join(
    rf"(?<!\b{one})" for one in ("[A-Z]", "approx", "ca", "cf", "Dr", "Gen", "Mr", "Mrs", "no", "St", "vs")
)
SENTENCE_END = re.compile(rf"{ABBREVIATED}[.!?…][”’»\")\]]*(?=\s+[“‘«„(\[\"]?[^\W\d_a-zа-яё]|\s*$)")
RestsOn = Callable[[Inline], tuple[str, ...]]


def noted(inlines: Inlines, rests_on: RestsOn) -> Inlines:
    """The inlines, each source that something in a sentence rests on cited by that sentence.

    The next citation in the sentence, or the one that closes it, takes the sources in; where there is none they are
    cited together where the sentence ends.
    """
    out: list[Inline] = []
    waiting = _Waiting()
    for at, inline in enumerate(inlines):
        followed = at + 1 < len(inlines) and isinstance(inlines[at + 1], Citation)
        if isinstance(inline, Citation):
            out.append(waiting.joined_to(inline))
        elif isinstance(inline, Text):
            out += _with_note_within(inline, waiting, followed=followed)
        else:
            waiting.take(rests_on(inline), getattr(inline, "at", None))
            out.append(inline)
            if not followed and _ends_sentence(inline):
                out += waiting.told()
    return (*out, *waiting.told())


def citing_too(citation: Citation, sources: Iterable[str]) -> Citation:
    """The citation with those of the sources that it lacks."""
    lacking = [Cite(source=one) for one in sources if one not in cited((citation,))]
    return citation.model_copy(update={"cites": (*citation.cites, *lacking)}) if lacking else citation


class _Waiting:
    """The sources of the sentence read so far that no citation has told of yet."""

    def __init__(self) -> None:
        self.sources: list[str] = []
        self.at: Origin | None = None

    def take(self, sources: tuple[str, ...], at: Origin | None) -> None:
        self.at = at if sources and not self.sources else self.at
        self.sources += [one for one in sources if one not in self.sources]

    def told(self) -> list[Inline]:
        """A citation of what waits, if anything does."""
        sources, self.sources = self.sources, []
        return [Citation(cites=tuple(Cite(source=one) for one in sources), at=self.at)] if sources else []

    def joined_to(self, citation: Citation) -> Citation:
        """The citation with what waits and it lacks."""
        sources, self.sources = self.sources, []
        return citing_too(citation, sources)


def _with_note_within(text: Text, waiting: _Waiting, *, followed: bool) -> list[Inline]:
    """The text, parted after the sentence that something waits for; `followed` by a citation that may take it in."""
    end = SENTENCE_END.search(text.text) if waiting.sources else None
    if end is None:
        return [text]
    rest = text.text[end.end() :]
    if followed and not rest.strip():
        return [text]
    parted: list[Inline] = [text.model_copy(update={"text": text.text[: end.end()]}), *waiting.told()]
    return [*parted, text.model_copy(update={"text": rest})] if rest else parted


def _ends_sentence(inline: Inline) -> bool:
    """Whether a note, which stands after a sentence, or words set apart are the end of one."""
    if isinstance(inline, (Emphasis, Strong, Link)):
        return any(not plain((inline,))[end.end() :].strip() for end in SENTENCE_END.finditer(plain((inline,))))
    return isinstance(inline, Note)
