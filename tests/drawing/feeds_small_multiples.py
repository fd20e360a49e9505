"""What small multiples are fed: each feed is rows and options, and `fault` where it cannot be drawn."""

from datetime import date, timedelta
from math import sin
from typing import Any

from drawing.names import ARABIC, KAZAKH, PLAIN, SIXTY, WILD


def yearly(names: Any, *values: Any, first: int = 2012) -> list[dict[str, Any]]:
    """A row for each name and year; the values are lists, taken in turn by the names."""
    return [
        {"series": name, "date": date(first + year, 7, 1), "value": value}
        for at, name in enumerate(names)
        for year, value in enumerate(values[at % len(values)])
    ]


def waves(count: int, *, high: float = 1.0) -> list[list[float]]:
    return [[round(high * (12 + at + 9 * sin(at + year * 0.7)), 1) for year in range(11)] for at in range(count)]


DAILY = [
    {"series": name, "date": date(2022, 1, 1) + timedelta(day), "value": (day * (at + 3)) % 17}
    for at, name in enumerate(PLAIN[:3])
    for day in range(20)
]
MANY = [{"series": f"Province {at}", "date": date(2022, 1, 5), "value": at} for at in range(200)]
LONG = [{"series": "Tenge per dollar", "date": date(2021, 1, 1) + timedelta(2 * day), "value": 420 + 25 * sin(day / 17)}
        for day in range(200)]  # fmt: skip
GAPS = [[5, 6, None, None, 9, 11, 10, 12], [3, None, 4, None, None, 8, 9, None], [1, 2, 3, 4, 5, 6, 7, 8]]

FEEDS: dict[str, dict[str, Any]] = {
    "a usual one": {"rows": yearly(PLAIN[:8], *waves(8)), "options": {"unit": "asylum claims, thousands"}},
    "beside the line": {
        "rows": [
            *yearly(PLAIN[:3], [3811, 5135, 7939, 9900], [8, 18, 19], [40, 78, 103.7, 93.7]),
            {"series": PLAIN[0], "date": date(2013, 7, 1), "value": 5800, "beside": "the presidency"},
            {"series": PLAIN[2], "date": date(2013, 7, 1), "value": 99, "beside": "a count since cut"},
        ],
        "options": {"scale": "own"},
    },
    "own scales": {
        "rows": yearly(PLAIN[:6], *waves(3), *waves(3, high=850)),
        "options": {"scale": "own", "unit": "claims"},
    },
    "twelve": {"rows": yearly(PLAIN, *waves(12)), "options": {}},
    "five": {"rows": yearly(PLAIN[:5], *waves(5)), "options": {"across": 2}},
    "days": {"rows": DAILY, "options": {"unit": "arrests"}},
    "empty": {"rows": [], "columns": "series date value", "options": {}, "fault": "no value is left to draw"},
    "one row": {"rows": yearly(PLAIN[:1], [7]), "options": {}},
    "two hundred rows": {"rows": LONG, "options": {}},
    "two hundred panels": {"rows": MANY, "options": {}, "fault": "200 panels are more than the 24"},
    "as many as fit": {"rows": yearly([f"Province {at}" for at in range(24)], *waves(24)), "options": {}},
    "twenty-four titles of sixty characters": {
        "rows": yearly([f"{SIXTY[at % 6][:57]}{at:3}" for at in range(24)], *waves(24)),
        "options": {},
    },
    "titles of sixty characters": {"rows": yearly(SIXTY, *waves(6)), "options": {}},
    "Kazakh names": {"rows": yearly(KAZAKH, *waves(8)), "options": {}, "language": "kk"},
    "Kazakh months": {
        "rows": [
            {**row, "date": row["date"].replace(year=2021, month=1 + at % 11)}
            for at, row in enumerate(yearly(KAZAKH, *waves(8)))
        ],
        "options": {},
        "language": "kk",
    },
    "Arabic names": {"rows": yearly(ARABIC, *waves(6)), "options": {}, "language": "ar"},
    "wildly different values": {"rows": yearly(PLAIN[:7], *[[one, one * 1.5, one / 2] for one in WILD]), "options": {}},
    "wildly different values, own scales": {
        "rows": yearly(PLAIN[:7], *[[one, one * 1.5, one / 2] for one in WILD]),
        "options": {"scale": "own"},
    },
    "all equal": {"rows": yearly(PLAIN[:4], [5, 5, 5, 5]), "options": {}},
    "all nought, own scales": {"rows": yearly(PLAIN[:4], [0, 0, 0]), "options": {"scale": "own"}},
    "gaps": {"rows": yearly(PLAIN[:3], *GAPS), "options": {"unit": "seats"}},
    "years left out": {
        "rows": [row for row in yearly(PLAIN[:3], *waves(3)) if row["date"].year not in (2015, 2019, 2020)],
        "options": {},
    },
    "no value in a series": {
        "rows": yearly(PLAIN[:2], [1, 2], [None, None]),
        "options": {},
        "fault": "Uzbekistan has no value at all",
    },
    "negative": {"rows": yearly(PLAIN[:6], [-5, 3, 2, -1], [4, 8, -12, -7.5]), "options": {"unit": "growth in %"}},
    "all negative": {"rows": yearly(PLAIN[:3], [-5, -3, -9]), "options": {}},
    "far from zero": {"rows": yearly(PLAIN[:3], [98, 103, 101.5], [104, 99, 100]), "options": {}},
    "a day twice": {"rows": yearly(["A", "A"], [1]), "options": {}, "fault": "A has a second value on 2012-07-01"},
}
