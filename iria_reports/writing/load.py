"""THE MAP of reading: a specification's path goes in; a Spec comes out with every fault of every file it touches."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from iria_reports.desk import Desk, find_file, leads_out
from iria_reports.errors import Fault, Place
from iria_reports.judging.earlier import EarlierReport, read_earlier
from iria_reports.judging.ledger import read_ledger
from iria_reports.report import Block, Picture, Source
from iria_reports.writing.audiences import AUDIENCES
from iria_reports.writing.citation_styles import CitationStyle, NotAStyle, read_style, style_files
from iria_reports.writing.clients import load_clients
from iria_reports.writing.files import read_text
from iria_reports.writing.glyphs import drawable, missing_glyphs
from iria_reports.writing.library import Article, Wanted, load_article, search, slugs
from iria_reports.writing.maps import map_bounds
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.nodes import Loc, Located, read_yaml
from iria_reports.writing.pictures import check_picture
from iria_reports.writing.prose import Prose, read_prose
from iria_reports.writing.settings import load_settings
from iria_reports.writing.sources import load_sources, tables_there, unsaved
from iria_reports.writing.spec import ArticleChoice, DataChoice, Spec, SpecChoices
from iria_reports.writing.tables import ReadTable, load_table
from iria_reports.writing.validate import references, validate


def load_spec(file: Path, desk: Desk, model: type[SpecChoices[Any]]) -> Spec:
    """What the analyst wrote in `file` and in all it names. `model` knows the section kinds there are.

    Never raises for a fault of the analyst's: they are in `Spec.faults`, all of them.
    """
    path = desk.name_of(file)
    text, faults = read_text(file, path)
    located = read_yaml(text, path)
    settings, more = load_settings(desk)
    faults += [*located.faults, *more, *_not_a_mapping(located, unread=bool(faults))]
    choices, more = validate(located, model) if isinstance(located.data, dict) else (None, [])
    faults += more
    if choices is None:
        return Spec(file.stem, path, model.model_validate({"title": "untitled"}), located, faults=tuple(faults))
    prose = _load_prose(file.with_suffix(".md"), desk, choices.language, faults)
    articles, chosen = _load_articles(desk, choices.articles, located, faults)
    tables = _load_tables(desk, choices.data, located, faults)
    sources, places, more = load_sources(desk, choices.sources)
    maps, unmapped = map_bounds(desk)
    faults += [*more, *unmapped]
    spec = Spec(
        file.stem,
        path,
        choices,
        located,
        prose=prose.sections,
        articles=articles,
        chosen=chosen,
        tables=tables,
        sources=sources,
        settings=settings,
        maps=maps,
        clients=load_clients(desk, settings.mark_labels()),
        follows=_load_follows(desk, choices, located, faults),
        outcomes=read_ledger(desk.outcomes, desk.name_of(desk.outcomes)).standing(),
    )
    return _checked(spec, desk, places, faults)


def _checked(spec: Spec, desk: Desk, places: dict[str, Place], faults: list[Fault]) -> Spec:
    """The spec with its citation style and all that is wrong with what it names; `places` are those of the sources."""
    glyphs = drawable(desk)
    style, more = _citation_style(spec, desk)
    faults += [*more, *_check_references(spec, desk), *_unknown_source_marks(spec, places)]
    faults += [*_check_pictures(spec, desk), *missing_glyphs(_pieces(spec), glyphs)]
    cited = spec.sources.items()
    undrawable = {name: fault for name, one in cited for fault in _undrawable(one, places[name], glyphs)}
    missing = {name: fault for name, one in cited for fault in unsaved(desk, one, places[name])}
    return replace(spec, citation_style=style, faults=tuple(faults), undrawable=undrawable, unsaved=missing)


def _citation_style(spec: Spec, desk: Desk) -> tuple[CitationStyle | None, list[Fault]]:
    """The style of the specification or of the desk; a name that the specification has wrong is told elsewhere."""
    files, chosen = style_files(desk), spec.choices.citation_style
    place = spec.where.place(("citation-style",)) if chosen else Place(desk.name_of(desk.settings))
    name = chosen or spec.settings.citation_style
    if name not in files:
        message = f"no citation style {name!r}"
        return None, [] if chosen else [Fault(place, "citation-style", message, suggest_or_list(name, files))]
    try:
        return read_style(files[name]), []
    except NotAStyle as error:
        return None, [Fault(place, "citation-style", str(error))]


def _not_a_mapping(located: Located, *, unread: bool) -> list[Fault]:
    if isinstance(located.data, dict) or located.faults or unread:
        return []
    return [Fault(Place(located.path), "", "not a specification", "write `title:`, `articles:` and `data:` lines")]


def _load_prose(file: Path, desk: Desk, language: str, faults: list[Fault]) -> Prose:
    if not file.is_file():
        return Prose()
    path = f"{desk.name_of(file.parent)}/{file.name}"
    if leads_out(file.parent, file.name):
        faults.append(Fault(Place(path), "", "is a link to a file elsewhere", "put the file itself here"))
        return Prose()
    text, more = read_text(file, path)
    prose = read_prose(text, path, language=language)
    faults += [*more, *prose.faults]
    return prose


def _load_articles(
    desk: Desk, choices: tuple[ArticleChoice, ...], located: Located, faults: list[Fault]
) -> tuple[dict[str, Article], dict[str, ArticleChoice]]:
    """The articles by slug, and the choice that each comes from; the first that names it counts."""
    found: dict[str, Article] = {}
    chosen: dict[str, ArticleChoice] = {}
    there = slugs(desk)
    for index, choice in enumerate(choices):
        loc: Loc = ("articles", index)
        articles: list[Article] = []
        if (choice.slug is None) == (choice.query is None):
            faults.append(
                Fault(located.place(loc), located.name(loc), "needs a slug or a query, not both", "give one of them")
            )
        elif choice.query is not None:
            articles, more = search(desk, Wanted(**choice.query.model_dump()))
            faults += more
            if not articles:
                faults.append(Fault(located.place(loc), located.name(loc), "no article fits this query", "loosen it"))
        elif choice.slug not in there:
            faults.append(_unknown(located, (*loc, "slug"), "article", str(choice.slug), there))
        else:
            article, more = load_article(desk, str(choice.slug))
            faults += more
            articles = [article] if article is not None else []
        faults += _unknown_headings(choice, articles, located, loc)
        for article in articles:
            found.setdefault(article.slug, article)
            chosen.setdefault(article.slug, choice)
    return found, chosen


def _unknown_headings(choice: ArticleChoice, articles: list[Article], located: Located, loc: Loc) -> Iterator[Fault]:
    """A fault for each heading that none of the articles has."""
    there = [heading for article in articles for heading in article.headings()]
    for index, heading in enumerate(choice.headings if articles else ()):
        if heading not in there:
            yield _unknown(located, (*loc, "headings", index), "heading", heading, there)


def _load_tables(
    desk: Desk, chosen: tuple[DataChoice, ...], located: Located, faults: list[Fault]
) -> dict[str, ReadTable]:
    found: dict[str, ReadTable] = {}
    for index, choice in enumerate(chosen):
        loc: Loc = ("data", index)
        table_id = choice.id or Path(choice.file).stem
        if leads_out(desk.data, choice.file):
            advice = "name a file inside reports/data/"
            faults.append(
                Fault(located.place((*loc, "file")), located.name(loc), f"{choice.file!r} lies elsewhere", advice)
            )
        elif find_file(desk.data, choice.file) is None:
            near = [desk.data.joinpath(p).relative_to(desk.data).as_posix() for p in sorted(desk.data.rglob("*.*"))]
            fault = _unknown(located, (*loc, "file"), "file", choice.file, near)
            faults.append(replace(fault, message=f"{fault.message} in reports/data/"))
        elif table_id in found:
            message = f"a second table is called {table_id!r}"
            faults.append(Fault(located.place(loc), located.name(loc), message, "give one of them an `id:`"))
        else:
            table = load_table(desk, choice.file, table_id, sheet=choice.sheet, types=dict(choice.columns))
            faults += table.faults
            found[table_id] = ReadTable(**{**vars(table), "leave_out_later": choice.later_rows == "leave-out"})
    return found


def _load_follows(desk: Desk, choices: SpecChoices[Any], located: Located, faults: list[Fault]) -> EarlierReport | None:
    """The earlier report, or None where none is named or it is at fault; one later than this report is a fault too."""
    if choices.follows is None:
        return None
    loc: Loc = ("follows",)
    file = find_file(desk.root, choices.follows)
    if leads_out(desk.root, choices.follows) or file is None:
        there = [desk.name_of(one) for one in sorted(desk.earlier.glob("*.json"))]
        faults.append(_unknown(located, loc, "earlier report", choices.follows, there))
        return None
    earlier, more = read_earlier(file, desk.name_of(file))
    faults += more
    if earlier and choices.as_of and earlier.as_of > choices.as_of:
        message = f"{earlier.path} is as of {earlier.as_of}, after this report’s {choices.as_of}"
        faults.append(Fault(located.place(loc), located.name(loc), message, "name an earlier one"))
    return earlier


def _check_references(spec: Spec, desk: Desk) -> Iterator[Fault]:
    """Every name in the specification and every citation in the prose must be known."""
    wrong = {fault.subject for fault in spec.faults}
    known = {
        "article": list(spec.articles),
        "table": [choice.id or Path(choice.file).stem for choice in spec.choices.data],
        "source": list(spec.sources),
        "sources table": [file.name for file in tables_there(desk)],
        "heading": [part.heading for part in spec.prose],
        "mark": list(spec.settings.mark_labels()),
        "client": list(spec.clients),
        "map": list(spec.maps),
        "citation style": list(style_files(desk)),
        "theme": [p.parent.name for folder in desk.layers("templates") for p in sorted(folder.glob("*/theme.yml"))],
    }
    for loc, what, name in references(spec.choices):
        if (what == "article" and loc[0] == "articles") or what == "picture":
            continue
        there = {one.casefold() for one in known[what]} if what == "heading" else set(known[what])
        if (name.casefold() if what == "heading" else name) not in there and spec.where.name(loc) not in wrong:
            fault = _unknown(spec.where, loc, what, name, known[what])
            yield _heading_to_write(fault, spec, name) if what == "heading" else fault
    for article in texts_of_articles(spec):
        mark = article.front.mark
        if mark and mark not in known["mark"]:
            yield _unknown(article.where, ("mark",), "mark", mark, known["mark"])
    for block in all_blocks(spec):
        yield from _unknown_marks(block, spec)


def _heading_to_write(fault: Fault, spec: Spec, name: str) -> Fault:
    """A heading that the report's text lacks: spelt another way there, or still to be written."""
    if fault.advice.startswith("did you mean"):
        return fault
    return replace(fault, advice=f"write `## {name}` and the text under it in {spec.path.removesuffix('.yml')}.md")


