"""`send` from a number to drafts on the disk: what is in them is what was issued, and the ledger says so."""

import email
import email.policy
import hashlib
import os
import shutil
import tempfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from mail_servers import Behaviour, plain
from senders import ANN, BOB, EVE, KEY, MAIL, NUMBER, clock, house, under_embargo
from stray import Port

from iria_reports.errors import ArchiveDamaged, Refused
from iria_reports.issuing.archive import Archive
from iria_reports.send import Hands, House, Order, Plan, drafts, packed, plan, posted, server_of
from iria_reports.sending.choosing import Staying
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.ledger import State, read_ledger, writing
from iria_reports.sending.lists import Said, add_to_lists
from iria_reports.sending.mail_server import MailServer
from iria_reports.sending.message import message_name
from iria_reports.sending.reader import Reader
from iria_reports.sending.readers import write_readers
from iria_reports.withdraw import withdraw


def write(plan: Plan, house: House, folder: Path) -> tuple[Path, ...]:
    with packed(plan, house, clock) as (messages, ledger):
        return drafts(plan, messages, ledger, folder, lambda stage: None)


def parsed(message: bytes) -> EmailMessage:
    found = email.message_from_bytes(message, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def enclosed(file: Path) -> tuple[str, bytes]:
    """The name and the bytes of the one file that goes with a message."""
    (part,) = parsed(file.read_bytes()).iter_attachments()
    return part.get_filename() or "", part.get_content()


def test_a_reader_gets_the_issued_bytes_and_the_ledger_says_which(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path)
    (file,) = write(plan(Order(NUMBER, (ANN.address,)), ours, clock), ours, tmp_path / "mail")
    assert file.parent == tmp_path / "mail" / f"{NUMBER}_v1"
    assert (file.stat().st_mode | file.parent.stat().st_mode) & 0o077 == 0
    name, content = enclosed(file)
    assert (name, content) == (f"{NUMBER}_port_v1.pdf", port.issued)
    (row,) = read_ledger(ours.folder).last().values()
    assert (row.state, row.sha256) == ("drafted", hashlib.sha256(port.issued).hexdigest())
    assert (row.reader, row.code) == (KEY.id_of(ANN.address), "")
    assert b"example.org" not in ours.folder.ledger.read_bytes()


def test_a_second_run_writes_to_nobody_again_unless_one_is_named_and_it_is_asked_for(
    port: Port, tmp_path: Path
) -> None:
    ours = house(port, tmp_path)
    to_list = Order(NUMBER, ("topic:energy",))
    assert len(write(plan(to_list, ours, clock), ours, tmp_path / "mail")) == 2
    again = plan(to_list, ours, clock)
    assert not again.going
    assert [one.why.partition(" on ")[0] for one in again.staying] == ["a draft was written"] * 2
    assert not plan(replace(to_list, again=True), ours, clock).going
    named = plan(Order(NUMBER, (ANN.address,), again=True), ours, clock)
    assert len(write(named, ours, tmp_path / "mail")) == 1


def test_a_plan_that_another_run_has_overtaken_sends_nothing_twice(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path)
    first = second = plan(Order(NUMBER, (ANN.address,)), ours, clock)
    assert len(write(first, ours, tmp_path / "mail")) == 1
    assert write(second, ours, tmp_path / "mail") == ()


def test_what_takes_a_reader_off_tells_nothing_of_the_ledger(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path, f"{MAIL.strip()[:-1]}, unsubscribe-url: 'https://example.org/leave/{{reader}}'}}\n")
    (file,) = write(plan(Order(NUMBER, (ANN.address,)), ours, clock), ours, tmp_path / "mail")
    message = file.read_bytes()
    assert f"https://example.org/leave/{KEY.leaving_id(ANN.address)}".encode() in message
    (row,) = read_ledger(ours.folder).last().values()
    assert row.reader.encode() not in message
    assert KEY.leaving_id(" Ann@Example.ORG") == KEY.leaving_id(ANN.address) != row.reader


def test_nobody_is_sent_anything_again_because_the_ledger_is_gone(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path)
    again = plan(Order(NUMBER, ("ministry",)), ours, clock)
    write(again, ours, tmp_path / "mail")
    ours.folder.ledger.unlink()
    with pytest.raises(ArchiveDamaged, match="is gone, with the 4 lines"):
        plan(Order(NUMBER, ("ministry",)), ours, clock)
    with pytest.raises(ArchiveDamaged, match="is gone, with the 4 lines"):
        write(again, ours, tmp_path / "mail")


def test_a_client_that_asks_for_them_gets_numbered_copies_that_keep_their_number(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path)
    write(plan(Order(NUMBER, (BOB.address,)), ours, clock), ours, tmp_path / "mail")
    (before,) = read_ledger(ours.folder).last().values()
    both = Order(NUMBER, (BOB.address, EVE.address), again=True)
    files = write(plan(both, ours, clock), ours, tmp_path / "mail")
    rows = {row.code: row for row in read_ledger(ours.folder).last().values()}
    codes = [str(CopyCode(NUMBER, 1, copy)) for copy in (1, 2)]
    assert list(rows) == codes
    assert (before.code, before.sha256) == (codes[0], rows[codes[0]].sha256)
    for file, code in zip(files, codes, strict=True):
        name, content = enclosed(file)
        assert code.rpartition("/")[2] in name
        assert rows[code].sha256 == hashlib.sha256(content).hexdigest()
        body = parsed(file.read_bytes()).get_body(("plain",))
        assert body
        assert code in body.get_content()


def test_whoever_is_on_a_list_is_told_so_and_how_to_leave_it(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path, "mail: {sender: reports@example.org, reply-to: desk@example.org}\n", ANN, EVE)
    ours = replace(ours, clients={"ministry": replace(ours.clients["ministry"], copies="issued")})
    found = {}
    for to in ("topic:energy", "ministry", ANN.address):
        with packed(plan(Order(NUMBER, (to,)), ours, clock), ours, clock) as ((one,), _):
            found[to] = parsed(one.message())
    assert [to for to, message in found.items() if message["List-Id"]] == ["topic:energy"]
    assert (
        found["topic:energy"]["List-Unsubscribe"] == "<mailto:reports@example.org?subject=unsubscribe%20topic%3Aenergy>"
    )
    bodies = {to: message.get_body(("plain",)) for to, message in found.items()}
    assert [to for to, body in bodies.items() if body and "reports@example.org" in body.get_content()] == [
        "topic:energy",
        "ministry",
    ]
    assert {message["Reply-To"] for message in found.values()} == {"desk@example.org"}


def test_what_was_typed_and_whom_nobody_may_write_to_count_in_the_plan(port: Port, tmp_path: Path) -> None:
    ours = replace(house(port, tmp_path), suppressed={KEY.id_of(BOB.address): "asked to be left alone"})
    made = plan(Order(NUMBER, ("topic:energy",), audience="officials"), ours, clock)
    assert [(one.reader, one.rendition.audience) for one in made.going] == [(ANN, "officials")]
    assert [(one.reader, one.why) for one in made.staying] == [(BOB, "must not be written to: asked to be left alone")]


def test_a_client_is_no_list_and_a_list_is_named_as_people_say_it(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path)
    named = plan(Order(NUMBER, ("topic:energy",)), ours, clock)
    letters = {one.name.partition("_")[0]: one.read_text() for one in write(named, ours, tmp_path / "mail")}
    assert "a reader of the list =E2=80=9Cenergy=E2=80=9D" in letters["ann-example"]
    assert "subject=unsubscribe%20topic%3Aenergy" in letters["ann-example"]
    (eve,) = write(plan(Order(NUMBER, ("ministry",)), ours, clock), ours, tmp_path / "mail")
    assert "subject=unsubscribe>" in eve.read_text()
    assert "a reader of the list" not in eve.read_text()


def test_a_report_that_is_too_large_is_left_out_and_the_message_says_how_to_get_it(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path, "mail: {sender: reports@example.org, largest: 0.001}\n")
    (file,) = write(plan(Order(NUMBER, (ANN.address,)), ours, clock), ours, tmp_path / "mail")
    assert not list(parsed(file.read_bytes()).iter_attachments())
    assert [row.sha256 for row in read_ledger(ours.folder).last().values()] == [""]


def test_what_may_not_be_sent_is_refused_before_anything_is_written(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path)
    with pytest.raises(Refused, match="no report HOUSE-AN-2024-002 in this archive"):
        plan(Order("HOUSE-AN-2024-002", (ANN.address,)), ours, clock)
    with pytest.raises(Refused, match="has no version 3"):
        plan(Order(NUMBER, (ANN.address,), version=3), ours, clock)
    with pytest.raises(Refused, match="names no sender"):
        plan(Order(NUMBER, (ANN.address,)), house(port, tmp_path, ""), clock)
    assert not ours.folder.ledger.exists()


def test_an_embargo_that_is_not_over_is_refused_and_told_of_by_a_dry_run(port: Port, tmp_path: Path) -> None:
    ours = replace(house(port, tmp_path), archive=under_embargo(port.archive, tmp_path, 1))
    order = Order(NUMBER, (ANN.address,))
    with pytest.raises(Refused, match="is under embargo until 2024-03-13"):
        plan(order, ours, clock)
    dry = plan(order, ours, clock, dry=True)
    assert len(dry.going) == 1
    assert "is under embargo until 2024-03-13" in dry.waits


def test_a_draft_is_on_record_before_a_person_can_find_it(
    port: Port, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, found, replaced = house(port, tmp_path), [], os.replace

    def replaces(new: Path, file: Path) -> None:
        found.extend((row.state, file.exists()) for row in read_ledger(ours.folder).last().values())
        replaced(new, file)

    monkeypatch.setattr(os, "replace", replaces)
    write(plan(Order(NUMBER, (ANN.address,)), ours, clock), ours, tmp_path / "mail")
    assert found == [("drafted", False)]


def own_archive(port: Port, root: Path) -> tuple[Archive, Path]:
    """The archive again, whose issued file can be written to."""
    copied = Archive(root / "archive")
    shutil.copytree(port.archive.root, copied.root)
    bag = copied.bag(f"{NUMBER}/v1")
    for folder in (bag, bag / "data"):
        folder.chmod(0o755)
    file = bag / "data" / f"{NUMBER}_port_v1.pdf"
    file.chmod(0o644)
    return copied, file


def test_a_file_that_is_not_what_was_issued_is_not_sent(port: Port, tmp_path: Path) -> None:
    copied, file = own_archive(port, tmp_path)
    file.write_bytes(port.issued + b"\n")
    with pytest.raises(ArchiveDamaged, match="is not what was issued"):
        plan(Order(NUMBER, (ANN.address,)), replace(house(port, tmp_path), archive=copied), clock)


@pytest.mark.parametrize("to", [ANN.address, "ministry"])
def test_nor_is_one_that_was_changed_before_its_turn_came(port: Port, tmp_path: Path, to: str) -> None:
    copied, file = own_archive(port, tmp_path)
    ours = replace(house(port, tmp_path), archive=copied)
    with plain(Behaviour()) as server, packed(plan(Order(NUMBER, (to,)), ours, clock), ours, clock) as (made, ledger):
        for one in (file, *ours.folder.root.glob(".scratch-*/*.pdf")):
            one.write_bytes(one.read_bytes() + b"\n")
        result = posted(made, ledger, ours, server)
    assert isinstance(result.fault, ArchiveDamaged)
    assert result.counts == {"queued": len(made)}


def test_a_file_that_is_gone_when_its_turn_comes_is_no_fault_of_the_readers_folder(port: Port, tmp_path: Path) -> None:
    copied, file = own_archive(port, tmp_path)
    ours = replace(house(port, tmp_path), archive=copied)
    made = plan(Order(NUMBER, (ANN.address,)), ours, clock)
    with plain(Behaviour()) as server, packed(made, ours, clock) as (messages, ledger):
        file.unlink()
        result = posted(messages, ledger, ours, server)
    assert isinstance(result.fault, ArchiveDamaged)
    assert str(result.fault) == f"{NUMBER}_port_v1.pdf cannot be read (No such file or directory)"
    with pytest.raises(ArchiveDamaged, match="cannot be read"), packed(made, ours, clock):
        pass


def test_a_reader_whose_name_cannot_be_stamped_is_told_of_before_anything_is_made(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path, MAIL, Reader(address="li@example.org", name="\u674e", client="ministry"))
    made = plan(Order(NUMBER, ("ministry",)), ours, clock)
    assert not made.going
    assert "no bundled font draws" in made.staying[0].why


def test_what_a_client_agreed_to_stands_in_its_readers_messages_alone(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path)
    agreed = {"ministry": replace(ours.clients["ministry"], terms="For use inside the ministry.", copies="issued")}
    ours = replace(ours, clients=agreed)
    files = write(plan(Order(NUMBER, ("bob@example.org", ANN.address)), ours, clock), ours, tmp_path / "mail")
    said = {file.name: b"For use inside the ministry." in file.read_bytes() for file in files}
    assert sorted(said.values()) == [False, True]
    assert next(name for name, has in said.items() if has).startswith("bob")


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("sent", "by the correction: has it since"),
        ("queued", "the correction that brings it waits to be sent: run `notify` again"),
        ("deferred", "the correction that brings it waits to be sent: run `notify` again"),
    ],
)
def test_whoever_is_sent_the_version_by_its_correction_is_not_sent_it_again(
    port: Port, tmp_path: Path, state: State, why: str
) -> None:
    ours = house(port, tmp_path)
    identity = KEY.id_of(ANN.address)
    about = {"number": NUMBER, "version": 1, "reader": identity, "file": f"{NUMBER}_port_v1.pdf"}
    corrected = {**about, "message": message_name("correction", NUMBER, 1, identity), "purpose": "correction"}
    before = plan(Order(NUMBER, (ANN.address,)), ours, clock)
    with writing(ours.folder, clock) as ledger:
        ledger.add([{**corrected, "state": state}])
    (stays,) = plan(Order(NUMBER, (ANN.address,)), ours, clock).staying
    assert stays.why.startswith(why)
    assert write(before, ours, tmp_path / "mail") == ()


