"""The house as a sender: its addresses are written as any mail server takes them, or refused before anything leaves."""

from pathlib import Path

import pytest
from mail_servers import Behaviour, plain
from senders import ANN, NUMBER, clock, house
from stray import Port

from iria_reports.desk import Desk
from iria_reports.errors import Refused
from iria_reports.send import Order, packed, plan, posted
from iria_reports.sending.office import Office, office_of
from iria_reports.writing.settings import load_settings


def office(root: Path, mail: str, contact: str = "desk@example.org") -> Office:
    desk = Desk(root)
    text = f"house: {{short-name: HOUSE, contact: {contact}}}\nmail: {{{mail}}}\n"
    desk.settings.write_text(text, encoding="utf-8")
    settings, faults = load_settings(desk)
    assert not faults
    return office_of(settings, root)


def test_every_address_of_the_house_has_its_domain_in_idna(tmp_path: Path) -> None:
    ours = office(
        tmp_path, "sender: Reports@bücher.example, reply-to: desk@bücher.example, unsubscribe: off@bücher.example"
    )
    assert ours.sender.address == "reports@xn--bcher-kva.example"
    assert ours.reply_to == ours.write_to == "desk@xn--bcher-kva.example"
    assert ours.leaving.address == "off@xn--bcher-kva.example"
    assert ours.domain == "xn--bcher-kva.example"


def test_the_house_s_contact_is_its_sender_where_it_is_an_address(tmp_path: Path) -> None:
    assert office(tmp_path, "", "desk@bücher.example").sender.address == "desk@xn--bcher-kva.example"
    for contact in ("https://example.org/@desk", "desk at example.org"):
        with pytest.raises(Refused, match="names no sender"):
            office(tmp_path, "", contact)
        assert office(tmp_path, "sender: reports@example.org", contact).write_to == "reports@example.org"


@pytest.mark.parametrize("name", ["sender", "reply-to", "unsubscribe"])
def test_what_is_no_address_is_refused_by_its_name_in_desk_yml(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=rf"`mail: {name}: jürgen@example.org` in desk.yml is no address: "):
        office(tmp_path, f"{name}: jürgen@example.org")


def test_a_server_without_smtputf8_takes_mail_from_a_domain_with_other_letters(port: Port, tmp_path: Path) -> None:
    ours = house(port, tmp_path, "mail: {sender: reports@bücher.example}\n")
    with (
        plain(Behaviour(), enable_SMTPUTF8=False) as server,
        packed(plan(Order(NUMBER, (ANN.address,)), ours, clock), ours, clock) as (made, ledger),
    ):
        assert posted(made, ledger, ours, server).counts == {"sent": 1}