def _unknown_marks(block: Block, spec: Spec) -> Iterator[Fault]:
    origin = block.meta.origin
    place = Place(origin.path, origin.line, origin.column)
    labels = spec.settings.mark_labels()
    if block.meta.mark and block.meta.mark not in labels:
        yield Fault(place, "mark", f"no such mark {block.meta.mark!r}", f"there are {', '.join(labels)}")
    for audience in block.meta.audiences:
        if audience not in AUDIENCES:
            yield Fault(place, "audience", f"no such audience {audience!r}", "officials, policymakers or academics")


def _unknown_source_marks(spec: Spec, places: dict[str, Place]) -> Iterator[Fault]:
    labels = spec.settings.mark_labels()
    for name, source in spec.sources.items():
        if source.mark and source.mark not in labels:
            message = f"no such mark {source.mark!r} of the source {name}"
            yield Fault(places[name], "mark", message, suggest_or_list(source.mark, labels))


def _unknown(located: Located, loc: Loc, what: str, name: str, known: list[str]) -> Fault:
    return Fault(located.place(loc), located.name(loc), f"no {what} {name!r}", suggest_or_list(name, known))


def all_blocks(spec: Spec) -> Iterator[Block]:
    """Every block of the report's prose and of its articles."""
    for part in spec.prose:
        yield from part.blocks
    for article in texts_of_articles(spec):
        for section in article.prose.sections:
            yield from section.blocks


