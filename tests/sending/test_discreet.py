"""Nothing that is kept tells who: no address and no name, whatever a server, a notice or a person said."""

import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from after import ANN, BOB, EVE, desk_with_ledger, told
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from iria_reports.cli import verbs
from iria_reports.sending.discreet import LONGEST, discreet, nameless
from iria_reports.sending.reader import Reader
from iria_reports.sending.replies import kept

NOTICES = Path(__file__).parent / "notices"
TELLING = ("@", "ann@", "example.org>", "Ann Example", "Musterfrau", "Példa", "Desk officer", "анна")


SAID = pytest.mark.parametrize(
    "said",
    [
        "550 5.1.1 <ann@example.org>: no such user",
        "550 ann@example.org... User unknown",
        'rcpt "ann example"@example.org refused',
        "no mailbox for ann＠example.org",
        "bounce+ann=40example.org is full",
        "SRS0=x=y=ann+40example.org",
        "unknown: анна@example.org",
        "user ann, Ann Example (Desk officer), is gone",
        "ANN EXAMPLE left",
        "ann\n@example.org",
    ],
)


@SAID
def test_addresses_and_the_readers_names_are_taken_out(said: str) -> None:
    text = discreet(said, ANN).casefold().replace("<address>", "")
    assert not [word for word in (*TELLING, "ann", "＠", "40example") if word.casefold() in text]


@SAID
def test_what_a_server_says_is_held_to_the_same(said: str) -> None:
    assert kept(550, said.encode(), ANN.address) == f"550 {discreet(said, Reader(address=ANN.address))}"


def test_half_an_address_is_none_and_a_short_one_is_known() -> None:
    far = f"x@{'y' * 280} " * 7
    assert "ann" not in discreet(f"{far}ann-of-the-ministry@example.org", Reader(address="a@example.org"))
    assert discreet("550 jo: no such user", Reader(address="jo@example.org")) == "550 (the reader): no such user"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Jane Doe", "550 Jane_Doe disabled"),
        ("Jane Doe", "550 CN=DoeJ,OU=People disabled"),
        ("Jane Doe", "550 jdoe_2 disabled"),
        ("René Café", unicodedata.normalize("NFD", "550 René Café disabled")),
        (unicodedata.normalize("NFD", "René Café"), "550 RENÉ disabled"),
        ("Ida Strauß", "550 STRAUSS and IDA STRAUSS, disabled"),
        ("Ida Strauss", "550 Ida Strauß: disabled"),
    ],
)
def test_a_name_is_taken_out_however_it_is_written(name: str, said: str) -> None:
    found = unicodedata.normalize("NFC", discreet(said, Reader(address="x@example.org", name=name))).casefold()
    assert not re.search("jane|doe|ren|caf|ida|strau", found)
    assert found.startswith("550 ")
    assert found.endswith("disabled")


def test_what_stands_around_a_name_stays_as_it_was_written() -> None:
    reader = Reader(address="x@example.org", name="Ida Strauß")
    assert discreet("Größe ẞ: STRAUSS, Straßen", reader) == "Größe ẞ: (the reader), Straßen"
    assert nameless("IDA STRAUSS told it", [reader]) == "(the reader) told it"


def test_what_is_no_name_stays() -> None:
    assert discreet("452 4.2.2 mailbox full, annual quota", ANN) == "452 4.2.2 mailbox full, annual quota"
    assert nameless("Bob Musterfrau told it to Ann", [ANN, BOB]) == "(the reader) told it to Ann"


@given(st.text(max_size=3000))
def test_it_is_one_short_line(said: str) -> None:
    text = discreet(said, ANN)
    assert len(text) <= LONGEST
    assert "\n" not in text


def test_nothing_that_the_verbs_write_holds_an_address_or_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = tmp_path / "desk"
    with desk_with_ledger(desk, monkeypatch) as ledger:
        told(ledger, ANN.address, "unknown", "sent")
        told(ledger, BOB.address, "unknown")
        told(ledger, EVE.address, "drafted")
    before = {file for file in desk.rglob("*") if file.is_file()}
    shutil.copytree(NOTICES, desk / "notices")
    reason = "Bob Musterfrau <bob@example.org> and Éva Példa told Ann Example (ann@example.org)."
    words = ("--settle", f"{BOB.address}=lost", "--settle", "drafts=arrived", "--reason", reason)
    for verb in (["deliveries", "A-1", *words], ["bounces", "notices"], ["deliveries", "A-1"]):
        done = CliRunner().invoke(verbs, verb)
        assert done.exit_code == 0, done.output
    done = CliRunner().invoke(verbs, ["archive", "sent", "--to", ANN.address])
    assert "came back" in done.stdout
    written = {file for file in desk.rglob("*") if file.is_file()} - before - set((desk / "notices").iterdir())
    for file in (*written, desk / "output/readers/ledger.jsonl"):
        text = file.read_text(encoding="utf-8")
        assert not [word for word in TELLING if word in text], file
