"""`iria-report new` as an analyst meets it: a report that builds at once, in an empty desk too."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import Write

from iria_reports.cli import asking, verbs
from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.report import Report
from iria_reports.writing.load import load_spec

ARTICLE = "---\ntitle: A town protests\nstandfirst: It did.\ndate: 2022-01-05\n---\n\nPeople came out.\n"
EVENTS = "date,title,event_type\n2022-01-02,Roads blocked,protest\n2022-01-04,Strike spreads,protest\n"
TODAY = Ask(today=date(2026, 1, 1))


@pytest.fixture
def desk(write_desk: Write, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = write_desk({"reports/articles/town.md": ARTICLE, "reports/data/town.csv": EVENTS})
    monkeypatch.chdir(made.root)
    return made


def new(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(verbs, ["new", *words], input=answers)


def composed(desk: Desk, slug: str) -> Report:
    return compose(load_spec(desk.reports / f"{slug}.yml", desk, ReportChoices), TODAY)


def test_every_default_makes_a_report_that_builds_in_a_desk_without_articles_and_sources(
    write_desk: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = write_desk({})
    monkeypatch.chdir(empty.root)
    done = new("first", "--yes", "--as-of", "2022-01-05")
    assert done.exit_code == 0, done.output
    assert done.stdout == "reports/first.md\nreports/first.yml\n"
    assert done.stderr == "iria-report: next: iria-report build first\n"
    report = composed(empty, "first")
    assert (report.title, report.kind, report.as_of) == ("First", "backgrounder", date(2022, 1, 5))
    assert [section.kind for section in report.sections] == ["bottom-line", "prose", "prose", "about"]
    spec = load_spec(empty.reports / "first.yml", empty, ReportChoices)
    assert {fault.message for fault in remarks(spec, TODAY)} == {"still to be written"}
    assert "yaml-language-server" not in (empty.reports / "first.yml").read_text(encoding="utf-8")


def test_an_article_and_a_table_make_a_complete_backgrounder(desk: Desk) -> None:
    done = new(
        "town", "--title", 'A "town": 5 #1', "--as-of", "2022-01-05", "--data", "town.csv", "--article", "town", "-y"
    )
    assert done.exit_code == 0, done.output
    report = composed(desk, "town")
    assert report.title == 'A "town": 5 #1'
    assert [section.kind for section in report.sections] == ["bottom-line", "article", "annex", "about"]
    assert remarks(load_spec(desk.reports / "town.yml", desk, ReportChoices), TODAY) == ()


def test_the_four_questions_are_asked_with_defaults_until_each_answer_holds(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "at_a_terminal", lambda: True)
    done = new("town", answers="\nmemo\nspecial report\n05/01/2022\n2022-01-05\ntwon.csv\ntown.csv\n")
    assert done.exit_code == 0, done.output
    for said in (
        "Title: the finding in one line [Town]: ",
        "Error: write backgrounder, analysis, special-report",
        f"As of which day [{date.today()}]: ",
        "Error: write year-month-day, such as 2022-01-05 or 2022-05-01",
        "Table in reports/data/ (town.csv) [none]: ",
        "Error: there is no file in reports/data/ called 'twon.csv'; did you mean town.csv?",
    ):
        assert said in done.stderr
    choices = yaml.safe_load((desk.reports / "town.yml").read_text(encoding="utf-8"))
    assert choices == {
        "title": "Town",
        "kind": "special-report",
        "as-of": date(2022, 1, 5),
        "articles": [],
        "data": ["town.csv"],
    }


def test_the_answers_given_up_half_way_leave_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "at_a_terminal", lambda: True)
    assert new("town", answers="A title\nanalysis\n").exit_code == 1  # click's own code; main() makes it 130
    assert list(desk.reports.glob("town.*")) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kazakhstan 2022", "next: iria-report new kazakhstan-2022"),
        ("../town", "next: iria-report new town"),
        ("Тараз", "lower-case letters, digits and hyphens, such as kazakhstan-2022"),
    ],
)
def test_an_illegal_name_is_answered_with_a_legal_one(desk: Desk, name: str, said: str) -> None:
    done = new(*name.split(), "--yes")
    assert done.exit_code == 2
    assert f"{name!r} cannot be a report's name" in done.stderr
    assert said in done.stderr


def test_what_is_there_is_never_overwritten(desk: Desk) -> None:
    for there in ("town.md", "city.yml"):
        (desk.reports / there).write_text("mine")
        done = CliRunner().invoke(verbs, ["new", there.split(".")[0], "--yes"])
        assert "nothing is overwritten" in str(done.exception)
        assert (desk.reports / there).read_text() == "mine"
    assert sorted(path.name for path in desk.reports.iterdir() if path.is_file()) == ["city.yml", "town.md"]


def test_a_wrong_answer_on_the_command_line_is_told_and_nothing_is_written(desk: Desk) -> None:
    for option, value, said in (
        ("--as-of", "5.1.2022", "write year-month-day, such as 2022-01-05 or 2022-05-01"),
        ("--article", "twon", "there is no article called 'twon'; did you mean town?"),
        ("--data", "x.csv", "there is no file in reports/data/ called 'x.csv'; did you mean town.csv?"),
    ):
        done = new("town", option, value, "--yes")
        assert done.exit_code == 2
        assert f"{option} {value!r}: {said}" in done.stderr
    assert list(desk.reports.glob("town.*")) == []


def test_outside_a_desk_the_way_to_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = new("town", "--yes")
    assert "no desk.yml" in str(done.exception)
    assert "iria-report init our-desk" in getattr(done.exception, "advice", "")
