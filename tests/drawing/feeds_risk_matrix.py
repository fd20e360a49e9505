"""What a risk matrix is fed: each feed is rows and options, and where needed the language or the day."""

from drawing.names import AR, ARABIC, KAZAKH, KK, LONG_NAME, WORDS, named
from drawing.trial import Feed, Rows


def risks(count: int, impacts: tuple[str, ...] = ("low", "medium", "high"), names: tuple[str, ...] = ("Risk",)) -> Rows:
    return [
        {"label": named(names, at), "likelihood": WORDS[at * 5 % 6], "impact": impacts[at * 2 % len(impacts)]}
        for at in range(count)
    ]


FIVE = ("negligible", "minor", "moderate", "major", "severe")
FEEDS: dict[str, Feed] = {
    "nine": {"rows": risks(9), "options": {"impact-on": "on investors"}},
    "five steps": {"rows": risks(12, FIVE), "options": {"impacts": FIVE}},
    "one": {"rows": risks(1), "options": {}},
    "all in one cell": {
        "rows": [{**one, "likelihood": "likely", "impact": "high"} for one in risks(20, names=(LONG_NAME,))],
        "options": {},
    },
    "sixty characters": {"rows": risks(20, names=(LONG_NAME,)), "options": {}},
    "no spaces": {"rows": risks(4, names=("x" * 60, "y" * 60)), "options": {}},
    "numbers": {"rows": [{**one, "likelihood": at * 20} for at, one in enumerate(risks(6))], "options": {}},
    "Kazakh": {"rows": risks(5, ("төмен", "жоғары"), KAZAKH), "options": {"impacts": ("төмен", "жоғары")}, **KK},
    "Arabic": {"rows": risks(4, names=ARABIC), "options": {}, **AR},
}
