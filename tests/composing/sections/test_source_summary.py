"""The statement on sources counts what this rendition prints, in plain words, and names the sources of every number."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.publishers import publisher
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.composing.tally_words import SMALL
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.report import Figure, Paragraph, Report, Table, plain
from iria_reports.setting.attachments import attachments
from iria_reports.writing.load import load_spec

HERE = Path(__file__).parent
EXAMPLE = (HERE / "source-summary.yml").read_text(encoding="utf-8")
TODAY = date(2022, 1, 20)
SOURCES = """id,title,publisher,date,kind,language,grade,standing
m1,Notice on the dead,Ministry,2022-01-18,official,,,
m2,Second notice,Ministry,2022-01-19,official,,,
t1,Troops begin to leave the city,TASS,2022-01-13,state-media,ru,C3,
t2,Troops begin to leave city,CCBS News (TASS text),2022-01-13,media,,,
a1,Shops burned,AP via The Herald,2022-01-08,wire,,B2,independent
n1,Report on the dead,A group,2021-12,NGO,kk,,
h1,Column,The Herald,,,,,
secret,Zebrafish,The Gazette,2022-01-10,media,,,
"""
TEXT = """## Part

Said. [@m1] Said. [@m1; @m2] Said. [@t1; @t2] Said. [@a1; @n1] Said. [@h1]

{audience=academics}
Secret. [@secret]

## Thoughts

