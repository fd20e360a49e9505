"""What one would write without the house: draw the report's charts, hand its HTML to WeasyPrint, write the file.

Usage: bare_script.py FOLDER OUT.pdf, where FOLDER holds report.json and the galley folder that cold_build.py made.
"""

import json
import logging
import sys
from pathlib import Path

import click  # noqa: F401
import jinja2  # noqa: F401
import markdown_it  # noqa: F401
import yaml  # noqa: F401
from weasyprint import HTML, Attachment
from weasyprint.urls import URLFetcher, URLFetcherResponse

from iria_reports.desk import find_desk
from iria_reports.drawing.draw import draw
from iria_reports.report import Report
from iria_reports.setting.theme import load_theme

folder, out = Path(sys.argv[1]), sys.argv[2]
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
report = Report.model_validate_json((folder / "report.json").read_text())
desk = find_desk(Path.cwd())
style = load_theme(desk, report.theme).style(report.paper)
charts = {f"{f.meta.id}.svg": draw(f, style, report.language, maps=desk.root / "assets/maps") for f in report.figures()}
galley = json.loads((folder / "galley" / "galley.json").read_text())


class FromFolder(URLFetcher):  # type: ignore[misc]
    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        name = url.split(":", 1)[1]
        body = charts.get(name) or (folder / "galley" / "assets" / name).read_bytes()
        return URLFetcherResponse(url, body, {"Content-Type": galley["assets"][name]})


attached = [
    Attachment(string=(folder / "galley" / "assets" / one["file"]).read_bytes(), name=one["name"])
    for one in galley["attachments"]
]
html = (folder / "galley" / "report.html").read_text()
HTML(string=html, base_url="asset:", url_fetcher=FromFolder()).write_pdf(
    out, pdf_variant="pdf/a-3a", attachments=attached
)
