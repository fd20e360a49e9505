"""One specification as of two days: what was learned between is in the later file, in no byte of the earlier."""

from datetime import date
from pathlib import Path

import pytest
from pdf_contents import everything_in

from iria_reports.build import Built, Job, build
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk

DESK = Desk(Path(__file__).parents[2])
EARLIER, LATER = date(2022, 1, 10), date(2022, 1, 20)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built]:
    out = tmp_path_factory.mktemp("out")
    asks = [Ask(today=date(2026, 1, 1), as_of=day, leave_out_later=True) for day in (EARLIER, LATER)]
    earlier, later = (build(Job(DESK.spec("kazakhstan-2022"), DESK, ask, out)) for ask in asks)
    return earlier, later


def test_each_day_has_a_file_of_its_own(days: tuple[Built, Built]) -> None:
    names = [built.proof.path.name for built in days]
    assert names == ["kazakhstan-2022_2022-01-10.pdf", "kazakhstan-2022_2022-01-20.pdf"]


def test_the_later_file_rests_on_more_and_the_earlier_on_nothing_later(days: tuple[Built, Built]) -> None:
    earlier, later = ({source.id: source.known_on for source in built.report.sources} for built in days)
    assert earlier.keys() < later.keys()
    assert all(known and known <= EARLIER for known in earlier.values())
    assert len(list(days[0].report.blocks())) < len(list(days[1].report.blocks()))
    assert all(block.meta.known_on is None or block.meta.known_on <= EARLIER for block in days[0].report.blocks())


def test_what_was_learned_between_the_days_is_in_no_byte_of_the_earlier_file(days: tuple[Built, Built]) -> None:
    earlier = {source.id for source in days[0].report.sources}
    learned = [source for source in days[1].report.sources if source.id not in earlier]
    files = [everything_in(built.proof.path) for built in days]
    for source in learned:
        cited = f'"id": "{source.id}"'
        assert cited in files[1]["attachment report.json"]
        for where, text in files[0].items():
            assert cited not in text, (source.id, where)
            assert not source.url or source.url not in text, (source.id, where)
    assert "225 people" in files[1]["attachment report.json"]
    assert len(learned) > 10
