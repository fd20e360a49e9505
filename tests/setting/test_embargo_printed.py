"""An embargo on page one, in the words of the house and of the report's language."""

from datetime import date
from pathlib import Path

import pytest
from conftest import Write
from pens import HERE

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.setting.galley import set_galley
from iria_reports.writing.load import load_spec


def head_of(write_desk: Write, folder: Path, language: str, embargo: str, day: date) -> str:
    spec = f"title: T\nas-of: 2022-01-10\nlanguage: {language}\nembargo: {embargo}\narticles: [a]\n"
    article = "---\ntitle: T\ndate: 2022-01-01\n---\n\nText.\n"
    files = {"desk.yml": "time-zone: Asia/Kathmandu\n", "reports/x.yml": spec, "reports/articles/a.md": article}
    desk = write_desk(files)
    report = compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=day))
    galley = set_galley(report, desk, folder / "galley", HERE)
    text = (galley.folder / "report.html").read_text(encoding="utf-8").partition("</header>")[0]
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "embargo", "printed"),
    [
        ("en-GB", "2022-01-20", "Not for release before 20 January 2022<"),
        ("en-GB", "2022-01-20 09:00", "Not for release before 20 January 2022, 09:00 UTC+5:45<"),
        ("en-GB", "2022-01-20 09:00Z", "Not for release before 20 January 2022, 09:00 UTC<"),
        ("fr", "2022-01-20 09:00-03:00", "Diffusion interdite avant le 20 janvier 2022, 09:00 UTC−3<"),
        ("ru", "2022-01-20 09:00+06:00", "Не распространять до 20 января 2022 г., 09:00 UTC+6<"),
    ],
)
def test_it_is_printed_as_its_readers_write_it(
    write_desk: Write, tmp_path: Path, language: str, embargo: str, printed: str
) -> None:
    assert printed in head_of(write_desk, tmp_path, language, embargo, date(2022, 1, 12))


def test_one_that_is_over_is_not_printed(write_desk: Write, tmp_path: Path) -> None:
    assert "release" not in head_of(write_desk, tmp_path, "en-GB", "2022-01-20", date(2022, 1, 21))
