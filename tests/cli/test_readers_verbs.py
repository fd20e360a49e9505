"""`iria-report readers` and `forget` as an analyst meets them: each ends by naming the next command."""

import io
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from iria_reports.cli import asking, verbs
from iria_reports.cli.outcome import ending
from iria_reports.cli.readers import readers
from iria_reports.errors import InputFaults, Refused


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Run":
    (tmp_path / "desk.yml").write_text("time-zone: Europe/Vienna\n")
    monkeypatch.chdir(tmp_path)
    return Run(tmp_path)


class Run:
    """The verbs in an empty desk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, *words: str, typed: str | None = None) -> Result:
        done = CliRunner().invoke(verbs, words, input=typed, standalone_mode=False)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done


@pytest.mark.parametrize("verb", readers.commands)
def test_the_help_of_each_ends_with_an_example(verb: str) -> None:
    told = CliRunner().invoke(verbs, ["readers", verb, "--help"]).stdout
    assert re.search(rf"\n  Example:  iria-report readers {verb}\b", told), told


def test_a_reader_from_the_first_word_to_the_last(run: Run) -> None:
    added = run("readers", "add", "Jane@example.org", "--name", "Jane Example", "--list", "topic:energy")
    assert "address:  jane@example.org\nname:     Jane Example\nlists:    topic:energy\n" in added.stdout
    assert "next: iria-report send NUMBER --to topic:energy --dry-run" in added.stderr
    assert "is on board" in run("readers", "subscribe", "jane@example.org", "board").stdout
    listed = run("readers", "list", "board")
    assert listed.stdout.startswith("jane@example.org  Jane Example")
    assert "1 reader; board 1, topic:energy 1" in listed.stderr
    assert "is no more on board" in run("readers", "unsubscribe", "jane@example.org", "board").stdout
    run("readers", "suppress", "jane@example.org", "--reason", "On leave.")
    assert "never written to: On leave." in run("readers", "show", "jane@example.org").stdout
    assert "may be written to again" in run("readers", "release", "jane@example.org", "--reason", "Back.").stdout
    forgotten = run("forget", "jane@example.org", "--yes")
    assert "their line in readers.csv" in forgotten.stderr
    assert "not reached: backups" in forgotten.stdout
    assert run("readers", "list").stdout == ""
    with pytest.raises(Refused, match="asked to be forgotten"):
        run("readers", "add", "jane@example.org")


def test_a_file_goes_round(run: Run) -> None:
    run("readers", "add", "jane@example.org", "--name", "Jane")
    told = run("readers", "export", "out.csv")
    assert told.stdout == "out.csv: 1 reader\n"
    out = run.root / "out.csv"
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.read_bytes().startswith(b"\xef\xbb\xbfaddress;name")
    out.write_text(out.read_text(encoding="utf-8-sig").replace("Jane", "Jane Example") + "bob@example.org;;;;\n")
    dry = run("readers", "import", "out.csv", "--dry-run")
    assert dry.stdout.splitlines() == ["new: bob@example.org", "changed: jane@example.org: name Jane -> Jane Example"]
    assert "1 new, 1 changed, 0 unchanged, 0 left out" in dry.stderr
    assert "Jane Example" not in run("readers", "list").stdout
    done = run("readers", "import", "out.csv", "--list", "board", "--yes")
    assert "2 readers came to board" in done.stderr
    assert run("readers", "export", "-").stdout == run("readers", "export").stdout
    assert not (run.root / "-").exists()
    assert run("readers", "export").stdout.splitlines()[1:] == [
        "bob@example.org;;;;",
        "jane@example.org;Jane Example;;;",
    ]


def test_a_dry_run_says_who_comes_to_the_list_and_who_left_it_before(run: Run) -> None:
    run("readers", "add", "jane@example.org", "--list", "board", "--list", "topic:roads")
    run("readers", "add", "ann@example.org")
    run("readers", "unsubscribe", "jane@example.org", "topic:roads")
    (run.root / "in.csv").write_text("address\njane@example.org\nann@example.org\nbob@example.org\n")
    told = run("readers", "import", "in.csv", "--list", "Topic: Roads", "--dry-run")
    assert told.stdout.splitlines() == [
        "not put on topic:roads: jane@example.org was taken off it",
        "new: bob@example.org; comes to topic:roads",
        "unchanged: ann@example.org; comes to topic:roads",
    ]
    assert "to topic:roads: 2 readers" in told.stderr
    assert "readers subscribe ADDRESS topic:roads" in told.stderr
    assert "2 readers came to topic:roads" in run("readers", "import", "in.csv", "--list", "topic:roads").stderr
    assert "jane" not in run("readers", "list", "topic:roads").stdout


def test_every_fault_of_a_file_is_told_at_its_place(run: Run) -> None:
    (run.root / "in.csv").write_text("address,language\nno,xx\nbob@example.org,\n")
    with pytest.raises(InputFaults) as refused:
        run("readers", "import", "in.csv")
    assert [str(one.where) for one in refused.value.faults] == ["in.csv:2:1", "in.csv:2:2"]
    assert not (run.root / "output").exists()


def test_faults_of_readers_say_nothing_of_a_pdf(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (run.root / "in.csv").write_text("address\nno\n")
    assert ending(lambda: verbs.main(["readers", "import", "in.csv"], standalone_mode=False)) == 3
    assert capsys.readouterr().err.splitlines()[-1] == "iria-report: 1 fault; nothing was written"


def test_of_many_faults_the_first_are_told_and_the_others_counted(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (run.root / "in.csv").write_text("address\n" + "ann@example.org\n" * 43)
    assert ending(lambda: verbs.main(["readers", "import", "in.csv"], standalone_mode=False)) == 3
    *faults, more, last = capsys.readouterr().err.splitlines()
    assert (len(faults), more, last) == (40, "and 2 more", "iria-report: 42 faults; nothing was written")


def test_forget_asks_first_and_a_no_changes_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("readers", "add", "jane@example.org")
    monkeypatch.setattr("iria_reports.cli.issuing.at_a_terminal", lambda: True)
    with pytest.raises(Refused, match="as you said no"):
        run("forget", "jane@example.org", typed="n\n")
    assert "jane@example.org" in run("readers", "list").stdout


def test_a_no_to_changes_of_a_file_is_no_ctrl_c(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("readers", "add", "jane@example.org", "--name", "Jane")
    (run.root / "in.csv").write_text("address,name\njane@example.org,Joan\n")
    monkeypatch.setattr("iria_reports.cli.issuing.at_a_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert ending(lambda: verbs.main(["readers", "import", "in.csv"], standalone_mode=False)) == 9
    assert "not done, as you said no; nothing was changed" in capsys.readouterr().err
    assert "Joan" not in run("readers", "list").stdout


def test_forget_without_a_terminal_wants_yes(run: Run) -> None:
    run("readers", "add", "jane@example.org")
    assert not asking.at_a_terminal()
    with pytest.raises(click.UsageError, match="add --yes"):
        run("forget", "jane@example.org")
