"""`iria-report archive` as an analyst meets it, and on a new machine with nothing but a copy of the archive."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from shelf import Book, shelve, void, withdrawal

from iria_reports.cli import verbs
from iria_reports.cli.outcome import ending

BOOKS = (
    Book("A-1", sources=(("paper", "The port opens", "The Paper", "https://example.org/port"),)),
    Book("A-1", 2, sections=(("What happened", "The quay was mended."),), article="quay", topics=("trade",)),
    Book("A-2", title="The mine is shut", issued=Book("x").issued.replace(year=2023), mark="TLP:RED"),
    withdrawal("A-2"),
    void("A-3"),
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "desk"
    (root / "reports").mkdir(parents=True)
    (root / "desk.yml").write_text("house: {name: The House, short-name: HOUSE}\n")
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return root


@pytest.fixture
def full(desk: Path) -> Path:
    shelve(desk / "output/issued", BOOKS)
    (desk / "output/issued/aside/A-3-v1").mkdir(parents=True)
    return desk


def archive(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(verbs, ["archive", *words], input=answers)


def code(*words: str) -> int:
    return ending(lambda: verbs.main(["archive", *words], standalone_mode=False))


def test_the_list_has_a_line_for_each_version(full: Path) -> None:
    done = archive("list")
    assert done.exit_code == 0, done.output
    rows = [line.split()[:4] for line in done.stdout.splitlines()]
    assert rows == [
        ["A-1", "v1", "2022-01-20", "superseded"],
        ["A-1", "v2", "2022-01-20", "current"],
        ["A-2", "v1", "2023-01-20", "withdrawn"],
        ["A-3", "v1", "2022-01-20", "void"],
    ]
    assert "The mine is shut (policymakers en-GB TLP:RED)" in done.stdout
    assert "iria-report: 4 versions of 3 reports" in done.stderr


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        (("--year", "2023"), ["A-2"]),
        (("--mark", "tlp:red"), ["A-2"]),
        (("--mark", "none"), ["A-1", "A-1"]),
        (("--topic", "Trade"), ["A-1"]),
        (("--kind", "analysis"), []),
        (("--from", "2022-02-01"), ["A-2"]),
        (("--to", "2022-02-01"), ["A-1", "A-1", "A-3"]),
    ],
)
def test_the_list_can_be_narrowed(full: Path, chosen: tuple[str, str], numbers: list[str]) -> None:
    assert [one["number"] for one in json.loads(archive("list", *chosen, "--json").stdout)] == numbers


def test_show_tells_all_that_is_known(full: Path) -> None:
    told = archive("show", "a-2").stdout
    assert "A-2 v1: withdrawn" in told
    assert "withdrawn on 2022-01-20: Its source was forged." in told
    assert "A-2_port_v1.pdf: 1 page, policymakers, en-GB, TLP:RED" in told
    (row,) = json.loads(archive("show", "A-2", "--json").stdout)
    assert f"SHA-256 {row['renditions'][0]['sha256']}" in told
    assert "what was left lies in aside/A-3-v1" in archive("show", "A-3").stdout


def test_an_interrupted_addition_is_not_told_as_a_void_version(full: Path) -> None:
    shelve(full / "output/issued", [void("A-1")])
    rows = [line for line in archive("list").stdout.splitlines() if line.startswith("A-1 ")]
    assert [line.split()[3] for line in rows] == ["superseded", "current", "unfinished"]
    assert rows[-1].endswith("further renditions of version 1, which stands without them: interrupted")
    assert "A-1 v1, further renditions: unfinished\n  found on 2022-01-20: further" in archive("show", "A-1").stdout


def test_show_tells_what_was_accepted_and_who_approved_it(full: Path) -> None:
    data = full / "output/issued/A-1/v1/data"
    issue = {"number": "A-1", "spec": "port.yml", "fingerprint": "0" * 64, "renditions": []}
    accepted = {"warnings": ["port.md:1:1: a warning"], "reason": "it may stand"}
    (data / "issue.json").write_text(json.dumps({**issue, "tools": {"weasyprint": "70.0"}, "accepted": accepted}))
    approval = {"slug": "port", "fingerprint": "0" * 64, "by": "E. Editor <e@example.org>"}
    approval |= {"at": "2022-01-19T09:00:00Z", "evidence": "message.eml", "evidence_sha256": "0" * 64}
    (data / "approval").mkdir()
    (data / "approval/approval.json").write_text(json.dumps(approval))
    told = archive("show", "A-1").stdout
    assert "accepted: port.md:1:1: a warning\n    because: it may stand\n    made with weasyprint 70.0" in told
    assert "approved by E. Editor <e@example.org> on 2022-01-19: data/approval/message.eml" in told


def test_a_missing_bag_is_shown_as_missing(full: Path) -> None:
    shutil.rmtree(full / "output/issued/A-2")
    assert "(missing: put it back from a copy)" in archive("show", "A-2").stdout


def test_search_and_uses_answer_with_a_next_step(full: Path) -> None:
    done = archive("search", "quay")
    assert "A-1 v2  2022-01-20  current  The port works again" in done.stdout
    assert "1 What happened: The [quay] was mended." in done.stdout
    assert "next: iria-report archive show A-1" in done.stderr
    assert json.loads(archive("search", "quay", "--json").stdout)["count"] == 1
    assert "among its files" not in archive("uses", "quay").stdout
    assert "A-1 v1  2022-01-20  superseded  source paper" in archive("uses", "paper").stdout
    assert "look for fewer words" in archive("search", "zeppelin").stderr


def test_words_in_quotation_marks_are_a_phrase(full: Path) -> None:
    assert "1 version" in archive("search", "quay was").stderr
    assert "no issue holds" in archive("search", "was quay").stderr
    assert "1 version" in archive("search", "was", "quay").stderr


def test_an_empty_archive_says_how_to_begin(desk: Path) -> None:
    for words in (("list",), ("show", "A-1"), ("search", "port")):
        assert "next: iria-report issue SPEC" in archive(*words).stderr
    assert code("verify") == 0
    assert code("uses", "quay") == 9
    assert code("export", "A-1") == 9


def test_a_mistyped_number_is_answered_with_the_nearest(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code("show", "A-11") == 9
    assert "next: did you mean A-1" in capsys.readouterr().err


def test_verify_exits_with_8_where_something_is_wrong(full: Path) -> None:
    assert code("verify") == 0
    (full / "output/issued/A-1/v1/data/A-1_port_v1.pdf").write_text("forged")
    assert code("verify") == 8
    done = archive("verify", "--json")
    said = json.loads(done.stdout)
    assert not said["holds"]
    assert said["findings"][0] == {
        "level": "wrong",
        "where": "A-1/v1",
        "what": "data/A-1_port_v1.pdf: is not what was written",
    }


def test_a_broken_chain_stops_every_other_verb(full: Path) -> None:
    register = full / "output/issued/register.jsonl"
    register.write_text(register.read_text().replace("The mine", "A mine"))
    for words in (("list",), ("search", "port"), ("export", "A-1"), ("verify",)):
        assert code(*words) == 8


def test_a_folder_that_is_no_archive_is_told_as_one(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code("list", "--archive", "reports") == 9
    assert "it has no register.jsonl" in capsys.readouterr().err


def test_a_restored_copy_answers_on_a_new_machine(full: Path, tmp_path: Path) -> None:
    """The restore drill: another folder, no desk, an empty home, nothing of the old machine."""
    new = tmp_path / "new"
    shutil.copytree(full / "output/issued", new / "restored")
    shutil.rmtree(full)
    (new / "home").mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(new / "home")}

    def told(*words: str) -> str:
        command = [sys.executable, "-I", "-m", "iria_reports", "archive", *words, "--archive", "restored"]
        done = subprocess.run(command, cwd=new, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    assert "A-1  v2  2022-01-20  current" in told("list")
    assert "SHA-256" in told("show", "A-1")
    assert "[quay]" in told("search", "quay")
    assert "article quay" in told("uses", "quay")
    assert "is as it was written" in told("verify")
    assert "A-1_v2.zip" in told("export", "A-1")
    shutil.unpack_archive(new / "A-1_v2.zip", new / "out")
    subprocess.run(["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=new / "out/A-1/v2", check=True)
    assert (
        "[quay]"
        in subprocess.run(
            [sys.executable, "-I", "-m", "iria_reports", "archive", "search", "quay", "--archive", "restored"],
            cwd=new,
            env={"PATH": os.environ["PATH"], "HOME": str(new / "nowhere")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
