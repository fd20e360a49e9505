"""Small hand-written galley folders: two notes, a table, a figure, an Arabic paragraph, contents, an attachment."""

import json
import shutil
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
USED_FONTS = {
    "SourceSerif4-Regular.ttf": FONTS / "source-serif-4" / "SourceSerif4-Regular.ttf",
    "SourceSans3-Semibold.ttf": FONTS / "source-sans-3" / "SourceSans3-Semibold.ttf",
    "Amiri-Regular.ttf": FONTS / "amiri" / "Amiri-Regular.ttf",
}

THEME = """
@font-face { font-family: Serif4; src: url("asset:SourceSerif4-Regular.ttf") }
@font-face { font-family: Sans3; src: url("asset:SourceSans3-Semibold.ttf") }
@font-face { font-family: Amiri; src: url("asset:Amiri-Regular.ttf") }
@page {
  size: A5; margin: 20mm 15mm;
  @top-left { content: string(title); font: 7.5pt Sans3; border-bottom: .5pt solid #777 }
  @bottom-right { content: counter(page) " / " counter(pages); font: 7.5pt Sans3 }
  @footnote { border-top: .5pt solid #777; padding-top: 2mm }
}
html { font: 10pt/1.4 Serif4 }
h1 { string-set: title content() }
h1, h2, figcaption, caption, th { font-family: Sans3; font-weight: normal }
h2 { break-after: avoid }
figure { margin: 4mm 0 } img { width: 60mm }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border-bottom: .5pt solid #777; text-align: left }
x-toci a::after { content: target-counter(attr(href url), page); float: right }
x-note { font-size: 8pt }
[lang=ar] { font-family: Amiri; text-align: right }
"""

CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" width="60" height="30">
<rect x="5" y="10" width="10" height="20" fill="#036"/><rect x="20" y="3" width="10" height="27" fill="#036"/>
<text x="5" y="8" font-size="4" font-family="Sans3">149</text></svg>"""

TOLL = "city,dead\nAlmaty,149\nTaraz,8\n"

HEAD = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Kazakhstan — January 2022</title>
<meta name="author" content="A. Analyst"><meta name="author" content="Б. Сарапшы">
<meta name="description" content="What happened"><meta name="keywords" content="Kazakhstan, protest">
<meta name="dcterms.created" content="2022-01-20T00:00:00+00:00">
<meta name="dcterms.modified" content="2022-01-20T00:00:00+00:00">
<link rel="stylesheet" href="asset:theme.css"></head>"""

BODY = """<body><main><h1>Kazakhstan — January 2022</h1>
<nav><h2 id="s0">Contents</h2><x-toc>
<x-toci><x-ref><a href="#s1">1 Causes</a></x-ref></x-toci>
<x-toci><x-ref><a href="#s2">2 Құрбандар</a></x-ref></x-toci></x-toc></nav>
<section><h2 id="s1">1 Causes</h2>
<p>The price of gas doubled.<x-note id="n1">Eurasianet, <a href="https://eurasianet.org/x">4 January 2022</a>.</x-note>
It is <em>likely</em> that more follows.<x-note id="n2">An estimate, see <a href="#fig-1">Figure 1</a>.</x-note></p>
<blockquote lang="ar" dir="rtl">
<p>اندلعت الاحتجاجات في جاناوزين في 2 يناير 2022 (Almaty) بعد ارتفاع سعر الغاز.</p></blockquote>
<ul><li>one</li><li>two</li></ul></section>
<section><h2 id="s2">2 Құрбандар</h2>
<figure id="fig-1">
<img alt="Almaty counts most of the dead, 149" src="asset:chart.svg">
<figcaption>Figure 1. The toll</figcaption></figure>
<table><caption>Table 1. The toll</caption><thead><tr><th scope="col">City</th><th scope="col">Dead</th></tr></thead>
<tbody><tr><th scope="row">Almaty</th><td>149</td></tr><tr><th scope="row">Taraz</th><td>8</td></tr></tbody></table>
</section></main></body></html>"""


def write_galley(folder: Path, body: str = BODY, head: str = HEAD, **changes: Any) -> Path:
    """A whole galley folder; `theme`, `assets` (name to bytes) and fields of galley.json may be given."""
    files: dict[str, bytes] = {
        "theme.css": (THEME + changes.pop("theme", "")).encode(),
        "chart.svg": CHART.encode(),
        "toll.csv": TOLL.encode(),
        **changes.pop("assets", {}),
    }
    assets = folder / "assets"
    assets.mkdir(parents=True)
    for name, source in USED_FONTS.items():
        shutil.copyfile(source, assets / name)
    for name, content in files.items():
        (assets / name).write_bytes(content)
    (folder / "report.html").write_text(head + body, encoding="utf-8")
    galley = {
        "format": 1,
        "html": "report.html",
        "language": "en-GB",
        "created": "2022-01-20T00:00:00+00:00",
        "notes": 2,
        "assets": {name: media_type(name) for name in (*USED_FONTS, *files) if name != "toll.csv"},
        "attachments": [
            {
                "file": "toll.csv",
                "name": "figure-1-toll.csv",
                "description": "Data of Figure 1",
                "relationship": "Data",
                "media_type": "text/csv",
            }
        ],
        **changes,
    }
    (folder / "galley.json").write_text(json.dumps(galley), encoding="utf-8")
    return folder


def media_type(name: str) -> str:
    kinds = {"css": "text/css", "svg": "image/svg+xml", "png": "image/png", "ttf": "font/ttf"}
    return kinds[name.rsplit(".", 1)[1]]


def plain_body(inner: str) -> str:
    """A body with one heading and nothing to count."""
    return f"<body><h1>Title</h1>{inner}</body></html>"
