"""What events per day are fed: each feed is rows and options, and `fault` where it cannot be drawn."""

from datetime import date, timedelta
from typing import Any

from drawing.names import ARABIC, KAZAKH, SIXTY, WILD

FIRST = date(2022, 1, 1)


def counted(names: Any, *counts: Any) -> list[dict[str, Any]]:
    """A row for each name and day; the counts are lists, taken in turn by the names."""
    return [
        {"date": FIRST + timedelta(day), "event_type": name, "count": count}
        for at, name in enumerate(names)
        for day, count in enumerate(counts[at % len(counts)])
    ]


COUNTS = ([0, 2, 3, 4, 9, 6, 3, 1, 0, 1, 0, 0, 0, 1, 0, 0, 2, 0, 0, 1],
          [0, 0, 0, 2, 7, 8, 4, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
          [0, 0, 1, 0, 3, 3, 2, 2, 2, 1, 3, 1, 0, 0, 1, 0, 2, 1, 1, 0])  # fmt: skip
SIX = [[(at * 3 + day * (at + 2)) % 7 for day in range(20)] for at in range(6)]
MANY = [
    {"date": FIRST + timedelta(at * 37 % 120), "event_type": ("protest", "clash", "strike")[at % 3]}
    for at in range(200)
]
HALF_A_YEAR = [
    {"date": FIRST + timedelta(at), "event_type": ("protest", "clash")[at % 2], "count": at * 13 % 29}
    for at in range(200)
]
COUNT = {"count": "count"}

FEEDS: dict[str, dict[str, Any]] = {
    "a usual one": {"rows": counted(("protest", "clash", "arrest"), *COUNTS), "options": COUNT},
    "two types": {"rows": counted(("protest", "clash"), *COUNTS), "options": {**COUNT, "unit": "incidents"}},
    "one type": {"rows": counted(("protest",), *COUNTS), "options": COUNT},
    "six types": {
        "rows": counted(("protest", "clash", "arrest", "strike", "blockade", "statement"), *SIX),
        "options": COUNT,
    },
    "labels joined and ordered": {
        "rows": counted(("protest", "clash", "riot"), *COUNTS),
        "options": {**COUNT, "types": {"clash": "Violence", "riot": "Violence", "protest": "Peaceful protest"}},
    },
    "three days": {"rows": counted(("protest", "clash", "arrest"), [3, 5, 1], [1, 2, 4], [0, 1, 2]), "options": COUNT},
    "empty": {"rows": [], "columns": "date event_type", "options": {}, "fault": "no event is left to draw"},
    "one row": {"rows": [{"date": FIRST, "event_type": "protest"}], "options": {}},
    "two hundred rows": {"rows": MANY, "options": {}, "as_of": date(2022, 6, 1)},
    "two hundred days": {"rows": HALF_A_YEAR, "options": COUNT, "as_of": date(2022, 12, 1)},
    "a day too many": {
        "rows": HALF_A_YEAR,
        "options": {**COUNT, "from": date(2021, 12, 31)},
        "as_of": date(2022, 12, 1),
        "fault": "201 days are more than the 200",
    },
    "seven types": {"rows": counted("abcdefg", [1]), "options": {}, "fault": "7 types are more than the 6"},
    "labels of sixty characters": {"rows": counted(SIXTY[:3], *COUNTS), "options": COUNT},
    "six labels of sixty characters": {"rows": counted(SIXTY, *SIX), "options": COUNT},
    "Kazakh names": {"rows": counted(KAZAKH[:4], *SIX), "options": {**COUNT, "unit": "оқиға"}, "language": "kk"},
    "Arabic names": {"rows": counted(ARABIC[:3], *COUNTS), "options": COUNT, "language": "ar"},
    "wildly different values": {
        "rows": counted(("large", "small"), [*WILD, 3, 1_000_000], [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        "options": COUNT,
    },
    "all equal": {"rows": counted(("protest", "clash"), [4] * 20, [4] * 20), "options": COUNT},
    "all equal over fifty days": {
        "rows": counted(("protest", "clash", "arrest"), [4] * 50),
        "options": COUNT,
        "as_of": date(2022, 3, 1),
    },
    "none at all": {"rows": counted(("protest",), [0, 0, 0]), "options": COUNT},
    "days without events": {
        "rows": [{"date": FIRST + timedelta(day), "event_type": "protest"} for day in (0, 0, 9, 55)],
        "options": {},
        "as_of": date(2022, 3, 1),
    },
    "a count missing": {"rows": counted(("a",), [1, None]), "options": COUNT, "fault": "there is no value to draw"},
    "negative": {"rows": counted(("a",), [1, -2]), "options": COUNT, "fault": "-2 is below zero"},
}
