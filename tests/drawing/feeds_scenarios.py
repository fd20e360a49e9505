"""What scenarios are fed: each feed is rows and options, and where needed the language or the day."""

from drawing.names import AR, ARABIC, KAZAKH, KK, LONG_NAME, named
from drawing.trial import Feed, Rows


def scenarios(
    *chances: float | None, names: tuple[str, ...] = ("Scenario",), summary: str = "How it goes", reach: int = 0
) -> Rows:
    rows: Rows = [{"name": named(names, at), "summary": summary, "probability": one} for at, one in enumerate(chances)]
    for row in rows if reach else ():
        row |= {"low": max(row["probability"] - reach, 0), "high": min(row["probability"] + reach, 100)}
    return rows


RANGED: dict[str, Feed] = {
    "ranges": {"rows": scenarios(55, 30, 12, 3, reach=8), "options": {"until": "by the end of 2022"}},
    "one": {"rows": scenarios(100), "options": {}},
    "sixty characters": {
        "rows": scenarios(50, 30, 20, names=(LONG_NAME,), summary=f"{LONG_NAME} {LONG_NAME}", reach=15),
        "options": {},
    },
    "no spaces": {
        "rows": scenarios(50, 30, 20, names=("x" * 60, "y" * 60, "z" * 60), summary="w" * 150),
        "options": {},
    },
    "Kazakh": {
        "rows": scenarios(40, 30, 20, 5, 5, names=KAZAKH, summary="Бағалар қайта көтеріледі"),
        "options": {},
        **KK,
    },
    "Arabic": {"rows": scenarios(70, 20, 5, 5, names=ARABIC, summary="ارتفاع الأسعار مرة أخرى"), "options": {}, **AR},
    "wildly different": {"rows": scenarios(99.5, 0.3, 0.1, 0.1, reach=15), "options": {}},
    "all equal": {"rows": scenarios(*[100 / 7] * 7), "options": {}},
    "many tiny": {"rows": scenarios(95, 1, 1, 1, 1, 1, 0), "options": {}},
}
FEEDS: dict[str, Feed] = RANGED | {
    f"{name}, one bar": {**feed, "options": {**feed["options"], "form": "bar"}} for name, feed in RANGED.items()
}
