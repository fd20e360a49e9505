"""A line to a mail server: made safe before anything is said over it, and closed to what would be smuggled in."""

import base64
import socket
import ssl
import time
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from aiosmtpd.smtp import SMTP
from hypothesis import given
from hypothesis import strategies as st
from mail_servers import SENDER, Behaviour, letter, plain, safe, scripted, talk_until

from iria_reports.errors import MailServerUnfit
from iria_reports.sending.mail_server import MailServer, Outcome, connect
from iria_reports.sending.replies import Dropped, kept


def deliver(server: MailServer, address: str, message: bytes = letter("m")) -> Outcome:
    with connect(server) as session:
        return session.deliver(SENDER, address, message, handing_over=lambda: None)


def test_the_secret_is_not_shown() -> None:
    assert "hunter2" not in repr(MailServer("mail.example.org", 587, user="desk", secret="hunter2"))


def test_the_server_is_told_an_address_and_not_this_machines_name(tmp_path: Path) -> None:
    heard: list[bytes] = []

    def talk(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        heard.append(line.recv(1000))

    with scripted(talk) as server, pytest.raises(Dropped), connect(server):
        pass
    assert heard == [b"ehlo [127.0.0.1]\r\n"]


def test_no_password_over_a_line_that_anybody_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with plain(Behaviour()) as server:
        away = MailServer(server.host, server.port, "none", user="desk", secret="x", patience=2)
        monkeypatch.setattr(socket.socket, "getpeername", lambda self: ("192.0.2.1", 25))
        with pytest.raises(MailServerUnfit, match="no password is sent"), connect(away):
            pass


def test_what_was_said_before_tls_is_not_taken_for_said_under_it() -> None:
    def talk(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        line.recv(1000)
        line.sendall(b"250-here\r\n250 STARTTLS\r\n")
        line.recv(1000)
        line.sendall(b"220 go on\r\n250 AUTH PLAIN\r\n")
        line.recv(1000)

    with scripted(talk) as server:
        tls = MailServer(server.host, server.port, "starttls", patience=2)
        with pytest.raises(MailServerUnfit, match="spoke before the line was safe"), connect(tls):
            pass


def test_a_line_is_made_safe_by_tls_1_2_or_later(monkeypatch: pytest.MonkeyPatch) -> None:
    made, heard = ssl.create_default_context, []

    def lax(cafile: Path | None) -> ssl.SSLContext:
        context = made(cafile=cafile)
        context.set_ciphers("ALL:@SECLEVEL=0")  # else OpenSSL has a minimum of its own
        return context

    def talk(line: socket.socket) -> None:
        heard.append(line.recv(10_000))

    monkeypatch.setattr(ssl, "create_default_context", lax)
    refused = pytest.raises(Dropped, match="while it was made safe")
    with scripted(talk) as server, refused, connect(replace(server, security="tls")):
        pass
    assert b"\x00\x2b\x00\x05\x04\x03\x04\x03\x03" in heard[0]  # supported_versions: 1.3 and 1.2 (RFC 8446, 4.2.1)


@pytest.mark.parametrize(
    ("offered", "login", "shown"),
    [
        ("LOGIN PLAIN", "password", ["AUTH PLAIN \0desk\0t0k"]),
        ("LOGIN", "password", ["AUTH LOGIN desk", "t0k"]),
        ("PLAIN XOAUTH2", "token", ["AUTH XOAUTH2 user=desk\x01auth=Bearer t0k\x01\x01", ""]),
    ],
)
def test_a_secret_is_shown_in_a_way_that_the_server_offers(
    offered: str, login: Literal["password", "token"], shown: list[str]
) -> None:
    heard: list[str] = []

    def talk(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        line.recv(1000)
        line.sendall(f"250-here\r\n250 AUTH {offered}\r\n".encode())
        for left in reversed(range(len(shown))):
            *words, secret = line.recv(1000).decode().rstrip("\r\n").split(" ")
            heard.append(" ".join([*words, base64.b64decode(secret).decode()]))
            line.sendall(b"334 eyJzdGF0dXMiOiI0MDAifQ==\r\n" if left else b"535 5.7.3 Authentication unsuccessful\r\n")

    with scripted(talk) as server:
        desk = replace(server, user="desk", secret="t0k", login=login)
        with pytest.raises(MailServerUnfit, match=r"does not let \w+ in: 535"), connect(desk):
            pass
    assert heard == shown


def test_no_secret_is_shown_in_a_way_that_the_server_does_not_offer() -> None:
    heard: list[bytes] = []

    def talk(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        line.recv(1000)
        line.sendall(b"250-here\r\n250 AUTH CRAM-MD5\r\n")
        heard.append(line.recv(1000))

    refused = pytest.raises(MailServerUnfit, match="does not offer to sign in by PLAIN; it offers CRAM-MD5")
    with scripted(talk) as server, refused, connect(replace(server, user="desk", secret="t0k")):
        pass
    assert heard == [b""]


def test_an_authority_that_is_no_certificate_is_named(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("nothing")
    server = MailServer("localhost", 1, authorities=tmp_path / "none.pem")
    with pytest.raises(MailServerUnfit, match=r"none\.pem holds no authority"), connect(server):
        pass


def test_where_there_is_no_server_that_is_said_at_once() -> None:
    with pytest.raises(Dropped, match="cannot be reached") as found, connect(MailServer("127.0.0.1", 1, "none")):
        pass
    assert not found.value.reached


def test_an_address_beyond_ascii_needs_a_server_that_takes_it() -> None:
    behaviour = Behaviour()
    with plain(behaviour, enable_SMTPUTF8=False) as server:
        assert deliver(server, "жанна@example.org").answer.endswith("(no SMTPUTF8)")
    with plain(behaviour, enable_SMTPUTF8=True) as server:
        assert deliver(server, "жанна@example.org").state == "sent"
    assert behaviour.taken.tried == ["жанна@example.org"]


def test_a_message_beyond_ascii_needs_a_server_that_takes_it() -> None:
    def talk(line: socket.socket) -> None:
        talk_until(line, "QUIT", b"221 bye\r\n")

    with scripted(talk) as server:
        assert deliver(server, "ann@example.org", letter("m") + "жанна".encode()).answer.endswith("(no 8BITMIME)")


@pytest.mark.parametrize(
    "address", ["a@example.org\r\nRCPT TO:<b@example.org>", "a@example.org> SIZE=1", "a b@example.org", "a", "a\0@b.c"]
)
def test_no_command_is_smuggled_in_through_an_address(address: str) -> None:
    behaviour = Behaviour()
    with plain(behaviour) as server:
        assert deliver(server, address) == Outcome("refused", "not sent: the address is none")
    assert behaviour.taken.tried == []


@pytest.mark.parametrize("end", [b"\n.\n", b"\r.\r", b"\r\n.\r\n", b"\n.\r\n", b"\r\n.\n"])
def test_no_second_message_is_smuggled_in_through_the_first(end: bytes) -> None:
    behaviour = Behaviour()
    with plain(behaviour) as server:
        deliver(server, "ann@example.org", letter("m") + end + b"MAIL FROM:<x@example.org>\r\n")
    assert [name for _, name in behaviour.taken.messages] == ["m"]
    assert b"\r\n.\r\nMAIL FROM" in behaviour.taken.contents[0]


def test_a_message_may_begin_with_a_dot() -> None:
    behaviour, message = Behaviour(), b".\r\n.a: b\r\n"
    with plain(behaviour) as server:
        assert deliver(server, "ann@example.org", message).state == "sent"
    assert behaviour.taken.contents == [message]


def test_two_answers_in_one_are_none() -> None:
    def talk(line: socket.socket) -> None:
        talk_until(line, "RCPT", b"250-2.1.5 Ok\r\n550 5.1.1 no such user\r\n")

    with scripted(talk) as server:
        assert deliver(server, "ann@example.org") == Outcome(
            "deferred", "the server gave two answers in one, after RCPT"
        )


def test_what_cannot_be_put_on_record_does_not_leave() -> None:
    said: list[str] = []

    def full() -> None:
        raise OSError(28, "No space left on device")

    class Hears(SMTP):
        async def smtp_DATA(self, arg: str) -> None:
            said.append("DATA")
            await super().smtp_DATA(arg)

    behaviour = Behaviour()
    with (
        plain(behaviour, protocol=Hears) as server,
        pytest.raises(OSError, match="No space"),
        connect(server) as session,
    ):
        session.deliver(SENDER, "ann@example.org", letter("m"), handing_over=full)
    assert (said, behaviour.taken.messages) == ([], [])


def test_a_sender_whom_the_server_takes_nothing_from_ends_the_run() -> None:
    def talk(line: socket.socket) -> None:
        talk_until(line, "MAIL", b"553 5.7.1 <desk@example.org>: not owned by user\r\n")

    with scripted(talk) as server, pytest.raises(MailServerUnfit, match=r"sender: 553 5\.7\.1 <address>: not owned"):
        deliver(server, "ann@example.org")


@pytest.mark.parametrize("answer", ["552 too big", "554 5.3.4 message too big", "550 5.2.3 longer than is allowed"])
def test_a_message_that_is_too_large_by_the_answer_to_mail_ends_no_run(answer: str) -> None:
    def talk(line: socket.socket) -> None:
        talk_until(line, "MAIL", f"{answer}\r\n".encode())

    with scripted(talk) as server:
        assert deliver(server, "ann@example.org") == Outcome("refused", answer)


def test_whether_a_message_was_taken_is_unknown_where_the_answer_is_neither_yes_nor_no() -> None:
    def talk(line: socket.socket) -> None:
        talk_until(line, ".", b"354 go on\r\n")

    with scripted(talk) as server:
        assert deliver(server, "ann@example.org") == Outcome("unknown", "out of turn: 354 go on")


def test_size_is_read_under_tls(tmp_path: Path) -> None:
    with safe(Behaviour(), tmp_path, data_size_limit=12345) as server, connect(server) as session:
        assert session.size == 12345


@given(st.binary(max_size=4000))
def test_an_answer_is_one_short_line_without_addresses(said: bytes) -> None:
    text = kept(550, said + b" <Ann.Lee@example.org> ann.lee unknown", "ann.lee@example.org")
    assert len(text) <= 300
    assert text.isprintable()
    assert "ann.lee" not in text.casefold()


def test_a_reply_that_comes_byte_by_byte_takes_no_longer_than_the_time_limit() -> None:
    def talk(line: socket.socket) -> None:
        for _ in range(100):
            line.sendall(b"2")
            time.sleep(0.1)

    started = time.monotonic()
    with scripted(talk, 1.0) as server, pytest.raises(Dropped, match="did not answer in time"), connect(server):
        pass
    assert time.monotonic() - started < 8
