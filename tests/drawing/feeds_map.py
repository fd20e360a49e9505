"""What a map is fed: each feed is rows and options, and the language where it is not the usual."""

from drawing.names import AR, ARABIC, KAZAKH, KK, LONG_NAME, WILD
from drawing.trial import PLACES, Feed, Rows

VALUES = {"value": "value", "unit": "deaths"}
GENEVA = {"place": "Geneva", "lat": 46.2, "lon": 6.14, "value": 1}


def spots(count: int, names: tuple[str, ...] = ("Place",)) -> Rows:
    """Places strewn over the country, each with a value of its own."""
    return [
        {
            "place": names[at] if at < len(names) else f"{names[at % len(names)]} {at}"[-60:],
            "lat": 42 + at * 7 % 13,
            "lon": 50 + at * 11 % 34,
            "value": 1 + at * at,
        }
        for at in range(count)
    ]


FEEDS: dict[str, Feed] = {
    "a usual one": {"rows": PLACES, "options": VALUES},
    "counted": {"rows": [PLACES[0]] * 6 + PLACES[1:], "options": {"unit": "incidents"}},
    "one": {"rows": PLACES[:1], "options": VALUES},
    "beyond the map": {"rows": [*PLACES, GENEVA], "options": VALUES},
    "twelve": {"rows": spots(12), "options": VALUES},
    "wildly different": {
        "rows": [{**one, "value": value} for one, value in zip(spots(6), WILD, strict=False)],
        "options": VALUES,
    },
    "sixty characters": {"rows": spots(4, (LONG_NAME,)), "options": VALUES},
    "none left": {"rows": PLACES[:1], "options": {"exclude": ["Almaty"]}, "fault": "no place is left to draw"},
    "Kazakh": {"rows": spots(6, KAZAKH), "options": VALUES, **KK},
    "Arabic": {"rows": spots(6, ARABIC), "options": VALUES, **AR},
}
