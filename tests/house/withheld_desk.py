"""Who may read what goes in; a desk with one word in each place where something may be withheld comes out.

The words of a place begin with `zq`. LATE is known only after the early day.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk

EVERYONE, LATE = "everyone", "late"
AUDIENCES = ("officials", "policymakers", "academics")
EARLY_DAY, LATE_DAY, TODAY = date(2022, 1, 20), date(2022, 3, 1), date(2026, 1, 1)
PICTURE = Path(__file__).parent / "desk/reports/pictures/square.png"
WHOLE = "audiences: {officials: {set-as: report, sections: [], charts: null, about: [], sources: numbered}}\n"
MARKS = {"block": "TLP:RED", "section": "TLP:AMBER+STRICT", "source": "TLP:AMBER"}
# How each place can be limited: in a line above the block, by the section's audiences, or only by what was known.
IN_PROSE = ("block", "source", "note", "picture", "quotation", "points")
SECTIONS = ("section", "table", "article", "chart")
POINTED_TO = ("section", "table", "chart")
BY_DAY = ("item", "row", "event", "judgement", "grade")
LIMITS = {
    **dict.fromkeys(IN_PROSE, (EVERYONE, LATE, *AUDIENCES)),
    **dict.fromkeys(SECTIONS, (EVERYONE, *AUDIENCES)),
    **dict.fromkeys(BY_DAY, (EVERYONE, LATE)),
}
# The words that stand or fall with a place.
WORDS = {
    "block": ("zqblock", "zqheading"),
    "source": ("zqsource", "zqpublisher"),
    "note": ("zqnote",),
    "picture": ("zqalternative", "zqcaption", "zqcredit"),
    "quotation": ("zqquoted", "zqspeaker"),
    "points": ("zqpoint", "zqnested"),
    "section": ("zqsection", "zqtext"),
    "table": ("zqtable",),
    "article": ("zqarticle", "zqwritten"),
    "chart": ("zqchart", "zqshape"),
    "item": ("zqitem",),
    "row": ("zqrow",),
    "event": ("zqevent",),
    "judgement": ("zqjudgement", "zqbasis"),
    "grade": ("zqgrade",),
    "to section": ("zqtosection",),
    "to table": ("zqtotable",),
    "to chart": ("zqtochart",),
    "later text": ("zqupdated",),
    "earlier text": ("zqearlier",),
}


@dataclass(frozen=True)
class Reader:
    """Who reads, as of which day, and whether the desk gives its officials a brief or the whole report."""

    audience: str
    day: date
    brief: bool

    @property
    def ask(self) -> Ask:
        return Ask(today=TODAY, audience=self.audience, as_of=self.day, leave_out_later=True)

    def reads(self, limit: str) -> bool:
        return limit in (EVERYONE, self.audience) or (limit == LATE and self.day == LATE_DAY)

    def shown(self, limits: Mapping[str, str]) -> set[str]:
        """The places this reader is to be given."""
        given = {place for place, limit in limits.items() if self.reads(limit)}
        given -= {"row"} if "table" not in given else set()
        given -= {"event"} if "chart" not in given else set()
        if self.brief and self.audience == "officials":
            own = {place for place in SECTIONS if limits[place] == "officials"}
            given &= {"judgement", "chart", "event", "grade"} | own | ({"row"} if "table" in own else set())
        given |= {f"to {place}" for place in POINTED_TO if place in given}
        if "article" in given:
            given |= {"later text" if self.day == LATE_DAY else "earlier text"}
        return given

    def mark(self, limits: Mapping[str, str]) -> str | None:
        """The strictest mark of what is shown."""
        return next((MARKS[place] for place in MARKS if place in self.shown(limits)), None)


def write_desk(root: Path, limits: Mapping[str, str], *, brief: bool) -> Desk:
    """The desk in `root`."""
    files = {
        "desk.yml": "" if brief else WHOLE,
        "reports/sources/s.csv": _sources(limits),
        "reports/data/t.csv": "what,known_on\nfree,2022-01-02\nzqrow," + _day(limits["row"]) + "\n",
        "reports/data/e.csv": "date,title,event_type,known_on\n2022-01-02,free,a,2022-01-02\n"
        f"2022-01-03,zqevent,b,{_day(limits['event'])}\n",
        "reports/articles/a.md": _article("date: 2022-01-02\nupdated: 2022-02-01", "zqupdated"),
        "reports/articles/a@2022-01-02.md": _article("date: 2022-01-02", "zqearlier"),
        "reports/x.md": _prose(limits),
        "reports/x.yml": _specification(limits),
    }
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    shutil.copyfile(PICTURE, root / "reports/square.png")
    return Desk(root)


def _article(head: str, word: str) -> str:
    return f"---\ntitle: zqarticle\n{head}\n---\n\nThe zqwritten word, {word}. [@free]\n"


def _day(limit: str) -> str:
    return "2022-02" if limit == LATE else "2022-01-03"


def _sources(limits: Mapping[str, str]) -> str:
    return (
        "id,title,publisher,date,mark,grade,grade_known_on\n"
        f"free,Free,Free,2022-01-02,,zqgrade,{_day(limits['grade'])}\n"
        "late,Late,Late,2022-02,,,\n"
        f"only,zqsource,zqpublisher,2022-01-02,{MARKS['source']},,\n"
    )


def _above(limit: str, mark: str = "") -> str:
    """The line above a block that limits it."""
    limited = "" if limit == EVERYONE else "known-on=2022-02" if limit == LATE else f"audience={limit}"
    inside = " ".join(filter(None, (limited, f'mark="{mark}"' if mark else "")))
    return f"{{{inside}}}\n" if inside else ""


def _source(limit: str) -> str:
    return "[@late]" if limit == LATE else "[@free]"


def _prose(limits: Mapping[str, str]) -> str:
    return f"""## Bottom line

