"""Pages as laid out come in; findings about where they break and how full they are go out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from iria_reports.printing.lint.finding import LayoutFinding
from iria_reports.printing.lint.leaves import Item, Leaf

FULL = 2 / 3
LINES_UNDER_A_HEADING = 2
THINGS = {"picture": "the picture after it", "caption": "the figure or table after it", "row": "the table after it"}
REWORD = "lengthen or shorten the text before it by a line or two"


def check_breaks(leaves: Sequence[Leaf]) -> Iterator[LayoutFinding]:
    """Every finding about pages and their breaks."""
    yield from no_running_head(leaves)
    stranded: set[int] = set()
    for leaf, following in pairwise(leaves):
        yield from near_empty(leaf, following)
        yield from parted(leaf, following)
        for finding in stranded_heading(leaf, following):
            stranded.add(finding.page)
            yield finding
    # The single line under a stranded heading is told of already.
    yield from (one for one in lone_line(leaves) if one.rule != "orphan" or one.page not in stranded)


def near_empty(leaf: Leaf, following: Leaf) -> Iterator[LayoutFinding]:
    """A page less than two thirds full, though nobody asked for a break: a reader takes it for the end.

    Not the last page, and not one after which a new kind of page begins, as after a cover.
    """
    share = 1 - left_empty(leaf)
    if share < FULL:
        first = following.items[0] if following.items else leaf.items[-1]
        thing = THINGS.get(first.kind, "what follows")
        message = f"only {share:.0%} of the page is filled, because {thing} did not fit"
        advice = "name the figure earlier or later in the text, so that text fills the page, or make it smaller"
        yield LayoutFinding(leaf.number, "near-empty", "warning", message, advice, first.ids)


def left_empty(leaf: Leaf) -> float:
    """How much of a page is empty at its foot, from 0 to 1; 0 where the next page was asked for.

    Notes count as text.
    """
    if leaf.forced or not leaf.items:
        return 0.0
    foot = max(item.box.bottom for item in leaf.items)
    return 1 - (foot - leaf.area.top + leaf.notes) / (leaf.area.bottom - leaf.area.top)


def stranded_heading(leaf: Leaf, following: Leaf) -> Iterator[LayoutFinding]:
    """A heading with fewer than two lines of its text under it, the rest being overleaf: it announces nothing.

    A picture, a table's row or a caption under it is text enough; so is a single line where only a figure is overleaf.
    """
    above = len(leaf.items)
    while above and leaf.items[above - 1].kind == "line":
        above -= 1
    lines, lowest = len(leaf.items) - above, leaf.items[above - 1] if above else None
    if lowest is None or lowest.kind != "heading" or lines >= LINES_UNDER_A_HEADING:
        return
    if leaf.forced or not following.items:
        return
    while above > 1 and leaf.items[above - 2].kind == "heading":
        above -= 1
    overleaf = following.items[0]
    goes_on = overleaf.level > lowest.level if overleaf.kind == "heading" else overleaf.kind == "line" or not lines
    if goes_on:
        how = "with a single line of its text" if lines else "alone"
        message = f"a heading stands {how} at the foot of the page"
        yield LayoutFinding(leaf.number, "stranded-heading", "warning", message, REWORD, leaf.items[above - 1].ids)


def lone_line(leaves: Sequence[Leaf]) -> Iterator[LayoutFinding]:
    """A single line of a paragraph alone at a page's foot (an orphan) or head (a widow): the eye loses it."""
    pieces: dict[int, list[tuple[Leaf, list[Item]]]] = {}
    for leaf in leaves:
        lines = [item for item in leaf.items if item.kind == "line"]
        for whole in dict.fromkeys(line.whole for line in lines):
            pieces.setdefault(whole, []).append((leaf, [line for line in lines if line.whole == whole]))
    for parts in pieces.values():
        (first, begun), (last, ended) = parts[0], parts[-1]
        if first is not last and len(begun) == 1:
            message = "the first line of a paragraph stands alone at the foot of the page"
            yield LayoutFinding(first.number, "orphan", "warning", message, REWORD, begun[0].ids)
        if first is not last and len(ended) == 1:
            message = "the last line of a paragraph stands alone at the head of the page"
            yield LayoutFinding(last.number, "widow", "warning", message, REWORD, ended[0].ids)


def parted(leaf: Leaf, following: Leaf) -> Iterator[LayoutFinding]:
    """What belongs together stands on two pages: a caption or table head without what it heads, a source line without
    its figure, a row in two pieces. A reader of either page alone misreads it."""
    here, there = _groups(leaf), _groups(following)
    for group in here.keys() & there.keys():
        if not _has(here[group], "picture", "row") and _has(there[group], "picture", "row"):
            message = "a caption or table head stands without what it belongs to, which is overleaf"
            yield LayoutFinding(leaf.number, "parted", "warning", message, REWORD, here[group][0].ids)
        if not _has(there[group], "picture", "row") and _has(here[group], "picture", "row"):
            message = "a caption or source line stands without what it belongs to, which is on the page before"
            yield LayoutFinding(following.number, "parted", "warning", message, REWORD, there[group][0].ids)
    rows = {item.whole for item in following.items if item.kind == "row"}
    for item in leaf.items:
        if item.kind == "row" and item.whole in rows:
            message, advice = "a row of the table is cut in two", "shorten the text in its cells"
            yield LayoutFinding(leaf.number, "parted", "warning", message, advice, item.ids)


def no_running_head(leaves: Sequence[Leaf]) -> Iterator[LayoutFinding]:
    """A page without its running head, once it is out of the staple, belongs to no report.

    The first page and a cover say in full what a running head repeats.
    """
    for leaf in leaves[1:]:
        if leaf.items and not leaf.headed and leaf.name != "cover":
            advice = "print one in the theme's `@page` rule"
            yield LayoutFinding(leaf.number, "no-running-head", "warning", "the page has no running head", advice)


def _groups(leaf: Leaf) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = {}
    for item in leaf.items:
        if item.group:
            found.setdefault(item.group, []).append(item)
    return found


def _has(items: Sequence[Item], *kinds: str) -> bool:
    return any(item.kind in kinds for item in items)
