"""`notify`: whoever has what no longer stands is told once; whoever has not, or was told, is left alone."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from senders import ANN, BOB, EVE, KEY, NUMBER, clock, house, under_embargo
from stray import Port

import iria_reports.send
from iria_reports.archive import opened
from iria_reports.cli import verbs
from iria_reports.deliveries import deliveries
from iria_reports.desk import Desk
from iria_reports.errors import Refused
from iria_reports.issue import Order, issue, prepare
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.register import read_register
from iria_reports.issuing.revising import revision_of
from iria_reports.notify import Notices, plan_notices
from iria_reports.send import Hands, House, drafts, packed
from iria_reports.sending.choosing import Absent, Staying
from iria_reports.sending.ledger import Purpose, Writing, read_ledger, writing
from iria_reports.sending.meanwhile import must_stand
from iria_reports.sending.message import message_name
from iria_reports.sending.reader import Reader
from iria_reports.withdraw import withdraw

GONE, TOLD = Reader(address="gone@example.org"), Reader(address="told@example.org")
TODAY = date(2024, 3, 12)


@pytest.fixture(scope="module")
def revised(port: Port, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The archive of the port with a second version."""
    root = tmp_path_factory.mktemp("revised")
    archive = Archive(shutil.copytree(port.archive.root, root / "issued"))
    desk = Desk(shutil.copytree(port.archive.root.parent / "desk", root / "desk"))
    text = desk.reports / "port.md"
    text.write_text(text.read_text(encoding="utf-8").replace("The port works.", "The port works by day."))
    revision = revision_of(archive, NUMBER, "The port works by day only.")
    ready = prepare(Order(desk.spec("port"), desk, revision.asks(TODAY), revision), root / "scratch")
    issue(ready, archive, clock, accepted="a test")
    return archive


@pytest.fixture
def corrected(port: Port, revised: Archive, tmp_path: Path) -> House:
    return replace(house(port, tmp_path), archive=revised)


@pytest.fixture
def withdrawn(port: Port, tmp_path: Path) -> House:
    archive = Archive(shutil.copytree(port.archive.root, tmp_path / "issued"))
    withdraw(archive, NUMBER, "Its source was forged.", clock)
    return replace(house(port, tmp_path), archive=archive)


def told(
    ledger: Writing, reader: Reader, *states: str, version: int = 1, purpose: Purpose = "report", **more: str
) -> None:
    identity = KEY.id_of(reader.address)
    row = {
        "message": message_name(purpose, NUMBER, version, identity),
        "purpose": purpose,
        "number": NUMBER,
        "version": version,
        "reader": identity,
        "file": f"{NUMBER}_port_v{version}.pdf",
        "sha256": "ab" * 32,
        "state": "queued",
        **more,
    }
    (last,) = ledger.add([row])
    for state in states:
        last = ledger.turn(last, state)  # type: ignore[arg-type]


def plan(ours: House, version: int | None = None) -> Notices:
    return plan_notices(NUMBER, version, ours, clock)


def going(notices: Notices) -> list[str]:
    return [one.reader.address for one in notices.plan.going]


def staying(notices: Notices) -> dict[str, str]:
    return {one.reader.address: one.why for one in notices.plan.staying}


