"""The e-mail: the same bytes for the same LETTER, every header that belongs, and never one more."""

import email
import email.policy
import mailbox
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import ENVELOPE, PDF, TERMS, dress, report, three

from iria_reports.errors import Refused
from iria_reports.sending.letter import report_letter
from iria_reports.sending.message import (
    Leaving,
    Mailbox,
    MailList,
    as_draft,
    as_message,
    message_name,
)
from iria_reports.sending.plain import one_line, safe_name

MIME = ["MIME-Version", "Content-Type"]
ALL = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Auto-Submitted",
    "X-Report-Number",
    "X-Report-SHA256",
    "Message-ID",
    *MIME,
]
INJECTIONS = [
    "A title\nBcc: all@example.com",
    "A title\r\n\r\n<script>",
    "A title\rBcc: all@example.com",
    "A =?utf-8?q?title=0d=0aBcc:_all=40example.com?= here",
    "=?utf-8?b?DQpCY2M6IGFsbEBleGFtcGxlLmNvbQ==?=",
    "A\x00 title\x0b\x0c\x1c\x1d\x1e\x85Bcc: all@example.com",
    "A title\u2028Bcc: all@example.com\u2029X: y",
    "A title \u202egnihton\u202c \u2066x\u2069",
    '<all@example.com>, B <c@example.com>; "quoted" (comment) \\',
    "Жаңа үкімет: " + "ұзақ " * 60,
    "Nobreak" * 200,
    "الميناء يعمل من جديد",
    "Name <x@example.com>\t",
    "\ud800 lone",
    "",
]
words = st.text(st.characters(codec=None), max_size=120) | st.sampled_from(INJECTIONS)


ABOUT = report()
LETTER = report_letter(ABOUT, PDF, TERMS, dress(ABOUT))


def names(message: bytes) -> list[str]:
    """The headers' names as a reader that knows nothing of what they mean finds them."""
    head = message.partition(b"\r\n\r\n")[0]
    lines = head.split(b"\r\n")
    assert all(len(line) < 998 and line.isascii() and b"\r" not in line and b"\n" not in line for line in lines)
    own = [line.partition(b":")[0].decode() for line in lines if line[:1] not in b" \t"]
    assert own == BytesHeaderParser().parsebytes(message).keys()
    assert own == email.message_from_bytes(message, policy=email.policy.default).keys()
    return own


def shown(message: bytes, name: str) -> str:
    """A header as a mail program shows it."""
    raw = BytesHeaderParser().parsebytes(message)[name]
    return str(make_header(decode_header(re.sub(r"\r\n(?=\s)", "", raw))))


def parsed(message: bytes) -> EmailMessage:
    found = email.message_from_bytes(message, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    assert not [defect for part in found.walk() for defect in part.defects]
    return found


def test_it_is_what_was_written_after_every_mail_program_s_reading(tmp_path: Path) -> None:
    message = as_message(LETTER, ENVELOPE)
    assert names(message) == ALL
    found = parsed(message)
    assert found["Subject"] == LETTER.subject
    assert str(found["From"]) == "The House & Co <reports@example.org>"
    assert str(found["To"]) == "Jane Doe <jane@example.org>"
    assert found["Date"] == "Wed, 26 Jan 2022 09:30:00 +0100"
    assert found["X-Report-SHA256"] == PDF.sha256
    (file,) = found.iter_attachments()
    assert (file.get_content_type(), file.get_filename(), file.get_content()) == (
        "application/pdf",
        PDF.name,
        PDF.content,
    )
    for kind, text in (("html", LETTER.html), ("plain", LETTER.text)):
        body = found.get_body((kind,))
        assert body is not None
        assert body.get_content().replace("\r\n", "\n") == text
    box = mailbox.mbox(tmp_path / "box")
    box.add(message)
    assert box[0].get_payload(1).get_payload(decode=True) == PDF.content
    box.close()


def test_the_same_letter_is_the_same_bytes_for_the_same_reader() -> None:
    again = as_message(replace(LETTER), replace(ENVELOPE))
    assert as_message(LETTER, ENVELOPE) == again
    other = as_message(LETTER, replace(ENVELOPE, to=Mailbox("joe@example.org"), reader="1f" * 16))
    assert parsed(other)["Message-ID"] != parsed(again)["Message-ID"]


def test_a_message_s_name_is_of_what_for_whom_and_holds_no_address() -> None:
    one = message_name("report", "N-1", 1, "0f" * 16)
    assert re.fullmatch(r"[0-9a-f-]{36}", one)
    others = [("correction", "N-1", 1), ("report", "N-2", 1), ("report", "N-1", 2), ("withdrawal", "N-1", 1)]
    assert len({one, *(message_name(*what, "0f" * 16) for what in others), message_name("report", "N-1", 1, "ff")}) == 6  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "without", "more"),
    [
        ({"reply_to": ""}, {"Reply-To"}, set()),
        ({"list": None}, {"List-Id"}, set()),
        ({"leaving": None}, {"List-Unsubscribe", "List-Unsubscribe-Post"}, set()),
        ({"leaving": Leaving("leave@example.org")}, {"List-Unsubscribe-Post"}, set()),
        ({"follows": "<a-1@example.org>"}, set(), {"In-Reply-To", "References"}),
    ],
)
def test_a_header_is_there_only_where_the_house_has_what_it_says(
    changed: dict[str, object], without: set[str], more: set[str]
) -> None:
    found = names(as_message(LETTER, replace(ENVELOPE, **changed)))  # type: ignore[arg-type]
    assert set(found) == (set(ALL) - without) | more
    assert len(found) == len(set(found))


