"""The article library, reports/articles/*.md, goes in; articles by slug or by query come out, front matter checked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import Field

from iria_reports.desk import Desk, leads_out
from iria_reports.errors import Fault, Place
from iria_reports.report import Block, Heading
from iria_reports.writing.fields import Choices, FormatOne, IsoDate, Language, Line, MarkLabel, Passage
from iria_reports.writing.files import read_text
from iria_reports.writing.nodes import Located, read_yaml
from iria_reports.writing.prose import Prose, read_prose
from iria_reports.writing.validate import validate

FRONT_MATTER = re.compile(r"(\s*)---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


class FrontMatter(Choices):
    """The head of an article, between two lines of ---."""

    format: FormatOne = Field(1, description="The version of this file format.")
    title: Line = Field(description="The headline.")
    standfirst: Passage | None = Field(None, description="One or two sentences under the headline.")
    date: IsoDate = Field(description="The day it was published; nothing known later may be in it.")
    updated: IsoDate | None = Field(
        None,
        description="The day from which this text stands, if it was changed; the text before is kept beside it as "
        "<slug>@<the day from which it stood>.md.",
    )
    region: Line | None = Field(None, description="The region it is about.")
    topics: tuple[Line, ...] = Field((), description="What it is about.")
    tags: tuple[Line, ...] = Field((), description="Freely chosen labels.")
    authors: tuple[Line, ...] = Field((), description="People named as authors; the institute if left out.")
    language: Language = Field("en-GB", description="The language it is written in.")
    mark: MarkLabel | None = Field(None, description="The sharing mark of the whole article.")


@dataclass(frozen=True)
class Article:
    """One article: its head, its text by heading, and where both were written.

    earlier     the texts that stood before this one, the latest first
    superseded  this is such a text: a later one may have headings that it has not
    """

    slug: str
    path: str
    front: FrontMatter
    where: Located
    prose: Prose
    earlier: tuple["Article", ...] = ()
    superseded: bool = False

    @property
    def stands_from(self) -> date:
        """The day this text counts from."""
        return self.front.updated or self.front.date

    def as_of(self, day: date) -> "Article":
        """The text that stood on `day`; the first there was where none stood yet."""
        texts = (self, *self.earlier)
        return replace(next((text for text in texts if text.stands_from <= day), texts[-1]), earlier=())

    def blocks(
        self, *, excerpt: bool = False, headings: tuple[str, ...] = ()
    ) -> tuple[tuple[str, tuple[Block, ...]], ...]:
        """(heading, blocks) of the parts asked for: all, the text before the first heading, or those headings."""
        chosen = [
            (part.heading, part.blocks)
            for part in self.prose.sections
            if (not headings or part.heading in headings) and (not excerpt or not part.heading)
        ]
        return tuple(chosen)

    def headings(self) -> tuple[str, ...]:
        """The headings there are."""
        return tuple(part.heading for part in self.prose.sections if part.heading)


@dataclass(frozen=True)
class Wanted:
    """What a query asks of an article; empty conditions hold for all."""

    region: str | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    from_date: date | None = None
    to_date: date | None = None

    def holds(self, front: FrontMatter) -> bool:
        """Whether every condition holds, capitals aside."""
        return (
            (self.region is None or _fold((self.region,)) == _fold((front.region or "",)))
            and _fold(self.topics) <= _fold(front.topics)
            and _fold(self.tags) <= _fold(front.tags)
            and (not self.authors or bool(_fold(self.authors) & _fold(front.authors)))
            and (self.from_date is None or front.date >= self.from_date)
            and (self.to_date is None or front.date <= self.to_date)
        )


def _fold(words: tuple[str, ...]) -> set[str]:
    return {word.casefold() for word in words}


def slugs(desk: Desk) -> list[str]:
    """The slugs of every article in the library."""
    return sorted(path.stem for path in desk.articles.glob("*.md") if "@" not in path.stem)


def load_article(desk: Desk, slug: str) -> tuple[Article | None, list[Fault]]:
    """The article with its earlier texts, and their faults; None where its head cannot be used."""
    file = desk.articles / f"{slug}.md"
    article, faults = read_article(file, f"{desk.name_of(desk.articles)}/{file.name}")
    if article is None:
        return None, faults
    texts: list[Article] = []
    for kept in sorted(desk.articles.glob("*@*.md")):
        if kept.stem.split("@")[0] == slug:
            text, more = read_article(kept, f"{desk.name_of(desk.articles)}/{kept.name}")
            texts += [replace(text, slug=slug, superseded=True)] if text else []
            faults += [*more, *(_misnamed(text, kept.stem, article) if text else ())]
    texts.sort(key=lambda text: text.stands_from, reverse=True)
    if article.stands_from < article.front.date:
        place = article.where.place(("updated",))
        faults.append(Fault(place, "updated", f"lies before its date {article.front.date}", "correct one of the two"))
    return replace(article, earlier=tuple(texts)), faults


def _misnamed(text: Article, stem: str, article: Article) -> Iterator[Fault]:
    """Faults of an earlier text that is not named by the day from which it stood, or stood no earlier."""
    where = text.where.place(("updated",) if text.front.updated else ("date",))
    right = f"{text.slug.split('@')[0]}@{text.stands_from}"
    if stem != right:
        message = f"this text stood from {text.stands_from}, and its file is called {stem}.md"
        yield Fault(where, "", message, f"call it {right}.md, or correct the day")
    elif text.stands_from >= article.stands_from:
        message = f"this earlier text stood from {text.stands_from}, the present one from {article.stands_from}"
        yield Fault(where, "", message, f"write `updated:` and the day of the change in {article.path}")


def read_article(file: Path, path: str) -> tuple[Article | None, list[Fault]]:
    """The article in `file`, which faults call `path`."""
    if leads_out(file.parent, file.name):
        return None, [Fault(Place(path), "", "is a link to a file elsewhere", "put the file itself here")]
    text, faults = read_text(file, path)
    if faults:
        return None, faults
    match = FRONT_MATTER.match(text)
    if not match:
        advice = "begin the file with --- then title: and date:, then --- on a line of its own"
        return None, [Fault(Place(path), "", "no front matter", advice)]
    located = read_yaml(match[2], path, first_line=match[1].count("\n") + 2)
    front, more = validate(located, FrontMatter)
    faults += [*located.faults, *more]
    if front is None:
        return None, faults
    first_line = match[0].count("\n") + 1
    prose = read_prose(text[match.end() :], path, language=front.language, first_line=first_line)
    return Article(file.stem, path, front, located, prose), [*faults, *prose.faults, *_headings_at_fault(prose)]


def _headings_at_fault(prose: Prose) -> Iterator[Fault]:
    """Headings over nothing, which no page would show, and those that leave out a level (ISO 14289-1, 7.4.2)."""
    for part in prose.sections:
        if part.heading and not part.blocks:
            yield Fault(part.place, "", f"nothing stands under the heading {part.heading!r}", "write its text")
        for block in part.blocks if not part.heading else ():
            if isinstance(block, Heading):
                origin = block.meta.origin
                place = Place(origin.path, origin.line, origin.column)
                yield Fault(place, "", "a heading ### without a ## above it", "write ##")


def search(desk: Desk, wanted: Wanted) -> tuple[list[Article], list[Fault]]:
    """Every article that `wanted` holds for, oldest first."""
    found: list[Article] = []
    faults: list[Fault] = []
    for slug in slugs(desk):
        article, more = load_article(desk, slug)
        if article is None or wanted.holds(article.front):
            faults += more
        if article is not None and wanted.holds(article.front):
            found.append(article)
    return sorted(found, key=lambda article: (article.front.date, article.slug)), faults