Free words. [@free] The zqtosection is in [@sec:the-zqsection]. The zqtotable is in [@tbl:the-zqtable].

The zqtochart is in [@fig:the-zqchart].

## Part

### The zqheading of one block

{_above(limits["block"], MARKS["block"])}The zqblock. [@free]

### The rest

{_above(limits["source"])}A source. [@only]

{_above(limits["note"])}A note.^[The zqnote.]

{_above(limits["picture"])}![The zqalternative](square.png "The zqcaption"){{credit="zqcredit" rights="Ours"}}

{_above(limits["quotation"])}> The zqquoted word.
> -- zqspeaker, baker, 4 January 2022

{_above(limits["points"])}- The zqpoint.
  - The zqnested.

Between two lists.

- The zqitem. {_source(limits["item"])}
- Another. [@free]

## The zqsection

The zqtext. [@free]
"""


def _specification(limits: Mapping[str, str]) -> str:
    def limited(place: str) -> str:
        limit = limits[place]
        return "" if limit == EVERYONE else f", audiences: [{limit}]"

    chart = 'chart: timeline, data: e, title: The zqchart, alternative: "The zqshape of it."'
    weighed = "likelihood: likely, confidence: low"
    plain = f"{{id: f, statement: Free., {weighed}, basis: 'B. [@free]'}}"
    basis = f"The zqbasis. {_source(limits['judgement'])}"
    judgement = f'{{id: k, statement: The zqjudgement., {weighed}, basis: "{basis}"}}'
    return f"""title: Free
as-of: {LATE_DAY}
articles: [a]
data: [t.csv, e.csv]
sections:
  - bottom-line
  - {{kind: judgements, judgements: [{plain}, {judgement}]}}
  - {{kind: prose, heading: Part}}
  - {{kind: prose, heading: The zqsection, mark: "{MARKS["section"]}"{limited("section")}}}
  - {{kind: table, data: t, columns: [what], title: The zqtable, heading: A zqtable{limited("table")}}}
  - {{kind: chart, {chart}{limited("chart")}}}
  - {{kind: article, article: a{limited("article")}}}
  - annex
  - sources
  - about
"""
