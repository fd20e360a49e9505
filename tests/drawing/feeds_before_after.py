"""What values before and after are fed: each feed is rows and options, and `fault` where it cannot be drawn."""

from typing import Any

from drawing.names import ARABIC, KAZAKH, PLAIN, SIXTY


def pairs(names: Any, *values: tuple[float | None, float | None]) -> list[dict[str, Any]]:
    """A row for each name; the pairs of values are taken in turn."""
    return [
        {"label": name, "before": values[at % len(values)][0], "after": values[at % len(values)][1]}
        for at, name in enumerate(names)
    ]


USUAL = pairs(PLAIN, (12, 34), (40, 38), (22, 30), (18, 18), (55, 41), (8, 21.5), (60, 72))
YEARS = {"before-name": "2019", "after-name": "2022", "unit": "prisoners per 10,000 people"}
MANY = pairs([f"Province {number}" for number in range(200)], (1, 2), (5, 3))
LONG_NAMES = {"before-name": "Before the ceasefire of", "after-name": "After the second round"}

FEEDS: dict[str, dict[str, Any]] = {
    "dumbbells": {"rows": USUAL, "options": YEARS},
    "slopes": {"rows": USUAL[:6], "options": YEARS},
    "in percent, as in the table": {"rows": USUAL, "options": {"change": "percent", "order": "table"}},
    "slopes by order": {"rows": USUAL, "options": {**YEARS, "form": "slope"}},
    "long names of the two": {"rows": USUAL, "options": LONG_NAMES},
    "long names of the two, slopes": {"rows": USUAL[:3], "options": LONG_NAMES},
    "empty": {"rows": [], "columns": "label before after", "options": {}, "fault": "no item is left to draw"},
    "one row": {"rows": USUAL[:1], "options": YEARS},
    "one row, a slope": {"rows": USUAL[:1], "options": {**YEARS, "form": "slope"}},
    "two hundred rows": {"rows": MANY, "options": {}, "fault": "200 items are more than the 30"},
    "as many as fit": {"rows": MANY[:30], "options": {}},
    "thirty slopes": {"rows": MANY[:30], "options": {"form": "slope"}, "fault": "30 lines are more than the 12"},
    "thirty labels of sixty characters": {
        "rows": pairs([f"{SIXTY[at % 6][:57]}{at:3}" for at in range(30)], (30, 20), (10, 50)),
        "options": LONG_NAMES,
    },
    "slopes of sixty characters": {"rows": pairs(SIXTY, (1, 5), (5, 4), (2, 2.5)), "options": YEARS},
    "twelve slopes of sixty characters": {
        "rows": pairs([f"{SIXTY[at % 6][:57]}{at:3}" for at in range(12)], (1, 5), (5, 4)),
        "options": {"form": "slope"},
    },
    "Kazakh names": {"rows": pairs(KAZAKH, (1200, 1350.5), (800, 640)), "options": YEARS, "language": "kk"},
    "Kazakh slopes": {"rows": pairs(KAZAKH[:4], (1200, 1350.5), (800, 640)), "options": YEARS, "language": "kk"},
    "Arabic names": {"rows": pairs(ARABIC, (1200, 1350.5), (800, 640)), "options": {}, "language": "ar"},
    "Arabic dumbbells": {
        "rows": pairs(ARABIC, (1200, 1350.5), (800, 640)),
        "options": {"form": "dumbbell", "before-name": "قبل", "after-name": "بعد"},
        "language": "ar",
    },
    "wildly different values": {
        "rows": pairs(PLAIN[:7], (1_234_567_890, 987_654_321), (42_000, 950), (7, 9), (0.5, 0.0042), (0, 0)),
        "options": {},
    },
    "wildly different slopes": {
        "rows": pairs(PLAIN[:5], (1_234_567_890, 987_654_321), (42_000, 950), (7, 9), (0.5, 0.0042), (0, 0)),
        "options": {},
    },
    "all equal": {"rows": pairs(PLAIN, (5, 5)), "options": {}},
    "all equal, slopes": {"rows": pairs(PLAIN[:5], (5, 5)), "options": {}},
    "equal falls": {"rows": pairs(PLAIN, (105, 100)), "options": {}},
    "gaps": {"rows": pairs(PLAIN[:4], (5, None), (None, 7), (6, 9)), "options": YEARS},
    "a gap on top": {"rows": pairs(PLAIN[:4], (5, None), (None, 7), (6, 9)), "options": {**YEARS, "order": "table"}},
    "nothing at all in a row": {
        "rows": pairs(PLAIN[:2], (5, 6), (None, None)),
        "options": {},
        "fault": "there is neither a value before nor one after",
    },
    "a slope with a gap": {
        "rows": pairs(PLAIN[:2], (5, None)),
        "options": {"form": "slope"},
        "fault": "a line needs both values",
    },
    "negative": {
        "rows": pairs(PLAIN, (-5, 6), (3, -2.5), (-8, -1), (0, 4)),
        "options": {"unit": "balance in % of GDP"},
    },
    "negative slopes": {"rows": pairs(PLAIN[:5], (-5, 6), (3, -2.5), (-8, -1), (0, 4)), "options": {}},
    "in percent from nought": {
        "rows": pairs(PLAIN[:3], (0, 6)),
        "options": {"change": "percent"},
        "fault": "from 0 no change in percent can be told",
    },
}