def test_what_changed_after_the_question_counts(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path)
    made = plan(Order(NUMBER, ("topic:energy",)), ours, clock)
    said = Said(said="suppressed", reader=KEY.id_of(ANN.address), reason="asked to be left alone")
    add_to_lists(ours.folder, [said], clock)
    told: list[Staying] = []
    with packed(made, ours, clock, Hands(left_out=told.append)) as (messages, _):
        assert [one.going.reader.address for one in messages] == ["bob@example.org"]
    assert [one.why for one in told] == ["must not be written to: asked to be left alone"]


def test_nor_is_a_reader_sent_anything_who_was_forgotten_after_the_question(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path)
    made = plan(Order(NUMBER, ("topic:energy",)), ours, clock)
    ours.folder.root.mkdir(mode=0o700, exist_ok=True)
    ours.folder.key.write_bytes(KEY.secret)
    write_readers(ours.folder, [ANN])
    told: list[Staying] = []
    with packed(made, ours, clock, Hands(left_out=told.append)) as (messages, _):
        assert [one.going.reader.address for one in messages] == [ANN.address]
    assert [(one.reader.address, one.why) for one in told] == [(BOB.address, "is no longer in readers.csv")]


def test_a_number_that_was_withdrawn_after_the_question_is_not_sent(port: Port, tmp_path: Path) -> None:
    shutil.copytree(port.archive.root, tmp_path / "archive")
    ours = replace(house(port, tmp_path), archive=Archive(tmp_path / "archive"))
    made = plan(Order(NUMBER, (ANN.address,)), ours, clock)
    withdraw(ours.archive, NUMBER, "Its main source was forged.", clock)
    with pytest.raises(Refused, match="was withdrawn meanwhile: Its main source was forged"):
        write(made, ours, tmp_path / "mail")
    assert not (tmp_path / "mail").exists()


