"""`iria-report build` as an analyst meets it: exit codes, what is said where, and what is left behind."""

import errno
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from conftest import Write

from iria_reports import build as map_of_build
from iria_reports.cli.chosen import AUDIENCES as COMMAND_LINE_AUDIENCES
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.errors import CannotWrite
from iria_reports.writing.audiences import AUDIENCES

ARTICLE = "---\ntitle: A town protests\nstandfirst: It did.\ndate: 2022-01-05\n---\n\nPeople came out.\n"
GOOD = "title: A title\nas-of: 2022-01-20\narticles: [town]\n"
BAD = "title: A title\nas-of: 2022-01-20\narticles: [twon]\n"
EARLIER = b"%PDF an earlier file"


def run(desk: Desk, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "iria_reports", *words]
    return subprocess.run(
        command, cwd=desk.root, capture_output=True, text=True, env={**os.environ, **settings}, check=False
    )


@pytest.fixture
def desk(write_desk: Write) -> Desk:
    return write_desk({"reports/articles/town.md": ARTICLE, "reports/good.yml": GOOD, "reports/bad.yml": BAD})


def earlier_file(desk: Desk) -> Path:
    """What an earlier build left: any bytes will do, so nothing is printed for it."""
    file = desk.drafts / "good.pdf"
    file.parent.mkdir(parents=True)
    file.write_bytes(EARLIER)
    return file


def left_behind(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.drafts.rglob("*")) if desk.drafts.exists() else []


def test_a_good_report_is_printed_and_the_next_step_is_named(desk: Desk) -> None:
    done = run(desk, "build", "good")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("output/drafts/good.pdf: 1 page, 0 notes, as of 2022-01-20")
    assert "next: " in done.stderr
    assert left_behind(desk) == ["good.pdf"]


def test_a_fault_has_exit_code_3_one_line_and_a_next_step(desk: Desk) -> None:
    done = run(desk, "build", "bad.yml")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "reports/bad.yml:3:12: articles[0].slug: no article 'twon'; did you mean town?" in done.stderr
    assert "Traceback" not in done.stderr
    assert left_behind(desk) == []


def test_one_bad_report_does_not_keep_the_others_from_being_built(desk: Desk) -> None:
    done = run(desk, "build", "bad", "good", "--quiet")
    assert done.returncode == 3
    assert left_behind(desk) == ["good.pdf"]
    assert done.stdout == ""


def test_an_earlier_file_survives_a_failed_build(desk: Desk) -> None:
    earlier = earlier_file(desk)
    (desk.reports / "good.yml").write_text(BAD)
    assert run(desk, "build", "good").returncode == 3
    assert earlier.read_bytes() == EARLIER


def test_a_name_that_is_no_report_is_answered_with_the_nearest(desk: Desk) -> None:
    done = run(desk, "build", "goood")
    assert done.returncode == 7
    assert "did you mean good?" in done.stderr


def test_without_a_name_the_desks_reports_are_listed_the_latest_first(desk: Desk) -> None:
    os.utime(desk.reports / "good.yml", (2_000_000_000, 2_000_000_000))
    done = run(desk, "build")
    assert done.returncode == 2
    assert "which report? There is good, bad\nnext: iria-report build good" in done.stderr


def test_in_a_desk_without_reports_the_way_to_one_is_told(write_desk: Write) -> None:
    empty = write_desk({})
    assert "next: iria-report new my-report" in run(empty, "build").stderr
    done = run(empty, "build", "town")
    assert done.returncode == 7
    assert "a new report begins with `iria-report new my-report`" in done.stderr


def test_a_name_near_none_is_answered_with_the_reports_there_are(desk: Desk) -> None:
    assert "next: there is " in run(desk, "build", "xyz").stderr
    assert "did you mean good?" in run(desk, "build", "GOOD.yaml").stderr


def test_a_reports_text_or_pdf_stands_for_the_report(desk: Desk) -> None:
    (desk.reports / "good.md").write_text("## Part\n\nText.\n")
    assert run(desk, "build", "reports/good.md").returncode == 0
    assert run(desk, "build", "output/drafts/good.pdf").returncode == 0


def test_text_still_to_be_written_is_warned_of(desk: Desk) -> None:
    (desk.reports / "good.md").write_text("## Part\n\n[Write here: what happened.]\n")
    done = run(desk, "build", "good")
    assert done.returncode == 0
    assert "reports/good.md:3:1: still to be written; put your own words here" in done.stderr


def test_outside_a_desk_the_way_to_one_is_told(tmp_path: Path) -> None:
    done = run(Desk(tmp_path), "build", "good")
    assert done.returncode == 7
    assert "a desk is a folder with a desk.yml" in done.stderr


