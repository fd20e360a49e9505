"""Stamps go in, a batch at a time; the small PDF of each comes out in order, set by a child."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from iria_reports.child import Child
from iria_reports.errors import PrintingFailed
from iria_reports.printing.copies.ruler import Ruler
from iria_reports.printing.copies.stamp import SIZE, Stamp
from iria_reports.printing.limits import MEBIBYTE, Limits
from iria_reports.printing.press import printed

# 1,000 stamps take some 8 seconds of processor time: enough for 100,000 readers.
SETTING = Limits(memory=1536 * MEBIBYTE, cpu=900, wall=60.0)


class Stamper:
    """A child that sets stamps, so many points wide, in the fonts given.

    As a context manager it leaves neither the child nor its scratch folder behind.
    """

    def __init__(
        self, fonts: Sequence[Path], width: float, scratch_in: Path | None = None, limits: Limits = SETTING
    ) -> None:
        self.limits = limits
        self.width = round(width, 3)
        self._fonts = [file.name for file in fonts]
        self._ruler = Ruler(fonts, SIZE)
        self._batch = 0
        module = "iria_reports.printing.copies.stamper"
        self._child = Child.start(module, json.dumps(limits.as_json()), scratch_in=scratch_in)
        self._assets = self._child.scratch / "assets"
        self._files = tuple(fonts)

    def __enter__(self) -> Self:
        try:
            self._assets.mkdir()
            for file in self._files:
                shutil.copyfile(file, self._assets / file.name)
        except BaseException:
            self._child.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._child.close()

    def order(self, stamps: Sequence[Stamp]) -> None:
        """Have a batch set; meanwhile do something else. Raises PrintingFailed where a code has no room."""
        self._batch += 1
        lines = [(stamp.words, self._fitting(stamp)) for stamp in stamps]
        order = {"stamps": lines, "fonts": self._fonts, "width": self.width, "batch": self._batch}
        self._child.tell({**order, "scratch": str(self._child.scratch)})

    def _fitting(self, stamp: Stamp) -> str:
        room = self.width - self._ruler.length(stamp.words)
        if room <= 0:
            raise PrintingFailed(f"{stamp.words!r} is longer than a stamp is wide", advice="shorten the issue's number")
        return self._ruler.cut(stamp.reader, room)

    def take(self) -> list[bytes]:
        """The batch ordered first of those not yet taken. Raises MachineNotReady, PrintingFailed."""
        try:
            answer = self._child.answer(self.limits.wall)
        except TimeoutError:
            raise PrintingFailed(f"the stamps were not set within {self.limits.wall:g} seconds") from None
        if answer is None:
            raise PrintingFailed(f"the stamper died ({self._child.ending()}): {self._child.last_words()}")
        return [self._taken(name) for name in printed(answer)["files"]]

    def _taken(self, name: str) -> bytes:
        file = self._child.scratch / name
        content = file.read_bytes()
        file.unlink()
        return content
