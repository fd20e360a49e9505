"""Measures PDF files of any house with the same tools, so that docs/compared.md can set ours beside others'.

Usage: python -m tests.benchmarks.measure_pages FILE.pdf [FILE.pdf ...] > figures.json   (from the project's root)
Needs: pypdfium2 and pikepdf (installed with the project's tests); Java for the verdicts, left out where it is missing.
"""

import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pikepdf

from iria_reports.checking.scale import Scale
from tests.benchmarks.page_ink import Line, contrast_of, lines_of, opened, share_filled
from tests.verapdf.gate import Gate, missing

CAPTION = re.compile(r"^\s*(Figure|Table)\s+([A-Z]?-?\d+)\s*(?:[.:]|$|(?=[A-Z]))", re.MULTILINE)
CONFIDENCE = re.compile(
    r"\b(?:high|moderate|medium|low) confidence\b|\bConfidence: (?:high|moderate|low)\b", re.IGNORECASE
)
PERCENT = re.compile(
    r"\b(?:almost certain|very likely|unlikely)\b\W{0,30}\d{1,2}\s?%?\s?(?:to|–|-)\s?\d{1,2}\s?%", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_][\w’'-]*")
FULL = 2 / 3
LEAST_LETTERS = 20  # a size of type or a pair of colours that fewer letters have is not counted


def measure(path: Path, gate: Gate | None) -> dict[str, Any]:
    """Every figure of one file, by name."""
    with opened(path) as document:
        pages = [lines_of(page) for page in document]
        filled = share_filled(document, pages)
        ratios = contrast_of(document, pages, LEAST_LETTERS)
    found = {"file": path.stem, "pages": len(pages)}
    found |= structure(path) | text_of(pages) | type_of(pages)
    found["notes"] = max(found["note tags"], notes_of(pages))
    found["pages under two thirds full"] = sum(share < FULL for share in filled)
    found["share filled"] = [round(share, 2) for share in filled]
    found["lowest contrast"] = ratios
    for verdict in gate.verdicts(path) if gate else ():
        found[verdict.flavour] = "passed" if verdict.passed else f"{len(verdict.failed)} rules fail"
        found[f"{verdict.flavour} clauses"] = sorted(verdict.failed)
    return found


def structure(path: Path) -> dict[str, Any]:
    """What the file says of itself: tags, language, title, figures, notes, tables, attachments, bookmarks and links."""
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        tags = list(elements(root.get("/StructTreeRoot")))
        kinds = Counter(kind for kind, _ in tags)
        figures = [element for kind, element in tags if kind == "Figure"]
        links = [link for page in pdf.pages for link in page.get("/Annots", ()) if link.get("/Subtype") == "/Link"]
        outward = [link for link in links if "/URI" in link.get("/A", {})]
        with pdf.open_outline() as outline:
            bookmarks = sum(1 for _ in walk(outline.root))
        return {
            "tagged": bool(root.get("/MarkInfo", {}).get("/Marked", False)) and bool(tags),
            "language": str(root.get("/Lang", "")),
            "title": str(pdf.docinfo.get("/Title", "")),
            "title shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            "figure tags": len(figures),
            "figures with alternative text": sum(bool(str(one.get("/Alt", "")).strip()) for one in figures),
            "table tags": kinds["Table"],
            "headings": sum(kinds[f"H{level}"] for level in range(1, 7)) + kinds["H"],
            "note tags": kinds["Note"] + kinds["Footnote"] + kinds["FENote"],
            "attachments": len(pdf.attachments),
            "bookmarks": bookmarks,
            "links outward": len(outward),
            "links inward": len(links) - len(outward),
        }


def elements(tree: Any) -> Iterator[tuple[str, Any]]:
    """(standard name, element) of each structure element, in order, through the map of roles."""
    if tree is None:
        return
    roles = {str(name): str(role) for name, role in tree.get("/RoleMap", {}).items()}
    waiting = [tree.get("/K")]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting.extend(reversed(list(item)))
        elif isinstance(item, pikepdf.Dictionary):
            if "/S" in item:
                kind = str(item["/S"])
                yield roles.get(kind, kind).lstrip("/"), item
            waiting.append(item.get("/K"))


def walk(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from walk(item.children)


def text_of(pages: list[list[Line]]) -> dict[str, Any]:
    """Words, captions, words of likelihood (ICD 203's) and statements of confidence, as a reader finds them."""
    text = "\n".join(line.text for lines in pages for line in lines)
    words = len(WORD.findall(text))
    likely = list(Scale().words(" ".join(text.split())))
    captions = {(kind, number) for kind, number in CAPTION.findall(text)}
    return {
        "words": words,
        "words a page": round(words / len(pages)),
        "figures": sum(kind == "Figure" for kind, _ in captions),
        "tables": sum(kind == "Table" for kind, _ in captions),
        "likelihood words": len(likely),
        "likelihood words in 1,000": round(1000 * len(likely) / words, 1),
        "which": dict(Counter(found.word for found in likely).most_common()),
        "scale in percent": bool(PERCENT.search(" ".join(text.split()))),
        "confidence statements": len(CONFIDENCE.findall(" ".join(text.split()))),
    }


def type_of(pages: list[list[Line]]) -> dict[str, Any]:
    """The size of the body (the largest that a fifth of the letters have), the smallest, and the median full line."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes.update(line.sizes)
    body = max(size for size, letters in sizes.items() if letters >= sizes.total() / 5)
    full = [len(line.text) for lines in pages for line, after in pairwise(lines) if line.goes_on(after, body)]
    return {
        "body pt": body,
        "smallest pt": min(size for size, letters in sizes.items() if letters >= LEAST_LETTERS),
        "letters under 9 pt": round(sum(letters for size, letters in sizes.items() if size < 9) / sizes.total(), 2),
        "letters under 8 pt": round(sum(letters for size, letters in sizes.items() if size < 8) / sizes.total(), 2),
        "characters a line": round(statistics.median(full)) if full else 0,
    }


def notes_of(pages: list[list[Line]]) -> int:
    """Notes numbered 1, 2, 3 ... by raised figures, whether or not the file tags them."""
    seen = {number for lines in pages for line in lines for number in line.raised}
    return next(number for number in count(1) if number not in seen) - 1


def main(paths: list[Path]) -> None:
    with nullcontext() if missing() else Gate() as gate:
        found = [measure(path, gate) for path in paths]
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
