"""The full circle by Postfix and Dovecot: what was posted is read over IMAP, byte for byte, and a bounce comes back."""

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from letters import ENVELOPE, PDF, TERMS, dress, report
from mail_servers import SENDER
from posts import Waits, outgoing, post_to, states
from real_mail import ABLE, REASON, MailHouse, mail_house, parsed

from iria_reports.errors import MailServerUnfit
from iria_reports.sending.dkim import DkimKey, signed
from iria_reports.sending.letter import report_letter
from iria_reports.sending.mail_server import connect
from iria_reports.sending.message import Mailbox, as_message
from iria_reports.sending.posting import Outgoing

pytestmark = [pytest.mark.machine, pytest.mark.skipif(not ABLE, reason=REASON)]
NOTICE = Path(__file__).parent / "notices" / "postfix-failed.eml"


@pytest.fixture(scope="module")
def house() -> Iterator[MailHouse]:
    with mail_house() as running:
        yield running


@pytest.fixture(scope="module")
def private() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def letter_to(reader: str, private: rsa.RSAPrivateKey) -> Outgoing:
    """A report's letter with its PDF, signed by the house."""
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    about = report()
    to = replace(ENVELOPE, to=Mailbox(f"{reader}@example.org", "A Reader"), sender=Mailbox(SENDER, "The House"))
    message = signed(as_message(report_letter(about, PDF, TERMS, dress(about)), to), DkimKey("example.org", "m", pem))
    return replace(outgoing(reader), message=lambda: message)


def dns(private: rsa.RSAPrivateKey) -> bytes:
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(private.public_key().public_bytes(*form))


def test_what_was_posted_arrives_byte_for_byte_and_its_signature_holds(
    house: MailHouse, private: rsa.RSAPrivateKey, tmp_path: Path
) -> None:
    result = post_to(tmp_path, house.server, [letter_to("jane", private)], around=Waits().around())
    assert states(result) == "sent"
    assert re.match(r"250 2\.0\.0 Ok: queued as \w+$", result.rows[0].answer)
    (received,) = house.inbox("jane")
    (enclosed,) = parsed(received).iter_attachments()
    assert enclosed.get_content() == PDF.content
    assert dkim.verify(received, dnsfunc=lambda name, timeout=5: dns(private))
    assert b"TLSv1.3" in received
    assert b"by mail.example.org" in received


def test_a_message_that_cannot_be_delivered_comes_back_as_a_notice(
    house: MailHouse, private: rsa.RSAPrivateKey, tmp_path: Path
) -> None:
    result = post_to(tmp_path, house.server, [letter_to("moved", private)])
    assert states(result) == "sent"
    notice = parsed(house.inbox("desk")[-1])
    saved = parsed(NOTICE.read_bytes())
    assert notice.get_content_type() == saved.get_content_type() == "multipart/report"
    assert [part.get_content_type() for part in notice.walk()] == [part.get_content_type() for part in saved.walk()]


def test_an_unknown_mailbox_is_refused_with_what_the_server_says_but_not_whose(
    house: MailHouse, tmp_path: Path
) -> None:
    result = post_to(tmp_path, house.server, [outgoing("nobody-here"), outgoing("jane")])
    assert states(result) == "refused sent"
    assert result.rows[0].answer.startswith("550 5.1.1 <address>: Recipient address rejected")
    assert "nobody-here" not in result.rows[0].answer


def test_a_wrong_password_ends_the_run(house: MailHouse) -> None:
    wrong = replace(house.server, secret="wrong")
    with pytest.raises(MailServerUnfit, match="does not let PLAIN in: 535"), connect(wrong):
        pass


def test_size_is_what_postfix_says(house: MailHouse) -> None:
    with connect(house.server) as session:
        assert session.size == 10_240_000
