"""The page as HTML and CSS: strangers' words stay words, a theme's faults are located, a desk's files come first."""

from datetime import date
from pathlib import Path

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Report
from iria_reports.setting.galley import screen_page, set_galley
from iria_reports.setting.theme import load_theme
from iria_reports.writing.load import load_spec

HOSTILE = "</style><script>alert(1)</script> {{ 7 * 7 }} {% raw %} \" onload='x' }} body { display: none } \\"
SOURCES = 'id,title,publisher,url,date\ns,"A </span><script>title</script>","P "" {{ x }}",https://example.org/?a=1&b=2,2022-01-01\n'


def composed(desk: Desk) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2022, 2, 1)))


@pytest.fixture
def hostile(write_desk: Write) -> Desk:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    return write_desk(
        {
            "desk.yml": f'house: {{short-name: "{quoted}", name: "{quoted}"}}\nmarks: [{{label: "{quoted}"}}]\n',
            "reports/sources/s.csv": SOURCES,
            "reports/x.md": f"## Part\n\n{HOSTILE} [@s] ^[{HOSTILE}]\n",
            "reports/x.yml": f'title: "{quoted}"\nmark: "{quoted}"\nregion: "{quoted}"\nauthors: ["{quoted}"]\n'
            f"sections:\n  - {{kind: prose, heading: Part}}\n  - sources\n  - about\n",
        }
    )


def test_no_text_becomes_html_css_or_template(hostile: Desk, tmp_path: Path) -> None:
    galley = set_galley(composed(hostile), hostile, tmp_path / "galley")
    html = (galley.folder / "report.html").read_text(encoding="utf-8")
    css = (galley.folder / "assets" / "theme.css").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "{{ 7 * 7 }}" in html
    assert " onload='x'" not in html.replace("&#39;", "#").replace("onload='x' }} body", "")
    assert "display: none }" not in css.split("/* ---------- text")[0]
    assert "</style" not in css
    assert "<script" not in screen_page(composed(hostile), hostile)


def test_a_template_that_cannot_be_filled_is_a_located_fault(write_desk: Write, tmp_path: Path) -> None:
    desk = write_desk(
        {
            "templates/mine/theme.yml": "name: Mine\nbased-on: iria\n",
            "templates/mine/masthead.html.j2": "<header>\n<h1>{{ report.title }}</h1>\n{{ nobody.knows }}</header>\n",
            "reports/x.md": "## Part\n\nText.\n",
            "reports/x.yml": "title: T\ntheme: mine\nsections: [{kind: prose, heading: Part}]\n",
        }
    )
    with pytest.raises(InputFaults) as found:
        set_galley(composed(desk), desk, tmp_path / "galley")
    (fault,) = found.value.faults
    assert fault.where.path.startswith("templates/mine/")
    assert "nobody" in fault.message


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("name: M\nbased-on: irai\n", "templates/irai/theme.yml:1:1: no such theme"),
        ("name: M\nbased-on: iria\npalette: {ink: red}\n", "palette.ink: 'red' is not written as expected"),
        ("name: M\nfonts: [{family: F, file: none/none.ttf}]\n", "no font file assets/fonts/none/none.ttf"),
        ("name: M\nbased-on: iria\npaper: A5\n", "paper: no such key here"),
    ],
)
def test_a_wrong_theme_file_is_told_with_its_place(write_desk: Write, theme: str, told: str) -> None:
    desk = write_desk({"templates/mine/theme.yml": theme})
    with pytest.raises(InputFaults) as found:
        load_theme(desk, "mine")
    assert told in str(found.value)


def test_a_desks_own_templates_come_before_the_houses(write_desk: Write, tmp_path: Path) -> None:
    desk = write_desk(
        {
            "templates/iria/theme.yml": 'name: Ours\npalette: {house: "#123456"}\nfonts: []\n',
            "reports/x.yml": "title: T\nsections: [about]\n",
        }
    )
    assert load_theme(desk, "iria").file.palette.house == "#123456"


def test_the_contents_come_only_with_eight_pages(write_desk: Write, tmp_path: Path) -> None:
    long = "\n\n".join(["Word " * 400] * 12)
    for text, expected in (("Short.", False), (long, True)):
        desk = write_desk(
            {
                "reports/x.md": f"## Part\n\n{text}\n",
                "reports/x.yml": "title: T\nsections: [{kind: prose, heading: Part}]\n",
            }
        )
        galley = set_galley(composed(desk), desk, tmp_path / str(expected))
        assert ("<x-toc>" in (galley.folder / "report.html").read_text(encoding="utf-8")) == expected