def test_a_wrong_option_or_verb_has_exit_code_2(desk: Desk) -> None:
    assert run(desk, "build", "good", "--audience", "journalists").returncode == 2
    assert run(desk, "bild").returncode == 2


def test_a_folder_that_cannot_be_written_has_exit_code_6(desk: Desk) -> None:
    (desk.root / "file").write_text("")
    done = run(desk, "build", "good", "--out", "file/below")
    assert done.returncode == 6, done.stderr


def test_html_is_one_page_that_needs_no_other_file(desk: Desk) -> None:
    run(desk, "build", "good", "--html")
    page = (desk.drafts / "good.html").read_text(encoding="utf-8")
    assert "asset:" not in page
    assert "<script" not in page
    assert 'src="http' not in page


def test_a_report_prepared_for_a_client_has_a_file_of_its_own(desk: Desk) -> None:
    clients = desk.reports / "clients"
    clients.mkdir()
    (clients / "ministry.yml").write_text("organisation: Ministry of Example\naccent: '#6b2d73'\n")
    earlier = earlier_file(desk)
    assert run(desk, "build", "good", "--client", "ministry", "--html").returncode == 0
    assert left_behind(desk) == ["good.pdf", "good_for-ministry.html", "good_for-ministry.pdf"]
    assert earlier.read_bytes() == EARLIER
    assert "Prepared for" in (desk.drafts / "good_for-ministry.html").read_text(encoding="utf-8")
    done = run(desk, "build", "good", "--client", "ministy")
    assert done.returncode == 3
    assert "no client 'ministy'; did you mean ministry?" in done.stderr


def test_without_an_as_of_date_today_is_used_and_said(desk: Desk) -> None:
    (desk.reports / "good.yml").write_text(GOOD.replace("as-of: 2022-01-20\n", ""))
    assert "no as-of date: today's is used" in run(desk, "build", "good").stderr


def test_rich_is_not_loaded_in_a_pipe(desk: Desk) -> None:
    code = "import sys, atexit; sys.argv=['x','build','good']; atexit.register(lambda: print('rich' in sys.modules))"
    probe = subprocess.run(
        [sys.executable, "-c", f"{code}; from iria_reports.cli import main; main()"],
        cwd=desk.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert probe.stdout.strip().endswith("False")


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("stage", ["reading", "setting", "printing"])
def test_whatever_ends_a_build_leaves_nothing_half_written(desk: Desk, sent: int, code: int, stage: str) -> None:
    """With -v each stage is told: it is waited for here."""
    earlier = earlier_file(desk)
    scratch = desk.root / "scratch"
    scratch.mkdir()
    # A test run in the background of a shell has been told to ignore Ctrl-C, and would hand that on.
    command = ["env", "--default-signal=INT,TERM,HUP", sys.executable, "-m", "iria_reports", "build", "good", "-v"]
    around = {**os.environ, "TMPDIR": str(scratch)}
    with subprocess.Popen(command, cwd=desk.root, stderr=subprocess.PIPE, text=True, env=around) as child:
        assert child.stderr is not None
        for line in child.stderr:
            if f"good: {stage}" in line:
                break
        time.sleep(0.05)
        child.send_signal(sent)
        assert child.wait(timeout=20) == code
    assert left_behind(desk) == ["good.pdf"]
    assert earlier.read_bytes() == EARLIER
    assert list(scratch.iterdir()) == []


def test_a_theme_that_names_an_address_is_a_fault_with_its_place(desk: Desk) -> None:
    theme = desk.root / "templates" / "mine"
    theme.mkdir(parents=True)
    (theme / "theme.yml").write_text("name: Mine\nbased-on: iria\n")
    (theme / "theme.css.j2").write_text("p { color: red }\nbody { background: url(https://example.org/x.png) }\n")
    (desk.reports / "good.yml").write_text(GOOD + "theme: mine\n")
    done = run(desk, "build", "good")
    assert done.returncode == 3
    assert "templates/mine/theme.css.j2:2:" in done.stderr


def test_every_verb_has_help_with_an_example(desk: Desk) -> None:
    for verb in ("build", "doctor", "schema"):
        assert "Example:" in run(desk, verb, "--help").stdout


def test_the_audiences_of_the_command_line_are_those_of_the_specification() -> None:
    assert COMMAND_LINE_AUDIENCES == AUDIENCES


def test_a_temporary_folder_without_room_is_told_with_the_way_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(map_of_build, "set_galley", full)
    job = map_of_build.Job(desk.spec("good"), desk, Ask(today=date(2022, 3, 1)), desk.drafts)
    with pytest.raises(CannotWrite, match="no room is left in ") as told:
        map_of_build.build(job)
    assert "TMPDIR" in told.value.advice
    assert left_behind(desk) == []
