"""`iria-report judgements` as an analyst meets it: list, resolve, score."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import Write

from iria_reports.cli import asking, verbs
from iria_reports.cli.outcome import ending
from iria_reports.desk import Desk

SOURCES = "id,title,publisher,date\nherald,T,The Herald,2022-07-03\n"
SPEC = (
    "title: T\nas-of: 2022-01-20\nfollows: reports/earlier/before.json\nsections:\n  - kind: judgements\n"
    "    judgements:\n      - {id: rise, statement: Prices will rise., likelihood: likely, confidence: low}\n"
)
WORDS = {"rise": ("likely", 55, 80), "vote": ("very likely", 80, 95), "war": ("unlikely", 20, 45)}


@pytest.fixture
def desk(write_desk: Write, monkeypatch: pytest.MonkeyPatch) -> Desk:
    items = [
        {
            "id": name,
            "statement": [
                {"type": "text", "text": f"There will be a {name}, as far as anybody can tell at this time."}
            ],
            "likelihood": word,
            "low": low,
            "high": high,
            "confidence": "low",
            "by": None if name == "war" else "2022-07-31",
        }
        for name, (word, low, high) in WORDS.items()
    ]
    head = {"format": 1, "title": "Before", "kind_label": "Analysis", "as_of": "2022-01-04"}
    report = {**head, "sections": [{"blocks": [{"type": "judgements", "items": items}]}]}
    made = write_desk(
        {
            "reports/earlier/before.json": json.dumps(report),
            "reports/sources/s.csv": SOURCES,
            "reports/x.yml": SPEC,
        }
    )
    monkeypatch.chdir(made.root)
    return made


def judgements(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(verbs, ["judgements", *words], input=answers)


def resolve(name: str, *more: str, on: str = "2022-07-03", outcome: str = "happened") -> Result:
    given = ["--outcome", outcome, "--on", on]
    given += [] if "--evidence" in more else ["--evidence", "herald"]
    return judgements("resolve", "before", name, *given, *more)


def test_the_list_tells_what_is_due_and_what_to_type_next(desk: Desk) -> None:
    done = judgements("list")
    assert done.exit_code == 0, done.output
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [["before", one] for one in WORDS]
    assert [line.count(" due ") for line in done.stdout.splitlines()] == [1, 1, 0]
    assert "iria-report: 3 judgements of 1 report, 2 due" in done.stderr
    assert "next: iria-report judgements resolve before rise --outcome happened" in done.stderr


def test_the_list_of_a_specification_is_what_it_judges_now(desk: Desk) -> None:
    done = judgements("list", "x")
    assert done.stdout.split() == [
        "rise",
        "likely",
        "confidence",
        "low",
        "no",
        "date",
        "kept",
        "Prices",
        "will",
        "rise.",
    ]
    assert "next: iria-report build x" in done.stderr


def test_an_outcome_is_recorded_only_when_asked_and_shown_before(desk: Desk) -> None:
    assert resolve("rise", "--dry-run").exit_code == 0
    refused = resolve("rise")
    assert refused.exit_code == 2
    assert "next: add --yes" in refused.stderr
    assert not desk.outcomes.exists()
    done = resolve("rise", "--yes")
    assert done.exit_code == 0, done.output
    assert "before rise, as of 2022-01-04: There will be a rise" in done.stdout
    line = json.loads(desk.outcomes.read_text())
    assert line == {
        "format": 1,
        "report": "before",
        "judgement": "rise",
        "outcome": "happened",
        "on": "2022-07-03",
        "evidence": "herald",
        "recorded": date.today().isoformat(),
    }
    again = resolve("rise", "--yes", "--evidence", "nobody can tell any more", outcome="void")
    assert f"so far: happened on 2022-07-03, herald (recorded {date.today()})" in again.stdout
    assert len(desk.outcomes.read_text().splitlines()) == 2


def test_the_question_is_answered_with_no_by_default(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iria_reports.cli.judgements.at_a_terminal", lambda: True)
    assert asking.at_a_terminal() is False
    given = ["resolve", "before", "rise", "--outcome", "happened", "--on", "2022-07-03", "--evidence", "herald"]
    assert judgements(*given, answers="\n").exit_code == 1  # click's own code; main() makes it 9
    assert not desk.outcomes.exists()
    assert judgements(*given, answers="y\n").exit_code == 0
    assert desk.outcomes.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"on": "2999-01-01"}, "2999-01-01 has not come yet"),
        ({"on": "2022-01-03"}, "is before the report’s own day 2022-01-04"),
        ({"on": "2022-08-01"}, "is after its day 2022-07-31"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_reason(desk: Desk, words: dict[str, str], told: str) -> None:
    done = resolve("rise", "--yes", **words)
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())
    assert not desk.outcomes.exists()


def test_evidence_is_a_source_or_words_and_never_nothing(desk: Desk) -> None:
    assert "no source 'herld'; did you mean herald?" in resolve("rise", "--yes", "--evidence", "herld").stderr
    assert "the evidence is empty" in resolve("rise", "--yes", "--evidence", " ").stderr
    assert resolve("rise", "--yes", "--evidence", "Seen by us in town").exit_code == 0


def test_no_such_report_and_no_such_judgement_end_with_7(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--outcome", "void", "--on", "2022-07-03", "--evidence", "herald"]
    for words, told in (
        (["befor", "rise"], "next: did you mean before?"),
        (["before", "rice"], "next: did you mean rise?"),
    ):
        words = ["judgements", "resolve", *words, *given]
        assert ending(lambda words=words: verbs.main(words, standalone_mode=False)) == 7
        assert told in capsys.readouterr().err


def test_the_score_says_that_few_judgements_show_nothing_and_draws_them(desk: Desk, tmp_path: Path) -> None:
    resolve("rise", "--yes")
    resolve("vote", "--yes", outcome="did-not-happen")
    done = judgements("score", "--chart", str(tmp_path / "c.svg"))
    assert done.exit_code == 0, done.output
    assert "2 judgements settled, 1 open or void" in done.stdout
    assert f"Brier score           {(0.325**2 + 0.875**2) / 2:.3f}" in done.stdout
    assert "2 judgements: too few to conclude anything" in done.stdout
    assert (tmp_path / "c.svg").read_bytes().startswith(b"<?xml")
    again = judgements("score", "--chart", str(tmp_path / "d.svg"))
    assert again.exit_code == 0
    assert (tmp_path / "c.svg").read_bytes() == (tmp_path / "d.svg").read_bytes()
    unwritable = judgements("score", "--chart", str(tmp_path / "none" / "c.svg"))
    assert "cannot be written" in str(unwritable.exception)


def test_nothing_to_score_names_the_next_command(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(lambda: verbs.main(["judgements", "score"], standalone_mode=False)) == 7
    assert "next: iria-report judgements list" in capsys.readouterr().err
    os.unlink(desk.earlier / "before.json")
    assert ending(lambda: verbs.main(["judgements", "score"], standalone_mode=False)) == 7
    assert "put the report.json of an issued report into reports/earlier/" in capsys.readouterr().err
    assert judgements("list").exit_code == 0


def test_a_line_cut_short_is_told_and_the_next_one_sets_it_aside(desk: Desk) -> None:
    resolve("rise", "--yes")
    with desk.outcomes.open("a") as out:
        out.write('{"format": 1, "report": "bef')
    assert "reports/outcomes.jsonl:2:1: cut short: not a whole line of JSON" in judgements("score").stderr
    assert "line 2 is set aside" in resolve("vote", "--yes").stderr
    assert "cut short" not in judgements("score").stderr


def test_an_earlier_report_that_cannot_be_read_stops_the_score_and_not_the_list(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    resolve("rise", "--yes")
    (desk.earlier / "broken.json").write_text("{")
    assert "broken.json:1:2: not JSON" in judgements("list").stderr
    assert ending(lambda: verbs.main(["judgements", "score"], standalone_mode=False)) == 3
    assert "broken.json:1:2: not JSON" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["list", "resolve", "score"])
def test_each_verb_shows_how_it_is_typed(verb: str) -> None:
    assert f"Example:  iria-report judgements {verb}" in judgements(verb, "--help").stdout
