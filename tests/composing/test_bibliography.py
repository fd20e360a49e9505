"""Academics get a bibliography in a style of choice: its order and words, and each title as it was published."""

from datetime import date

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Emphasis, Inlines, Link, Report, Text, plain
from iria_reports.setting.attachments import attachments
from iria_reports.writing.load import load_spec

SOURCES = """id,title,publisher,url,date,language,title_seen
z,Prices rise & fall <again> in the iWest,Zebra News,https://example.org/z?a=1&b=2,2022-01-04,,
a,La fin d'une époque,A Ministry,https://example.org/конец,2022-01,fr,
n,A page on tolls,No Address,,2022,,no
d,Without a day,Dateless,,,,
"""
TEXT = "One. [@z] Two. [@n] Three. [@a; @d]\n"


def written(write_desk: Write, desk: str = "", spec: str = "") -> Desk:
    head = f"title: T\nas-of: 2023-01-01\n{spec}"
    files = {"desk.yml": desk, "reports/sources/s.csv": SOURCES, "reports/x.md": TEXT}
    return write_desk({**files, "reports/x.yml": head + "sections: [prose, sources]\n"})


def composed(desk: Desk, audience: str = "academics") -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2023, 1, 1), audience=audience))


def entries(report: Report) -> list[str]:
    return [f"{source.number} {plain(source.entry)}" for source in report.sources]


def test_chicago_is_the_house_s_style_and_orders_by_name(write_desk: Write) -> None:
    report = composed(written(write_desk))
    assert report.sections[-1].title == "Bibliography"
    assert report.citation_style == "Chicago Manual of Style 18th edition (notes and bibliography)"
    assert entries(report) == [
        "1 A Ministry. ‘La fin d'une époque’. January 2022. https://example.org/%D0%BA%D0%BE%D0%BD%D0%B5%D1%86.",
        "2 Dateless. ‘Without a day’.",
        "3 No Address. ‘[A page on tolls]’. 2022.",
        "4 Zebra News. ‘Prices rise & fall <again> in the iWest’. 4 January 2022. https://example.org/z?a=1&b=2.",
    ]


@pytest.mark.parametrize(
    ("desk", "spec", "first"),
    [
        ("citation-style: apa\n", "", "1 A Ministry. (2022, January). La fin d'une époque. https://example.org/"),
        ("", "citation-style: apa\n", "1 A Ministry. (2022, January). La fin d'une époque. https://example.org/"),
        (
            "citation-style: apa\n",
            "citation-style: harvard-cite-them-right\n",
            "1 A Ministry (2022) La fin d'une époque. Available at: https://example.org/",
        ),
        ("citation-style: apa\n", "language: fr\n", "1 A Ministry. (2022, janvier). La fin d'une époque. https://"),
    ],
)
def test_a_desk_or_a_report_chooses_another(write_desk: Write, desk: str, spec: str, first: str) -> None:
    assert entries(composed(written(write_desk, desk, spec)))[0].startswith(first)


def test_titles_are_in_italics_and_in_their_language_and_addresses_are_links(write_desk: Write) -> None:
    entry: Inlines = composed(written(write_desk, "citation-style: apa\n")).sources[0].entry
    emphasised = next(one for one in entry if isinstance(one, Emphasis))
    assert emphasised.children == (Text(text="La fin d'une époque", language="fr"),)
    assert [one.href for one in entry if isinstance(one, Link)] == [
        "https://example.org/%D0%BA%D0%BE%D0%BD%D0%B5%D1%86"
    ]


def test_everybody_else_has_the_numbered_list(write_desk: Write) -> None:
    report = composed(written(write_desk), "policymakers")
    assert [source.id for source in report.sources] == ["z", "n", "a", "d"]
    assert all(source.entry == () for source in report.sources)
    assert [file.name for file in attachments(report)] == ["sources.bib", "report.json"]


def test_bibtex_and_ris_are_attached_for_academics(write_desk: Write) -> None:
    files = {file.name: file.content.decode() for file in attachments(composed(written(write_desk)))}
    assert list(files) == ["sources.bib", "sources.ris", "report.json"]
    records = files["sources.ris"].split("\r\n\r\n")
    assert records[0].split("\r\n") == [
        "TY  - ELEC",
        "ID  - a",
        "AU  - A Ministry,",
        "TI  - La fin d'une époque",
        "PB  - A Ministry",
        "PY  - 2022",
        "DA  - 2022/01//",
        "UR  - https://example.org/конец",
        "LA  - fr",
        "ER  - ",
    ]
    assert len(records) == 5
    assert records[4] == ""


CSL = 'xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"'
OWN = f"<style {CSL}><info><title>Own</title>{{}}</info>{{}}</style>"
MAKES = '<citation><layout/></citation><bibliography><layout><text variable="title"/></layout></bibliography>'
PARENT = '<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/>'


def test_a_desk_brings_a_style_of_its_own(write_desk: Write) -> None:
    desk = written(write_desk, "citation-style: own\n")
    (desk.root / "assets/csl").mkdir(parents=True)
    (desk.root / "assets/csl/own.csl").write_text(OWN.format("", MAKES), "utf-8")
    report = composed(desk)
    assert entries(report)[0] == "1 Prices rise & fall <again> in the iWest"
    assert report.citation_style == "Own"


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ("<style", "own.csl is not readable as XML"),
        (OWN.format("", ""), "own.csl is not a CSL style with a bibliography; choose one that makes one"),
        (OWN.format(PARENT, ""), "own.csl only leans on the style apa; put apa.csl into assets/csl/ and name that"),
    ],
)
def test_a_style_that_makes_no_bibliography_is_told(write_desk: Write, xml: str, message: str) -> None:
    desk = written(write_desk, "", "citation-style: own\n")
    (desk.root / "assets/csl").mkdir(parents=True)
    (desk.root / "assets/csl/own.csl").write_text(xml, "utf-8")
    with pytest.raises(InputFaults) as found:
        composed(desk)
    assert f"reports/x.yml:3:17: citation-style: {message}" in str(found.value)


def test_an_unknown_style_is_told_where_it_was_named(write_desk: Write) -> None:
    with pytest.raises(InputFaults, match=r"desk\.yml:1:1: citation-style: no citation style 'aap'; did you mean apa"):
        composed(written(write_desk, "citation-style: aap\n"))
    with pytest.raises(InputFaults, match=r"x\.yml:3:17: citation-style: no citation style 'aap'; did you mean apa"):
        composed(written(write_desk, "", "citation-style: aap\n"))
