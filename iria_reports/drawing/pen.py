"""Drawings go in; their pictures come out as SVG, in order, drawn by a child while we do other things."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from iria_reports.child import Child
from iria_reports.drawing.style import Style
from iria_reports.errors import MachineNotReady, PrintingFailed

if TYPE_CHECKING:  # it is slow to import, and the pen starts early
    from iria_reports.report import Figure

# matplotlib's list of the fonts of a machine: empty. It would look for them for half a second, and none is ever used.
FONT_LIST_VERSION = "3.11.0"
FONT_LIST: dict[str, object] = {
    "__class__": "FontManager",
    "_version": FONT_LIST_VERSION,
    "_FontManager__default_weight": "normal",
    "default_size": None,
    "defaultFamily": {"ttf": "none", "afm": "none"},
    "afmlist": [],
    "ttflist": [],
}
LONGEST = 120.0  # seconds for one picture; the slowest of the house's takes half a second


@dataclass(frozen=True)
class Drawing:
    """What a picture is drawn from; `maps` is the folder of base maps."""

    figure: "Figure"
    style: Style
    language: str
    maps: Path

    def as_json(self) -> dict[str, Any]:
        """Plain values for the child's order."""
        style = asdict(replace(self.style, fonts=())) | {"fonts": [str(font) for font in self.style.fonts]}
        figure = self.figure.model_dump(mode="json")
        return {"figure": figure, "style": style, "language": self.language, "maps": str(self.maps)}


class Pen:
    """One child process that alone imports matplotlib, which takes it half a second: start it early."""

    def __init__(self, child: Child) -> None:
        self.child = child

    @classmethod
    def start(cls) -> Self:
        """Start the child; it waits for drawings."""
        list_of_fonts = {f"fontlist-v{FONT_LIST_VERSION}.json": json.dumps(FONT_LIST)}
        return cls(Child.start("iria_reports.drawing.draughtsman", files=list_of_fonts))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.child.close()

    def take(self, drawings: Iterable[Drawing]) -> Iterator[str]:
        """Have the pictures drawn, from now on; each is yielded when it is done.

        Raises MachineNotReady, or PrintingFailed where a picture takes too long or meets something nobody foresaw.
        """
        names = []
        for drawing in drawings:
            self.child.tell(drawing.as_json())
            names.append(drawing.figure.meta.id)
        return (self._picture(name) for name in names)

    def _picture(self, name: str) -> str:
        try:
            answer = self.child.answer(LONGEST)
        except TimeoutError:
            message = f"the drawing of {name!r} was stopped after {LONGEST:g} seconds"
            raise PrintingFailed(message, advice="draw fewer rows of its table") from None
        if answer is None:
            raise PrintingFailed(f"the drawing of {name!r} ended with {self.child.ending()}: {self.child.last_words()}")
        if "machine" in answer:
            raise MachineNotReady(answer["machine"])
        if "broken" in answer:
            last_line = answer["broken"].strip().splitlines()[-1]
            fault = PrintingFailed(f"the drawing of {name!r} met something nobody foresaw: {last_line}")
            fault.add_note(answer["broken"])
            raise fault
        return str(answer["svg"])
