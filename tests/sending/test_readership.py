"""`readers`: added, subscribed, suppressed, taken in from a file: nothing half-written, nobody released unasked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from iria_reports.errors import InputFaults, Refused
from iria_reports.readers import (
    Readership,
    add,
    everybody,
    members,
    planned,
    release,
    show,
    subscribe,
    suppress,
    take_in,
    unsubscribe,
    waiting,
)
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.ledger import writing
from iria_reports.sending.lists import read_lists
from iria_reports.sending.readers import read_key

ANN = {"address": "Ann@example.org", "name": "Ann Ash"}


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Readership:
    return Readership(ReadersFolder(tmp_path / "readers"), ("ministry",), clock, lambda count: b"k" * count)


def file_with(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "in.csv"
    file.write_text("\n".join(("address;name;office;language;client", *lines)) + "\n", encoding="utf-8-sig")
    return file


def test_a_reader_is_added_and_then_changed_without_losing_what_is_not_given(kept: Readership) -> None:
    add(kept, ANN, ["Topic: Energy"])
    changed = add(kept, {"address": "ann@example.org", "language": "fr", "client": "ministry"})
    assert (changed.reader.name, changed.reader.language, changed.lists) == ("Ann Ash", "fr", ("topic:energy",))
    assert len(everybody(kept)) == 1


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"address": "ann"}, "address: "),
        ({**ANN, "client": "ministy"}, "client: no client 'ministy'"),
        ({**ANN, "language": "french"}, "language: no such language"),
        ({**ANN, "name": "A\nBcc: b"}, "name: a line break"),
        ({**ANN, "name": " =1+1"}, "name: begins with ="),
        ({**ANN, "office": "\u00a0@SUM(A1)"}, "office: begins with @"),
        ({**ANN, "name": "Ann \u202ehsA"}, "name: a line break or a control character"),
        ({**ANN, "name": "D\udce9"}, "name: a line break or a control character"),
        ({**ANN, "client": "d\udce9"}, "client: a line break or a control character"),
        ({"address": "d\udce9@example.org"}, "address: "),
        ({"address": "d@d\udce9.example.org"}, "address: "),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    kept: Readership, cells: dict[str, str], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        add(kept, cells)
    assert not kept.folder.root.exists()


def test_blanks_around_a_cell_are_not_kept(kept: Readership) -> None:
    add(kept, {**ANN, "name": "\u00a0Ann Ash\n", "office": " \t"})
    assert [(one.reader.name, one.reader.office) for one in everybody(kept)] == [("Ann Ash", "")]


@pytest.mark.parametrize(
    ("address", "name", "told", "advice"),
    [
        ("ann@example.org", "topic:raods", "ann@example.org was never on topic:raods", "they are on topic:roads"),
        ("anne@example.org", "topic:roads", "never on topic:roads", "did you mean ann@example.org?"),
        ("anne@example.org", "", "never on any list", "did you mean ann@example.org?"),
        ("eve@other.example.net", "", "never on any list", "readers suppress eve@other.example.net"),
    ],
)
def test_a_slip_is_not_taken_for_somebody_who_left(
    kept: Readership, address: str, name: str, told: str, advice: str
) -> None:
    add(kept, ANN, ["topic:roads"])
    with pytest.raises(Refused, match=told) as refused:
        unsubscribe(kept, address, name)
    assert advice in refused.value.advice


def test_a_list_that_nobody_is_on_is_told_with_those_there_are(kept: Readership) -> None:
    with pytest.raises(Refused) as refused:
        members(kept, "europe")
    assert refused.value.advice == "iria-report readers subscribe ADDRESS europe"
    add(kept, ANN, ["region:europe"])
    assert [one.reader.address for one in members(kept, "Region: Europe")] == ["ann@example.org"]
    with pytest.raises(Refused, match="nobody is on europe") as refused:
        members(kept, "europe")
    assert refused.value.advice == "did you mean region:europe?"


def test_two_lists_in_one_word_are_not_taken_for_a_third(kept: Readership) -> None:
    with pytest.raises(Refused, match="two lists in one word") as refused:
        add(kept, ANN, ["topic:roads,board"])
    assert "takes --list repeatedly" in refused.value.advice
    assert not kept.folder.root.exists()


def test_lists_are_joined_and_left_one_or_all(kept: Readership) -> None:
    add(kept, ANN, ["board"])
    assert subscribe(kept, "ann@example.org", "region:Central Asia")
    assert not subscribe(kept, "ann@example.org", "board")
    assert unsubscribe(kept, "ann@example.org", "board") == ("board",)
    assert unsubscribe(kept, "ann@example.org") == ("region:central-asia",)
    assert unsubscribe(kept, "ann@example.org", "board") == unsubscribe(kept, "ann@example.org") == ()
    with pytest.raises(Refused) as refused:
        subscribe(kept, "eve@example.org", "board")
    assert refused.value.advice == "iria-report readers add eve@example.org"


def test_a_suppressed_reader_joins_nothing_until_released_and_the_reason_names_nobody(kept: Readership) -> None:
    add(kept, ANN, ["board"])
    suppress(kept, "ann@example.org", "Ann Ash wrote from ann@example.org: no more.")
    (reason,) = read_lists(kept.folder).suppressed().values()
    assert reason == "(the reader) wrote from <address>: no more."
    assert show(kept, "ann@example.org").suppressed == reason
    with pytest.raises(Refused, match="must not be written to"):
        subscribe(kept, "ann@example.org", "topic:energy")
    assert release(kept, "ann@example.org", "asked to return")
    assert show(kept, "ann@example.org").suppressed == ""


def test_drafts_that_a_person_might_still_send_are_found_and_those_for_a_list(kept: Readership, tmp_path: Path) -> None:
    add(kept, ANN, ["board", "topic:energy"])
    identity = read_key(kept.folder).id_of("ann@example.org")
    row = {"number": "N-1", "version": 1, "reader": identity, "file": "r.pdf", "state": "drafted"}
    with writing(kept.folder, clock) as ledger:
        ledger.add([{**row, "message": "m", "purpose": "report", "list": "board"}])
        ledger.add([{**row, "message": "w", "purpose": "withdrawal", "list": "topic:energy"}])
        ledger.add([{**row, "message": "s", "purpose": "report", "list": "board", "number": "N-2", "state": "sent"}])
    mail = tmp_path / "mail"
    for name in ("N-1_v1/ann", "N-1_v1/ann_withdrawal", "N-2_v1/ann", "N-1_v1/half"):
        file = mail / f"{name.partition('_w')[0]}_{identity[:8]}{'_withdrawal' if '_w' in name else ''}.eml"
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.with_suffix(".new") if "half" in name else file).write_text("To: x\n\n")
    (mail / "renamed.eml").write_text("To: Ann <ANN@example.org>\n\n")
    (mail / "bob_00000000.eml").write_text("To: bob@example.org\n\n")
    report, notice = (mail / "N-1_v1" / f"ann_{identity[:8]}{end}.eml" for end in ("", "_withdrawal"))
    assert set(waiting(kept, mail, "Ann@example.org")) == {
        *(report, notice),
        *(mail / "N-2_v1" / report.name, mail / "renamed.eml"),
    }
    assert waiting(kept, mail, "ann@example.org", ("board",)) == (report,)
    assert waiting(kept, mail, "ann@example.org", ("topic:energy",)) == (notice,)
    assert waiting(kept, mail, "ann@example.org", ()) == ()


def test_somebody_unknown_can_be_suppressed_and_is_then_not_added(kept: Readership) -> None:
    suppress(kept, "eve@example.org", "wrote to us")
    assert everybody(kept) == ()
    with pytest.raises(Refused, match="must not be written to: wrote to us"):
        add(kept, {"address": "eve@example.org"})


def test_a_file_tells_what_is_new_changed_and_unchanged_and_is_then_taken_in(kept: Readership, tmp_path: Path) -> None:
    add(kept, ANN)
    add(kept, {"address": "bob@example.org", "name": "Bob", "office": "Press"})
    file = file_with(tmp_path, "ann@example.org;Ann Ash;;;", "BOB@example.org;Robert;;;", "cyd@example.org;Cyd;;;")
    intake = planned(kept, file, "Topic: energy")
    assert [one.address for one in intake.new] == ["cyd@example.org"]
    assert [one.address for one in intake.unchanged] == ["ann@example.org"]
    assert [(before.name, after.name, after.office) for before, after in intake.changed] == [("Bob", "Robert", "Press")]
    assert (intake.to, len(intake.joins)) == ("topic:energy", 3)
    take_in(kept, file, intake)
    assert {one.reader.name for one in everybody(kept)} == {"Ann Ash", "Robert", "Cyd"}
    assert all(one.lists == ("topic:energy",) for one in everybody(kept))
    again = planned(kept, file, "topic:energy")
    assert (len(again.new), len(again.changed), len(again.unchanged), len(again.joins)) == (0, 0, 3, 0)


def test_a_file_never_un_suppresses_anybody_nor_brings_back_who_was_forgotten(kept: Readership, tmp_path: Path) -> None:
    add(kept, ANN)
    suppress(kept, "ann@example.org", "bounced for good")
    suppress(kept, "eve@example.org", "asked to be forgotten")
    file = file_with(tmp_path, "ann@example.org;Ann;;;", "eve@example.org;Eve;;;", "cyd@example.org;;;;")
    intake = planned(kept, file, "board")
    assert intake.barred == (("eve@example.org", "asked to be forgotten"),)
    assert intake.stays == (("ann@example.org", "must not be written to: bounced for good"),)
    take_in(kept, file, intake)
    assert {one.reader.address: (one.lists, bool(one.suppressed)) for one in everybody(kept)} == {
        "ann@example.org": ((), True),
        "cyd@example.org": (("board",), False),
    }
    assert len(read_lists(kept.folder).suppressed()) == 2


def test_a_file_puts_nobody_back_on_a_list_that_they_left(kept: Readership, tmp_path: Path) -> None:
    add(kept, ANN, ["board", "topic:energy"])
    unsubscribe(kept, "ann@example.org", "board")
    file = file_with(tmp_path, "ann@example.org;Ann Ash;;;", "cyd@example.org;;;;")
    intake = planned(kept, file, "board")
    assert (intake.joins, intake.stays) == ({"cyd@example.org"}, (("ann@example.org", "was taken off it"),))
    take_in(kept, file, intake)
    assert show(kept, "ann@example.org").lists == ("topic:energy",)
    subscribe(kept, "ann@example.org", "board")
    assert planned(kept, file, "board").stays == ()


def test_a_file_for_no_list_that_can_be_is_refused_as_it_is_planned(kept: Readership, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no list 'topics:roads'"):
        planned(kept, file_with(tmp_path, "ann@example.org;;;;"), "topics:roads")


def test_a_file_with_faults_changes_nothing(kept: Readership, tmp_path: Path) -> None:
    add(kept, ANN)
    before = kept.folder.readers.read_bytes()
    with pytest.raises(InputFaults) as refused:
        planned(kept, file_with(tmp_path, "bob@example.org;Bob;;;", "no;;;;", "cyd@example.org;;;;nobody"))
    assert len(refused.value.faults) == 2
    assert kept.folder.readers.read_bytes() == before


def test_what_changed_since_it_was_shown_is_not_written_over(kept: Readership, tmp_path: Path) -> None:
    file = file_with(tmp_path, "ann@example.org;Ann;;;")
    intake = planned(kept, file)
    add(kept, ANN)
    with pytest.raises(Refused, match="have changed meanwhile"):
        take_in(kept, file, intake)


def test_a_thousand_readers_are_taken_in_at_once(kept: Readership, tmp_path: Path) -> None:
    file = file_with(tmp_path, *(f"reader{at}@example.org;Reader {at};;;" for at in range(1000)))
    take_in(kept, file, planned(kept, file, "board"))
    assert sum(one.lists == ("board",) for one in everybody(kept)) == 1000
