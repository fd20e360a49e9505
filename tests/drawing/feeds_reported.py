"""What reported figures are fed: each feed is rows and options, and the language where it is not the usual."""

from datetime import date

from drawing.feeds_conflicting import said
from drawing.names import AR, ARABIC, KAZAKH, KK
from drawing.trial import TOLLS, Feed

FEEDS: dict[str, Feed] = {
    "a usual one": {"rows": TOLLS, "options": {"unit": "deaths"}},
    "one": {"rows": TOLLS[:1], "options": {}},
    "withdrawn only": {"rows": TOLLS[3:4], "options": {}},
    "two ways of counting": {
        "rows": [{**one, "scope": "officers" if one["value"] < 44 else "all"} for one in TOLLS],
        "options": {},
    },
    "our own": {"rows": [{**one, "own": "26 + 18" if one["value"] == 44 else None} for one in TOLLS], "options": {}},
    "fourteen": {"rows": said(14), "options": {}},
    "forty-one": {"rows": said(41), "options": {}, "as_of": date(2023, 6, 1), "fault": "41 statements are more than"},
    "above zero": {"rows": said(6, value=lambda at: 225.0 + at), "options": {"scale-from": 150}},
    "ranges": {"rows": [{**one, "value_high": one["value"] + 40} for one in said(5)], "options": {}},
    "all equal": {"rows": said(4, value=lambda at: 7), "options": {}},
    "nothing": {"rows": said(2, value=lambda at: 0), "options": {}},
    "wildly different": {"rows": said(6, value=lambda at: 100.0**at), "options": {}},
    "Kazakh": {"rows": said(5, KAZAKH, scope="Қаза болғандар"), "options": {}, **KK},
    "Arabic": {"rows": said(4, ARABIC), "options": {}, **AR},
}
