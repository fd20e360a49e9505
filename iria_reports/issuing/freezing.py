"""A specification goes in; a desk of its own comes out, holding every file that its pages depend on, and no other.

What is issued is printed from this copy: a file that was forgotten is found at once, and not in ten years.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults, Refused
from iria_reports.report import Picture
from iria_reports.setting.theme import load_theme
from iria_reports.writing.load import all_blocks, load_spec
from iria_reports.writing.sources import tables_there
from iria_reports.writing.spec import Spec
from iria_reports.writing.validate import references

WHOLE = ("csl", "logos", "maps")  # folders of assets/ that are small: kept whole, with their licences


@dataclass(frozen=True)
class Frozen:
    """A desk that holds one specification and what it needs; `series` is the kind of report it says it is."""

    desk: Desk
    spec: Path
    series: str
    authors: tuple[str, ...] = ()


def freeze(file: Path, desk: Desk, folder: Path, *, clients: Iterable[str] = (), themes: Iterable[str] = ()) -> Frozen:
    """Copy what the specification `file` needs into the new desk `folder`.

    clients, themes  those asked for beside the specification's own

    Raises InputFaults for a specification at fault, Refused for one that lies outside the desk's reports/, OSError.
    """
    spec = load_spec(file, desk, ReportChoices)
    if spec.faults:
        raise InputFaults(spec.faults)
    if file.resolve().parent != desk.reports.resolve():
        message = f"{file} is not in {desk.reports}"
        raise Refused(message, advice="move it there, with its text: what is issued is kept as a desk of its own")
    for name, source in _inputs(spec, desk, {*clients, *_chosen(spec.choices.client)}, {*themes, spec.choices.theme}):
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
    return Frozen(Desk(folder), folder / "reports" / file.name, spec.choices.kind, spec.choices.authors)


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and bytes of every file in `folder`: another for every change of any of them."""
    whole = hashlib.sha256()
    for file in sorted(_files(folder), key=lambda one: one.as_posix()):
        name = file.relative_to(folder).as_posix()
        whole.update(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {name}\n".encode())
    return whole.hexdigest()


def _chosen(name: str | None) -> list[str]:
    return [name] if name else []


def _inputs(spec: Spec, desk: Desk, clients: set[str], themes: set[str]) -> Iterator[tuple[str, Path]]:
    """(name in the new desk, file) of each; where a name comes twice, the desk's own file comes last and stays."""
    yield from _house(desk, themes)
    yield "desk.yml", desk.settings
    yield spec.path, desk.root / spec.path
    yield from _there(desk, spec.path.removesuffix(".yml") + ".md")
    for article in spec.articles.values():
        for text in (article, *article.earlier):
            yield text.path, desk.root / text.path
    for choice in spec.choices.data:
        yield f"reports/data/{choice.file}", desk.data / choice.file
    for table in tables_there(desk):
        if not spec.choices.sources or table.name in spec.choices.sources:
            yield f"reports/sources/{table.name}", table
    for name in sorted(_saved(spec)):
        yield f"reports/sources/saved/{name}", desk.saved / name
    for name in sorted(_pictures(spec)):
        yield f"reports/{name}", desk.reports / name
    for client in sorted(clients):
        yield from _there(desk, f"reports/clients/{client}.yml")
        if (known := spec.clients.get(client)) and known.client and known.client.logo:
            yield f"reports/{known.client.logo}", desk.reports / known.client.logo
    if spec.follows:
        yield spec.follows.path, desk.root / spec.follows.path
        yield from _there(desk, desk.name_of(desk.outcomes))


def _house(desk: Desk, themes: set[str]) -> Iterator[tuple[str, Path]]:
    """Templates and assets: of each name the nearest layer's file."""
    for name in sorted(themes):
        theme = load_theme(desk, name)
        for folder in theme.folders:
            yield from (
                (f"templates/{folder.name}/{file.relative_to(folder).as_posix()}", file) for file in _files(folder)
            )
        for family in sorted({path.parent for _, path in theme.fonts}):
            yield from ((f"assets/fonts/{family.name}/{file.name}", file) for file in _files(family))
    for layer in reversed(desk.layers("assets")):
        for part in WHOLE:
            yield from ((f"assets/{file.relative_to(layer).as_posix()}", file) for file in _files(layer / part))


def _saved(spec: Spec) -> set[str]:
    """The saved copies of every source whose id stands anywhere in what was written: all that can be cited."""
    written = repr(replace(spec, sources={}, citation_style=None, undrawable={}, unsaved={}))
    copies = {source.id: source.saved_copy for source in spec.sources.values() if source.saved_copy}
    return {copy for name, copy in copies.items() if name in written and name not in spec.unsaved}


def _pictures(spec: Spec) -> set[str]:
    named = {name for _, what, name in references(spec.choices) if what == "picture"}
    return named | {block.asset for block in all_blocks(spec) if isinstance(block, Picture)}


def _there(desk: Desk, name: str) -> Iterator[tuple[str, Path]]:
    if (desk.root / name).is_file():
        yield name, desk.root / name


def _files(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, without hidden ones and what Python leaves."""
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        if file.is_file() and not any(part.startswith((".", "__")) for part in parts):
            yield file
