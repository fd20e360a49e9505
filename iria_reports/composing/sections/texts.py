"""Bottom line, prose and article: sections made of what was written in Markdown."""

from functools import partial
from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, HeadedOptions, SectionOptions, with_audiences
from iria_reports.composing.charts.wording import day
from iria_reports.composing.marking import strictest
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.words import ended, phrase, word
from iria_reports.report import Block, Heading, Meta, Paragraph, Section, Text
from iria_reports.writing.fields import ArticleSlug, HeadingText, Line, slugify
from iria_reports.writing.library import Article
from iria_reports.writing.nodes import Loc
from iria_reports.writing.prose import read_line


class BottomLine(HeadedOptions):
    """The message in two sentences, from `## Bottom line` of the report's prose, or from the articles' standfirsts."""

    kind: Literal["bottom-line"] = Field(description="The report's message in two sentences.")


class ProseOptions(SectionOptions):
    """A part of the report's own prose."""

    kind: Literal["prose"] = Field(description="A part of reports/<slug>.md.")
    heading: HeadingText | None = Field(
        None, description="The `## heading` in reports/<slug>.md; the text before the first heading if left out."
    )
    boxed: bool = Field(False, description="true: set apart in a box, without a number.")


class ArticleOptions(HeadedOptions):
    """An article of the library."""

    kind: Literal["article"] = Field(description="An article of the library.")
    article: ArticleSlug = Field(description="Its slug; it must be among `articles:` above.")
    take: Literal["whole", "excerpt"] | None = Field(
        None, description="whole, or excerpt: the text before its first heading; as chosen in `articles:` if left out."
    )
    headings: tuple[Line, ...] = Field((), description="Only the parts under these headings of the article.")
    boxed: bool = Field(False, description="true: set apart in a box, without a number.")


def make_bottom_line(options: BottomLine, loc: Loc, bench: Bench) -> Section | None:
    heading = options.heading or word("bottom-line", bench.language)
    part = next((p for p in bench.spec.prose if p.heading.casefold() == "bottom line"), None)
    blocks = part.blocks if part else _standfirsts(bench)
    if not blocks:
        bench.fault(loc, "there is no bottom line", "write `## Bottom line` and two sentences in the report's .md file")
        return None
    return _section(options, loc, bench, (heading, blocks))


def _standfirsts(bench: Bench) -> tuple[Block, ...]:
    blocks: list[Block] = []
    chosen = [one for one in bench.spec.choices.sections if getattr(one, "article", None)]
    limited = {one.article for one in chosen if not bench.reads(one.audiences)}
    for article in bench.spec.articles.values():
        if article.front.standfirst and article.slug not in limited:
            place_in = partial(article.where.place_in, ("standfirst",))
            inlines, faults = read_line(article.front.standfirst, place_in, language=article.front.language)
            bench.faults += faults
            meta = Meta(id=f"standfirst-{article.slug}", known_on=article.stands_from, mark=article.front.mark)
            blocks.append(Paragraph(meta=meta, inlines=inlines))
    return tuple(blocks)


def make_prose(options: ProseOptions, loc: Loc, bench: Bench) -> Section | None:
    wanted = (options.heading or "").casefold()
    part = next((p for p in bench.spec.prose if p.heading.casefold() == wanted), None)
    if part is None and not wanted:
        bench.fault(loc, "the report's .md file has no text before its first heading", "name a `heading:` of it")
    if part is None:
        return None
    return _section(options, loc, bench, (part.heading or word("introduction", bench.language), part.blocks))


def make_article(options: ArticleOptions, loc: Loc, bench: Bench) -> Section | None:
    article = bench.spec.articles.get(options.article)
    if article is None:
        return None
    for index, heading in enumerate(options.headings):
        if heading not in article.headings() and not article.superseded:
            bench.fault(
                (*loc, "headings", index), f"no heading {heading!r} in it", f"it has {', '.join(article.headings())}"
            )
    blocks = _article_blocks(article, options, bench)
    if not blocks and article.superseded:
        bench.left_out.add(("section", options.id or slugify(options.heading or article.front.title)))
        return None
    if not blocks and not bench.faults:
        advice = "take it whole, or name headings that it has"
        bench.fault(loc, f"nothing of the article {article.slug!r} is taken", advice)
    section = _section(options, loc, bench, (options.heading or article.front.title, blocks))
    language = article.front.language if article.front.language != bench.language else None
    return section.model_copy(update={"byline": _origin(article, options, bench), "language": language})


def _origin(article: Article, options: ArticleOptions, bench: Bench) -> str:
    """Where the section was first published, and under which title if not its own: set at its end."""
    by = ", ".join(article.front.authors) or bench.spec.settings.house.short_name
    named = phrase("quoted", bench.language, text=article.front.title)
    title = f"{named}, " if options.heading else ""
    dates = day(article.front.date, bench.language)
    if article.front.updated:
        dates += f", {word('updated', bench.language)} {day(article.front.updated, bench.language)}"
    return ended(f"{word('from-article', bench.language)} {title}{by}, {dates}")


def _article_blocks(article: Article, options: ArticleOptions, bench: Bench) -> tuple[Block, ...]:
    choice = bench.spec.chosen[article.slug]
    take = options.take or choice.take
    headings = options.headings or choice.headings
    blocks: list[Block] = []
    for heading, part in article.blocks(excerpt=take == "excerpt", headings=headings):
        if heading and not (options.heading and len(headings) == 1):  # one part alone stands under the section's own
            meta = Meta(id=f"{article.slug}-{slugify(heading)}", known_on=article.stands_from)
            blocks.append(Heading(meta=meta, level=1, inlines=(Text(text=heading),)))
        blocks += [_deeper(block) for block in part]
    return tuple(_dated(block, article, bench) for block in blocks)


def _deeper(block: Block) -> Block:
    """An article's own ### stands one level lower when the article is a section of a report."""
    return block.model_copy(update={"level": min(block.level + 1, 3)}) if isinstance(block, Heading) else block


def _dated(block: Block, article: Article, bench: Bench) -> Block:
    """Nothing in an article counts before the article itself was published."""
    known = max(filter(None, (block.meta.known_on, article.stands_from)))
    mark = strictest((block.meta.mark, article.front.mark), bench.spec.settings)
    return block.model_copy(update={"meta": block.meta.model_copy(update={"known_on": known, "mark": mark})})


def _section(options: SectionOptions, loc: Loc, bench: Bench, content: tuple[str, tuple[Block, ...]]) -> Section:
    heading, blocks = content
    return Section(
        id=options.id or slugify(heading),
        kind=str(getattr(options, "kind", "prose")),
        title=heading,
        blocks=with_audiences(blocks, options),
        boxed=bool(getattr(options, "boxed", False)),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


BOTTOM_LINE = SectionKind("bottom-line", (BottomLine,), make_bottom_line)
PROSE = SectionKind("prose", (ProseOptions,), make_prose)
ARTICLE = SectionKind("article", (ArticleOptions,), make_article)
