"""Seeds come in; for each, a random small document with notes is laid out, and the numbers of the notes printed go out.

Run as a process of its own: `python notes_trial.py whole|exact|plain <font> <seed>...`, one line of JSON for each seed.
`plain` is WeasyPrint by itself; `exact` never puts the measuring of a page's notes off.
"""

import json
import random
import sys
from contextlib import nullcontext
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes

from iria_reports.printing.footnotes import Room, whole_footnotes

CSS = """
@font-face {{ font-family: S; src: url("file://{font}") }}
html {{ font: {size}pt/{height} S }} p {{ orphans: 2; widows: 2 }} h3 {{ break-after: avoid }}
a::after {{ content: target-counter(attr(href), page) }}
x-note {{ float: footnote; font-size: {small}pt; footnote-display: {display} }}
@page {{ size: 105mm 120mm; margin: 12mm; @bottom-right {{ content: counter(pages) }}
  @footnote {{ border-top: .5pt solid; {area} }} }}"""


def document(seed: int, font: str) -> tuple[str, int]:
    """The HTML, and its number of notes."""
    chance = random.Random(seed)
    css = CSS.format(
        font=font,
        size=round(chance.uniform(8, 11), 1),
        small=round(chance.uniform(6, 8.5), 1),
        height=round(chance.uniform(1.1, 1.6), 2),
        display=chance.choice(["block", "inline"]),
        area=chance.choice(["", "padding-top: 1mm", "max-height: 40%"]),
    )
    notes, parts = 0, []
    for number in range(chance.randint(4, 8)):
        heading = "<h3>Heading</h3>" if chance.random() < 0.4 else ""
        words = []
        for _ in range(chance.randint(1, 3)):
            notes += 1
            body = "of some words " * chance.randint(1, 9)
            words.append(f"{'word ' * chance.randint(5, 50)}<x-note id={notes}>Note {body}</x-note>")
        parts.append(f"{heading}<p id=p{number}>{' '.join(words)}")
    contents = "".join(f"<a href=#p{number}>x</a> " for number in range(len(parts)))
    return f"<meta charset=utf-8><style>{css}</style><p>{contents}</p>{''.join(parts)}", notes


def printed(html: str) -> tuple[list[int], list[list[float]]]:
    """The numbers of the notes printed, in the order of the pages, and where every line of text stands on its page."""
    numbers: dict[int, None] = {}
    lines: list[list[float]] = []

    def look(box: Any) -> None:
        if box.element_tag == "x-note":
            numbers[int(box.element.get("id"))] = None
        for child in getattr(box, "children", ()):
            look(child)

    for page in weasyprint.HTML(string=html).render().pages:
        lines.append([b.position_y for b in page._page_box.descendants() if isinstance(b, boxes.LineBox)])
        for area in page._page_box.children:
            if isinstance(area, boxes.FootnoteAreaBox):
                look(area)
    return list(numbers), lines


def main() -> None:
    mode, font, *seeds = sys.argv[1:]
    if mode == "exact":
        Room.overflows = lambda room, context, space, y: context.overflows(room.bottom(context) - space, y)  # type: ignore
    for seed in map(int, seeds):
        html, notes = document(seed, font)
        with nullcontext() if mode == "plain" else whole_footnotes():
            numbers, lines = printed(html)
        print(json.dumps({"seed": seed, "notes": notes, "printed": numbers, "lines": lines}))


if __name__ == "__main__":
    main()