def test_those_who_have_the_version_before_are_sent_the_later_as_a_correction(corrected: House) -> None:
    with writing(corrected.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent")
        told(ledger, BOB, "unknown", "sent", "bounced")
        told(ledger, EVE, "unknown")
    notices = plan(corrected)
    assert going(notices) == [ANN.address, EVE.address]
    ann, eve = notices.plan.going
    assert (ann.purpose, ann.earlier and ann.earlier.version, ann.rendition.file) == (
        "correction",
        1,
        f"{NUMBER}_port_v2.pdf",
    )
    assert ann.message == message_name("correction", NUMBER, 2, KEY.id_of(ANN.address))
    assert eve.told == "may have version 1: uncertain"
    assert notices.plan.gone is None
    why = staying(notices)[BOB.address]
    assert why.startswith("version 1: it came back on ")
    assert f"iria-report deliveries {NUMBER} --settle {BOB.address}=arrived" in why


def test_a_correction_is_of_the_rendition_that_the_reader_has(corrected: House) -> None:
    first, second = opened(corrected.archive).listed
    officials = [next(one for one in version.renditions if one.audience == "officials") for version in (first, second)]
    with writing(corrected.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent", file=officials[0].file, list="topic:energy")
    (ann,) = plan(corrected).plan.going
    assert (ann.rendition, ann.list) == (officials[1], "topic:energy")


def test_whoever_was_told_or_has_the_later_version_is_left_alone(corrected: House) -> None:
    with writing(corrected.folder, clock) as ledger:
        for reader in (ANN, BOB, EVE):
            told(ledger, reader, "unknown", "sent")
        told(ledger, ANN, "unknown", "sent", version=2, purpose="correction")
        told(ledger, BOB, "unknown", version=2)
        told(ledger, EVE, "deferred", version=2)
    notices = plan(corrected)
    assert going(notices) == []
    why = staying(notices)
    assert why[ANN.address].startswith("was told of the correction: has it since")
    assert why[BOB.address].startswith("version 2: uncertain since")
    assert why[EVE.address] == "version 2: it waits to be sent; run `send` again"


def test_deliveries_know_what_no_longer_stands(corrected: House) -> None:
    with writing(corrected.folder, clock) as ledger:
        told(ledger, ANN, "drafted")
        told(ledger, ANN, "drafted", version=2, purpose="correction")
    register = read_register(corrected.archive.register)
    found = deliveries(read_ledger(corrected.folder), register, {}, NUMBER)
    assert [(one.row.version, one.stands) for one in found] == [(1, False), (2, True)]


def test_a_notice_that_was_put_off_goes_on(corrected: House) -> None:
    with writing(corrected.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent")
        told(ledger, ANN, "deferred", version=2, purpose="correction")
    assert going(plan(corrected)) == [ANN.address]


def test_a_reader_who_must_not_be_written_to_is_named_and_one_forgotten_is_counted(corrected: House) -> None:
    ours = replace(corrected, suppressed={KEY.id_of(BOB.address): "asked not to be"})
    with writing(ours.folder, clock) as ledger:
        told(ledger, BOB, "unknown", "sent")
        told(ledger, GONE, "unknown", "sent")
        told(ledger, TOLD, "unknown", "sent")
        told(ledger, TOLD, "unknown", "sent", version=2, purpose="correction")
    notices = plan(ours)
    assert staying(notices) == {BOB.address: "must not be written to: asked not to be"}
    assert notices.plan.absent == (Absent("with version 1", (KEY.id_of(GONE.address),)),)


def test_a_withdrawal_is_told_once_and_encloses_nothing(withdrawn: House, tmp_path: Path) -> None:
    with writing(withdrawn.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent")
        told(ledger, BOB, "drafted")
    notices = plan(withdrawn)
    assert going(notices) == [ANN.address, BOB.address]
    assert {one.purpose for one in notices.plan.going} == {"withdrawal"}
    assert {one.copies for one in notices.plan.going} == {"issued"}  # Bob's client asks for numbered copies
    with packed(notices.plan, withdrawn, clock) as (messages, ledger):
        files = drafts(notices.plan, messages, ledger, tmp_path / "mail", lambda stage: None)
    assert len(files) == 2
    assert "forged" in files[0].read_text(encoding="utf-8")
    assert ["In-Reply-To: " in file.read_text() for file in files] == [True, False]  # a draft has no Message-ID of ours
    assert [row.sha256 for row in read_ledger(withdrawn.folder).about(NUMBER) if row.purpose == "withdrawal"] == [
        "",
        "",
    ]
    again = plan(withdrawn)
    assert going(again) == []
    assert all("a draft was written on" in why for why in staying(again).values())


def test_a_withdrawal_says_no_more_of_what_a_password_protected_than_the_report_s_message(withdrawn: House) -> None:
    ours = replace(withdrawn, clients={"ministry": replace(withdrawn.clients["ministry"], copies="locked")})
    with writing(ours.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent")
        told(ledger, BOB, "unknown", "sent")
    made = plan(ours).plan
    reports = {file: one.model_copy(update={"subtitle": "Cranes turn"}) for file, one in made.dispatch.reports.items()}
    made = replace(made, dispatch=replace(made.dispatch, reports=reports))
    with packed(made, ours, clock) as (messages, _):
        shown = {one.going.reader: one.letter().text for one in messages}
    assert "Cranes turn" in shown[ANN]
    assert "Cranes turn" not in shown[BOB]
    assert all("The port works again" in text for text in shown.values())


def test_the_corrections_that_were_planned_become_messages(corrected: House, tmp_path: Path) -> None:
    with writing(corrected.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent")
        told(ledger, BOB, "unknown", "sent")
    notices = plan(corrected)
    with packed(notices.plan, corrected, clock) as (messages, ledger):
        files = drafts(notices.plan, messages, ledger, tmp_path / "mail", lambda stage: None)
    assert len(files) == 2
    rows = [row for row in read_ledger(corrected.folder).about(NUMBER, 2) if row.purpose == "correction"]
    assert {row.state for row in rows} == {"drafted"}
    assert sum(bool(row.code) for row in rows) == 1


@pytest.mark.parametrize(
    ("state", "why"),
    [("sent", "has it since 2024-03-12"), ("queued", "the report that brings it waits to be sent: run `send` again")],
)
def test_whoever_was_sent_the_later_version_while_it_was_asked_is_not_sent_it_by_the_correction(
    corrected: House, state: str, why: str
) -> None:
    with writing(corrected.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent")
    notices = plan(corrected)
    with writing(corrected.folder, clock) as ledger:
        told(ledger, ANN, state, version=2)
    left_out: list[Staying] = []
    with packed(notices.plan, corrected, clock, Hands(left_out=left_out.append)) as (messages, _):
        assert messages == ()
    assert [one.why[: len(why)] for one in left_out] == [why]


def test_a_version_that_was_superseded_meanwhile_is_not_sent(revised: Archive) -> None:
    must_stand(revised, NUMBER, 2, "report")
    with pytest.raises(Refused, match=f"version 2 of {NUMBER} was issued meanwhile"):
        must_stand(revised, NUMBER, 1, "report")


def test_a_correction_waits_for_the_end_of_its_embargo_and_a_withdrawal_does_not(
    corrected: House, tmp_path: Path
) -> None:
    ours = replace(corrected, archive=under_embargo(corrected.archive, tmp_path, 2))
    with writing(ours.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent")
    with pytest.raises(Refused, match="is under embargo until 2024-03-13"):
        plan(ours)
    assert going(plan_notices(NUMBER, None, ours, clock, dry=True)) == [ANN.address]
    withdraw(ours.archive, NUMBER, "Its source was forged.", clock)
    assert going(plan(ours)) == [ANN.address]


def test_one_version_alone(corrected: House) -> None:
    with writing(corrected.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent")
    assert going(plan(corrected, 1)) == [ANN.address]
    assert going(plan(corrected, 2)) == []


def test_where_there_is_nothing_to_tell_it_is_refused(port: Port, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="stands as it was first issued"):
        plan(house(port, tmp_path))
    with pytest.raises(Refused, match="no report"):
        plan_notices("HOUSE-AN-2024-009", None, house(port, tmp_path), clock)


def test_a_dry_run_says_who_and_writes_nothing(withdrawn: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(withdrawn.folder, clock) as ledger:
        told(ledger, ANN, "unknown", "sent")
        told(ledger, GONE, "unknown", "sent")
    before = withdrawn.folder.ledger.read_bytes()
    monkeypatch.chdir(withdrawn.desk.root)
    monkeypatch.setattr(iria_reports.send, "house_of", lambda desk, archive: withdrawn, raising=False)
    done = CliRunner().invoke(verbs, ["notify", NUMBER, "--dry-run"])
    assert done.exit_code == 0, done.output
    assert ANN.address in done.stdout
    assert f"notice of withdrawal: {NUMBER}, it is withdrawn" in done.stderr
    gone = KEY.id_of(GONE.address)[:8]
    assert f"1 reader with version 1, but not in readers.csv: {gone} (not sent)" in done.stderr
    assert "1 reader; 1 not" in done.stderr
    assert "nothing was sent" in done.stderr
    assert withdrawn.folder.ledger.read_bytes() == before
