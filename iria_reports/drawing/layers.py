"""Layers: actors by side and their links go in; columns of nodes come out, in an order in which few links cross."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, permutations
from typing import NamedTuple

SWEEPS = 12


class Node(NamedTuple):
    """An actor, or the place in a column where a link passes through on its way (`link` is its number)."""

    actor: str
    link: int = -1


@dataclass(frozen=True)
class Panel:
    """A side, or a column without a side, and its nodes from the top."""

    side: str
    nodes: tuple[Node, ...]


Columns = tuple[tuple[Panel, ...], ...]
Pair = tuple[str, str]


def columns(sides: Sequence[tuple[str, Sequence[str]]], links: Sequence[Pair], most: int, *, in_order: bool) -> Columns:
    """At most so many columns of sides, in the order given or the one that suits the links best."""
    placed: list[tuple[Panel, ...]]
    if len(sides) == 1:
        side, actors = sides[0]
        layers = [tuple(actors)] if side else _layered(actors, links, most)
        placed = [(Panel(side, tuple(map(Node, names))),) for names in layers if names]
    else:
        panels = [Panel(side, tuple(map(Node, names))) for side, names in sides]
        placed = _shared_out(panels, most)
        placed = placed if in_order else _nearest(placed, links)
    return _passing_outside(_ordered(_with_passing(tuple(placed), links), links))


def _shared_out(panels: Sequence[Panel], most: int) -> list[tuple[Panel, ...]]:
    """The panels in turn, a new column begun whenever the one before has its share of the actors."""
    if len(panels) <= most:
        return [(panel,) for panel in panels]
    total, done = sum(len(panel.nodes) + 1 for panel in panels), 0
    shared: list[list[Panel]] = [[] for _ in range(most)]
    for panel in panels:
        middle = done + (len(panel.nodes) + 1) / 2
        shared[min(int(middle / total * most), most - 1)].append(panel)
        done += len(panel.nodes) + 1
    return [tuple(column) for column in shared if column]


def _nearest(placed: list[tuple[Panel, ...]], links: Sequence[Pair]) -> list[tuple[Panel, ...]]:
    """The columns in the order in which links pass the fewest others; the order given on a tie."""

    def passed(order: Iterable[tuple[Panel, ...]]) -> int:
        at = {node.actor: c for c, column in enumerate(order) for panel in column for node in panel.nodes}
        return sum(max(abs(at[one] - at[two]) - 1, 0) for one, two in links)

    return list(min(permutations(placed), key=passed))


def _layered(actors: Sequence[str], links: Sequence[Pair], most: int) -> list[tuple[str, ...]]:
    """Each actor one column after those that lead to it, but for links that close a circle."""
    leading: dict[str, list[str]] = {name: [] for name in actors}
    for one, two in links:
        if not _reaches(leading, two, one):
            leading[one].append(two)
    level = dict.fromkeys(actors, 0)
    for _ in actors:
        for one, others in leading.items():
            for two in others:
                level[two] = max(level[two], level[one] + 1)
    deepest = max(level.values()) or 1
    used = min(most, deepest + 1)
    if used == 1:
        return [tuple(actors)]
    at = {name: round(level[name] * (used - 1) / deepest) for name in actors}
    return [tuple(name for name in actors if at[name] == column) for column in range(used)]


def _reaches(leading: dict[str, list[str]], start: str, end: str) -> bool:
    seen, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        if here not in seen:
            seen.add(here)
            waiting += leading[here]
    return False


def column_of(placed: Columns) -> dict[str, int]:
    """The number of each actor's column."""
    return {n.actor: c for c, column in enumerate(placed) for panel in column for n in panel.nodes if n.link < 0}


def chain(placed: Columns, link: int, pair: Pair) -> list[Node]:
    """The nodes of a link from the left to the right, those it passes through among them."""
    at = column_of(placed)
    left, right = sorted(pair, key=lambda name: at[name])
    between = max(at[right] - at[left] - 1, 0)
    return [Node(left), *([Node(f"{link}:{at[left] + 1 + step}", link) for step in range(between)]), Node(right)]


def _with_passing(placed: Columns, links: Sequence[Pair]) -> Columns:
    """A node in every column that a link passes through, in the panel that lies most nearly on its way."""
    at, new = column_of(placed), [list(column) for column in placed]
    for number, pair in enumerate(links):
        left = min(at[name] for name in pair)
        share = sum(_share(placed, Node(name)) for name in pair) / 2
        for step, node in enumerate(chain(placed, number, pair)[1:-1], 1):
            column = new[left + step]
            which = min(int(share * len(column)), len(column) - 1)
            column[which] = replace(column[which], nodes=(*column[which].nodes, node))
    return tuple(tuple(column) for column in new)


def _passing_outside(placed: Columns) -> Columns:
    """The links that pass through a named side led over or under it, so that no line runs through its field."""
    return tuple(tuple(part for panel in column for part in _parted(panel)) for column in placed)


def _parted(panel: Panel) -> list[Panel]:
    if not panel.side:
        return [panel]
    half = len(panel.nodes) / 2
    above = tuple(node for at, node in enumerate(panel.nodes) if node.link >= 0 and at + 0.5 < half)
    below = tuple(node for at, node in enumerate(panel.nodes) if node.link >= 0 and at + 0.5 >= half)
    own = replace(panel, nodes=tuple(node for node in panel.nodes if node.link < 0))
    return [part for part in (Panel("", above), own, Panel("", below)) if part.nodes]


def _share(placed: Columns, node: Node) -> float:
    """How far down its column a node stands, from 0 to 1."""
    for column in placed:
        nodes = [one for panel in column for one in panel.nodes]
        if node in nodes:
            return (nodes.index(node) + 0.5) / len(nodes)
    return 0.5


def _ordered(placed: Columns, links: Sequence[Pair]) -> Columns:
    """Each node moved to the middle of its neighbours, over and over; the order with the fewest crossings is kept."""
    chains = [chain(placed, number, pair) for number, pair in enumerate(links)]
    near: dict[Node, list[Node]] = {}
    for one, two in (edge for nodes in chains for edge in pairwise(nodes)):
        near.setdefault(one, []).append(two)
        near.setdefault(two, []).append(one)
    best, least = placed, _crossings(placed, chains)
    for sweep in range(SWEEPS):
        order = range(len(placed)) if sweep % 2 == 0 else range(len(placed) - 1, -1, -1)
        for at in order:
            shares = {n: _share(placed, n) for column in placed for panel in column for n in panel.nodes}
            middles = {node: sum(shares[one] for one in others) / len(others) for node, others in near.items()}
            moved = tuple(_sorted(panel, middles) for panel in placed[at])
            placed = (*placed[:at], moved, *placed[at + 1 :])
        if (crossings := _crossings(placed, chains)) < least:
            best, least = placed, crossings
    return best


def _sorted(panel: Panel, middles: dict[Node, float]) -> Panel:
    return replace(panel, nodes=tuple(sorted(panel.nodes, key=lambda node: round(middles[node], 6))))


def _crossings(placed: Columns, chains: Sequence[Sequence[Node]]) -> int:
    """How many times two links cross between neighbouring columns."""
    shares = {n: _share(placed, n) for column in placed for panel in column for n in panel.nodes}
    at = {n: c for c, column in enumerate(placed) for panel in column for n in panel.nodes}
    edges = [edge for nodes in chains for edge in pairwise(nodes) if at[edge[0]] != at[edge[1]]]
    return sum(
        (shares[a] - shares[c]) * (shares[b] - shares[d]) < 0
        for (a, b), (c, d) in combinations(edges, 2)
        if at[a] == at[c]
    )
