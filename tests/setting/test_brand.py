"""A client's name, logo and colour on a report: printed where they can be read, else refused."""

import base64
from datetime import date
from pathlib import Path

import pytest
from conftest import Write
from pens import HERE

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.contrast import LABELS, contrast, nearest_passing
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults, Place
from iria_reports.report import Report
from iria_reports.setting.galley import screen_page, set_galley
from iria_reports.writing.load import load_spec
from iria_reports.writing.logos import check_logo

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path fill="#6b2d73" d="M0 0h2v1h-2z"/></svg>'
CLIENT = 'organisation: Ministry of Example\nlogo: {file: m.svg, rights: Drawn for this test}\naccent: "#6b2d73"\n'
EVENTS = "date,title,event_type,source_id\n2022-01-02,A march,march,s0\n2022-01-03,A strike,strike,s0\n"
SOURCES = "id,title,publisher,date\ns0,T,P,2022-01-01\n"
SPEC = """title: T
as-of: 2022-01-20
data: [events.csv]
sections:
- {kind: chart, chart: timeline, data: events, title: C, lane: event_type, heading: H}
- about
"""


def composed(desk: Desk, client: str | None = "ministry") -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2022, 2, 1), client=client))


def a_desk(write_desk: Write, client: str = CLIENT, logo: str = LOGO) -> Desk:
    return write_desk(
        {
            "reports/clients/ministry.yml": client,
            "reports/clients/m.svg": logo,
            "reports/data/events.csv": EVENTS,
            "reports/sources/s.csv": SOURCES,
            "reports/x.yml": SPEC,
        }
    )


def test_the_client_stands_in_the_masthead_with_its_logo_and_its_rights_at_the_end(
    write_desk: Write, tmp_path: Path
) -> None:
    desk = a_desk(write_desk)
    galley = set_galley(composed(desk), desk, tmp_path / "galley", HERE)
    html = (galley.folder / "report.html").read_text(encoding="utf-8")
    head, rest = html.split("</header>")
    assert "Prepared for <strong>Ministry of Example</strong>" in head
    assert '<img alt="Ministry of Example" src="asset:' in head
    assert "Ministry of Example: Drawn for this test" in rest
    assert "Prepared for" not in screen_page(composed(desk, None), desk, HERE)


def test_a_browser_is_told_that_a_drawn_logo_is_an_svg(write_desk: Write) -> None:
    desk = a_desk(write_desk)
    embedded = base64.b64encode((desk.reports / "clients" / "m.svg").read_bytes()).decode()
    assert f'src="data:image/svg+xml;base64,{embedded}"' in screen_page(composed(desk), desk, HERE)


def test_the_accent_is_laid_over_the_page_and_not_over_its_charts(write_desk: Write, tmp_path: Path) -> None:
    desk = a_desk(write_desk)
    css, chart = {}, {}
    for client in ("ministry", None):
        galley = set_galley(composed(desk, client), desk, tmp_path / str(client), HERE)
        css[client] = (galley.folder / "assets" / "theme.css").read_text(encoding="utf-8")
        assert list(galley.arriving) == ["figure-1.svg"]
        chart[client] = (galley.folder / "assets" / "figure-1.svg").read_bytes()
    assert "#b5451b" in css[None]
    assert "#b5451b" not in css["ministry"]
    assert css[None] == css["ministry"].replace("#6b2d73", "#b5451b")
    assert chart[None] == chart["ministry"]


def test_an_accent_that_cannot_be_read_is_a_fault_in_the_clients_file_with_a_shade_that_can(
    write_desk: Write, tmp_path: Path
) -> None:
    desk = a_desk(write_desk, CLIENT.replace("#6b2d73", "#e0b0e6"))
    with pytest.raises(InputFaults) as found:
        set_galley(composed(desk), desk, tmp_path / "galley", HERE)
    (fault,) = found.value.faults
    assert (fault.where.path, fault.where.line, fault.subject) == ("reports/clients/ministry.yml", 3, "accent")
    shade = fault.advice.split('"')[1]
    assert all(contrast(shade, ground) >= LABELS for ground in ("#ffffff", "#f2f4f6"))


@pytest.mark.parametrize("colour", ["#ffcc00", "#33ff00", "#ff8888", "#999999"])
def test_the_nearest_shade_passes_and_hardly_more(colour: str) -> None:
    shade = nearest_passing(colour, ("#ffffff",))
    assert LABELS <= contrast(shade, "#ffffff") < LABELS + 0.15