def test_one_click_is_offered_over_https_alone() -> None:
    found = parsed(as_message(LETTER, ENVELOPE))
    assert found["List-Unsubscribe"] == (
        "<mailto:leave@example.org?subject=unsubscribe%20ports>, <https://example.org/leave/0f>"
    )
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for url in ("http://example.org/", "https://example.org/> , <https://x", "https://e.org/\r\nX: y", "javascript:x"):
        with pytest.raises(Refused):
            as_message(LETTER, replace(ENVELOPE, leaving=Leaving("leave@example.org", url=url)))


def test_a_draft_is_unsent_and_without_a_message_id() -> None:
    draft = as_draft(LETTER, ENVELOPE)
    assert set(names(draft)) == {*ALL, "X-Unsent"} - {"Message-ID"}
    assert parsed(draft)["X-Unsent"] == "1"
    assert as_draft(LETTER, ENVELOPE) == draft


def test_a_letter_without_a_file_is_text_and_html_alone() -> None:
    *_, withdrawal = three(report())
    message = as_message(withdrawal, ENVELOPE)
    assert names(message) == ALL
    assert parsed(message).get_content_type() == "multipart/alternative"
    assert parsed(message)["X-Report-SHA256"] == "ab" * 32


def test_a_message_as_it_goes_out(golden: Callable[[Path, str], None]) -> None:
    *_, withdrawal = three(report(title="Порт снова работает"))
    message = as_message(withdrawal, replace(ENVELOPE, follows="<a-1@example.org>"))
    golden(Path(__file__).parent / "withdrawal.eml", message.decode("ascii").replace("\r\n", "\n"))


def test_lines_are_short_and_of_seven_bits_in_every_language() -> None:
    long = "الميناء " * 200 + "жаңа" * 400 + "é" * 3000
    for language in ("en-GB", "ru", "ar"):
        for made in three(report(bottom=long, title=long, language=language)):
            message = as_message(made, ENVELOPE)
            assert message.isascii()
            assert message.count(b"\n") == message.count(b"\r\n") == message.count(b"\r")
            assert max(map(len, message.split(b"\r\n"))) <= 998
            body = parsed(message).get_body(("html",))
            assert body is not None
            assert body.get_content().replace("\r\n", "\n") == made.html


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_title_or_name_makes_a_header(text: str) -> None:
    about = report(title=text)
    made = report_letter(about, replace(PDF, name=text), TERMS, dress(about))
    envelope = replace(
        ENVELOPE,
        sender=Mailbox("reports@example.org", text),
        to=Mailbox("jane@example.org", text),
        list=MailList(text, "ports.example.org"),
        leaving=Leaving("leave@example.org", text),
    )
    message = as_message(made, envelope)
    assert set(names(message)) == set(ALL) - {"List-Unsubscribe-Post"}
    kept = one_line(text)
    assert shown(message, "Subject") == one_line(f"[TLP:AMBER] {text} (HOUSE-AN-2022-001)")
    assert shown(message, "To") == (f"{kept} <jane@example.org>" if kept else "jane@example.org")
    assert not re.search("[\u2028\u2029\u202a-\u202e\u2066-\u2069\x00-\x1f]", shown(message, "Subject"))
    found = parsed(message)
    assert found.get_body(("plain",)) is not None
    assert [part.get_filename() for part in found.iter_attachments()] == [safe_name(text)]
    assert [one.addr_spec for one in found["To"].addresses] == ["jane@example.org"]
    assert [one.addr_spec for one in found["From"].addresses] == ["reports@example.org"]


