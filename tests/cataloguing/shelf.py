"""Archives made quickly: whole, chained and proved like any other, of issues that a test or benchmark words."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import make_bag, sha256_of
from iria_reports.issuing.chain import as_text
from iria_reports.issuing.entries import Added, Issued, IssuedRendition, Void, Withdrawn
from iria_reports.issuing.head import write_head
from iria_reports.issuing.register import read_register

NOON = datetime(2022, 1, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Book:
    """One issue. sources: (id, title, publisher, url); sections: (title, text)."""

    number: str
    version: int = 1
    title: str = "The port works again"
    issued: date = date(2022, 1, 20)
    bottom: str = "The port works."
    sections: tuple[tuple[str, str], ...] = ()
    judgement: str = ""
    sources: tuple[tuple[str, str, str, str], ...] = ()
    article: str = ""
    kind: str = "backgrounder"
    region: str = ""
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    mark: str | None = None
    client: str = ""
    language: str = "en-GB"
    embargo: str = ""


def shelve(root: Path, books: Iterable[Book | Withdrawn | Void | Added]) -> Archive:
    """Add the issues to the archive in `root`; of other entries `seq` and `prev` are set here."""
    archive = Archive(root)
    root.mkdir(parents=True, exist_ok=True)
    register = read_register(archive.register)
    prev = register.head
    with archive.register.open("ab") as file:
        for seq, book in enumerate(books, len(register.entries) + 1):
            entry = _issued(archive, book, seq) if isinstance(book, Book) else book
            line = as_text(entry.model_copy(update={"seq": seq, "prev": prev}))
            file.write(line + b"\n")
            prev = sha256(line)
    write_head(archive.head, read_register(archive.register), NOON)
    return archive


def withdrawal(number: str) -> Withdrawn:
    return Withdrawn(seq=1, at=NOON, number=number, prev="0" * 64, reason="Its source was forged.")


def void(number: str) -> Void:
    return Void(
        seq=1, at=NOON, number=number, prev="0" * 64, version=1, reason="interrupted", aside=f"aside/{number}-v1"
    )


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _issued(archive: Archive, book: Book, seq: int) -> Issued:
    bag = f"{book.number}/v{book.version}"
    data = archive.bag(bag) / "data"
    data.mkdir(parents=True)
    name = f"{book.number}_port_v{book.version}"
    (data / f"{name}.pdf").write_text(f"{book.number} version {book.version}\n")
    (data / f"{name}.report.json").write_text(json.dumps(report(book), ensure_ascii=False))
    if book.article:
        (data / "desk/reports/articles").mkdir(parents=True)
        (data / f"desk/reports/articles/{book.article}.md").write_text("---\ntitle: T\n---\n")
    return Issued(
        seq=seq,
        at=NOON,
        number=book.number,
        prev="0" * 64,
        version=book.version,
        slug="port",
        title=book.title,
        kind=book.kind,
        issued=book.issued,
        as_of=book.issued,
        authors=book.authors,
        region=book.region,
        topics=book.topics,
        bag=bag,
        manifest=make_bag(archive.bag(bag), {"External-Identifier": book.number}),
        renditions=(
            IssuedRendition(
                file=f"{name}.pdf",
                sha256=sha256_of(data / f"{name}.pdf"),
                pages=1,
                audience="policymakers",
                language=book.language,
                mark=book.mark,
                client=book.client,
            ),
        ),
    )


def report(book: Book) -> dict[str, object]:
    """What its report.json says, as far as the catalogue reads it."""
    cites = [{"source": source[0]} for source in book.sources]
    meta = {"id": "p", "sources": [source[0] for source in book.sources]}
    origin = {"path": f"reports/articles/{book.article}.md" if book.article else "reports/port.md"}
    sections: list[dict[str, object]] = [
        {"kind": "bottom-line", "title": "Bottom line", "blocks": [_text(book.bottom)]}
    ]
    if book.judgement:
        item = {"id": "open", "statement": [{"type": "text", "text": book.judgement}], "likelihood": "likely"}
        block = {"type": "judgements", "meta": {"id": "j"}, "items": [item]}
        sections.append({"kind": "judgements", "title": "Key judgements", "blocks": [block]})
    for title, text in book.sections:
        paragraph = {**_text(text, cites), "meta": meta}
        sections.append({"kind": "article", "title": title, "number": "1", "origin": origin, "blocks": [paragraph]})
    sources = [dict(zip(("id", "title", "publisher", "url"), source, strict=True)) for source in book.sources]
    return {
        "format": 1,
        "title": book.title,
        "kind_label": "Backgrounder",
        "embargo": book.embargo,
        "sections": sections,
        "sources": sources,
    }


def _text(text: str, cites: list[dict[str, str]] | None = None) -> dict[str, object]:
    inlines: list[dict[str, object]] = [{"type": "text", "text": text}]
    if cites:
        inlines.append({"type": "citation", "cites": cites})
    return {"type": "paragraph", "inlines": inlines}
