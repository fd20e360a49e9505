"""A report goes in; the files of the house's wordmark, the client's logo and the sharing mark's sign come out."""

from pathlib import Path

from iria_reports.desk import Desk
from iria_reports.report import Report
from iria_reports.writing.fields import slugify
from iria_reports.writing.logos import find_logo


def logos(report: Report, desk: Desk) -> dict[str, Path]:
    """Those there are, by whose they are: `house`, `client`, `mark`."""
    found = {
        "house": find_logo(desk, report.house.logo) if report.house.logo else None,
        "client": desk.reports / report.client.logo if report.client and report.client.logo else None,
        "mark": find_logo(desk, f"marks/{slugify(report.mark)}.svg") if report.mark else None,
    }
    return {name: file for name, file in found.items() if file is not None}
