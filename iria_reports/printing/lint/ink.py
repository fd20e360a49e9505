"""The words painted on a page and where they stand come in; findings about what the eye cannot read go out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iria_reports.contrast import contrast_of
from iria_reports.printing.lint.finding import LayoutFinding, Level
from iria_reports.printing.lint.leaves import Leaf, Spot
from iria_reports.printing.lint.paint import Words
from iria_reports.printing.lint.shapes import Box

SMALLEST = 7.5
LEAST_CONTRAST, PROSE_CONTRAST = 4.5, 7.0
PROSE_FROM = 9.0  # points: smaller text is a label, a note or a table's
ROUNDING = 0.05
SLACK = 1.0  # points that nobody sees
CHOOSE_COLUMNS = "if it is a table, choose columns with `columns: [...]`; if not, shorten it"


@dataclass(frozen=True)
class Painted:
    """A page's layout and its paint, brought together."""

    leaf: Leaf
    words: Sequence[Words]

    def spot(self, words: Words) -> Spot | None:
        """Where they stand; None in a running head."""
        return self.leaf.spots.get(words.mark)

    def pictures(self) -> Iterator[tuple[int, Box]]:
        """Those in the flow of the text, by their mark: one placed by hand may lie behind a title or bleed."""
        return ((mark, box) for mark, box in self.leaf.pictures.items() if not self.leaf.spots[mark].placed)

    def ids(self, words: Words) -> tuple[str, ...]:
        spot = self.spot(words)
        return spot.ids if spot else ()


def check_ink(page: Painted) -> Iterator[LayoutFinding]:
    """Every finding about a page's words and pictures."""
    worse = [*cut_off(page), *collision(page)]
    yield from worse
    told = {one.ids for one in worse}
    yield from (one for one in overfull(page) if one.ids not in told)
    yield from clipped(page)
    yield from small_text(page)
    yield from low_contrast(page)


def cut_off(page: Painted) -> Iterator[LayoutFinding]:
    """Words or a picture run over the edge of the sheet: what is said there reaches no reader.

    The one finding that keeps a report from being printed, and the earlier file in its place. Everything else that is
    wrong with a page can still be read by somebody, who may be in a hurry; a page that has lost words looks complete
    and is not, and who prints a draft to check its table would check half of it.
    """
    for words in page.words:
        if not words.box.within(page.leaf.sheet, SLACK):
            message = f"{_quoted(words)} runs off the edge of the page"
            yield LayoutFinding(page.leaf.number, "cut-off", "error", message, CHOOSE_COLUMNS, page.ids(words))
    for mark, box in page.pictures():
        if not box.within(page.leaf.sheet, SLACK):
            message = "a picture runs off the edge of the page"
            ids = page.leaf.spots[mark].ids
            yield LayoutFinding(page.leaf.number, "cut-off", "error", message, "make it smaller", ids)


def clipped(page: Painted) -> Iterator[LayoutFinding]:
    """Words are cut by the frame of their chart or box, or lie under something painted later.

    An error that stops nothing: the words are few, and the chart's data and alternative text say them too.
    """
    for words in page.words:
        if words.covered:
            message, advice = f"{_quoted(words)} lies under what was painted over it", "move one of the two"
            yield LayoutFinding(page.leaf.number, "clipped", "error", message, advice, page.ids(words))
        if words.box.within(page.leaf.sheet, SLACK) and not words.box.within(words.clip, SLACK):
            message = f"{_quoted(words)} is cut by the frame it stands in"
            yield LayoutFinding(page.leaf.number, "clipped", "error", message, "shorten it", page.ids(words))


