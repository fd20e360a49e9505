"""What shares are fed: each feed is rows and options, and where needed the language or the day."""

from drawing.names import AR, ARABIC, FR, KAZAKH, KK, LONG_NAME, named
from drawing.trial import Feed, Rows


def parts(*values: float | None, names: tuple[str, ...] = ("Part",)) -> Rows:
    return [{"label": named(names, at), "value": value} for at, value in enumerate(values)]


DEAD = parts(142, 67, 4, 25, names=("Emergency-rule violators", "Attackers", "Other crimes", "Not classed"))
FEEDS: dict[str, Feed] = {
    "real": {"rows": DEAD, "options": {"whole": "the dead", "unit": "people"}},
    "highlighted": {"rows": DEAD, "options": {"highlight": "Attackers"}},
    "one part": {"rows": parts(12), "options": {"unit": "votes"}},
    "two hundred": {"rows": parts(*[int(5000 / (at + 1) ** 2) for at in range(200)]), "options": {"unit": "tonnes"}},
    "sixty characters": {"rows": parts(40, 25, 20, 10, 3, 2, names=(LONG_NAME,)), "options": {"unit": "%"}},
    "no spaces": {"rows": parts(90, 8, 2, names=("x" * 60, "y" * 60, "z" * 60)), "options": {}},
    "Kazakh": {"rows": parts(40, 30, 20, 10, 5, names=KAZAKH), "options": {"unit": "адам"}, **KK},
    "Arabic": {"rows": parts(40, 30, 20, 2, names=ARABIC), "options": {}, **AR},
    "French": {"rows": parts(20000.5, 1000, 3), "options": {}, **FR},
    "wildly different": {"rows": parts(1e9, 5e6, 2000, 1), "options": {"smallest": 0}},
    "all equal": {"rows": parts(*[5] * 10, names=(LONG_NAME,)), "options": {"most": 10}},
    "tiny on the left": {
        "rows": parts(1, 1, 2, 30, 1, 40, 1, 2, 3, 1),
        "options": {"order": "table", "smallest": 0, "most": 10},
    },
    "zeros": {"rows": parts(10, 0, 5, 0), "options": {}},
    "a figure wider than its part": {"rows": parts(900_000.5, 63_645.4, names=("A", "B")), "options": {}},
}
