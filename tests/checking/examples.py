"""An example of a rule goes in; a whole desk comes out, in which the example stands as an analyst would write it."""

import textwrap

from iria_reports.checking.finding import Example

SOURCES = """id,title,publisher,url,date
a,The harbour master speaks,The Herald,https://example.org/a,2022-01-04
b,What the union wants,The Gazette,https://example.org/b,2022-01-05
wire1,Port closed after strike by dockers,Example Press via The Herald,https://example.org/w1,2022-01-06
wire2,Port closed after dockers' strike,Example Press via The Courier,https://example.org/w2,2022-01-06
"""
TOLL = "id,place,value,source_id\nt1,Almaty,151,a\nt2,Kyzylorda,26,a\n"
COUNTS = (
    "id,date,value,label,scope,source_id\nc1,2022-01-05,8,Ministry,All dead,a\nc2,2022-01-06,12,Police,All dead,b\n"
)
CHARTS = """  - {kind: chart, id: toll, chart: ranked, data: toll, title: The dead by place, label: place, unit: deaths}
  - {kind: chart, id: counts, chart: reported, data: counts, title: The dead as counted, unit: deaths}
"""
BOTTOM_LINE = "The port is closed. [@a]"
TEXT = "The port is closed. [@a]"


def desk_of(example: Example) -> dict[str, str]:
    """The files of a desk with one report, reports/example.yml."""
    text, head = TEXT, "title: The port\nas-of: 2022-01-20\ndata: [toll.csv, counts.csv]\n"
    sections = "sections:\n  - bottom-line\n  - {kind: prose, heading: Text}\n"
    if example.place == "judgement":
        item = textwrap.indent(f"id: kj\n{example.text}", " " * 8).removeprefix(" " * 8)
        sections += f"  - kind: judgements\n    judgements:\n      - {item}\n"
    if example.place == "spec":
        keys = {line.split(":")[0] for line in example.text.splitlines() if not line.startswith(" ")}
        head += example.text + "\n"
        sections = "" if "sections" in keys else sections
    else:
        sections += CHARTS
    bottom_line = example.text if example.place == "bottom-line" else BOTTOM_LINE
    text = example.text if example.place == "prose" else TEXT
    return {
        "reports/example.yml": head + sections,
        "reports/example.md": f"## Bottom line\n\n{bottom_line}\n\n## Text\n\n{text}\n",
        "reports/sources/all.csv": SOURCES,
        "reports/data/toll.csv": TOLL,
        "reports/data/counts.csv": COUNTS,
    }
