"""Parsed HTML comes in; the text that may move up past one of its figures goes out, and each move itself.

The galley marks the blocks of a section with `data-flow`; what has no mark neither moves nor is passed:

float    a figure, picture or table: it may come later than where it is named
text     a paragraph, which may move up past a float
led      a list or quotation: text that no float may part from what introduces it
heading  of a subsection: it moves up with its text, past floats that were named before it
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

MARK = "data-flow"
TEXT = frozenset({"text", "led", "heading"})


@dataclass(frozen=True)
class Lift:
    """Text moved up: `text`, in its order, from behind the floats `unit` to before them.

    parent  the section that holds both, so that nothing ever leaves its section
    passed  how many floats and subheadings change their order with something by it: the fewer the better
    """

    parent: Element
    unit: tuple[Element, ...]
    text: tuple[Element, ...]
    passed: int

    def make(self) -> None:
        """Change the tree. The text keeps its order, and so do the floats, their numbers with them."""
        for block in self.text:
            self.parent.remove(block)
        at = list(self.parent).index(self.unit[0])
        self.parent[at:at] = self.text


def lifts(parent: Element, block: Element) -> Iterator[Lift]:
    """Every way to move text of the section `parent` up past its float `block`, shortest first."""
    blocks = list(parent)
    unit = _unit(blocks, block)
    floats, text = list(unit), list[Element]()
    for at in range(blocks.index(unit[-1]) + 1, len(blocks)):
        role = blocks[at].get(MARK)
        if role == "float":
            floats.append(blocks[at])
        elif role not in TEXT or any(map(_noted, floats)):
            return  # notes are numbered as they are read: a float with notes stays among its text
        elif role == "heading" and not all(_named_before(one, blocks) for one in floats):
            return
        else:
            text.append(blocks[at])
            if role != "heading" and _role_of_next_text(blocks[at + 1 :]) != "led":
                headings = sum(one.get(MARK) == "heading" for one in text)
                yield Lift(parent, tuple(unit), tuple(text), len(floats) - len(unit) + headings)


def _unit(blocks: Sequence[Element], block: Element) -> Sequence[Element]:
    """A float with the table beneath it or the figure above it: a chart is not parted from its data."""
    begin = end = blocks.index(block)
    while begin and _beneath(blocks[begin - 1], blocks[begin]):
        begin -= 1
    while end + 1 < len(blocks) and _beneath(blocks[end], blocks[end + 1]):
        end += 1
    return blocks[begin : end + 1]


def _beneath(figure: Element, table: Element) -> bool:
    return figure.get(MARK) == table.get(MARK) == "float" and figure.tag == "figure" != table.tag


def _noted(block: Element) -> bool:
    return next(block.iter("x-note"), None) is not None


def _named_before(block: Element, blocks: Sequence[Element]) -> bool:
    address = f"#{block.get('id')}"
    before = blocks[: blocks.index(block)]
    return any(link.get("href") == address for one in before for link in one.iter("a"))


def _role_of_next_text(blocks: Sequence[Element]) -> str | None:
    return next((role for one in blocks if (role := one.get(MARK)) != "float"), None)
