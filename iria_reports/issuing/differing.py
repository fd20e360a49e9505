"""Two reports go in, a version and the one after it; what is different for a reader comes out, in sentences."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from iria_reports.composing.changes import change_of, moved
from iria_reports.composing.words import phrase
from iria_reports.judging.earlier import EarlierReport
from iria_reports.report import Block, Figure, Frozen, Judgement, Judgements, Report, Section, Table, plain

T = TypeVar("T")


class Changes(Frozen):
    """What is different, a sentence each, by what it is about."""

    judgements: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """All of them, what weighs most first."""
        return (*self.judgements, *self.figures, *self.text, *self.sources)


def differing(before: Report, after: Report) -> Changes:
    """What a reader of `before` does not know of `after`, in the language of `after`.

    Marks, numbers and places on the page do not count.
    """
    return Changes(
        judgements=tuple(_judgements(before, after)),
        figures=tuple(_figures(before, after)),
        text=tuple(_text(before, after)),
        sources=tuple(_sources(before, after)),
    )


def _judgements(before: Report, after: Report) -> Iterator[str]:
    old, new = _judged(before), _judged(after)
    earlier = EarlierReport("", "", before.title, before.kind_label, before.as_of, tuple(old.values()), _scale(before))
    for number, (name, now) in enumerate(new.items(), 1):
        if name not in old:
            yield _told(after, "judgement-new", number=number, statement=plain(now.statement))
            continue
        then, change = old[name], change_of(now, _scale(after), earlier)
        if change != "kept":
            said = {"before": _said(then, after), "now": _said(now, after)}
            yield _told(after, f"judgement-{change}", number=number, **said)
        elif plain(now.statement) != plain(then.statement) or plain(now.basis) != plain(then.basis):
            yield _told(after, "judgement-reworded", number=number)
        if also := moved(now, then, after.language):
            yield _told(after, "judgement-also", number=number, also=also)
    gone = [plain(old[name].statement) for name in old if name not in new]
    yield from (_told(after, "judgement-dropped", statement=statement) for statement in gone)


def _told(after: Report, name: str, **values: object) -> str:
    return phrase(f"differs-{name}", after.language, **values)


def _counted(after: Report, what: str, name: str, count: int) -> str:
    """The words for one, or for how many."""
    return _told(after, f"{what}{'' if count == 1 else 's'}-{name}", count=count)


def _judged(report: Report) -> dict[str, Judgement]:
    return {one.id: one for block in report.blocks() if isinstance(block, Judgements) for one in block.items}


def _scale(report: Report) -> str:
    return next((block.scale for block in report.blocks() if isinstance(block, Judgements)), "icd-203")


def _said(judgement: Judgement, after: Report) -> str:
    return judgement.likelihood or _told(after, "share", low=judgement.low, high=judgement.high)


def _figures(before: Report, after: Report) -> Iterator[str]:
    old, new = (
        {one.meta.id: one for one in report.blocks() if isinstance(one, Figure | Table)} for report in (before, after)
    )
    for name, now in new.items():
        if name not in old:
            yield _told(after, "figure-new", label=now.label, title=now.title)
            continue
        if rows := _rows(old[name].table.rows, now.table.rows, after):
            yield _told(after, "rows", label=now.label, rows=rows)
        if now.title != old[name].title:
            yield _told(after, "figure-title", label=now.label)
    gone = [one for name, one in old.items() if name not in new]
    yield from (_told(after, "figure-gone", label=one.label, title=one.title) for one in gone)


def _rows(one: Iterable[Any], other: Iterable[Any], after: Report) -> str:
    """`2 rows are new, 1 row is gone`; a row with another value in it is both. "" where none is."""
    old, new = Counter(map(str, one)), Counter(map(str, other))
    counts = [("new", (new - old).total()), ("gone", (old - new).total())]
    return ", ".join(_counted(after, "row", what, count) for what, count in counts if count)


def _text(before: Report, after: Report) -> Iterator[str]:
    if (before.title, before.subtitle) != (after.title, after.subtitle):
        yield _told(after, "title", title=before.title)
    old, new = (_by_id(report.sections, lambda section: section.id) for report in (before, after))
    for name, now in new.items():
        if name not in old:
            yield _told(after, "section-new", title=now.title)
        elif _words(now) != _words(old[name]):
            yield _told(after, "text", title=now.title)
    yield from (_told(after, "section-gone", title=one.title) for name, one in old.items() if name not in new)


def _by_id(items: Iterable[T], name: Callable[[T], str]) -> dict[str, T]:
    return {name(item): item for item in items}


def _words(section: Section) -> list[str]:
    """The words of its text; judgements, figures and tables are compared by themselves, the back matter not at all."""
    if section.kind in ("about", "sources", "method", "source-summary"):
        return []
    return [_spoken(block) for block in section.blocks if not isinstance(block, Figure | Table | Judgements)]


def _spoken(block: Block) -> str:
    """Every text inline of a block, in order."""
    texts: list[str] = []

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("type") == "text":
                texts.append(str(value["text"]))
            for inner in value.values():
                gather(inner)
        elif isinstance(value, (list, tuple)):
            for inner in value:
                gather(inner)

    gather(block.model_dump(exclude={"meta"}))
    return "".join(texts)


def _sources(before: Report, after: Report) -> Iterator[str]:
    old, new = ({source.id for source in report.sources} for report in (before, after))
    for what, count in (("new", len(new - old)), ("gone", len(old - new))):
        if count:
            yield _counted(after, "source", what, count)
