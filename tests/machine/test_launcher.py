"""The launcher, with everything around it play-acted: nothing is installed and no network is used."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.machine.checkout import LAUNCHER, Checkout, make_checkout

HOST = os.uname().nodename


@pytest.fixture
def bare(tmp_path: Path) -> Checkout:
    """No uv, no Python, no rights."""
    return make_checkout(tmp_path, uv=False)


@pytest.fixture
def desk(tmp_path: Path) -> Checkout:
    """uv is there; nothing was set up."""
    return make_checkout(tmp_path, uv=True)


def nobody(tmp_path: Path) -> int:
    """The id of a process that has ended."""
    ended = subprocess.Popen(["sh", "-c", ":"], cwd=tmp_path)
    ended.wait()
    return ended.pid


# --- every later run ---


@pytest.mark.parametrize("shell", [name for name in ("sh", "dash", "bash", "busybox") if shutil.which(name)])
def test_it_is_valid_for_every_shell_here(shell: str) -> None:
    command = ["busybox", "sh"] if shell == "busybox" else [shell]
    subprocess.run([*command, "-n", str(LAUNCHER)], check=True)


def test_it_may_be_executed() -> None:
    assert os.access(LAUNCHER, os.X_OK)


def test_once_set_up_it_hands_every_word_over_and_says_nothing(desk: Checkout) -> None:
    desk.set_up()
    done = desk.run("build", "a report.yml", "--as-of", "2022-01-20", "")
    assert done.stdout.startswith("python -I -m iria_reports build a report.yml --as-of 2022-01-20  ")
    assert (done.stderr, done.returncode) == ("", 0)


def test_once_set_up_it_needs_no_other_program(desk: Checkout) -> None:
    desk.set_up()
    done = desk.run("doctor", PATH="/nowhere")
    assert (done.stderr, done.returncode) == ("", 0)


def test_the_tests_set_up_serves_ordinary_verbs_too(desk: Checkout) -> None:
    desk.set_up("dev")
    assert desk.run("build").returncode == 0
    assert desk.asked() == []


def test_the_programs_exit_code_is_the_launchers(desk: Checkout) -> None:
    desk.act("stand-in", "exit 3")
    desk.set_up()
    assert desk.run("build").returncode == 3


def test_another_pythons_settings_do_not_reach_this_one(desk: Checkout) -> None:
    desk.set_up()
    told = desk.run(PYTHONPATH="/tmp", PYTHONHOME="/nowhere", PYTHONDONTWRITEBYTECODE="1").stdout
    assert "PYTHONPATH=unset PYTHONHOME=unset" in told
    assert "PYTHONDONTWRITEBYTECODE=unset" in told


@pytest.mark.parametrize("way", ["absolute link", "relative link", "link to a link", "linked folder", "PATH", "sh"])
def test_it_finds_its_folder_however_it_is_started(desk: Checkout, tmp_path: Path, way: str) -> None:
    desk.set_up()
    links = tmp_path / "links"
    links.mkdir()
    (links / "absolute").symlink_to(desk.root / "iria-report")
    (links / "relative").symlink_to(Path("..") / desk.root.name / "iria-report")
    (links / "second").symlink_to("relative")
    (tmp_path / "folder").symlink_to(desk.root)
    (desk.bin / "iria-report").symlink_to(desk.root / "iria-report")
    command, cwd = {
        "absolute link": ([str(links / "absolute")], tmp_path),
        "relative link": (["./relative"], links),
        "link to a link": (["links/second"], tmp_path),
        "linked folder": (["folder/iria-report"], tmp_path),
        "PATH": (["sh", "-c", "iria-report"], tmp_path),
        "sh": (["sh", "iria-report"], desk.root),
    }[way]
    done = subprocess.run(command, cwd=cwd, env=desk.environment(), capture_output=True, text=True, check=False)
    assert (done.stdout[:25], done.stderr) == ("python -I -m iria_reports", "")
    assert desk.asked() == []


# --- the first run ---


def test_the_first_run_installs_what_is_locked_and_runs(desk: Checkout) -> None:
    done = desk.run("build", "x.yml")
    assert done.stdout.startswith("python -I -m iria_reports build x.yml")
    assert "sync" in desk.asked()[0]
    assert "--frozen --compile-bytecode --no-dev --inexact" in desk.asked()[0]
    assert desk.stamp("run").read_text().strip() == str(desk.root)
    assert not desk.stamp("dev").exists()
    assert all(line.startswith("iria-report: ") for line in done.stderr.splitlines())
    assert desk.run("build").stderr == ""


def test_a_newer_lock_file_is_installed_and_only_once(desk: Checkout) -> None:
    desk.run("build")
    ahead = time.time() + 3600  # a clock that is wrong must not make every later run install again
    os.utime(desk.root / "uv.lock", (ahead, ahead))
    assert "bringing this checkout up to date" in desk.run("build").stderr
    desk.run("build")
    assert len(desk.asked()) == 2


def test_a_copied_checkout_is_set_up_again(desk: Checkout, tmp_path: Path) -> None:
    desk.run("build")
    shutil.copytree(desk.root, tmp_path / "copy")
    copy = Checkout(tmp_path / "copy", desk.bin, desk.log)
    assert copy.run("build").returncode == 0
    assert f"--project {copy.root}" in desk.asked()[1]


def test_a_vanished_python_is_set_up_again(desk: Checkout) -> None:
    desk.run("build")
    (desk.root / ".venv" / "bin" / "python").unlink()
    assert desk.run("build").returncode == 0


def test_without_a_home_the_downloads_are_kept_in_the_checkout(desk: Checkout) -> None:
    desk.run("build")
    assert f"cache={desk.root}/.tools/cache" in desk.asked()[0]


def test_with_a_home_they_are_kept_where_uv_keeps_them(desk: Checkout, tmp_path: Path) -> None:
    desk.run("build", HOME=str(tmp_path))
    assert desk.asked()[0].endswith("cache=")


def test_behind_a_proxy_that_reads_tls_the_systems_certificates_are_used(desk: Checkout, tmp_path: Path) -> None:
    certificates = tmp_path / "proxy.pem"
    certificates.write_text("a certificate")
    desk.run("build", SSL_CERT_FILE=str(certificates))
    assert "certs=1" in desk.asked()[0]


# --- what goes wrong in it ---


def test_an_account_without_rights_is_told_what_to_ask_for(bare: Checkout) -> None:
    done = bare.run("build")
    assert done.returncode == 4
    assert (
        "next: ask an administrator to run:  apt-get install -y --no-install-recommends "
        "libpangoft2-1.0-0 libharfbuzz-subset0 ca-certificates python3 python3-venv" in done.stderr
    )
    assert "apt-get was called" not in done.stderr


@pytest.mark.parametrize("manager", ["dnf", "pacman", "zypper", "apk"])
def test_other_systems_get_a_line_of_their_own(bare: Checkout, manager: str) -> None:
    (bare.bin / "apt-get").unlink()
    bare.act(manager, "exit 1")
    done = bare.run("build")
    assert done.returncode == 4
    assert f"ask an administrator to run:  {manager} " in done.stderr


def test_an_unknown_system_is_told_what_it_lacks(bare: Checkout) -> None:
    (bare.bin / "apt-get").unlink()
    done = bare.run("build")
    assert done.returncode == 4
    assert "install Pango 1.44 or later" in done.stderr


def test_a_uv_too_old_for_the_lock_file_is_passed_over(bare: Checkout) -> None:
    bare.act("uv", "echo 'uv 0.4.30'")
    assert "python3-venv" in bare.run("build").stderr


def test_no_network_is_said_plainly_and_the_next_run_lays_everything_anew(desk: Checkout) -> None:
    done = desk.run("build", FAIL="1")
    assert done.returncode == 4
    assert "error: no route to anywhere" in done.stderr
    assert "is there a network?" in done.stderr
    assert not desk.stamp("run").exists()
    assert desk.run("build").returncode == 0
    assert "--reinstall" in desk.asked()[1]
    assert not (desk.root / ".tools" / "begun").exists()
    assert not (desk.root / ".tools" / "lock").exists()


def test_a_killed_set_ups_lock_is_taken_over(desk: Checkout, tmp_path: Path) -> None:
    lock = desk.root / ".tools" / "lock"
    lock.mkdir(parents=True)
    (lock / "owner").write_text(f"{nobody(tmp_path)} {HOST}\n")
    assert desk.run("build").returncode == 0
    assert not lock.exists()


def test_ctrl_c_leaves_nothing_that_looks_finished(desk: Checkout) -> None:
    # A test run in the background of a shell has been told to ignore Ctrl-C, and would hand that on.
    command = ["env", "--default-signal=INT", str(desk.root / "iria-report"), "build"]
    started = subprocess.Popen(
        command, env=desk.environment(SLEEP="20"), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        wait_for_sleep(started.pid)
        os.killpg(started.pid, signal.SIGINT)
        _, told = started.communicate(timeout=10)
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
            started.communicate()
    assert started.returncode == 130
    assert "interrupted; run it again to finish" in told
    assert not desk.stamp("run").exists()
    assert desk.run("build").returncode == 0
    assert "--reinstall" in desk.asked()[1]


def wait_for_sleep(group: int) -> None:
    """Until the play-acted uv sleeps; before that, dash loses a signal that comes while it starts a program (vfork)."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if ("sleep", str(group)) in {named_in_group(stat) for stat in Path("/proc").glob("[0-9]*/stat")}:
            return
        time.sleep(0.02)
    raise AssertionError("the play-acted uv never began to sleep")


