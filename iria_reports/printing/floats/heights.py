"""Pages as laid out come in; how high a block of the HTML stands on them goes out, its notes counted in."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from iria_reports.printing.lint.leaves import Leaf

BETWEEN = 8.0  # points between two blocks, about; a guess is enough, because every move is laid out before it counts


class Heights:
    """Heights in points, by the id of a block."""

    def __init__(self, root: Element, leaves: Sequence[Leaf]) -> None:
        self.pieces: dict[tuple[str, int], tuple[float, float]] = {}
        for leaf in leaves:
            for item in leaf.items:
                for name in item.ids:
                    top, bottom = self.pieces.get((name, leaf.number), (item.box.top, item.box.bottom))
                    self.pieces[name, leaf.number] = min(top, item.box.top), max(bottom, item.box.bottom)
        self.by_name: dict[str, float] = {}
        for (name, _), (top, bottom) in self.pieces.items():
            self.by_name[name] = self.by_name.get(name, 0) + bottom - top
        self.note = sum(leaf.notes for leaf in leaves) / max(_letters_in_notes(root), 1)

    def of(self, blocks: Iterable[Element]) -> float:
        """Of blocks one under the other; notes run on at the foot of a page, so that letters measure them."""
        return sum(
            self.by_name.get(one.get("id", ""), 0) + BETWEEN + self.note * _letters_in_notes(one) for one in blocks
        )

    def on(self, page: int, blocks: Iterable[Element]) -> float:
        """Of those pieces of the blocks that stand on this page, counted from 1."""
        pieces = (self.pieces.get((one.get("id", ""), page)) for one in blocks)
        return sum(piece[1] - piece[0] + BETWEEN for piece in pieces if piece)


def _letters_in_notes(block: Element) -> int:
    return sum(len("".join(note.itertext())) for note in block.iter("x-note"))
