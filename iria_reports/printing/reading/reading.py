"""A PDF's bytes come in; its Portrait goes out, made by a child: the parent never opens a stranger's file itself."""

import json
from types import TracebackType
from typing import Any, Self

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
        if self._child is not None and (answer := self._ask(self._child, content)) is not None:
            return _told(answer)
        self.close()  # it may have died of what it read before: processor time is counted over all of it
        self._child = Child.start("iria_reports.printing.reading.reader", json.dumps(self.limits.as_json()))
        if (answer := self._ask(self._child, content)) is None:
            self.close()
            raise Unreadable("limits", "reading it takes more memory or time than any report of ours")
        return _told(answer)

    def _ask(self, child: Child, content: bytes) -> dict[str, Any] | None:
        """The child's answer; None where it gave none."""
        file = child.scratch / "read.pdf"
        file.write_bytes(content)
        child.tell(str(file))
        try:
            return child.answer(self.limits.wall)
        except TimeoutError:
            return None


def _told(answer: dict[str, Any]) -> Portrait:
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"], answer["message"])
    return Portrait.from_json(answer["portrait"])
