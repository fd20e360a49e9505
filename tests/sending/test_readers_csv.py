"""readers.csv: read as spreadsheets write it, every fault at its place, written whole, for its owner alone."""

from pathlib import Path

import pytest

from iria_reports.errors import ArchiveDamaged, InputFaults, Refused
from iria_reports.sending.addresses import address_of
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.holding import held
from iria_reports.sending.reader import Reader, ReaderKey
from iria_reports.sending.readers import address_book, key_at_first_use, read_key, read_readers, write_readers

KEY = b"k" * 32
ANN = Reader(address="ann@example.org", name="Ann Ash", office="Ministry; Asia desk", language="ru", client="ministry")
BOB = Reader(address="bob@xn--bcher-kva.example.org", name='Bob "B" Beech')


def folder_in(tmp_path: Path) -> ReadersFolder:
    folder = ReadersFolder(tmp_path / "readers")
    with held(folder):
        key_at_first_use(folder, lambda count: KEY[:count])
    return folder


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_is_read_as_any_spreadsheet_writes_it(tmp_path: Path, separator: str, mark: str, end: str) -> None:
    rows = [
        ["name", "address", "office"],
        ["Ann Ash", " Ann@Example.ORG ", f'"a{separator}b"'],
        ["", "bob@bücher.example.org", ""],
    ]
    file = tmp_path / "r.csv"
    file.write_bytes((mark + end.join(separator.join(row) for row in rows) + end).encode())
    ann, bob = read_readers(file)
    assert (ann.address, ann.name, ann.office) == ("ann@example.org", "Ann Ash", f"a{separator}b")
    assert bob.address == BOB.address


def test_headings_and_languages_are_read_in_any_case(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("Address;NAME;Language\nann@example.org;Ann;FR\nbob@example.org;;az-LATN\n")
    assert [(one.name, one.language) for one in read_readers(file)] == [("Ann", "fr"), ("", "az-Latn")]
    file.write_text("Address;Language\nann@example.org;Klingon\n")
    with pytest.raises(InputFaults, match=r":2:2: language: no such language"):
        read_readers(file)


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("E-mail;Name", [":1:1: E-mail: no such column; did you mean address?; or take it out"]),
        ("Address;Full Name", [":1:2: Full Name: no such column; did you mean name?; or take it out"]),
        ("Address;address", [":1:2: address: two columns have this name; rename one of them"]),
    ],
)
def test_a_heading_from_an_address_book_is_told_with_what_is_meant(
    tmp_path: Path, headings: str, told: list[str]
) -> None:
    file = tmp_path / "r.csv"
    file.write_text(f"{headings}\nann@example.org;Ann\n")
    with pytest.raises(InputFaults) as refused:
        read_readers(file)
    assert [str(one).removeprefix(file.as_posix()) for one in refused.value.faults] == told


def test_a_row_with_too_many_cells_hides_no_other_fault(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("address;name;language\nann@example.org;Ash;Ann;fr\nno;;\nbob@example.org;;xx\n")
    with pytest.raises(InputFaults) as refused:
        read_readers(file)
    places = [str(one.where).removeprefix(file.as_posix()) for one in refused.value.faults]
    assert places == [":2:4", ":3:1", ":4:3"]


def test_what_is_written_is_read_back_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    write_readers(folder, [ANN, BOB])
    book = address_book(folder, clients=["ministry"])
    assert tuple(book.readers.values()) == (ANN, BOB)
    assert book.find(" ANN@example.org") == ANN
    assert book.find("bob@BÜCHER.example.org") == BOB
    assert folder.root.stat().st_mode & 0o777 == 0o700
    assert {folder.readers.stat().st_mode & 0o777, folder.key.stat().st_mode & 0o777} == {0o600}
    assert not [file for file in folder.root.iterdir() if file.name.endswith(".new")]


def test_a_file_that_was_separated_by_commas_stays_so(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    folder.readers.write_text("address,name\nann@example.org,Ann\n")
    write_readers(folder, [ANN])
    assert folder.readers.read_bytes().startswith(b"\xef\xbb\xbfaddress,name,office,language,client\r\n")


def test_every_fault_is_told_at_once_at_its_place_without_repeating_what_is_personal(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text(
        "address;name;office;language;client\n"
        "ann.example.org;Ann;;;\n"
        "bob@example.org;=1+1;;english;\n"
        "cyd@example.org;Cyd;;;ministy\n"
        "CYD@example.org;Cyd;;;\n"
        "dee@example.org;Dee;;;\n"
        "dee@Example.org;Dee;;;\n"
        ";Eve;;;\n"
    )
    with pytest.raises(InputFaults) as refused:
        read_readers(file, clients=["ministry"])
    told = [str(fault).removeprefix(file.as_posix()) for fault in refused.value.faults]
    assert told == [
        ":2:1: address: an email address must have an @-sign; correct it",
        ":3:2: name: begins with =, which a spreadsheet computes; take it out",
        ":3:4: language: no such language; write a tag such as en-GB, fr, ru, kk or ar",
        ":4:5: client: no client 'ministy' in reports/clients/; did you mean ministry?",
        ":7:1: address: stands in line 6 already; keep one of the two",
        ":8:1: address: is missing; add it",
    ]


@pytest.mark.parametrize("heading", ["name;office", "address;telephone"])
def test_a_column_that_is_not_ours_is_a_fault(tmp_path: Path, heading: str) -> None:
    file = tmp_path / "r.csv"
    file.write_text(f"{heading}\na@example.org;b\n")
    with pytest.raises(InputFaults):
        read_readers(file)


@pytest.mark.parametrize(
    "text",
    [
        "ann",
        "ann@localhost",
        "ann@example.org\nBcc: eve@example.org",
        "Ann <ann@example.org>",
        "ann@example.org, bob@example.org",
        '"ann ash"@example.org',
        "ann@[127.0.0.1]",
        "jürgen@example.org",
        "",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(?!.*eve)"):
        address_of(text)


def test_a_name_with_a_line_break_would_be_a_head_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text('address;name\nann@example.org;"Ann\nBcc: eve@example.org"\n')
    with pytest.raises(InputFaults, match=":2:2: name: a line break"):
        read_readers(file)


def test_a_key_that_is_lost_is_never_made_anew(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    assert read_key(folder) == ReaderKey(KEY)
    folder.lists.write_text("")
    folder.key.unlink()
    with pytest.raises(Refused, match="is gone"):
        key_at_first_use(folder, lambda count: b"x" * count)
    folder.key.write_bytes(b"short")
    with pytest.raises(ArchiveDamaged, match="5 bytes"):
        read_key(folder)


def test_a_folder_without_readers_names_the_command_that_adds_one(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        address_book(ReadersFolder(tmp_path))
    assert refused.value.advice.startswith("iria-report readers add")


def test_what_a_killed_run_left_beside_the_file_is_written_over(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    (folder.root / ".readers.csv.new").write_text("half")
    write_readers(folder, [ANN])
    assert not [file for file in folder.root.iterdir() if file.name.endswith(".new")]
    assert read_readers(folder.readers) == (ANN,)
