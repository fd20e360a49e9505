"""THE MAP of the floats: HTML comes in; the document goes out with its holes filled by text from behind figures."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element

from iria_reports.printing.floats.flow import MARK, Lift, lifts
from iria_reports.printing.floats.heights import Heights
from iria_reports.printing.lint.breaks import FULL, check_breaks, left_empty
from iria_reports.printing.lint.leaves import Leaf, read_leaves

# A layout takes a tenth of a second a page: a long report is not laid out again, nor a short one without end. Counted
# in pages and never by the clock, so that a slow machine prints the same bytes.
ROUNDS = 6
PAGES = 240
CHOICES = 2  # of places for one figure, each of which costs a layout
FILLED = 0.15  # of a page may stay empty where a move is expected to do so: what is expected is a guess


@dataclass(frozen=True)
class Trial:
    """The document as laid out with the blocks of its sections in this order."""

    document: Any
    leaves: tuple[Leaf, ...]
    order: tuple[tuple[Element, tuple[Element, ...]], ...]

    @cached_property
    def empty(self) -> dict[int, float]:
        """By its number: how much of each page with a hole is empty, from 0 to 1."""
        shares = {leaf.number: left_empty(leaf) for leaf in self.leaves[:-1]}
        return {number: share for number, share in shares.items() if share > 1 - FULL}

    @cached_property
    def others(self) -> Counter[str]:
        """What else is wrong with the breaks, by rule."""
        return Counter(finding.rule for finding in check_breaks(self.leaves) if finding.rule != "near-empty")

    def beyond(self, number: int) -> tuple[str, ...]:
        """The ids around what begins the page after this one, nearest first."""
        following = self.leaves[number]
        return following.items[0].ids if following.items else ()

    def holes(self, until: int | None = None) -> tuple[int, float]:
        """How many there are, and how large together, down to this page: the smaller the better."""
        found = [share for number, share in self.empty.items() if until is None or number <= until]
        return len(found), sum(found)

    @cached_property
    def gaps(self) -> frozenset[tuple[tuple[str, ...], int]]:
        """What stands behind each hole, and at which place of its section; that of what cannot move does not change."""
        places = {block.get("id"): at for _, blocks in self.order for at, block in enumerate(blocks)}
        behind = map(self.beyond, self.empty)
        return frozenset((names, next((places[name] for name in names if name in places), 0)) for names in behind)

    def as_good_as(self, other: "Trial") -> bool:
        """Whether no page more was needed, and nothing but holes is wrong more often."""
        return len(self.leaves) <= len(other.leaves) and self.others <= other.others

    def put_in_order(self) -> None:
        """Give the tree the order that was laid out."""
        for section, blocks in self.order:
            section[:] = blocks


def settled(root: Element, lay_out: Callable[[], Any]) -> Any:
    """The document of `lay_out`, called anew after each change of the tree `root`, with the fewest and smallest holes.

    From front to back, as a page is made up: a hole behind which there is text of the same section is filled with it,
    and the figure comes after. A move that leaves the pages up to its own no better is taken back; where the moves end
    in a hole that was not there before, others are tried from the start. The first layout stays where none of the later
    ones is better as a whole. The tree is left in the order of what is returned.
    """
    first = best = here = _tried(root, lay_out)
    tried: set[tuple[int, ...]] = set()
    for _ in range(min(ROUNDS, PAGES // max(len(first.leaves), 1))):
        page, lift = _next(root, here, tried)
        if lift is None and not here.gaps <= first.gaps:
            here = first
            here.put_in_order()
            page, lift = _next(root, here, tried)
        if lift is None:
            break
        tried.add(_key(lift))
        lift.make()
        trial = _tried(root, lay_out)
        if trial.holes() < best.holes() and trial.as_good_as(first):
            best = trial
        if trial.holes(page) < here.holes(page):
            here = trial
        else:
            here.put_in_order()
    best.put_in_order()
    return best.document


def _tried(root: Element, lay_out: Callable[[], Any]) -> Trial:
    document = lay_out()
    sections = [parent for parent in root.iter() if any(child.get(MARK) == "float" for child in parent)]
    return Trial(document, read_leaves(document, root, {}), tuple((section, tuple(section)) for section in sections))


def _key(lift: Lift) -> tuple[int, ...]:
    """What stands where after the move."""
    return tuple(map(id, (*lift.text, *lift.unit)))


def _next(root: Element, trial: Trial, tried: set[tuple[int, ...]]) -> tuple[int, Lift | None]:
    return next((one for one in _promising(root, trial) if _key(one[1]) not in tried), (0, None))


def _promising(root: Element, trial: Trial) -> Iterator[tuple[int, Lift]]:
    """Moves that should fill a hole, with its page: by page, and for each the best first."""
    if not trial.empty:
        return
    heights = Heights(root, trial.leaves)
    floats = {child.get("id"): (section, child) for section, blocks in trial.order for child in blocks}
    for number, share in trial.empty.items():
        section, block = next((floats[name] for name in trial.beyond(number) if name in floats), (None, None))
        if section is None or block is None or block.get(MARK) != "float":
            continue
        ranked = [(_rank(lift, trial.leaves[number - 1], heights), lift) for lift in lifts(section, block)]
        better = sorted((one for one in ranked if one[0][-1] < share), key=lambda one: one[0])
        yield from ((number, lift) for _, lift in islice(better, CHOICES))


def _rank(lift: Lift, leaf: Leaf, heights: Heights) -> tuple[bool, bool, int, float]:
    """What to expect of a move, the best first.

    That is: whether a gap stays; whether the float comes later than the next page; how much is passed; and how much of
    a page is empty. Text that is too much for the hole goes over to the next page, and may leave the float no room.
    """
    deep = leaf.area.bottom - leaf.area.top
    over = heights.of(lift.text) - left_empty(leaf) * deep - heights.on(leaf.number, lift.unit)
    if over <= 0:
        later, empty = False, -over / deep
    else:
        fits = over % deep + heights.of(lift.unit) <= deep
        later, empty = over > deep or not fits, 0.0 if fits else 1 - over % deep / deep
    return empty > FILLED, later, lift.passed, empty
