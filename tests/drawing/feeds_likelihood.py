"""What likelihoods are fed: each feed is rows and options, and where needed the language or the day."""

from drawing.names import AR, ARABIC, KAZAKH, KK, LONG_NAME, WORDS, named
from drawing.trial import Feed, Rows
from iria_reports.composing.likelihood import PHIA


def outcomes(*chances: float | str | None, names: tuple[str, ...] = ("Outcome",)) -> Rows:
    return [{"label": named(names, at), "likelihood": one} for at, one in enumerate(chances)]


CAME = ("happened", "none found", "still open", "none found")
COMING = {"outcome": "came", "outcomes": {"happened": "happened", "none found": "did not happen", "still open": "open"}}
FEEDS: dict[str, Feed] = {
    "all words": {"rows": outcomes(*WORDS, "almost certain"), "options": {}},
    "the other set": {"rows": outcomes("remote", "nearly certain", "highly improbable", "probable"), "options": {}},
    "numbers": {"rows": outcomes(0, 100, 3, 55, 98.5, 0.5), "options": {}},
    "one": {"rows": outcomes("likely"), "options": {}},
    "as many as there may be": {"rows": outcomes(*[at * 9 for at in range(12)], names=(LONG_NAME,)), "options": {}},
    "ranges": {
        "rows": [{"label": LONG_NAME, "low": 0, "high": 100}, {"label": "A", "low": 10, "high": 30}],
        "options": {},
    },
    "with notes": {
        "rows": [{**one, "c": "Confidence: low"} for one in outcomes("likely", 30)],
        "options": {"note": "c"},
    },
    "no spaces": {"rows": outcomes(20, 90, names=("x" * 110,)), "options": {}},
    "Kazakh": {"rows": outcomes("likely", "unlikely", 30, names=KAZAKH), "options": {}, **KK},
    "Arabic": {"rows": outcomes("likely", "unlikely", 99, names=ARABIC), "options": {}, **AR},
    "the yardstick": {
        "rows": outcomes(*PHIA.words, 7, 22, names=KAZAKH),
        "options": {},
        "scale": PHIA,
    },
    "all equal": {"rows": outcomes(50, 50, 50), "options": {}},
    "what came": {
        "rows": [{**one, "came": fate} for one, fate in zip(outcomes("likely", 50, 0, 99), CAME, strict=True)],
        "options": COMING,
    },
    "all may come": {
        "rows": [{"label": f"{fate} {LONG_NAME}"[:60], "low": 0, "high": 100, "came": fate} for fate in CAME[:3]],
        "options": COMING,
    },
}