@pytest.mark.parametrize(
    ("client", "logo", "told"),
    [
        ("organisation: M\naccent: red\n", LOGO, "reports/clients/ministry.yml:2:9: accent: 'red' is not written as"),
        ("accent: '#000000'\n", LOGO, "organisation: is missing"),
        (CLIENT.replace("m.svg", "n.svg"), LOGO, "reports/clients/ministry.yml:2:14: logo.file: no file 'n.svg'"),
        (CLIENT.replace("m.svg", "../x.svg"), LOGO, "is not written as expected"),
        (CLIENT.replace(", rights: Drawn for this test", ""), LOGO, "logo.rights: is missing"),
        (CLIENT, LOGO.replace("<path", "<script/><path"), "m.svg holds <script>"),
        (CLIENT, LOGO.replace("<path", "<image href='http://example.org/x.png'/><path"), "m.svg holds <image>"),
        (CLIENT, LOGO.replace('viewBox="0 0 2 1"', ""), "m.svg is not an SVG with a viewBox"),
        (CLIENT, "<!DOCTYPE x>" + LOGO, "m.svg declares a document type"),
        (CLIENT, "<?xml-stylesheet href='http://example.org/x.css'?>" + LOGO, "or tells its reader to do something"),
        (CLIENT, LOGO.replace("#6b2d73", "URL(http://example.org/x)"), "m.svg holds fill='URL(http"),
        (CLIENT, LOGO.replace("#6b2d73", "url(#a) url(http://example.org/x)"), "m.svg holds fill='url(#a)"),
        (CLIENT, LOGO.replace("#6b2d73", "ur\\6c(http://example.org/x)"), "m.svg holds fill="),
        (CLIENT, LOGO.replace("<path", "<animateTransform/><path"), "m.svg holds <animateTransform>"),
        (CLIENT, LOGO.replace("<path", "<script xmlns='http://www.w3.org/1999/xhtml'/><path"), "m.svg holds <script>"),
        (CLIENT, "not an svg", "m.svg is not an SVG that can be read"),
    ],
)
def test_what_is_wrong_with_a_client_is_told_with_its_place(
    write_desk: Write, client: str, logo: str, told: str
) -> None:
    desk = a_desk(write_desk, client, logo)
    with pytest.raises(InputFaults) as found:
        composed(desk)
    assert told in str(found.value)


def test_a_clients_faults_stop_only_that_clients_reports(write_desk: Write) -> None:
    desk = a_desk(write_desk, "organisation: [M]\n")
    assert composed(desk, None).client is None


def test_an_unknown_client_is_told_with_the_nearest_name(write_desk: Write) -> None:
    desk = a_desk(write_desk)
    with pytest.raises(InputFaults) as asked:
        composed(desk, "ministy")
    assert "no client 'ministy'; did you mean ministry?" in str(asked.value)
    (desk.reports / "x.yml").write_text(SPEC + "client: ministy\n")
    with pytest.raises(InputFaults) as written:
        composed(desk, None)
    assert "reports/x.yml:7:9: client: no client 'ministy'; did you mean ministry?" in str(written.value)


def test_distinct_renditions_have_distinct_names(write_desk: Write) -> None:
    desk = a_desk(write_desk)
    spec = load_spec(desk.spec("x"), desk, ReportChoices)
    today = date(2022, 2, 1)
    asks = {
        "x": Ask(today=today, audience="policymakers", as_of=date(2022, 1, 20)),
        "x_for-ministry": Ask(today=today, client="ministry"),
        "x_officials": Ask(today=today, audience="officials"),
        "x_2022-01-10": Ask(today=today, as_of=date(2022, 1, 10), leave_out_later=True),
        "x_officials_in-ledger_for-ministry": Ask(today=today, audience="officials", theme="ledger", client="ministry"),
    }
    assert [compose(spec, ask).name for ask in asks.values()] == list(asks)


def test_a_logo_with_a_gradient_and_an_editor_s_notes_is_taken(tmp_path: Path) -> None:
    notes = '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>'
    gradient = '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
    drawn = LOGO.replace("<path", f"<!-- ours -->{notes}{gradient}<path").replace("#6b2d73", "url(#a)")
    file = tmp_path / "m.svg"
    file.write_text(f'<?xml version="1.0"?>{drawn}', "utf-8")
    assert check_logo(file, "m.svg", Place("m.yml")) == []
    file.write_text(drawn, "utf-16")
    assert [fault.message for fault in check_logo(file, "m.svg", Place("m.yml"))] == ["m.svg is not UTF-8 text"]
