"""What of an issue may be sent: the version that stands, when its embargo is over."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from stray import NUMBER, Port

from iria_reports.archive import opened
from iria_reports.cataloguing.listing import Listed
from iria_reports.errors import Refused
from iria_reports.issuing.chain import FIRST
from iria_reports.issuing.entries import Withdrawn
from iria_reports.sending.dispatch import dispatch_of, embargoed, version_to_send
from iria_reports.sending.message import Leaving, Mailbox
from iria_reports.sending.office import Office

VIENNA = ZoneInfo("Europe/Vienna")


@pytest.mark.parametrize(
    ("embargo", "now", "waits"),
    [
        ("2024-03-12", datetime(2024, 3, 11, 23, 59, tzinfo=VIENNA), True),
        ("2024-03-12", datetime(2024, 3, 12, 0, 0, tzinfo=VIENNA), False),
        ("2024-03-12 06:00", datetime(2024, 3, 12, 5, 59, tzinfo=VIENNA), True),
        ("2024-03-12 06:00", datetime(2024, 3, 12, 6, 0, tzinfo=VIENNA), False),
        ("2024-03-12T06:00+00:00", datetime(2024, 3, 12, 6, 30, tzinfo=VIENNA), True),
        ("", datetime(2024, 3, 1, tzinfo=VIENNA), False),
    ],
)
def test_nothing_goes_out_before_its_embargo_is_over(port: Port, embargo: str, now: datetime, waits: bool) -> None:
    dispatch = dispatch_of(port.archive, version_to_send(opened(port.archive).listed, NUMBER, None))
    reports = {name: one.model_copy(update={"embargo": embargo}) for name, one in dispatch.reports.items()}
    held = replace(dispatch, reports=reports)
    if not waits:
        embargoed(held, now)
        return
    with pytest.raises(Refused, match="is under embargo until 2024-03-12"):
        embargoed(held, now)


def test_only_the_version_that_stands_is_sent(port: Port) -> None:
    (first,) = opened(port.archive).listed
    second = replace(first, version=2, lines=(first.full.model_copy(update={"version": 2}),))  # type: ignore[union-attr]
    old = replace(first, state="superseded")
    assert version_to_send((old, second), NUMBER, None) == second
    with pytest.raises(Refused, match="version 1 of HOUSE-AN-2024-001 is superseded by version 2"):
        version_to_send((old, second), NUMBER, 1)
    gone = Withdrawn(seq=2, at=first.lines[0].at, number=NUMBER, prev=FIRST, reason="Its main source was forged.")
    with pytest.raises(Refused, match=r"was withdrawn on 2024-03-11: Its main source was forged\."):
        version_to_send((replace(first, state="withdrawn", withdrawn=gone),), NUMBER, None)
    added: Listed = replace(first, lines=())
    with pytest.raises(Refused, match="is void"):
        version_to_send((added,), NUMBER, None)


def test_one_click_says_who_clicked_by_their_hash() -> None:
    leaving = Leaving("leave@example.org", url="https://example.org/leave/{reader}")
    office = Office(Mailbox("desk@example.org"), "", leaving, "desk@example.org", 1)
    assert office.leaving_of("ports", "0f" * 16).url == f"https://example.org/leave/{'0f' * 16}"
    assert office.leaving_of("ports", "0f" * 16).subject == "unsubscribe ports"