def named_in_group(stat: Path) -> tuple[str, str]:
    """A process's name and process group, from /proc (proc(5): pid (comm) state ppid pgrp ...)."""
    try:
        name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
    except OSError:  # it has ended meanwhile
        return "", ""
    return name, rest.split()[2]


def test_where_only_the_launcher_is_killed_the_next_run_waits_for_its_set_up(desk: Checkout) -> None:
    command = [str(desk.root / "iria-report"), "build"]
    started = subprocess.Popen(command, env=desk.environment(SLEEP="2"), stderr=subprocess.DEVNULL)
    while not desk.asked():
        time.sleep(0.02)
    started.kill()
    started.wait()
    done = desk.run("build")
    assert done.returncode == 0
    assert "another set-up of this folder is under way" in done.stderr
    assert len(desk.asked()) == 1


def test_an_environment_cut_off_at_its_start_is_made_anew(desk: Checkout) -> None:
    (desk.root / ".venv").mkdir()
    (desk.root / ".venv" / "half").touch()
    assert desk.run("build").returncode == 0
    assert not (desk.root / ".venv" / "half").exists()


def test_two_at_once_install_once(desk: Checkout) -> None:
    command = [str(desk.root / "iria-report"), "build"]
    both = [subprocess.Popen(command, env=desk.environment(SLEEP="1"), stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(timeout=30) for one in both] == [0, 0]
    assert len(desk.asked()) == 1


# --- the tests' own set-up ---


def test_the_tests_get_the_dev_group_and_two_workers(desk: Checkout) -> None:
    done = desk.run("test", "-k", "a word")
    assert "--all-groups" in desk.asked()[0]
    assert done.stdout.startswith("python -E -s -m pytest -n 2 --dist worksteal -k a word")
    assert desk.stamp("dev").exists()


def test_an_ordinary_verb_never_takes_the_dev_group_away(desk: Checkout) -> None:
    desk.run("test")
    os.utime(desk.root / "uv.lock")
    os.utime(desk.stamp("dev"), (2, 2))
    os.utime(desk.stamp("run"), (2, 2))
    desk.run("build")
    assert ["--all-groups" in line for line in desk.asked()] == [True, True]


def test_missing_test_tools_are_named_and_the_tests_go_on(desk: Checkout) -> None:
    done = desk.run("test")
    assert done.returncode == 0
    missing = next(line for line in done.stderr.splitlines() if "will be skipped" in line)
    assert {"java", "pdfinfo", "qpdf", "mutool", "gs", "strace", "openssl", "softhsm2-util", "chromium"} <= set(
        missing.split()
    )
    assert "ask an administrator to run:  apt-get install" in done.stderr


def test_with_every_test_tool_there_nothing_is_said_of_them(desk: Checkout) -> None:
    for tool in ("java", "pdfinfo", "qpdf", "mutool", "gs", "strace", "openssl", "softhsm2-util", "chromium"):
        desk.act(tool, "exit 0")
    done = desk.run("test")
    unsaid = ["java", "pdfinfo", "qpdf", "mutool", "gs", "strace", "openssl", "softhsm2-util", "chromium"]
    assert not any(tool in line.split() for line in done.stderr.splitlines() for tool in unsaid)
