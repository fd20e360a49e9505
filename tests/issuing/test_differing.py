"""What changed between two versions is told in the language of the report."""

from datetime import date
from pathlib import Path

import pytest
from desk import small_desk

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.composing.words import WORDS
from iria_reports.desk import Desk
from iria_reports.issuing.differing import differing
from iria_reports.report import Report
from iria_reports.writing.load import load_spec

EDITS = {
    "reports/port.yml": [
        (
            "likely stay open in 2024.\n        likelihood: likely",
            "very likely stay open.\n        likelihood: very likely",
        ),
        ("confidence: moderate", "confidence: high"),
        ("by: 2024-12-31", "by: 2025-12-31"),
        ("title: The port works again", "title: The port is busy"),
    ],
    "reports/port.md": [("Ships call again. [@paper]", "Forty ships have called. [@radio; @town]")],
    "reports/sources/all.csv": [("radio,", "town,Tolls,The Town,2024-03-03\nradio,")],
}
TOLD = {
    "en-GB": (
        "Judgement 1 is raised, from likely to very likely.",
        "Judgement 1: confidence raised; later date.",
        "The title was “The port works again”.",
        "The text of “What happened” is changed.",
        "1 source is new.",
    ),
    "fr": (
        "Le jugement 1 est relevé, de likely à very likely.",
        "Jugement 1\u202f: confiance relevée, échéance plus lointaine.",
        "Le titre était «\u00a0The port works again\u00a0».",
        "Le texte de «\u00a0What happened\u00a0» est modifié.",
        "1 source est nouvelle.",
    ),
    "ru": (
        "Суждение 1: вероятность повышена, было likely, стало very likely.",
        "Суждение 1: уверенность повышена, более поздний срок.",
        "Прежний заголовок: «The port works again».",
        "Изменён текст: «What happened».",
        "Новых источников: 1.",
    ),
}


def composed(desk: Desk) -> Report:
    return compose(load_spec(desk.spec("port"), desk, ReportChoices), Ask(today=date(2024, 3, 11)))


@pytest.mark.parametrize("language", TOLD)
def test_it_is_told_in_the_report_s_language(language: str, tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    spec = desk.spec("port")
    spec.write_text(f"language: {language}\n{spec.read_text()}")
    before = composed(desk)
    for name, edits in EDITS.items():
        for old, new in edits:
            text = (desk.root / name).read_text()
            assert old in text
            (desk.root / name).write_text(text.replace(old, new))
    assert differing(before, composed(desk)).lines() == TOLD[language]


def test_every_sentence_has_its_words_in_each_language() -> None:
    named = [{name for name in words if name.startswith("differs-")} for words in WORDS.values()]
    assert named[0] == named[1] == named[2]
