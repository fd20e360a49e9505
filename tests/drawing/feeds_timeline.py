"""What a timeline is fed: each feed is rows and options, and the language where it is not the usual."""

from datetime import date

from drawing.names import AR, ARABIC, KAZAKH, KK, LONG_NAME
from drawing.trial import LANES, Feed, Rows, events

FOUR_LANES = {"lanes": {lane: lane.capitalize() for lane in LANES}}
PHASES = [
    {"name": "Protest over fuel", "from": date(2022, 1, 1), "to": date(2022, 1, 3)},
    {"name": "Spread and violence", "from": date(2022, 1, 4), "to": date(2022, 1, 6)},
]


def called(rows: Rows, names: tuple[str, ...]) -> Rows:
    """The events under other names, in turn."""
    return [{**row, "title": names[at % len(names)]} for at, row in enumerate(rows)]


FEEDS: dict[str, Feed] = {
    "a usual one": {"rows": events(20), "options": FOUR_LANES | {"phases": PHASES}},
    "one": {"rows": events(1), "options": {}},
    "eighty": {"rows": events(80), "options": FOUR_LANES},
    "eighty in one lane": {"rows": [{**one, "event_type": "all"} for one in events(80)], "options": {}},
    "eighty-one": {"rows": events(81), "options": {}, "fault": "81 events are more than the 80"},
    "sixty characters": {"rows": called(events(20), (LONG_NAME,)), "options": FOUR_LANES},
    "no spaces": {"rows": called(events(8), ("x" * 31,)), "options": {}, "fault": "a word of 31 characters"},
    "long words": {"rows": called(events(8), ("x" * 30,)), "options": FOUR_LANES},
    "one of two days": {
        "rows": [{**one, "end_date": None, "or_date": date(2022, 1, 21)} for one in events(6)],
        "options": FOUR_LANES,
    },
    "all on one day": {
        "rows": [{**one, "date": date(2022, 1, 5), "end_date": None} for one in events(12)],
        "options": {},
    },
    "years": {
        "rows": [{**one, "date": date(2000 + at, 5, 1), "end_date": None} for at, one in enumerate(events(12))],
        "options": FOUR_LANES,
    },
    "Kazakh": {"rows": called(events(12), KAZAKH), "options": FOUR_LANES, **KK},
    "Arabic": {"rows": called(events(12), ARABIC), "options": FOUR_LANES, **AR},
}