@settings(deadline=None)  # other tests may have the machine
@given(title=words, name=words, office=words, file=words, subject=words)
def test_the_headers_are_the_expected_ones_whatever_is_written(
    title: str, name: str, office: str, file: str, subject: str
) -> None:
    made = replace(LETTER, subject=title, enclosure=replace(PDF, name=file))
    envelope = replace(
        ENVELOPE,
        sender=Mailbox("reports@example.org", office),
        to=Mailbox("jane@example.org", name),
        list=MailList(office, "ports.example.org"),
        leaving=Leaving("leave@example.org", subject, "https://example.org/x"),
    )
    message = as_message(made, envelope)
    assert names(message) == ALL
    found = parsed(message)
    assert shown(message, "Subject") == one_line(title)
    assert [one.addr_spec for one in found["To"].addresses] == ["jane@example.org"]
    (attached,) = found.iter_attachments()
    assert attached.get_content() == PDF.content
    assert attached.get_filename() == safe_name(file)


@settings(deadline=None)  # other tests may have the machine
@given(
    address=words | st.builds("{}@{}".format, words, words) | st.sampled_from(["a@b@c", "@x", "x@", "a b@c", "<a@b>"])
)
def test_an_address_is_one_address_or_refused_without_being_repeated(address: str) -> None:
    try:
        message = as_message(LETTER, replace(ENVELOPE, to=Mailbox(address, "Jane")))
    except Refused as error:
        said = str(error)
    else:
        said = ""
        assert names(message) == ALL
        assert len(parsed(message)["To"].addresses) == 1
    assert said in ("", "no mail can go to what stands as an address")


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org,b@example.org",
        "a@example.org>, <b@example.org",
        "a@example.org (comment)",
        '"a b"@example.org',
        "a@exa mple.org",
        "жанна@example.org",
        "=?utf-8?q?a=0d=0aBcc=3ab?=@example.org",
        "a@b@example.org",
        "a@",
        "@example.org",
        "",
        "a..b@example.org\n",
        "a@example.org\x00",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    for envelope in (
        replace(ENVELOPE, to=Mailbox(address)),
        replace(ENVELOPE, sender=Mailbox(address)),
        replace(ENVELOPE, leaving=Leaving(address)),
    ):
        with pytest.raises(Refused, match=r"^no mail can go to what stands as an address$"):
            as_message(LETTER, envelope)


def test_a_domain_goes_as_the_dns_has_it() -> None:
    assert (
        parsed(as_message(LETTER, replace(ENVELOPE, to=Mailbox("a@bücher.example"))))["To"] == "a@xn--bcher-kva.example"
    )


def test_what_it_answers_and_its_list_are_names_of_ours() -> None:
    for envelope in (
        replace(ENVELOPE, follows="<a@b>\r\nBcc: c@d"),
        replace(ENVELOPE, follows="a@b"),
        replace(ENVELOPE, list=MailList("Ports", "ports example\r\nX: y")),
    ):
        with pytest.raises(Refused):
            as_message(LETTER, envelope)


def test_a_date_says_its_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        as_message(LETTER, replace(ENVELOPE, date=datetime(2022, 1, 26)))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("IRIA-BG-2022-001_port_v1.pdf", "IRIA-BG-2022-001_port_v1.pdf"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\x\\con.pdf", "C_x_con.pdf"),
        ("con.pdf", "_con.pdf"),
        ("a\r\nb\x00.pdf", "a_b.pdf"),
        ("отчёт.pdf", "отчёт.pdf"),
        ("x" * 300 + ".pdf", "x" * 90 + ".pdf"),
        (" .. ", "report.pdf"),
    ],
)
def test_a_file_s_name_is_safe_on_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe
