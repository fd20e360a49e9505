"""Blocks go in; the same come out less every sentence that points to something the reader is not given."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from iria_reports.composing.bench import Target
from iria_reports.report import Block, Inline, Inlines, Reference, Section, Text, plain
from iria_reports.report.frozen import Frozen
from iria_reports.writing.inlines import join, walk

FrozenT = TypeVar("FrozenT", bound=Frozen)
INLINE = {"text", "emphasis", "strong", "link", "citation", "note", "reference"}
# Before the space: a full stop that ends a sentence, not one after an initial or a title.
ENDED = re.compile(r"(?<!\b[^\W\d_])(?<!\b(?:Mr|Ms|Dr|St|No|vs|cf))(?<!\bMrs)(?<!\bGen)[.!?…][”’»)\"]*$")
SPACE = re.compile(r"[ \n]+(?=[\W\d]*[^\W\d_a-zа-яё]|[\W\d]*$)")
OPENING, CLOSING = re.compile(r" ?\((?:see |as in |in )?$"), re.compile(r"\)")


def without_pointers(sections: list[Section], gone: set[Target]) -> list[Section]:
    """The sections less each sentence, or bracket, with a reference to something in `gone`, and what that empties."""

    def kept(inlines: Inlines) -> Inlines:
        if not refers(inlines, gone):
            return inlines
        bare = _without_brackets(inlines, gone)
        return _trimmed([one for sentence in sentences(bare) if not refers(sentence, gone) for one in sentence])

    out = []
    for section in sections:
        blocks = [block for one in section.blocks if (block := rewritten(one, kept)) is not None]
        out.append(section.model_copy(update={"blocks": tuple(blocks)}))
    return out


def refers(inlines: Sequence[Inline], gone: set[Target]) -> bool:
    """Whether any of the inlines points to something in `gone`."""
    references = (inline for inline in walk(tuple(inlines)) if isinstance(inline, Reference))
    return any((reference.kind, reference.target) in gone for reference in references)


def rewritten(thing: FrozenT, change: Callable[[Inlines], Inlines]) -> FrozenT | None:
    """The block, or an item of one, with `change` done to all its prose; None where its first words or all items go."""
    update: dict[str, Any] = {}
    emptied: list[bool] = []
    for name in type(thing).model_fields:
        value = getattr(thing, name)
        if isinstance(value, tuple) and value and all(isinstance(one, Frozen) for one in value):
            inner = change(value) if _is_prose(value) else _each(value, change)
            if inner != value:
                update[name] = inner
            emptied.append(not inner)
        elif isinstance(value, Frozen) and name != "meta":
            update[name] = rewritten(value, change)
    if emptied and emptied[0]:
        return None
    return thing.model_copy(update=update) if update else thing


def sentences(inlines: Inlines) -> Iterator[Inlines]:
    """The inlines sentence by sentence; the notes and citations after a full stop belong to what it ends."""
    current: list[Inline] = []
    for inline in inlines:
        if not isinstance(inline, Text):
            current.append(inline)
            continue
        start = 0
        for space in SPACE.finditer(inline.text):
            before = plain(tuple(current)) + inline.text[start : space.start()]
            if ENDED.search(before):
                yield (*current, *_piece(inline, start, space.start()))
                current, start = [], space.start()
        current += _piece(inline, start, len(inline.text))
    if current:
        yield tuple(current)


def _each(things: tuple[Any, ...], change: Callable[[Inlines], Inlines]) -> tuple[Any, ...]:
    return tuple(one for thing in things if (one := rewritten(thing, change)) is not None)


def _is_prose(things: tuple[Frozen, ...]) -> bool:
    return all(getattr(one, "type", None) in INLINE for one in things)


def _piece(text: Text, start: int, end: int) -> list[Text]:
    return [text.model_copy(update={"text": text.text[start:end]})] if end > start else []


def _without_brackets(inlines: Inlines, gone: set[Target]) -> Inlines:
    """`as the count shows ([@fig:toll])` without the bracket, where it holds nothing else."""
    out = list(inlines)
    for index in range(len(out) - 2, 0, -1):
        before, after = out[index - 1], out[index + 1]
        if not (isinstance(before, Text) and isinstance(after, Text) and refers((out[index],), gone)):
            continue
        opened, closed = OPENING.search(before.text), CLOSING.match(after.text)
        if opened and closed and isinstance(out[index], Reference):
            out[index - 1] = before.model_copy(update={"text": before.text[: opened.start()]})
            out[index + 1] = after.model_copy(update={"text": after.text[closed.end() :]})
            del out[index]
    return join([one for one in out if not isinstance(one, Text) or one.text])


def _trimmed(inlines: list[Inline]) -> Inlines:
    """No space at the beginning and end of what is left; nothing where no word is."""
    joined = list(join(inlines))
    if not plain(tuple(joined)).strip():
        return ()
    if isinstance(joined[0], Text):
        joined[0] = joined[0].model_copy(update={"text": joined[0].text.lstrip()})
    if isinstance(joined[-1], Text):
        joined[-1] = joined[-1].model_copy(update={"text": joined[-1].text.rstrip()})
    return tuple(joined)


def pointing(block: Block) -> Iterator[Reference]:
    """Every reference in a block's prose, in reading order."""
    found: list[Reference] = []

    def noted(inlines: Inlines) -> Inlines:
        found.extend(one for one in walk(inlines) if isinstance(one, Reference))
        return inlines

    rewritten(block, noted)
    yield from found