def test_copies_with_names_on_them_lie_where_all_that_is_personal_is(
    port: Port, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no folder of the machine's"))
    ours = house(port, tmp_path)
    left = ours.folder.root / ".scratch-of-a-run-that-died"
    left.mkdir()
    with packed(plan(Order(NUMBER, ("ministry",)), ours, clock), ours, clock):
        assert not left.exists()
        assert len(list(ours.folder.root.glob(".scratch-*/*.pdf"))) == 2
    assert list(ours.folder.root.glob(".scratch-*")) == []


def test_a_house_may_set_the_highest_mark_for_everybody(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path, "mail: {sender: reports@example.org, highest-mark: TLP:CLEAR}\n")
    (stays,) = plan(Order(NUMBER, (ANN.address,)), ours, clock).staying
    assert stays.why.startswith("TLP:GREEN is above TLP:CLEAR")
    assert ours.marks().named == {"TLP:RED"}
    wrong = house(port, tmp_path, "mail: {sender: reports@example.org, numbered: ['TLP:PINK']}\n")
    with pytest.raises(Refused, match="TLP:PINK under `mail:`, and no such mark"):
        plan(Order(NUMBER, (ANN.address,)), wrong, clock)


def test_an_address_that_no_message_can_carry_stops_nobody_else(port: Port, tmp_path: Path) -> None:
    odd = Reader(address="x=?y@example.org", client="ministry")
    ours = house(port, tmp_path, MAIL, odd, Reader(address="bob@example.org", client="ministry"))
    made = plan(Order(NUMBER, ("ministry",)), ours, clock)
    assert [one.reader.address for one in made.going] == ["bob@example.org"]
    assert [one.why for one in made.staying] == ["no mail can go to what stands as an address"]


@pytest.mark.parametrize(
    ("mail", "server"),
    [
        ("", MailServer("mail.example.org", 587, "starttls")),
        ("security: tls", MailServer("mail.example.org", 465, "tls")),
        (
            "security: none, port: 2525, authorities: own.pem, user: desk, login: token, password-variable: IRIA_MAIL",
            MailServer("mail.example.org", 2525, "none", Path("desk/own.pem"), "desk", "secret", "token"),
        ),
    ],
)
def test_a_mail_server_is_spoken_to_as_desk_yml_says(port: Port, tmp_path: Path, mail: str, server: MailServer) -> None:
    ours = house(port, tmp_path, f"mail: {{sender: reports@example.org, host: mail.example.org, {mail}}}\n")
    if server.authorities:
        server = replace(server, authorities=tmp_path / server.authorities)
    assert server_of(ours, lambda: "secret") == server


def test_a_house_with_a_dkim_key_signs_what_it_hands_over(port: Port, tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    form = (Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    (tmp_path / "dkim.pem").write_bytes(key.private_bytes(*form))
    dkim = f"{{domain: example.org, selector: r, key: {tmp_path / 'dkim.pem'}}}"
    ours = house(port, tmp_path, f"mail: {{sender: reports@example.org, dkim: {dkim}}}\n")
    with packed(plan(Order(NUMBER, (ANN.address,)), ours, clock), ours, clock) as ((one,), _):
        assert one.message().startswith(b"DKIM-Signature:")
        assert not one.draft().startswith(b"DKIM-Signature:")