def texts_of_articles(spec: Spec) -> Iterator[Article]:
    """Every text of every article, those that stood earlier too."""
    for article in spec.articles.values():
        yield from (article, *article.earlier)


def _check_pictures(spec: Spec, desk: Desk) -> Iterator[Fault]:
    for block in all_blocks(spec):
        if isinstance(block, Picture):
            origin = block.meta.origin
            yield from check_picture(desk, block.asset, Place(origin.path, origin.line, origin.column))
    for loc, what, name in references(spec.choices):
        if what == "picture":
            yield from check_picture(desk, name, spec.where.place(loc))


def _undrawable(source: Source, place: Place, glyphs: frozenset[int]) -> list[Fault]:
    return missing_glyphs([(f"{source.title} {source.publisher}", place)], glyphs)


def _pieces(spec: Spec) -> Iterator[tuple[str, Place]]:
    for loc, place in spec.where.values.items():
        node: Any = spec.where.data
        for part in loc:
            node = node[part]
        if isinstance(node, str):
            yield node, place
    for block in all_blocks(spec):
        origin = block.meta.origin
        yield _words(block), Place(origin.path, origin.line, origin.column)
    for article in texts_of_articles(spec):
        for value in (article.front.title, article.front.standfirst or ""):
            yield value, Place(article.path)
    for table in spec.tables.values():
        for row in table.rows:
            for name, text in row.cells.items():
                yield text, row.place(name)


def _words(block: Block) -> str:
    """Every character of a block that may be printed."""
    texts: list[str] = []

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key not in ("meta", "type", "href", "asset", "at"):
                    gather(inner)
        elif isinstance(value, (list, tuple)):
            for inner in value:
                gather(inner)
        elif isinstance(value, str):
            texts.append(value)

    gather(block.model_dump())
    return "".join(texts)
