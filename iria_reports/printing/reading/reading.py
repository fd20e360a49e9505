"""A PDF's bytes come in; its Portrait goes out, made by a child: the parent never opens a stranger's file itself."""

import json
from types import TracebackType
from typing import Self

from iria_reports.child import Child
from iria_reports.printing.limits import MEBIBYTE, Limits
from iria_reports.printing.reading.portrait import Portrait, Unreadable

# 500 pages take 10 seconds and 300 MB; a file of 1 kB that unpacks to gigabytes is stopped long before it hurts.
READING = Limits(memory=1536 * MEBIBYTE, cpu=60, wall=60.0)


class Reading:
    """A child that reads PDFs one by one; started when the first is to be read, anew where a file has killed it.

    As a context manager it leaves neither the child nor its scratch folder behind.
    """

    def __init__(self, limits: Limits = READING) -> None:
        self.limits = limits
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def portrait(self, content: bytes) -> Portrait:
        """What the PDF shows and says of itself. Raises Unreadable."""
        if self._child is None:
            self._child = Child.start("iria_reports.printing.reading.reader", json.dumps(self.limits.as_json()))
        file = self._child.scratch / "read.pdf"
        file.write_bytes(content)
        self._child.tell(str(file))
        try:
            answer = self._child.answer(self.limits.wall)
        except TimeoutError:
            answer = None
        if answer is None:
            self.close()
            raise Unreadable("limits", "reading it takes more memory or time than any report of ours")
        if "unreadable" in answer:
            raise Unreadable(answer["unreadable"], answer["message"])
        return Portrait.from_json(answer["portrait"])
