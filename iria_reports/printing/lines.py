"""WeasyPrint 70.0's line breaking comes in; the same without the early break before a note's call goes out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import weasyprint.layout.inline as inline


@contextmanager
def hanging_spaces() -> Iterator[None]:
    """Let text that fits but for its trailing space stay whole.

    `split_first_line` counts the space: where text ends with one and the next inline cannot be broken (a note's call
    held to its word), it takes the whole text for too wide and breaks after the first word, leaving it alone on a line.
    CSS Text 3, 4.1.3: a collapsible space at the end of a line hangs.
    """
    plain: Any = vars(inline)["split_first_line"]

    def split(text: str, style: Any, context: Any, max_width: Any, spacing: Any, **flags: Any) -> Any:
        found = plain(text, style, context, max_width, spacing, **flags)
        resume = found[2]
        if resume is None or not text.endswith(" ") or max_width is None or style["white_space"] != "normal":
            return found
        bare = plain(text.rstrip(" "), style, context, max_width, spacing, **flags)
        return plain(text, style, context, None, spacing, **flags) if bare[2] is None else found

    with mock.patch.object(inline, "split_first_line", split):
        yield
