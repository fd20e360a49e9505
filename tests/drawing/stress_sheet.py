"""For the eye: draws a kind of chart, or all, with every feed of feeds_<kind>.py, at both widths, on one PDF.

python -E -s tests/drawing/stress_sheet.py stress.pdf [kind ...]
pdftoppm -r 110 -png stress.pdf stress    (and with -gray: does it still part?)
"""

import base64
import sys
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]

from weasyprint import HTML  # noqa: E402

from drawing.feeds import KINDS, Feed, fed, feeds  # noqa: E402
from drawing.trial import FONTS, MAPS, STYLE  # noqa: E402
from iria_reports.drawing.draw import draw  # noqa: E402
from iria_reports.errors import InputFaults  # noqa: E402

FACES = "".join(
    f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};src:url({(FONTS / file).as_uri()})}}"
    for weight, file in (
        (400, "source-sans-3/SourceSans3-Regular.ttf"),
        (600, "source-sans-3/SourceSans3-Semibold.ttf"),
    )
)
CSS = """
@page { size: 900pt 640pt; margin: 18pt }
body { font: 8pt/1.3 'Source Sans 3'; margin: 0 }
section { break-inside: avoid; margin: 0 0 14pt; border-top: .6pt solid #999; padding-top: 4pt }
h1 { font-size: 9pt; margin: 0 } p { margin: 0 0 4pt; color: #51565d } .fault { color: #b5451b }
div { display: flex; gap: 28pt; align-items: flex-start }
"""


def drawn(kind: str, feed: Feed) -> str:
    """The feed's picture at both widths with its words, or its faults."""
    pictures = ""
    try:
        for width in ("full", "column"):
            made = fed(kind, feed, width)
            svg = base64.b64encode(draw(made, STYLE, feed.get("language", "en"), maps=MAPS)).decode()
            pictures += f'<img src="data:image/svg+xml;base64,{svg}">'
    except InputFaults as found:
        return "".join(f'<p class="fault">{escape(str(fault))}</p>' for fault in found.faults[:3])
    return f"<p>{escape(made.subtitle)}</p><div>{pictures}</div><p>{escape(made.alternative)}</p>"


def main(target: str, *kinds: str) -> None:
    """One PDF for the kinds named, or for every kind that has feeds."""
    parts = [
        f"<section><h1>{kind}: {escape(name)}</h1>{drawn(kind, feed)}</section>"
        for kind in kinds or KINDS
        for name, feed in feeds(kind).items()
    ]
    HTML(string=f"<style>{FACES}{CSS}</style>{''.join(parts)}").write_pdf(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
