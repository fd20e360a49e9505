"""Who is sent what: the right rendition for each reader, and a reason for whoever gets none."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from iria_reports.errors import Refused
from iria_reports.issuing.chain import FIRST
from iria_reports.issuing.entries import IssuedRendition
from iria_reports.sending.addressing import Directory, meant_by
from iria_reports.sending.choosing import Choice, ClientTerms, Going, MarkRules, Meant, choose
from iria_reports.sending.ledger import Ledger, Row, State
from iria_reports.sending.message import message_name
from iria_reports.sending.reader import Reader, ReaderKey

KEY = ReaderKey(b"k" * 32)
NUMBER = "HOUSE-AN-2024-001"
MARKS = MarkRules(("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"), frozenset({"TLP:RED"}), frozenset({"TLP:AMBER"}))
ANN = Reader(address="ann@example.org", name="Ann Example")
BOB = Reader(address="bob@example.org", client="ministry", language="ru")
MINISTRY = ClientTerms("ministry", "Ministry of Example", audience="officials", highest_mark="TLP:GREEN")


def rendition(audience: str = "policymakers", **more: str | None) -> IssuedRendition:
    name = "_".join(str(one) for one in (audience, *more.values()))
    said = {"file": f"{name}.pdf", "sha256": FIRST, "pages": 2, "language": "en-GB", "mark": "TLP:GREEN"}
    return IssuedRendition(audience=audience, **{**said, **more})


def choice(*renditions: IssuedRendition, **more: object) -> Choice:
    return replace(Choice(NUMBER, 1, renditions or (rendition(),), KEY, MARKS, clients={"ministry": MINISTRY}), **more)


def row(reader: Reader, state: State, answer: str = "") -> Row:
    identity = KEY.id_of(reader.address)
    return Row(
        seq=1,
        at=datetime(2024, 3, 11, 9, tzinfo=UTC),
        prev=FIRST,
        message=message_name("report", NUMBER, 1, identity),
        purpose="report",
        number=NUMBER,
        version=1,
        reader=identity,
        file="x.pdf",
        state=state,
        answer=answer,
    )


def one(chosen: Choice, reader: Reader, named_by: str = "") -> Going | str:
    """What goes to the reader, or why nothing does."""
    going, staying = choose(chosen, [Meant(reader, named_by)])
    return going[0] if going else staying[0].why


def going(chosen: Choice, reader: Reader, named_by: str = "") -> Going:
    found = one(chosen, reader, named_by)
    assert isinstance(found, Going), found
    return found


def test_a_client_gets_its_own_rendition_for_its_audience_and_nobody_else_does() -> None:
    ours, theirs = rendition("officials"), rendition("officials", client="ministry")
    chosen = choice(ours, theirs, rendition())
    assert going(chosen, BOB).rendition == theirs
    assert going(chosen, ANN).rendition == ours
    assert "made for a client" in str(one(choice(theirs), ANN))
    assert one(choice(), BOB) == f"{NUMBER} has no rendition for officials; it has policymakers"
    assert going(choice(ours, rendition(), audience="policymakers"), BOB).rendition == rendition()


def test_a_reader_gets_the_language_they_read_or_is_told_of_as_getting_another() -> None:
    english, russian = rendition("officials"), rendition("officials", language="ru")
    assert going(choice(english, russian), BOB).rendition == russian
    other = going(choice(english), BOB)
    assert (other.rendition, other.told) == (english, "in en-GB, for there is none in ru")
    american = Reader(address="a@example.org", language="en-US")
    assert going(choice(russian, english), american).rendition == english
    theirs = choice(russian, english, clients={"ministry": replace(MINISTRY, language="en-GB")})
    assert going(theirs, BOB).rendition == russian
    assert going(theirs, BOB.model_copy(update={"language": ""})).rendition == english


@pytest.mark.parametrize(
    ("mark", "reader", "named_by", "why"),
    [
        ("TLP:AMBER", BOB, "", "TLP:AMBER is above TLP:GREEN, the highest mark that ministry may get"),
        ("OLD:MARK", BOB, "", "OLD:MARK is above TLP:GREEN"),
        ("TLP:RED", ANN, "energy", "TLP:RED goes to readers named one by one"),
    ],
)
def test_a_mark_that_is_too_high_is_refused(mark: str, reader: Reader, named_by: str, why: str) -> None:
    assert why in str(one(choice(rendition("officials", mark=mark)), reader, named_by))


def test_a_client_that_agreed_to_no_mark_may_get_what_everybody_may() -> None:
    house = choice(marks=replace(MARKS, highest="TLP:CLEAR"), clients={"ministry": replace(MINISTRY, highest_mark="")})
    assert "TLP:GREEN is above TLP:CLEAR" in str(one(replace(house, renditions=(rendition("officials"),)), BOB))


@pytest.mark.parametrize("meant", [(Meant(ANN, "energy"), Meant(ANN)), (Meant(ANN), Meant(ANN, "energy"))])
def test_red_goes_to_a_reader_who_is_named_even_if_a_list_names_them_too(meant: tuple[Meant, ...]) -> None:
    sent, _ = choose(choice(rendition(mark="TLP:RED")), meant)
    assert [one.list for one in sent] == [""]


def test_whoever_is_named_twice_gets_one_message_and_it_is_said_why_no_second() -> None:
    sent, _ = choose(choice(), [Meant(ANN, "energy"), Meant(ANN, "board"), Meant(ANN, "energy")])
    assert [(one.list, one.told) for one in sent] == [("energy", "once, though board named them too")]
    sent, _ = choose(choice(), [Meant(ANN, "energy"), Meant(ANN, "board"), Meant(ANN)])
    assert [(one.list, one.told) for one in sent] == [("", "once, though energy and board named them too")]


def test_marks_and_clients_ask_for_numbered_copies() -> None:
    assert going(choice(rendition(mark="TLP:AMBER")), ANN).copies == "numbered"
    locked = {"ministry": replace(MINISTRY, copies="locked", highest_mark="")}
    assert going(choice(rendition("officials", mark="TLP:AMBER"), clients=locked), BOB).copies == "locked"
    assert going(choice(), ANN).copies == "issued"


def test_whoever_must_not_be_written_to_is_not() -> None:
    suppressed = {KEY.id_of(ANN.address): "asked to be forgotten"}
    assert one(choice(suppressed=suppressed, again=True), ANN) == "must not be written to: asked to be forgotten"
    assert "there is no reports/clients/gone.yml" in str(one(choice(), Reader(address="x@example.org", client="gone")))


@pytest.mark.parametrize(
    ("state", "answer", "why"),
    [
        ("sent", "250 ok", "has it since 2024-03-11 09:00"),
        ("drafted", "", "a draft was written on 2024-03-11 09:00; --again with their address writes it anew"),
        ("unknown", "", "uncertain since 2024-03-11 09:00"),
        ("bounced", "5.1.1", "it came back on 2024-03-11 09:00: 5.1.1"),
        ("refused", "550 no", "the mail server refused it on 2024-03-11 09:00: 550 no"),
        ("settled", "arrived: she said so", "has it, as somebody said"),
    ],
)
def test_nobody_is_written_to_twice_unless_named_and_asked_for(state: State, answer: str, why: str) -> None:
    chosen = choice(ledger=Ledger((row(ANN, state, answer),)))
    assert str(one(chosen, ANN)).startswith(why)
    assert going(replace(chosen, again=True), ANN).again
    assert str(one(replace(chosen, again=True), ANN, "energy")).startswith(why)


@pytest.mark.parametrize(("state", "answer"), [("queued", ""), ("deferred", "451"), ("settled", "lost: no trace")])
def test_what_did_not_leave_goes(state: State, answer: str) -> None:
    assert not going(choice(ledger=Ledger((row(ANN, state, answer),))), ANN).again


def test_names_mean_addresses_lists_and_clients() -> None:
    readers = {KEY.id_of(reader.address): reader for reader in (ANN, BOB)}
    directory = Directory(KEY, readers, {"topic:energy": set(readers)}, ["ministry"])
    assert meant_by(["ANN@example.org"], directory) == (Meant(ANN),)
    assert meant_by(["topic:energy"], directory) == (Meant(ANN, "topic:energy"), Meant(BOB, "topic:energy"))
    assert meant_by(["Ministry"], directory) == (Meant(BOB, "ministry"),)
    with pytest.raises(Refused, match="no list, no client and no address") as caught:
        meant_by(["topic:enery"], directory)
    assert caught.value.advice == "did you mean topic:energy?"
    with pytest.raises(Refused, match=r"no reader x@example\.org"):
        meant_by(["x@example.org"], directory)
    with pytest.raises(Refused, match="nobody is on empty"):
        meant_by(["empty"], replace(directory, lists={"empty": ()}))
    with pytest.raises(Refused, match="nobody on energy has a line in readers"):
        meant_by(["energy"], replace(directory, lists={"energy": ["f" * 32]}))
    with pytest.raises(Refused, match="a list and a client"):
        meant_by(["ministry"], replace(directory, lists={"ministry": ()}))
