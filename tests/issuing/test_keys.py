"""Keys: made, opened, replaced, lost; and that their password is written nowhere."""

import subprocess
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from click.testing import CliRunner
from desk import clock
from keyring.backend import KeyringBackend
from signing import NAME, PASSWORD, known, seal_of, signing_desk, with_key

from iria_reports.cli import signing, verbs
from iria_reports.cli.outcome import ending
from iria_reports.desk import Desk
from iria_reports.errors import ArchiveDamaged, InputFaults, MachineNotReady, Refused
from iria_reports.issuing.archive import Archive
from iria_reports.keys import house_of, kept, new, opened, rotate
from iria_reports.writing.settings import load_settings

NOON = clock()()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return signing_desk(tmp_path / "desk")


@pytest.fixture
def archive(desk: Desk) -> Archive:
    return Archive(desk.root / "output" / "issued")


def test_a_new_key_is_its_owners_alone_and_never_written_over(desk: Desk, archive: Archive) -> None:
    made = with_key(desk, archive)
    file = house_of(desk).file
    assert file.stat().st_mode & 0o777 == 0o600
    assert (made.name, made.issuer, made.ends - made.begins > timedelta(days=5 * 365)) == (NAME, NAME, True)
    assert (archive.keys / f"{made.fingerprint}.pem").read_bytes() == made.pem
    content = file.read_bytes()
    with pytest.raises(Refused, match="is there already and is not overwritten"):
        new(desk, archive, lambda house: "another", NOON)
    assert file.read_bytes() == content


