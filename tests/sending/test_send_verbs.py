"""`send` and `notify` as an analyst types them: from an empty list of readers to mail that a server took."""

import email
import email.policy
import hashlib
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mail_servers import Behaviour, nap, plain
from stray import NUMBER, Port

from iria_reports.cli import verbs
from iria_reports.cli.outcome import ending
from iria_reports.cli.send import Answers
from iria_reports.desk import find_desk
from iria_reports.send import house_of
from iria_reports.sending.choosing import ClientTerms
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.lists import read_lists
from iria_reports.sending.mail_server import MailServer
from iria_reports.sending.readers import read_key

Run = Callable[..., Result]


@pytest.fixture
def run(port: Port, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Types a verb in a copy of the desk; `exit_code` is the one of the program."""
    shutil.copytree(port.archive.root.parent, tmp_path / "port", symlinks=True)
    desk = tmp_path / "port" / "desk"
    with (desk / "desk.yml").open("a") as file:
        file.write("archive: ../issued\nmail: {sender: reports@example.org}\n")
    monkeypatch.chdir(desk)
    runner = CliRunner()

    def typed(*words: str) -> Result:
        result = runner.invoke(verbs, words, standalone_mode=False)
        if result.exception:
            error = result.exception

            def again() -> None:
                raise error

            with runner.isolation() as streams:
                result.exit_code = ending(again)
                result.output_bytes = streams[0].getvalue() + streams[1].getvalue()
        else:
            result.exit_code = result.return_value or 0
        return result

    return typed


def add_readers(run: Run) -> None:
    assert run("readers", "add", "jane@example.org", "--name", "Jane Example", "--list", "topic:ports").exit_code == 0
    assert run("readers", "add", "bob@example.org", "--list", "topic:ports").exit_code == 0


def name_server(server: MailServer) -> None:
    """Put it into desk.yml."""
    mail = f"sender: reports@example.org, host: {server.host}, port: {server.port}, security: none, per-minute: 6000"
    text = Path("desk.yml").read_text()
    Path("desk.yml").write_text(text.replace("sender: reports@example.org", mail))


def test_a_list_is_sent_drafts_and_the_desk_knows_it(run: Run) -> None:
    add_readers(run)
    dry = run("send", NUMBER, "--to", "topic:ports", "--dry-run")
    assert dry.exit_code == 0
    assert "jane@example.org  Jane Example" in dry.output
    assert not Path("output/mail").exists()
    assert run("send", NUMBER, "--to", "topic:ports").exit_code == 0
    assert sorted(file.name.partition("_")[0] for file in Path("output/mail").rglob("*.eml")) == [
        "bob-example-org",
        "jane-example",
    ]
    again = run("send", NUMBER, "--to", "topic:ports")
    assert "a draft was written on" in again.output
    assert "nobody is left to write to" in again.output
    assert "draft (2)" in run("deliveries", NUMBER).output
    draft = next(Path("output/mail").rglob("bob-*.eml"))
    assert "no longer stands" not in run("deliveries", NUMBER).output
    draft.rename(draft.with_suffix(".new"))  # as a run leaves it that died before the last step
    assert "1 draft\n" in run("send", NUMBER, "--to", "topic:ports").output
    assert draft.is_file()
    assert run("withdraw", NUMBER, "--reason", "Its source was forged.", "--yes").exit_code == 0
    assert run("deliveries", NUMBER).output.count("not to be sent any more; throw the draft away") == 2


def test_a_reader_who_is_named_twice_gets_one_draft_and_the_dry_run_says_why_no_second(run: Run) -> None:
    add_readers(run)
    twice = ("send", NUMBER, "--to", "topic:ports", "--to", "JANE@example.org", "--to", "jane@example.org")
    dry = run(*twice, "--dry-run").output
    (jane,) = (line for line in dry.splitlines() if line.startswith("jane@example.org"))
    assert jane.endswith("once, though topic:ports named them too")
    assert "2 readers; 0 not" in dry
    assert "2 drafts" in run(*twice).output


def test_members_of_a_list_without_a_line_in_readers_csv_are_counted_with_the_next_step(run: Run) -> None:
    add_readers(run)
    file = Path("output/readers/readers.csv")
    file.write_text(file.read_text(encoding="utf-8-sig").replace("jane@example.org", "jane.new@example.org"))
    (left,) = set(read_lists(ReadersFolder(file.parent)).members()["topic:ports"]) - {
        read_key(ReadersFolder(file.parent)).id_of("bob@example.org")
    }
    dry = run("send", NUMBER, "--to", "topic:ports", "--dry-run")
    assert f"1 reader on topic:ports, but not in readers.csv: {left[:8]} (not sent)" in dry.output
    assert "iria-report readers add ADDRESS --list topic:ports" in dry.output
    assert "1 reader; 1 not" in dry.output
    assert run("readers", "add", "jane.new@example.org", "--list", "topic:ports").exit_code == 0
    assert run("readers", "unsubscribe", "jane@example.org", "topic:ports").exit_code == 0
    assert "2 readers; 0 not" in run("send", NUMBER, "--to", "topic:ports", "--dry-run").output


@pytest.mark.parametrize(
    ("secret", "why"),
    [
        (
            "",
            "the environment variable that is named in reports/clients/bank.yml, under `password-variable:` is not set",
        ),
        ("seven77", "the password of the copies for Example Bank has fewer than 8 characters"),
    ],
)
def test_a_client_s_missing_password_keeps_its_own_readers_waiting_and_nobody_else(
    run: Run, monkeypatch: pytest.MonkeyPatch, secret: str, why: str
) -> None:
    Path("reports/clients").mkdir()
    bank = "organisation: Example Bank\ncopies: locked\npassword-variable: BANK_PASSWORD\n"
    Path("reports/clients/bank.yml").write_text(bank)
    add_readers(run)
    assert run("readers", "add", "max@example.org", "--client", "bank", "--list", "topic:ports").exit_code == 0
    monkeypatch.setenv("BANK_PASSWORD", secret)
    dry = run("send", NUMBER, "--to", "topic:ports", "--dry-run")
    assert f"max@example.org: {why}" in dry.output
    assert "2 readers; 1 not" in dry.output
    done = run("send", NUMBER, "--to", "topic:ports", "--quiet")
    assert (done.exit_code, len(list(Path("output/mail").rglob("*.eml")))) == (30, 2)
    assert f"max@example.org: {why}" in done.output
    monkeypatch.setenv("BANK_PASSWORD", "correct horse battery")
    assert run("send", NUMBER, "--to", "topic:ports").exit_code == 0
    assert len(list(Path("output/mail").rglob("*.eml"))) == 3


def test_drafts_that_wait_for_whoever_leaves_are_named(run: Run) -> None:
    add_readers(run)
    assert run("send", NUMBER, "--to", "topic:ports").exit_code == 0
    left = run("readers", "unsubscribe", "bob@example.org", "topic:ports").output
    assert re.search(rf"output/mail/{NUMBER}_v1/bob-example-org_\w{{8}}\.eml: a draft to them, not to be sent", left)
    assert "jane" not in left
    gone = run("readers", "suppress", "jane@example.org", "--reason", "Asked for no more mail.").output
    assert re.search(rf"output/mail/{NUMBER}_v1/jane-example_\w{{8}}\.eml: a draft to them, not to be sent", gone)
    assert "--settle jane@example.org=lost" in gone


def test_messages_are_sent_once_and_carry_the_issued_bytes(run: Run, port: Port) -> None:
    add_readers(run)
    behaviour = Behaviour()
    with plain(behaviour) as server:
        name_server(server)
        sent = run("send", NUMBER, "--to", "topic:ports", "--smtp", "--yes")
        assert (sent.exit_code, "2 messages sent" in sent.output) == (0, True)
        quiet = run("send", NUMBER, "--to", "topic:ports", "--smtp", "--yes", "--quiet")
        assert (quiet.exit_code, quiet.output) == (0, "")
        assert sorted(reader for reader, _ in behaviour.taken.messages) == ["bob@example.org", "jane@example.org"]
        for content in behaviour.taken.contents:
            message = email.message_from_bytes(content, policy=email.policy.default)
            (part,) = message.iter_attachments()
            assert part.get_content() == port.issued
        assert run("withdraw", NUMBER, "--reason", "Its main source was forged.", "--yes").exit_code == 0
        assert run("send", NUMBER, "--to", "topic:ports", "--smtp", "--yes").exit_code == 9
        told = run("notify", NUMBER, "--smtp", "--yes", "--quiet")
        assert (told.exit_code, told.output) == (0, "")
        assert len(behaviour.taken.messages) == 4
        assert "nobody is left" in run("notify", NUMBER, "--smtp", "--yes").output
    sha256 = hashlib.sha256(port.issued).hexdigest()
    assert sha256 in run("archive", "sent", "--to", "jane@example.org").output


def test_quiet_says_nothing_but_faults(run: Run) -> None:
    add_readers(run)
    quiet = ("send", NUMBER, "--to", "topic:ports", "--quiet")
    assert Answers(smtp=True, dry_run=False, yes=False, quiet=True).tells_plan, "it is asked about"
    assert [run(*quiet, *more).output for more in (("--dry-run",), (), ())] == [""] * 3
    assert len(list(Path("output/mail").rglob("*.eml"))) == 2
    file = Path("output/readers/readers.csv")
    file.write_text(file.read_text(encoding="utf-8-sig").replace("jane@", "jane.new@"))
    assert run(*quiet).output.startswith("1 reader on topic:ports, but not in readers.csv: ")


def test_what_a_client_agreed_to_is_what_its_file_says(run: Run, port: Port) -> None:
    add_readers(run)
    agreed = "audience: officials\nlanguage: fr\nhighest-mark: TLP:AMBER\nterms: Not for the press.\ncopies: locked\n"
    Path("reports/clients").mkdir()
    Path("reports/clients/ministry.yml").write_text(
        f"organisation: Ministry of Example\n{agreed}keyring: yes\npassword-variable: MINISTRY_COPIES\n"
    )
    Path("reports/clients/bank.yml").write_text("organisation: Bank of Example\n")
    assert house_of(find_desk(Path.cwd()), port.archive).clients == {
        "bank": ClientTerms("bank", "Bank of Example"),
        "ministry": ClientTerms(
            "ministry",
            "Ministry of Example",
            audience="officials",
            language="fr",
            highest_mark="TLP:AMBER",
            terms="Not for the press.",
            copies="locked",
            keyring=True,
            password_variable="MINISTRY_COPIES",
        ),
    }


def test_a_server_that_refuses_one_reader_is_told_and_the_exit_code_says_that_not_all_is_sent(run: Run) -> None:
    add_readers(run)

    class NotBob(Behaviour):
        async def rcpt(self, address: str, server: object) -> str:
            return "550 5.1.1 no bob@example.org here" if address.startswith("bob") else "250 OK"

    with plain(NotBob()) as server:
        name_server(server)
        sent = run("send", NUMBER, "--to", "topic:ports", "--smtp", "--yes", "--quiet")
    assert sent.exit_code == 30
    assert sent.output == "bob@example.org: refused: 550 5.1.1 no <address> here\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_whoever_ends_it_while_a_message_is_handed_over_is_told_that_it_may_have_gone(
    run: Run, number: signal.Signals, code: int
) -> None:
    add_readers(run)
    to = ("--to", "jane@example.org", "--to", "bob@example.org")
    assert run("send", NUMBER, *to).exit_code == 0
    held = threading.Event()

    class Holds(Behaviour):
        async def data(self, server: object) -> str:
            if self.taken.messages:
                held.set()
                await nap(60)
            return "250 Ok"

    with plain(Holds()) as server:
        name_server(server)
        words = [sys.executable, "-m", "iria_reports", "send", NUMBER, *to, "--again", "--smtp", "--yes"]
        sending = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
        assert held.wait(60)
        for patience in (3, 60):  # the first Ctrl-C asks it to end after this message, the second ends it
            sending.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                sending.wait(patience)
        _, said = sending.communicate()
    assert sending.returncode == code, said
    assert said.splitlines()[-1] == (
        f"iria-report: stopped; 1 message may have gone or not: see iria-report deliveries {NUMBER}"
    )
    assert [file.name.partition("_")[0] for file in Path("output/mail").rglob("*.eml")] == ["bob-example-org"]
    told = run("deliveries", NUMBER).output
    assert (told.index("uncertain (1)") < told.index("bob@") < told.index("sent (1)"), "draft (" in told) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("port", "--to", "jane@example.org"), 9, "drafts are not sent"),
        (("HOUSE-AN-2024-009", "--to", "jane@example.org"), 9, "no report HOUSE-AN-2024-009"),
        ((NUMBER, "--to", "topic:prots"), 9, "did you mean topic:ports?"),
        ((NUMBER, "--to", "new@example.org"), 9, "iria-report readers add new@example.org"),
        ((NUMBER, "--to", "jane@example"), 9, "is no address"),
        ((NUMBER, "--to", "topic:ports", "--smtp", "--yes"), 9, "names no mail server"),
        ((NUMBER,), 2, "Missing option '--to'"),
    ],
)
def test_mistakes_are_told_with_the_next_step(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    add_readers(run)
    failed = run("send", *words)
    assert (failed.exit_code, said in failed.output) == (code, True), failed.output
    assert not Path("output/readers/ledger.jsonl").exists()
