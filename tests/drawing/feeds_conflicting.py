"""What conflicting figures are fed: each feed is rows and options, and where needed the language or the day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from drawing.names import AR, ARABIC, FR, KAZAKH, KK, LATER, LONG_NAME
from drawing.trial import Feed, Rows


def said(
    count: int,
    names: tuple[str, ...] = ("Ministry",),
    value: Callable[[int], float] = lambda at: 10 * at + 3,
    **more: Any,
) -> Rows:
    return [
        {"date": date(2022, 1, 1 + at % 28), "value": value(at), "label": names[at % len(names)], **more}
        for at in range(count)
    ]


GONE = {"withdrawn_on": date(2022, 3, 1)}
FEEDS: dict[str, Feed] = {
    "withdrawn": {
        "rows": [*said(3, scope="all"), *said(2, scope="officers", **GONE)],
        "options": {"unit": "deaths"},
        **LATER,
    },
    "one": {"rows": said(1), "options": {}},
    "forty-one": {"rows": said(41), "options": {}, **LATER},
    "wide figures": {
        "rows": said(6, (LONG_NAME,), lambda at: 1e9 + at, value_high=1e10, scope=LONG_NAME),
        "options": {},
    },
    "sixty characters": {
        "rows": [{**one, "scope": f"{at % 3} {LONG_NAME}"} for at, one in enumerate(said(9, (LONG_NAME,)))],
        "options": {},
    },
    "no spaces": {"rows": said(3, ("x" * 60,), scope="y" * 60), "options": {}},
    "ranges": {
        "rows": [{**one, "value_high": one["value"] + 200, **GONE} for one in said(3)],
        "options": {"unit": "people"},
        **LATER,
    },
    "Kazakh": {"rows": said(5, KAZAKH, scope="Қаза болғандар"), "options": {}, **KK},
    "Arabic": {"rows": said(4, ARABIC, scope="القتلى"), "options": {}, **AR},
    "French": {"rows": said(3, value=lambda at: 20000.5 * at), "options": {}, **FR},
    "wildly different": {"rows": said(6, value=lambda at: 100.0**at), "options": {}},
    "all equal": {"rows": said(4, value=lambda at: 7), "options": {}},
    "nothing": {"rows": said(2, value=lambda at: 0), "options": {}},
}
