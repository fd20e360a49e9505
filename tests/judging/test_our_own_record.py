"""What this institute judged in January 2022, and what came of it: the record it keeps is the one it can show."""

from datetime import date
from pathlib import Path

import pytest

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.judgements import judgements_of, kept, listed, scored
from iria_reports.report import plain
from iria_reports.setting.attachments import report_json
from iria_reports.writing.load import load_spec

DESK = Desk(Path(__file__).parents[2])
TODAY = date(2023, 1, 20)


def test_the_judgements_kept_are_those_that_the_report_of_january_makes() -> None:
    (report,) = kept(DESK).reports
    made = compose(load_spec(DESK.spec(report.name), DESK, ReportChoices), Ask(today=TODAY))
    assert [(one.id, plain(one.statement), one.likelihood, one.by) for one in report.judgements] == [
        (one.id, plain(one.statement), one.likelihood, one.by) for one in judgements_of(DESK, report.name, TODAY)[1]
    ]
    assert report.as_of == made.as_of
    assert '"evidence"' in report_json(made)


def test_three_came_true_and_two_are_open_which_shows_nothing_yet() -> None:
    found = scored(kept(DESK))
    assert found.score is not None
    assert (found.score.count, found.unsettled, found.score.few) == (3, 2, True)
    assert found.score.brier == pytest.approx((2 * (1 - 0.875) ** 2 + (1 - 0.675) ** 2) / 3)
    assert [one.judgement.id for one in listed(kept(DESK), TODAY) if one.due] == ["mangystau"]


def test_the_report_of_a_year_later_answers_for_each_of_them() -> None:
    _, made = judgements_of(DESK, "kazakhstan-aftermath", TODAY)
    assert {one.id: one.change for one in made if one.change != "new"} == {"president": "kept", "mangystau": "kept"}
    assert sum(one.change == "new" for one in made) == 4
