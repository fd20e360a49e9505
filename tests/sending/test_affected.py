"""Who has a version, and who is owed a notice: told from the ledger's rows alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from after import ANN, BOB, EVE, KEY, NUMBER, clock, told

from iria_reports.sending.affected import About, came_back, owed
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import Writing, writing

CORRECTED = About(NUMBER, "correction", 3)
WITHDRAWN = About(NUMBER, "withdrawal", 3)
HAVE_IT = (
    "unknown;sent",
    "unknown",
    "drafted",
    "unknown;settled: arrived: she says",
    "drafted;settled: arrived: by hand",
)
HAVE_IT_NOT = (
    "",
    "unknown;deferred: 450",
    "unknown;refused: 550",
    "unknown;sent;bounced: 5.1.1",
    "drafted;settled: lost: thrown away",
    "unknown;settled: lost",
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Writing]:
    with writing(ReadersFolder(tmp_path), clock) as open_ledger:
        yield open_ledger


def states(line: str) -> list[str]:
    return [one for one in line.split(";") if one]


@pytest.mark.parametrize("line", HAVE_IT)
def test_whoever_has_a_version_or_may_have_it_is_owed_a_notice(ledger: Writing, line: str) -> None:
    told(ledger, ANN.address, *states(line))
    (one,) = owed(ledger.ledger(), CORRECTED)
    assert one.had.row == ledger.ledger().rows[-1]
    assert one.had.sure == ("sent" in line or "arrived" in line)
    assert owed(ledger.ledger(), CORRECTED, version=2) == ()
    assert owed(ledger.ledger(), About("A-2", "correction", 3)) == ()


@pytest.mark.parametrize("line", HAVE_IT_NOT)
def test_what_never_reached_a_reader_is_owed_to_nobody(ledger: Writing, line: str) -> None:
    told(ledger, ANN.address, *states(line))
    assert owed(ledger.ledger(), CORRECTED) == ()


@pytest.mark.parametrize("about", [CORRECTED, WITHDRAWN])
def test_whoever_would_be_told_had_it_not_come_back_is_known(ledger: Writing, about: About) -> None:
    for reader in (ANN, BOB, EVE):
        told(ledger, reader.address, "unknown", "sent", "bounced: 5.1.1")
    told(ledger, BOB.address, "unknown", "sent", version=2)
    told(ledger, EVE.address, "unknown", "sent", version=3, purpose=about.purpose)
    assert [(row.reader, row.version) for row in came_back(ledger.ledger(), about)] == [(KEY.id_of(ANN.address), 1)]
    assert came_back(ledger.ledger(), about, version=2) == ()


def test_a_correction_brings_its_version_and_a_withdrawal_brings_none(ledger: Writing) -> None:
    told(ledger, ANN.address, "unknown", "sent", version=2, purpose="correction")
    told(ledger, BOB.address, "unknown", "sent", version=2, purpose="withdrawal", sha256="")
    assert [one.reader for one in owed(ledger.ledger(), CORRECTED)] == [KEY.id_of(ANN.address)]


def test_a_reader_of_two_earlier_versions_is_owed_one_notice_about_the_later(ledger: Writing) -> None:
    for version in (1, 2):
        told(ledger, ANN.address, "unknown", "sent", version=version)
    (one,) = owed(ledger.ledger(), CORRECTED)
    assert one.had.row.version == 2
    assert one.since == ()
    assert owed(ledger.ledger(), CORRECTED, version=1) == ()
    assert owed(ledger.ledger(), About(NUMBER, "correction", 1)) == ()


def test_the_notice_is_about_what_the_reader_surely_has(ledger: Writing) -> None:
    told(ledger, ANN.address, "unknown", "sent")
    told(ledger, ANN.address, "unknown", version=2)
    (one,) = owed(ledger.ledger(), CORRECTED)
    assert (one.had.row.version, one.had.sure) == (1, True)


def test_what_was_told_since_is_known(ledger: Writing) -> None:
    for reader in (ANN, BOB, EVE):
        told(ledger, reader.address, "unknown", "sent")
    told(ledger, ANN.address, "unknown", "sent", version=3, purpose="correction")
    told(ledger, BOB.address, "unknown", "sent", version=3)
    since = {one.reader: [row.purpose for row in one.since] for one in owed(ledger.ledger(), CORRECTED)}
    assert since == {
        KEY.id_of(ANN.address): ["correction"],
        KEY.id_of(BOB.address): ["report"],
        KEY.id_of(EVE.address): [],
    }


def test_a_withdrawal_is_owed_to_the_readers_of_every_version_the_last_one_too(ledger: Writing) -> None:
    told(ledger, ANN.address, "unknown", "sent")
    told(ledger, BOB.address, "unknown", "sent", version=3)
    told(ledger, EVE.address, "unknown", "sent", version=3, purpose="withdrawal")
    assert [one.had.row.version for one in owed(ledger.ledger(), WITHDRAWN)] == [1, 3]
    assert [one.since for one in owed(ledger.ledger(), WITHDRAWN)] == [(), ()]