def overfull(page: Painted) -> Iterator[LayoutFinding]:
    """Words or a picture leave their column, cell or page area: they can be read, and the page looks broken."""
    area = page.leaf.area
    for words in page.words:
        spot = page.spot(words)
        if spot is not None and words.mark not in page.leaf.pictures and _leaves(words.box, spot, area):
            message = f"{_quoted(words)} leaves its column"
            yield LayoutFinding(page.leaf.number, "overfull", "warning", message, CHOOSE_COLUMNS, spot.ids)
    for mark, box in page.pictures():
        spot = page.leaf.spots[mark]
        if box.right > area.right + SLACK or box.bottom > area.bottom + SLACK:
            message = "a picture leaves its column"
            yield LayoutFinding(page.leaf.number, "overfull", "warning", message, "make it smaller", spot.ids)


def collision(page: Painted) -> Iterator[LayoutFinding]:
    """Words stand on other words or on a picture they are no part of: neither can be read."""
    placed = sorted(page.words, key=lambda words: words.box.top)
    for number, words in enumerate(placed):
        for other in placed[number + 1 :]:
            if other.box.top > words.box.bottom:
                break
            if words.slanted or other.slanted:
                continue
            if _overlap(words.box, other.box) and words.box != other.box:  # equal where painted twice, to look bold
                message = f"{_quoted(words)} and {_quoted(other)} stand on each other"
                ids = page.ids(words) or page.ids(other)
                yield LayoutFinding(page.leaf.number, "collision", "error", message, "shorten one of them", ids)
        spot = page.spot(words)
        for mark, box in page.pictures() if spot is None or not spot.placed else ():
            if mark != words.mark and _overlap(words.box, box):
                message = f"{_quoted(words)} and a picture stand on each other"
                ids = page.leaf.spots[mark].ids
                yield LayoutFinding(page.leaf.number, "collision", "error", message, "move one of them", ids)


def small_text(page: Painted) -> Iterator[LayoutFinding]:
    """Type under 7.5 points, as painted: many readers over fifty and every reader of a photocopy cannot read it.

    A chart drawn wide and printed narrow shrinks its type with it.
    """
    for words in page.words:
        if words.size < SMALLEST - ROUNDING:
            message = f"{_quoted(words)} is set in {words.size:.1f} points, under {SMALLEST}"
            advice = "give the chart `width: full`, or set larger type in the theme"
            yield LayoutFinding(page.leaf.number, "small-text", "warning", message, advice, page.ids(words))


def low_contrast(page: Painted) -> Iterator[LayoutFinding]:
    """Words too pale for their ground: under 4.5:1 an error (WCAG 2.2, 1.4.3), text to be read on under 7:1 a warning
    (1.4.6), because a page is also printed grey and read on a phone in the sun.

    Words on a picture or a gradient are not judged.
    """
    for words in page.words:
        ratio = min((contrast_of(words.colour, ground) for ground in words.grounds), default=21.0)
        spot = page.spot(words)
        prose = spot is not None and spot.prose and words.size >= PROSE_FROM
        level: Level = "error" if ratio < LEAST_CONTRAST - ROUNDING else "warning"
        if level == "error" or (prose and ratio < PROSE_CONTRAST - ROUNDING):
            wanted = LEAST_CONTRAST if level == "error" else PROSE_CONTRAST
            message = f"{_quoted(words)} has a contrast of {ratio:.1f}:1 to what is behind it, under {wanted:g}:1"
            advice = "choose a darker colour in the theme"
            yield LayoutFinding(page.leaf.number, "contrast", level, message, advice, page.ids(words))


def _leaves(box: Box, spot: Spot, area: Box) -> bool:
    """Whether words run past the end of their own box or, in the flow of the text, out of the page's area."""
    past = box.left < spot.measure.left - SLACK if spot.right_to_left else box.right > spot.measure.right + SLACK
    return past or (not spot.placed and (box.right > area.right + SLACK or box.bottom > area.bottom + SLACK))


def _overlap(one: Box, other: Box) -> bool:
    both = one.meet(other)
    return both.right - both.left > SLACK and both.bottom - both.top > SLACK


def _quoted(words: Words) -> str:
    return f"“{words.text if len(words.text) <= 40 else words.text[:37].rstrip() + ' …'}”"
