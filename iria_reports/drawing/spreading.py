"""Spreading labels along a line: wanted places and heights go in; places near them that do not overlap come out."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class _Group:
    """Labels that touch: which they are, their joint height, and where each alone would have the group begin."""

    members: list[int]
    height: float
    starts: list[float]

    def start(self, low: float, high: float) -> float:
        wanted = sum(self.starts) / len(self.starts)
        return max(min(wanted, high - self.height), low)


def spread(wanted: Sequence[float], heights: Sequence[float], within: tuple[float, float]) -> list[float]:
    """The middle of each label, in the order of the wanted middles; equals keep the order they came in."""
    groups: list[_Group] = []
    for at in sorted(range(len(wanted)), key=lambda one: wanted[one]):
        groups.append(_Group([at], heights[at], [wanted[at] - heights[at] / 2]))
        while len(groups) > 1 and groups[-2].start(*within) + groups[-2].height > groups[-1].start(*within):
            after = groups.pop()
            before = groups[-1]
            before.members += after.members
            before.starts += [start - before.height for start in after.starts]
            before.height += after.height
    middles = [0.0] * len(wanted)
    for group in groups:
        top = group.start(*within)
        for at in group.members:
            middles[at] = top + heights[at] / 2
            top += heights[at]
    return middles