We think so.
"""
SECTIONS = "sections:\n- {kind: prose, heading: Part}\n- {kind: prose, heading: Thoughts}\n"


def desk_with(write_desk: Write, summary: str = "- source-summary\n", text: str = TEXT, sources: str = SOURCES) -> Desk:
    files = {"reports/sources/s.csv": sources, "reports/x.md": text}
    spec = f"title: T\nas-of: 2022-01-20\n{SECTIONS}{summary}- sources\n"
    return write_desk({**files, "reports/x.yml": spec})


def composed(desk: Desk, ask: Ask | None = None) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), ask or Ask(today=TODAY))


def words(report: Report) -> str:
    section = next(section for section in report.sections if section.kind == "source-summary")
    return " ".join(plain(block.inlines) for block in section.blocks if isinstance(block, Paragraph))


def rows(report: Report) -> list[list[str]]:
    """The attached data of the chart."""
    file = next(file for file in attachments(report) if "sources-cited" in file.name)
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))[1:]


def test_it_says_in_plain_words_what_was_counted(write_desk: Write, golden: Callable[[Path, str], None]) -> None:
    golden(HERE / "source-summary.txt", words(composed(desk_with(write_desk))).replace(". ", ".\n") + "\n")


def test_every_number_in_it_is_a_row_of_the_attached_data_with_its_sources(write_desk: Write) -> None:
    report = composed(desk_with(write_desk))
    said = re.sub("seven days|20 January 2022|December 2021|B2|C3", "", words(report))
    numbers = {int(digits) for digits in re.findall(r"\d+", said)}
    numbers |= {SMALL.index(word) for word in re.findall(r"\w+", said) if word in SMALL[2:]}
    counted = rows(report)
    assert numbers <= {int(row[2]) for row in counted} | {len(counted)}
    ids = {source.id for source in report.sources}
    for about, label, number, sources in counted:
        named = [name for name in sources.split("; ") if name]
        assert set(named) <= ids
        assert len(named) == int(number) or about in (
            "Publishers",
            "Statements with a note",
            "Sections without a source",
        ), label


def test_it_counts_what_this_reader_is_given_and_nothing_else(write_desk: Write) -> None:
    desk = desk_with(write_desk)
    assert "seven sources" in words(composed(desk))
    assert "secret" not in composed(desk).model_dump_json()
    assert "eight sources" in words(composed(desk, Ask(today=TODAY, audience="academics")))


def test_what_its_chart_draws_and_what_few_sources_say_is_in_the_attached_data_alone(write_desk: Write) -> None:
    report = composed(desk_with(write_desk))
    assert "NGOs" not in words(report)
    assert "Kazakh" not in words(report)
    assert {"NGOs", "Kazakh"} <= {row[1] for row in rows(report)}


def test_on_an_earlier_day_it_counts_what_was_known_then(write_desk: Write) -> None:
    text = "## Part\n\nEarly. [@n1]\n\nLate. [@m1]\n\n## Thoughts\n\nEarly. [@a1]\n"
    earlier = Ask(today=TODAY, as_of=date(2022, 1, 10), leave_out_later=True)
    said = words(composed(desk_with(write_desk, text=text), earlier))
    assert said.startswith("This report cites two sources from two publishers.")
    assert "No source is cited under" not in said
    assert "2022-01-18" not in composed(desk_with(write_desk, text=text), earlier).model_dump_json()


def test_the_chart_draws_kinds_or_publishers_and_is_numbered_like_any(write_desk: Write) -> None:
    report = composed(desk_with(write_desk))
    (figure,) = report.figures()
    assert (figure.kind, figure.label, figure.title) == (
        "share",
        "Figure 1",
        "Two of the seven sources are official publications",
    )
    assert [record["value"] for record in figure.table.records()] == [2, 1, 1, 1, 1, 1]
    assert figure.alternative.startswith("Bar of the sources cited in 6 parts: official publications 29%")
    assert next(s for s in report.sections if s.kind == "source-summary").number == ""


def test_an_analyst_s_own_assessment_comes_first_and_its_citation_counts(write_desk: Write) -> None:
    report = composed(desk_with(write_desk, EXAMPLE, text=TEXT + "\nSee [@fig:sources-cited].\n"))
    (figure,) = report.figures()
    assert words(report).startswith("We rely on two ministries for the figures. This report cites seven sources")
    assert "six statements with a note" in words(report)
    assert (figure.kind, figure.title) == ("ranked", "Ministry has two of the seven sources cited")


def test_of_publishers_cited_once_none_is_drawn_before_another(write_desk: Write) -> None:
    (figure,) = composed(desk_with(write_desk, EXAMPLE)).figures()
    assert [record["label"] for record in figure.table.records()] == ["Ministry", "TASS"]


def test_in_another_language_the_english_words_say_that_they_are(write_desk: Write) -> None:
    desk = desk_with(write_desk)
    spec = desk.spec("x")
    spec.write_text("language: kk\n" + spec.read_text(encoding="utf-8"), encoding="utf-8")
    section = next(section for section in composed(desk).sections if section.kind == "source-summary")
    assert section.blocks[0].meta.language == "en-GB"


def test_the_annex_shows_what_its_chart_draws(write_desk: Write) -> None:
    report = composed(desk_with(write_desk, "- source-summary\n- annex\n"))
    (table,) = (block for block in report.blocks() if isinstance(block, Table))
    (figure,) = report.figures()
    assert (table.label, table.title, table.table) == ("Figure 1", figure.title, figure.table)


def test_without_sources_there_is_no_statement(write_desk: Write) -> None:
    report = composed(desk_with(write_desk, text="## Part\n\nA.\n\n## Thoughts\n\nB.\n"))
    assert [section.kind for section in report.sections] == ["prose", "prose"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "This report cites one source from one publisher. The publisher is P0."),
        (12, "This report cites 12 sources from 12 publishers."),
    ],
)
def test_one_and_many_are_told_as_english_tells_them(write_desk: Write, number: int, said: str) -> None:
    bare = "id,title,publisher,date\n" + "".join(f"s{n},T{n},P{n},2022-01-20\n" for n in range(number))
    cites = " ".join(f"Said. [@s{n}]" for n in range(number))
    desk = desk_with(write_desk, text=f"## Part\n\n{cites}\n\n## Thoughts\n\nB. [@s0]\n", sources=bare)
    assert words(composed(desk)).startswith(said)
    assert isinstance(next(composed(desk).figures()), Figure)


@pytest.mark.parametrize(
    ("written", "name", "carried"),
    [
        ("TASS", "TASS", False),
        ("TASS (Russian)", "TASS", False),
        ("AFP via PledgeTimes", "AFP", True),
        ("PledgeTimes citing Tengrinews", "Tengrinews", True),
        ("CCBS News (TASS text)", "TASS", True),
        ("Armenpress / TASS", "TASS", True),
        ("Eurasianet via bne IntelliNews", "Eurasianet", True),
        ("The Diplomat (mirror)", "The Diplomat", False),
        ("Interfax-Ukraine", "Interfax-Ukraine", False),
        ("Apostrophe", "Apostrophe", False),
    ],
)
def test_a_report_carried_by_somebody_else_is_its_agency_s(written: str, name: str, carried: bool) -> None:
    assert publisher(written) == (name, carried)


def test_a_standing_that_is_none_is_a_fault_of_its_cell(write_desk: Write) -> None:
    desk = desk_with(write_desk, sources=SOURCES.replace("B2,independent", "B2,independant"))
    with pytest.raises(InputFaults) as found:
        composed(desk)
    assert str(found.value) == (
        "reports/sources/s.csv:6:8: standing: no such standing 'independant'; did you mean independent?"
    )
