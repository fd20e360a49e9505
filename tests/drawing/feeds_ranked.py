"""What ranked items are fed: each feed is rows and options, and `fault` where it cannot be drawn."""

from typing import Any

from drawing.names import ARABIC, KAZAKH, PLAIN, SIXTY, WILD


def items(names: Any, *values: float) -> list[dict[str, Any]]:
    """A row for each name; the values are taken in turn."""
    return [{"label": name, "value": values[at % len(values)]} for at, name in enumerate(names)]


MANY = items([f"Province {number}" for number in range(1, 201)], *[7 * number % 191 + 1 for number in range(200)])
RANGED = [{**row, "value_low": row["value"] * 0.8, "value_high": row["value"] * 1.5} for row in items(PLAIN, 40, 31, 8)]

FEEDS: dict[str, dict[str, Any]] = {
    "a usual one": {
        "rows": items(PLAIN, 225, 164, 120, 98, 97, 60, 44, 31, 26, 18, 8, 3),
        "options": {
            "unit": "deaths",
            "highlight": "Mongolia",
            "reference": {"value": 74.5, "name": "Mean of the region"},
        },
    },
    "ranges": {"rows": RANGED, "options": {"unit": "people, thousands"}},
    "dots far from zero": {
        "rows": items(PLAIN, 98.5, 101, 97.25, 103, 99, 104.5),
        "options": {"form": "dots", "highlight": "Iran", "reference": {"value": 100, "name": "2015"}},
    },
    "dots with ranges": {"rows": RANGED, "options": {"form": "dots", "reference": {"value": 20, "name": "Threshold"}}},
    "empty": {"rows": [], "columns": "label value", "options": {}, "fault": "no item is left to draw"},
    "one row": {"rows": items(PLAIN[:1], 12), "options": {}},
    "two hundred rows": {"rows": MANY, "options": {}, "fault": "200 items are more than the 30"},
    "the largest of two hundred": {"rows": MANY, "options": {"top": 12, "highlight": "Province 44"}},
    "as many as fit": {"rows": MANY[:30], "options": {}},
    "thirty labels of sixty characters": {
        "rows": items([f"{SIXTY[at % 6][:57]}{at:3}" for at in range(30)], 30, 20, 10, 5),
        "options": {},
    },
    "labels of sixty characters": {
        "rows": items(SIXTY, 60, 50, 33, 21, 8),
        "options": {"highlight": SIXTY[2], "reference": {"value": 25, "name": SIXTY[0]}},
    },
    "a label of sixty-one": {"rows": items([SIXTY[0] + "s"], 1), "options": {}, "fault": "61 characters, more than 60"},
    "a label in one word": {"rows": items(["x" * 60], 1), "options": {}, "fault": "a word of 60 characters"},
    "Kazakh names": {"rows": items(KAZAKH, 12, 1234.5, 30), "options": {"unit": "адам"}, "language": "kk"},
    "Arabic names": {"rows": items(ARABIC, 12, 1234.5, 30), "options": {"highlight": ARABIC[0]}, "language": "ar"},
    "wildly different values": {"rows": items(PLAIN[: len(WILD)], *WILD), "options": {}},
    "all equal": {"rows": items(PLAIN, 5), "options": {"reference": {"value": 5, "name": "Target"}}},
    "all nought": {"rows": items(PLAIN, 0), "options": {}},
    "all equal, dots": {"rows": items(PLAIN, 5), "options": {"form": "dots"}},
    "a gap": {"rows": items(PLAIN, 5, None), "options": {}, "fault": "there is no value to draw"},
    "negative": {
        "rows": items(PLAIN, 5, -3.5, 2, -12, 0, 8),
        "options": {"unit": "change in %", "reference": {"value": -1, "name": "World"}, "highlight": "Tajikistan"},
    },
    "all negative": {"rows": items(PLAIN, -5, -3.5, -20), "options": {}},
    "negative with ranges": {
        "rows": [{**row, "value_low": row["value"] - 4, "value_high": row["value"] + 3} for row in items(PLAIN, 5, -7)],
        "options": {},
    },
    "negative dots": {"rows": items(PLAIN, 5, -3.5, -12), "options": {"form": "dots"}},
    "a name twice": {"rows": items(["Iran", "Iran"], 1, 2), "options": {}, "fault": "Iran has a second value"},
}
