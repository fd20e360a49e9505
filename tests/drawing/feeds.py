"""What the chart kinds are fed: feeds_<kind>.py holds FEEDS, a dictionary; its first feed is the usual one.

Each feed has `rows` and `options`, and where needed `columns` (of an empty table), `language`, `as_of`, `scale`, or the
`fault` that is expected.
"""

from importlib import import_module
from pathlib import Path

from drawing.trial import Feed, figure
from iria_reports.report import Figure

KINDS = sorted(path.stem.removeprefix("feeds_").replace("_", "-") for path in Path(__file__).parent.glob("feeds_*.py"))


def feeds(kind: str) -> dict[str, Feed]:
    """The feeds of a kind, by name."""
    found: dict[str, Feed] = import_module(f"drawing.feeds_{kind.replace('-', '_')}").FEEDS
    return found


def fed(kind: str, feed: Feed, width: str = "full") -> Figure:
    """The figure a kind makes of a feed. Raises InputFaults."""
    asked = {name: feed[name] for name in ("language", "as_of", "columns", "scale") if name in feed}
    return figure(kind, feed["rows"], feed["options"], width=width, **asked)


USUAL = [(kind, next(iter(feeds(kind).values()))) for kind in KINDS]
