"""A source's saved copy is kept with what is issued, and given to no reader; where it is archived is printed."""

from pathlib import Path

import pikepdf
import pytest
from desk import TODAY, clock, prepared, small_desk
from pdf_contents import drawn_text

from iria_reports.archive import opened, show
from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.issue import issue
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.freezing import freeze
from iria_reports.rebuild import rebuild
from iria_reports.setting.attachments import bibtex, report_json, ris
from iria_reports.writing.load import load_spec

AT = "https://web.archive.org/web/20240301/https://example.org/port"
SOURCES = f"""\
id,title,publisher,date,archived_url,saved_copy
paper,The port opens,The Paper,2024-03-01,{AT},paper.html
radio,Ships call,The Radio,2024-03-02,,
uncited,Not about it,The Shelf,2024-03-02,,shelf.pdf
nowhere,Not there,The Shelf,2024-03-02,,nowhere.pdf
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = small_desk(tmp_path / "desk")
    (desk.sources / "all.csv").write_text(SOURCES)
    desk.saved.mkdir()
    for name in ("paper.html", "shelf.pdf"):
        (desk.saved / name).write_text("as it was read")
    return desk


def faults(desk: Desk) -> list[str]:
    spec = load_spec(desk.spec("port"), desk, ReportChoices)
    if spec.faults:
        return [str(one) for one in spec.faults]
    with pytest.raises(InputFaults) as found:
        compose(spec, Ask(today=TODAY))
    return [str(one) for one in found.value.faults]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.html", "no file 'gone.html' in reports/sources/saved/"),
        ("../all.csv", "is not a file's name that an archive takes"),
        ("..", "is not a file's name that an archive takes"),
        ("a%20b.html", "is not a file's name that an archive takes"),
    ],
)
def test_a_copy_that_is_not_there_is_a_fault_at_its_row(desk: Desk, name: str, said: str) -> None:
    (desk.sources / "all.csv").write_text(SOURCES.replace("paper.html", name))
    (found,) = faults(desk)
    assert said in found
    assert found.startswith("reports/sources/all.csv:2")


def test_a_link_out_of_the_folder_is_a_fault(desk: Desk) -> None:
    (desk.saved / "paper.html").unlink()
    (desk.saved / "paper.html").symlink_to(desk.root / "desk.yml")
    assert "lies outside reports/sources/saved/" in faults(desk)[0]


def test_what_is_no_address_is_a_fault(desk: Desk) -> None:
    (desk.sources / "all.csv").write_text(SOURCES.replace(AT, "web.archive.org"))
    (found,) = faults(desk)
    assert "archived_url" in found
    assert "'web.archive.org' is not a web address" in found


def test_only_copies_of_what_can_be_cited_are_frozen(desk: Desk, tmp_path: Path) -> None:
    frozen = freeze(desk.spec("port"), desk, tmp_path / "frozen")
    assert [one.name for one in frozen.desk.saved.iterdir()] == ["paper.html"]


def test_managers_of_references_are_told_where_it_is_archived(desk: Desk) -> None:
    source = load_spec(desk.spec("port"), desk, ReportChoices).sources["paper"]
    assert f"note = {{Archived at {AT}}}" in bibtex(source)
    assert f"N1  - Archived at {AT}\r\n" in ris(source)


def test_it_is_kept_with_the_issue_and_not_in_the_file(desk: Desk, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "issued")
    entry = issue(prepared(desk, tmp_path / "scratch", "academics"), archive, clock(), accepted="a test")
    ((_, (bag,)),) = show(opened(archive), entry.number)
    assert bag.saved == ("data/desk/reports/sources/saved/paper.html",)
    file = archive.bag(entry.bag) / "data" / entry.renditions[0].file
    with pikepdf.open(file) as pdf:
        assert not any("paper" in name for name in pdf.attachments)
    assert f"Archivedat{AT}." in "".join(drawn_text(file).split())
    report = compose(load_spec(desk.spec("port"), desk, ReportChoices), Ask(today=TODAY))
    assert "paper.html" not in report_json(report)
    (again,) = rebuild(archive.bag(entry.bag), tmp_path / "again")
    assert again.verdict == "identical"
