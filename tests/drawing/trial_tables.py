"""What a chart may be fed: for each kind tables of many shapes that can be drawn, and tables that are faults."""

from collections.abc import Callable
from datetime import date
from typing import Any

from iria_reports.composing.likelihood import PHIA

Rows = list[dict[str, Any]]
Feed = tuple[str, Rows, dict[str, Any], dict[str, Any]]

SIXTY = "Association of independent rural water users of Syr Darya AB"
KAZAKH = ("Қызылорда облысы", "Өскемен", "Жаңаөзен қаласы", "Ұлттық қауіпсіздік комитеті", "Түркістан")
ARABIC = ("وزارة الداخلية", "النيابة العامة", "الرئيس", "البرلمان")
WORDS = ("very likely", "likely", "roughly even chance", "unlikely", "very unlikely", "almost no chance")
KK, AR, FR = {"language": "kk"}, {"language": "ar"}, {"language": "fr"}
LATER = {"as_of": date(2023, 6, 1)}


def named(names: tuple[str, ...], at: int) -> str:
    """The names in turn, numbered from the second time on."""
    return names[at] if at < len(names) else f"{at} {names[at % len(names)]}"[:60]


def parts(*values: float | None, names: tuple[str, ...] = ("Part",)) -> Rows:
    return [{"label": named(names, at), "value": value} for at, value in enumerate(values)]


DEAD = parts(142, 67, 4, 25, names=("Emergency-rule violators", "Attackers", "Other crimes", "Not classed"))
SHARES: list[Feed] = [
    ("real", DEAD, {"whole": "the dead", "unit": "people"}, {}),
    ("highlighted", DEAD, {"highlight": "Attackers"}, {}),
    ("one part", parts(12), {"unit": "votes"}, {}),
    ("two hundred", parts(*[int(5000 / (at + 1) ** 2) for at in range(200)]), {"unit": "tonnes"}, {}),
    ("sixty characters", parts(40, 25, 20, 10, 3, 2, names=(SIXTY,)), {"unit": "%"}, {}),
    ("no spaces", parts(90, 8, 2, names=("x" * 60, "y" * 60, "z" * 60)), {}, {}),
    ("Kazakh", parts(40, 30, 20, 10, 5, names=KAZAKH), {"unit": "адам"}, KK),
    ("Arabic", parts(40, 30, 20, 2, names=ARABIC), {}, AR),
    ("French", parts(20000.5, 1000, 3), {}, FR),
    ("wildly different", parts(1e9, 5e6, 2000, 1), {"smallest": 0}, {}),
    ("all equal", parts(*[5] * 10, names=(SIXTY,)), {"most": 10}, {}),
    ("tiny on the left", parts(1, 1, 2, 30, 1, 40, 1, 2, 3, 1), {"order": "table", "smallest": 0, "most": 10}, {}),
    ("zeros", parts(10, 0, 5, 0), {}, {}),
    ("a figure wider than its part", parts(900_000.5, 63_645.4, names=("A", "B")), {}, {}),
]


def outcomes(*chances: float | str | None, names: tuple[str, ...] = ("Outcome",)) -> Rows:
    return [{"label": named(names, at), "likelihood": one} for at, one in enumerate(chances)]


LIKELIHOODS: list[Feed] = [
    ("all words", outcomes(*WORDS, "almost certain"), {}, {}),
    ("the other set", outcomes("remote", "nearly certain", "highly improbable", "probable"), {}, {}),
    ("numbers", outcomes(0, 100, 3, 55, 98.5, 0.5), {}, {}),
    ("one", outcomes("likely"), {}, {}),
    ("as many as there may be", outcomes(*[at * 9 for at in range(12)], names=(SIXTY,)), {}, {}),
    ("ranges", [{"label": SIXTY, "low": 0, "high": 100}, {"label": "A", "low": 10, "high": 30}], {}, {}),
    ("with notes", [{**one, "c": "Confidence: low"} for one in outcomes("likely", 30)], {"note": "c"}, {}),
    ("no spaces", outcomes(20, 90, names=("x" * 110,)), {}, {}),
    ("Kazakh", outcomes("likely", "unlikely", 30, names=KAZAKH), {}, KK),
    ("Arabic", outcomes("likely", "unlikely", 99, names=ARABIC), {}, AR),
    ("all equal", outcomes(50, 50, 50), {}, {}),
    ("the yardstick", outcomes(*PHIA.words, 7, 22, names=KAZAKH), {}, {"scale": PHIA}),
]


def scenarios(
    *chances: float | None, names: tuple[str, ...] = ("Scenario",), summary: str = "How it goes", reach: int = 0
) -> Rows:
    rows: Rows = [{"name": named(names, at), "summary": summary, "probability": one} for at, one in enumerate(chances)]
    for row in rows if reach else ():
        row |= {"low": max(row["probability"] - reach, 0), "high": min(row["probability"] + reach, 100)}
    return rows


