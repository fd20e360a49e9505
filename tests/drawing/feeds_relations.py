"""What a diagram of relations is fed: each feed is rows and options, and where needed the language or the day."""

from datetime import date

from drawing.names import AR, ARABIC, KAZAKH, KK, LONG_NAME, named
from drawing.trial import Feed, Rows

KINDS = ("opposes", "funds", "orders", "is allied with", "owns", "knows")


def links(actors: int, count: int, label: str = "", sides: int = 0, names: tuple[str, ...] = ("Actor",)) -> Rows:
    """Made-up links, some to and fro, some within a side."""
    rows: Rows = []
    for at in range(count):
        one, two = at % actors, (at * 7 + 3 + at // actors) % actors
        two = (two + 1) % actors if one == two else two
        rows.append({"from": named(names, one), "to": named(names, two), "kind": KINDS[at % 6], "label": label or None})
        if sides:
            rows[-1] |= {"from_side": f"Side {one % sides}", "to_side": f"Side {two % sides}"}
    return rows


PURGE: Rows = [
    {"from": "Tokayev", "to": "Nazarbayev", "kind": "removes", "label": "takes chair", "date": date(2022, 1, 5)},
    {"from": "Tokayev", "to": "Smailov", "kind": "appoints", "label": "prime minister", "date": date(2022, 1, 11)},
    {"from": "Nazarbayev", "to": "Abish", "kind": "family", "label": "nephew", "date": None},
    {
        "from": "Tokayev",
        "to": "Abish",
        "kind": "removes",
        "label": "from the security service",
        "date": date(2022, 1, 17),
    },
]
PURGE_SIDES = {"Old guard": ("Nazarbayev", "Abish"), "The state": ("Tokayev", "Smailov")}
FEEDS: dict[str, Feed] = {
    "real": {"rows": PURGE, "options": {"sides": PURGE_SIDES, "mutual": ("family",)}},
    "one": {"rows": PURGE[:1], "options": {}},
    "twenty actors on four sides": {"rows": links(20, 24, "some words", 4), "options": {}},
    "twenty actors without sides": {"rows": links(20, 24, "so many words on every link"), "options": {}},
    "sixty characters": {"rows": links(9, 12, LONG_NAME, 3, (LONG_NAME,)), "options": {}},
    "eight sides": {"rows": links(16, 20, "x", 8), "options": {}},
    "one side": {
        "rows": [{**one, "from_side": "All", "to_side": "All"} for one in links(6, 8, "words")],
        "options": {},
    },
    "in a circle": {"rows": links(5, 10, "word"), "options": {}},
    "no spaces": {"rows": [{"from": "x" * 60, "to": "y" * 60, "kind": "opposes", "label": "z" * 60}], "options": {}},
    "Kazakh": {"rows": links(5, 6, "қолдайды", 2, KAZAKH), "options": {}, **KK},
    "Arabic": {"rows": links(4, 4, "بيان", 2, ARABIC), "options": {}, **AR},
}
