"""Inlines and what each rests on go in; out they come with notes for it: the sentence’s own citation, or new ones."""

import re
from collections.abc import Callable, Mapping

from iria_reports.report import Citation, Cite, Inline, Inlines, Note, Text, plain
from iria_reports.writing.inlines import cited

SENTENCE_END = re.compile(r"[.!?…][”’»\")\]]*(?=\s|$)")
CLOSING = re.compile(r"[,.;:!?…)\]”’]+")
RestsOn = Callable[[Inline], tuple[str, ...]]


def noted(inlines: Inlines, rests_on: RestsOn, language: str) -> Inlines:
    """The inlines, each source that one of them rests on cited.

    A citation later in its sentence, or closing it, takes the source in, and what rests on the same source there
    shares its note. Where there is none the note follows at once: in English after the mark that follows, if any.
    """
    within: dict[int, list[str]] = {}
    after: dict[int, list[str]] = {}
    for at, inline in enumerate(inlines):
        sources = rests_on(inline)
        if not sources:
            continue
        kept, carrier = _carrier(inlines, at, rests_on)
        if kept:
            (after if carrier == at else within).setdefault(carrier, []).extend(sources)
    return _with_notes(inlines, within, after, language)


def _carrier(inlines: Inlines, at: int, rests_on: RestsOn) -> tuple[bool, int]:
    """Whether a note is wanted for the inline at `at`, and where: at a citation, or at the inline itself."""
    for later in range(at + 1, len(inlines)):
        one = inlines[later]
        if isinstance(one, Citation):
            return True, later
        if set(rests_on(inlines[at])) <= set(rests_on(one)):
            return False, later
        words = plain((one,)) if not isinstance(one, Note) else ""
        if end := SENTENCE_END.search(words):
            closing = later + 1 if not words[end.end() :].strip() else len(inlines)
            return True, closing if closing < len(inlines) and isinstance(inlines[closing], Citation) else at
    return True, at


def _with_notes(
    inlines: Inlines, within: Mapping[int, list[str]], after: Mapping[int, list[str]], language: str
) -> Inlines:
    out: list[Inline] = []
    waiting: Citation | None = None
    for at, inline in enumerate(inlines):
        if waiting and isinstance(inline, Text) and (mark := _mark(inline, language)):
            out += [inline.model_copy(update={"text": mark}), waiting]
            inline, waiting = inline.model_copy(update={"text": inline.text[len(mark) :]}), None
        out += [waiting] if waiting else []
        waiting = None
        if isinstance(inline, Citation) and at in within:
            inline = inline.model_copy(update={"cites": _joined(inline, within[at])})
        out += [] if isinstance(inline, Text) and not inline.text else [inline]
        if at in after:
            waiting = Citation(cites=_joined(None, after[at]), at=getattr(inline, "at", None))
    return (*out, *([waiting] if waiting else []))


def _mark(text: Text, language: str) -> str:
    """The closing marks that a note's call comes after; other languages than English put it before them."""
    match = CLOSING.match(text.text) if language.split("-")[0] == "en" else None
    return match[0] if match else ""


def _joined(citation: Citation | None, sources: list[str]) -> tuple[Cite, ...]:
    """The citation's sources and those of `sources` that it lacks."""
    there = set(cited((citation,))) if citation else set()
    cites = citation.cites if citation else ()
    return (*cites, *(Cite(source=name) for name in dict.fromkeys(sources) if name not in there))