RANKED: list[Feed] = [
    ("ranges", scenarios(55, 30, 12, 3, reach=8), {"until": "by the end of 2022"}, {}),
    ("one", scenarios(100), {}, {}),
    ("sixty characters", scenarios(50, 30, 20, names=(SIXTY,), summary=f"{SIXTY} {SIXTY}", reach=15), {}, {}),
    ("no spaces", scenarios(50, 30, 20, names=("x" * 60, "y" * 60, "z" * 60), summary="w" * 150), {}, {}),
    ("Kazakh", scenarios(40, 30, 20, 5, 5, names=KAZAKH, summary="Бағалар қайта көтеріледі"), {}, KK),
    ("Arabic", scenarios(70, 20, 5, 5, names=ARABIC, summary="ارتفاع الأسعار مرة أخرى"), {}, AR),
    ("wildly different", scenarios(99.5, 0.3, 0.1, 0.1, reach=15), {}, {}),
    ("all equal", scenarios(*[100 / 7] * 7), {}, {}),
    ("many tiny", scenarios(95, 1, 1, 1, 1, 1, 0), {}, {}),
]
SCENARIOS = RANKED + [
    (f"{name}, one bar", rows, {**options, "form": "bar"}, asked) for name, rows, options, asked in RANKED
]


def risks(count: int, impacts: tuple[str, ...] = ("low", "medium", "high"), names: tuple[str, ...] = ("Risk",)) -> Rows:
    return [
        {"label": named(names, at), "likelihood": WORDS[at * 5 % 6], "impact": impacts[at * 2 % len(impacts)]}
        for at in range(count)
    ]


FIVE = ("negligible", "minor", "moderate", "major", "severe")
RISKS: list[Feed] = [
    ("nine", risks(9), {"impact-on": "on investors"}, {}),
    ("five steps", risks(12, FIVE), {"impacts": FIVE}, {}),
    ("one", risks(1), {}, {}),
    (
        "all in one cell",
        [{**one, "likelihood": "likely", "impact": "high"} for one in risks(20, names=(SIXTY,))],
        {},
        {},
    ),
    ("sixty characters", risks(20, names=(SIXTY,)), {}, {}),
    ("no spaces", risks(4, names=("x" * 60, "y" * 60)), {}, {}),
    ("numbers", [{**one, "likelihood": at * 20} for at, one in enumerate(risks(6))], {}, {}),
    ("Kazakh", risks(5, ("төмен", "жоғары"), KAZAKH), {"impacts": ("төмен", "жоғары")}, KK),
    ("Arabic", risks(4, names=ARABIC), {}, AR),
]


def said(
    count: int,
    names: tuple[str, ...] = ("Ministry",),
    value: Callable[[int], float] = lambda at: 10 * at + 3,
    **more: Any,
) -> Rows:
    return [
        {"date": date(2022, 1, 1 + at % 28), "value": value(at), "label": names[at % len(names)], **more}
        for at in range(count)
    ]


GONE = {"withdrawn_on": date(2022, 3, 1)}
CONFLICTING: list[Feed] = [
    ("withdrawn", [*said(3, scope="all"), *said(2, scope="officers", **GONE)], {"unit": "deaths"}, LATER),
    ("one", said(1), {}, {}),
    ("forty-one", said(41), {}, LATER),
    ("wide figures", said(6, (SIXTY,), lambda at: 1e9 + at, value_high=1e10, scope=SIXTY), {}, {}),
    ("sixty characters", [{**one, "scope": f"{at % 3} {SIXTY}"} for at, one in enumerate(said(9, (SIXTY,)))], {}, {}),
    ("no spaces", said(3, ("x" * 60,), scope="y" * 60), {}, {}),
    ("ranges", [{**one, "value_high": one["value"] + 200, **GONE} for one in said(3)], {"unit": "people"}, LATER),
    ("Kazakh", said(5, KAZAKH, scope="Қаза болғандар"), {}, KK),
    ("Arabic", said(4, ARABIC, scope="القتلى"), {}, AR),
    ("French", said(3, value=lambda at: 20000.5 * at), {}, FR),
    ("wildly different", said(6, value=lambda at: 100.0**at), {}, {}),
    ("all equal", said(4, value=lambda at: 7), {}, {}),
    ("nothing", said(2, value=lambda at: 0), {}, {}),
]

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
RELATIONS: list[Feed] = [
    ("real", PURGE, {"sides": PURGE_SIDES, "mutual": ("family",)}, {}),
    ("one", PURGE[:1], {}, {}),
    ("twenty actors on four sides", links(20, 24, "some words", 4), {}, {}),
    ("twenty actors without sides", links(20, 24, "so many words on every link"), {}, {}),
    ("sixty characters", links(9, 12, SIXTY, 3, (SIXTY,)), {}, {}),
    ("eight sides", links(16, 20, "x", 8), {}, {}),
    ("one side", [{**one, "from_side": "All", "to_side": "All"} for one in links(6, 8, "words")], {}, {}),
    ("in a circle", links(5, 10, "word"), {}, {}),
    ("no spaces", [{"from": "x" * 60, "to": "y" * 60, "kind": "opposes", "label": "z" * 60}], {}, {}),
    ("Kazakh", links(5, 6, "қолдайды", 2, KAZAKH), {}, KK),
    ("Arabic", links(4, 4, "بيان", 2, ARABIC), {}, AR),
]

FEEDS: dict[str, list[Feed]] = {
    "share": SHARES,
    "likelihood": LIKELIHOODS,
    "scenarios": SCENARIOS,
    "risk-matrix": RISKS,
    "conflicting": CONFLICTING,
    "relations": RELATIONS,
}
