"""The house's words: every language it speaks has all of them, and says what stays English."""

import re
from datetime import date

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.composing.words import WORDS, ended, labelled
from iria_reports.desk import Desk
from iria_reports.report import Paragraph, Report, Table, plain
from iria_reports.setting.page import level
from iria_reports.writing.load import load_spec

TODAY = Ask(today=date(2022, 3, 1))
SOURCES = "id,title,publisher,date,kind,language\none,T,P,2022-01-02,media,ru\ntwo,T,Q,2022-01-03,wire,\n"
JUDGED = "{id: k, statement: S., likelihood: likely, confidence: low, evidence: [one]}"
SECTIONS = f"""
  - {{kind: judgements, judgements: [{JUDGED}]}}
  - {{kind: prose, heading: A}}
  - method
  - source-summary
  - about
"""
FRENCH = "Sources citées\u202f: 2\u202f; éditeurs\u202f: 2. Éditeurs\u202f: P (1), Q (1)."
RUSSIAN = "Процитировано источников: 2; издателей: 2. Издатели: P (1), Q (1)."


def desk_in(write_desk: Write, language: str, sections: str = SECTIONS) -> Desk:
    spec = f"title: T\nas-of: 2022-01-20\nlanguage: {language}\ndata: [t.csv]\nsections:{sections}"
    files = {"reports/sources/s.csv": SOURCES, "reports/x.md": "## A\n\nB. [@one] C. [@two]\n", "reports/x.yml": spec}
    return write_desk({**files, "reports/data/t.csv": "date,title,event_type,source_id\n2022-01-02,M,m,one\n"})


def composed(desk: Desk) -> Report:
    return compose(load_spec(desk.spec("x"), desk, ReportChoices), TODAY)


def told(desk: Desk) -> list[str]:
    warnings = remarks(load_spec(desk.spec("x"), desk, ReportChoices), TODAY)
    return [str(one) for one in warnings if one.rule == "english-words"]


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_a_language_the_house_speaks_has_every_word_and_the_same_gaps_in_it(language: str) -> None:
    assert set(WORDS[language]) >= set(WORDS["en"])
    assert set(WORDS["fr"]) == set(WORDS["ru"])
    for name, words in WORDS["en"].items():
        assert set(re.findall(r"{\w*}", WORDS[language][name])) == set(re.findall(r"{\w*}", words)), name


def test_marks_and_levels_are_those_of_the_language() -> None:
    assert [labelled("source", one) for one in ("en-GB", "fr", "ru")] == ["Source:", "Source\u202f:", "Источник:"]
    ranges = [level("low to moderate", one) for one in ("en", "fr", "ru")]
    assert ranges == ["low to moderate", "faible – modérée", "низкая – умеренная"]
    assert ended("20 января 2022 г.") == "20 января 2022 г."


@pytest.mark.parametrize(
    ("language", "title", "statement", "highest"),
    [("fr", "Bilan des sources", FRENCH, "élevée"), ("ru", "Сводка источников", RUSSIAN, "высокая")],
)
def test_the_statement_on_sources_and_the_method_are_in_the_report_s_language(
    write_desk: Write, language: str, title: str, statement: str, highest: str
) -> None:
    desk = desk_in(write_desk, language)
    report = composed(desk)
    section = next(one for one in report.sections if one.kind == "source-summary")
    words = section.blocks[0]
    assert isinstance(words, Paragraph)
    assert (section.title, words.meta.language) == (title, None)
    assert plain(words.inlines).startswith(statement)
    table = next(block for block in report.blocks() if isinstance(block, Table))
    assert table.table.rows[0][0] == highest
    assert not re.search(r"Confidence|This report|The two|г\\.\\.", report.model_dump_json())
    assert told(desk) == []


def test_what_prints_in_english_is_told_at_its_place(write_desk: Write) -> None:
    chart = "\n  - {kind: chart, chart: timeline, data: t, title: T, WORDS}\n"
    assert told(desk_in(write_desk, "fr", chart.replace("WORDS", "subtitle: S, alternative: A."))) == []
    assert told(desk_in(write_desk, "fr", chart.replace("WORDS", "subtitle: S"))) == [
        "reports/x.yml:6:5: sections[0]: its alternative is made from the data in English; write `alternative:` in 'fr'"
    ]
    assert told(desk_in(write_desk, "kk", "\n  - {kind: prose, heading: A}\n")) == [
        "reports/x.yml:3:11: language: the house has no words in 'kk': its headings, labels and notes print in "
        "English; it has English, French and Russian; write `heading:` where a section takes one"
    ]
    assert told(desk_in(write_desk, "en-GB", chart.replace("WORDS", "subtitle: S"))) == []