def test_openssl_reads_the_key_file(desk: Desk, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with_key(desk, archive)
    monkeypatch.setenv("HOUSE_KEY", PASSWORD)
    command = ["openssl", "pkcs12", "-in", house_of(desk).file, "-passin", "env:HOUSE_KEY", "-nokeys", "-info"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "AES-256-CBC" in told.stderr
    assert NAME in told.stdout


def test_a_key_in_a_repository_is_refused(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    desk = signing_desk(tmp_path / "desk")
    with pytest.raises(Refused, match="lies in a repository"):
        house_of(desk)
    (tmp_path / ".gitignore").write_text("keys/\n")
    assert house_of(desk).file.name == "house.p12"


def test_what_cannot_be_opened(desk: Desk, archive: Archive) -> None:
    with pytest.raises(Refused, match="is not there") as lost:
        seal_of(desk)
    assert "docs/signatures.md" in lost.value.advice
    with_key(desk, archive)
    with pytest.raises(Refused, match="the password does not open") as wrong:
        opened(desk, lambda house: "not it, 4711", NOON)
    assert "4711" not in f"{wrong.value} {wrong.value.advice}"
    assert wrong.value.__cause__ is None
    with pytest.raises(Refused, match=r"ended on 2029-03-10"):
        opened(desk, known, NOON + timedelta(days=6 * 365))
    with pytest.raises(Refused, match=r"begins on 2024-03-11"):
        opened(desk, known, NOON - timedelta(days=1))
    desk.settings.write_text(desk.settings.read_text() + "  certificate: Another House\n")
    with pytest.raises(Refused, match=r"made out to International .*, and desk.yml names Another House"):
        seal_of(desk)
    house_of(desk).file.write_bytes(b"nothing of the kind")
    with pytest.raises(Refused, match="or it is no PKCS#12 file"):
        seal_of(desk)


def test_a_key_is_replaced_and_a_forgotten_password_with_it(desk: Desk, archive: Archive) -> None:
    first = with_key(desk, archive)
    file = house_of(desk).file
    with pytest.raises(Refused, match="does not open"):
        rotate(desk, archive, lambda house: "another", NOON)
    second, aside = rotate(desk, archive, known, NOON)
    assert aside.name == f"house-until-20240311-{first.fingerprint[:8]}.p12"
    third, _ = rotate(desk, archive, lambda house: "another", NOON, forgotten=True)
    assert opened(desk, lambda house: "another", NOON).fingerprint == third.fingerprint
    assert file.stat().st_mode & 0o777 == 0o600
    assert {one.certificate.fingerprint for one in kept(archive)} == {one.fingerprint for one in (first, second, third)}
    assert len(list(file.parent.iterdir())) == 3


def test_a_spoilt_certificate_is_told(desk: Desk, archive: Archive) -> None:
    made = with_key(desk, archive)
    (archive.keys / f"{made.fingerprint}.pem").write_bytes(b"nothing of the kind")
    with pytest.raises(ArchiveDamaged, match="is no certificate"):
        kept(archive)


def test_an_unset_variable_is_told_without_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be the password."""
    desk = signing_desk(tmp_path / "desk", "password-variable: HUNTER2")
    monkeypatch.chdir(desk.root)
    told = CliRunner().invoke(verbs, ["keys", "new"]).exception
    assert isinstance(told, Refused)
    assert "is not set" in str(told)
    assert "HUNTER2" not in f"{told} {told.advice}"


def test_there_is_nothing_to_replace(desk: Desk, archive: Archive) -> None:
    with pytest.raises(Refused, match="is not there") as refused:
        rotate(desk, archive, known, NOON, forgotten=True)
    assert "keys new" in refused.value.advice
    assert not house_of(desk).file.parent.exists()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("password: hunter2", "holds a password, and the archive keeps this file"),
        ("pin: hunter2", "holds a password"),
        ("password-variable: hunter2", "takes the name of an environment variable in capitals"),
        ("visible: yes", "breaks PDF/A and PDF/UA"),
        ("time-stamp: me:hunter2@clock", "is not written as expected"),
    ],
)
def test_what_desk_yml_may_not_hold(tmp_path: Path, line: str, message: str) -> None:
    desk = signing_desk(tmp_path / "desk", line)
    _, faults = load_settings(desk)
    told = "\n".join(map(str, faults))
    assert message in told
    assert "desk.yml:" in told
    if "password" in line or "pin" in line:
        assert "hunter2" not in told
    with pytest.raises(InputFaults):
        house_of(desk)


def test_a_machine_without_the_library_is_told_how_to_get_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk.root)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for words in (["keys", "show"], ["issue", "port", "--yes"]):
        code = ending(lambda words=words: verbs.main(words, standalone_mode=False))
        assert code == MachineNotReady.exit_code
        assert "--inexact --extra signing" in capsys.readouterr().err


def test_the_password_is_written_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verbs one after the other, by the variable that desk.yml names; one fails with --debug."""
    desk = signing_desk(tmp_path / "desk", "password-variable: HOUSE_KEY", "time-stamp: http://127.0.0.1:9/")
    monkeypatch.chdir(desk.root)
    monkeypatch.setenv("HOUSE_KEY", PASSWORD)
    run = CliRunner()
    told = [run.invoke(verbs, words.split()) for words in ("keys new", "keys show", "keys rotate", "keys show")]
    assert [one.exit_code for one in told] == [0] * 4, told[0].output
    done = run.invoke(verbs, ["issue", "port", "--yes", "--accept", "a test", "--debug"])
    assert isinstance(done.exception, Refused)
    desk.settings.write_text(desk.settings.read_text().replace("  time-stamp: http://127.0.0.1:9/\n", ""))
    done = run.invoke(verbs, ["issue", "port", "--yes", "--accept", "a test"])
    assert done.exit_code == 0, done.output
    assert f"signed by {NAME}, beside the files" in done.output
    shown = run.invoke(verbs, ["keys", "show"]).output
    assert "-001, version 1" in shown
    assert PASSWORD not in "".join(one.output for one in (*told, done))
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) > 20
    assert [file for file in files if PASSWORD.encode() in file.read_bytes()] == []


def test_a_key_without_a_terminal_or_a_variable_is_not_asked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.root)
    told = CliRunner().invoke(verbs, ["keys", "new"]).output
    assert "there is no terminal to ask on" in told
    assert "password-variable" in told
    assert not house_of(desk).file.exists()


def test_the_same_by_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is the real one; where a desktop keeps its secrets stands a drawer of the test's own."""
    drawer: dict[tuple[str, str], str] = {}

    class Drawer(KeyringBackend):
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            return drawer.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            drawer[service, username] = password

    before = keyring.get_keyring()
    keyring.set_keyring(Drawer())
    try:
        desk = signing_desk(tmp_path / "desk", "keyring: yes")
        with_key(desk, Archive(desk.root / "output" / "issued"))
        monkeypatch.chdir(desk.root)
        lacks = CliRunner().invoke(verbs, ["keys", "rotate"])
        account = str(house_of(desk).file)
        assert isinstance(lacks.exception, Refused)
        assert lacks.exception.advice.endswith(f"-m keyring set iria-report {account}")
        keyring.set_password("iria-report", account, PASSWORD)
        done = CliRunner().invoke(verbs, ["keys", "rotate"])
        assert done.exit_code == 0, done.output
    finally:
        keyring.set_keyring(before)


def test_a_dry_run_opens_the_key_where_nobody_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = signing_desk(tmp_path / "desk", "password-variable: HOUSE_KEY")
    with pytest.raises(Refused, match="is not there"):
        signing.seal_of(desk, NOON, ask=False)
    with_key(desk, Archive(tmp_path / "issued"))
    monkeypatch.setenv("HOUSE_KEY", "wrong")
    with pytest.raises(Refused, match="password does not open"):
        signing.seal_of(desk, NOON, ask=False)
    monkeypatch.setenv("HOUSE_KEY", PASSWORD)
    opened_now = signing.seal_of(desk, NOON, ask=False)
    assert opened_now is not None
    assert opened_now.name == NAME


def test_a_dry_run_asks_nobody_and_still_misses_a_key_that_is_gone(desk: Desk, archive: Archive) -> None:
    with pytest.raises(Refused, match="is not there"):
        signing.seal_of(desk, NOON, ask=False)
    with_key(desk, archive)
    assert signing.seal_of(desk, NOON, ask=False) is None
