"""Searching what was issued: three scripts, filters, hostile words, and a catalogue that looks after itself."""

import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import Book, shelve, withdrawal

from iria_reports.archive import opened
from iria_reports.cataloguing.listing import Wanted
from iria_reports.cataloguing.place import catalogue_file
from iria_reports.cataloguing.searching import Asked, Hits
from iria_reports.errors import Refused
from iria_reports.issuing.archive import Archive

PAPER = ("paper", "The port opens", "The Paper", "https://example.org/port")
BOOKS = (
    Book(
        "IRIA-BG-2022-001",
        bottom="Ships call at the port again.",
        sections=(("What happened", "The quay was mended in March."),),
        judgement="The port will likely stay open.",
        sources=(PAPER,),
        article="quay",
        region="Central Asia",
        topics=("trade",),
        authors=("A. Writer",),
    ),
    Book(
        "IRIA-BG-2022-002",
        title="Қазақстан: жаңа үкімет",
        bottom="Қазақстанның өңірлерінде ұзақ әңгіме, іргелі һәм ғылыми.",
    ),
    Book("IRIA-BG-2022-003", title="Чрезвычайное положение", bottom="Ещё один край; чай."),
    Book("IRIA-BG-2022-004", title="الميناء يعمل من جديد", bottom="عادت السفن إلى الميناء."),
    Book(
        "IRIA-AN-2022-001",
        title="A port elsewhere",
        mark="TLP:AMBER",
        bottom="The other port is shut.",
        kind="analysis",
    ),
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return shelve(tmp_path / "issued", BOOKS)


def found(archive: Archive, cache: Path, words: str, **asked: object) -> Hits:
    with opened(archive).catalogue(folder=cache) as catalogue:
        return catalogue.search(Asked(words, **asked))  # type: ignore[arg-type]


def numbers(archive: Archive, cache: Path, words: str, **asked: object) -> list[str]:
    return [hit.listed.number[-6:] for hit in found(archive, cache, words, **asked).best]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("quay", ["22-001"]),
        ("QUAY march ships", ["22-001"]),  # in three sections
        ('"mended in March"', ["22-001"]),
        ('"in mended March"', []),
        ("әңгіме", ["22-002"]),
        ("ӘҢГІМЕ", ["22-002"]),
        ("үкімет", ["22-002"]),
        ("Қазақстан", ["22-002"]),  # and Қазақстанның
        ("ғылыми һәм ұзақ іргелі өңірлер", ["22-002"]),
        ("анг", []),  # ң is not н with a mark
        ("казакстан", []),
        ("чрезвычайное", ["22-003"]),
        ("край", ["22-003"]),
        ("краи", []),  # й is not и with a mark
        ("السفن", ["22-004"]),
        ("الميناء", ["22-004"]),
        ("paper", ["22-001"]),
        ("zeppelin", []),
    ],
)
def test_words_are_found_in_their_script(archive: Archive, tmp_path: Path, words: str, expected: list[str]) -> None:
    assert numbers(archive, tmp_path, words) == expected


def test_a_letter_and_its_mark_apart_are_the_same_letter(archive: Archive, tmp_path: Path) -> None:
    assert numbers(archive, tmp_path, "кра\u0438\u0306") == ["22-003"]


def test_a_hit_says_where_and_shows_the_words(archive: Archive, tmp_path: Path) -> None:
    (hit,) = found(archive, tmp_path, "quay").best
    assert (hit.heading, hit.snippet) == ("1 What happened", "The [quay] was mended in March.")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"source": "example.org"}, ["22-001"]),
        ({"source": "THE PAPER"}, ["22-001"]),
        ({"judgement": True}, ["22-001"]),
        ({"wanted": Wanted(region="asia", topic="trade", author="writer")}, ["22-001"]),
        ({"wanted": Wanted(mark="tlp:amber")}, ["22-001"]),
        ({"wanted": Wanted(kind="analysis")}, ["22-001"]),
        ({"wanted": Wanted(year=2021)}, []),
    ],
)
def test_filters_narrow_it(archive: Archive, tmp_path: Path, asked: dict[str, object], expected: list[str]) -> None:
    assert numbers(archive, tmp_path, "port", **asked) == expected


def test_a_title_counts_more_than_the_text(archive: Archive, tmp_path: Path) -> None:
    assert found(archive, tmp_path, "elsewhere port").best[0].listed.number == "IRIA-AN-2022-001"


HOSTILE = (
    *('"', '""', "port AND", "NEAR(port, 2)", "port*", "^port", "heading : port", "po-rt", "(", "port OR", "'; DROP"),
    *("\0p", "\udcff port", "port" * 5000, "port " * 3000),
)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_is_a_command(archive: Archive, tmp_path: Path, words: str) -> None:
    with suppress(Refused):
        found(archive, tmp_path, words)


@given(words=st.text(max_size=40))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_words_bring_it_down(archive: Archive, tmp_path: Path, words: str) -> None:
    with suppress(Refused):
        found(archive, tmp_path, words, source=words, wanted=Wanted(topic=words))


def test_words_without_a_letter_are_refused_with_what_to_type(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no word") as refused:
        found(archive, tmp_path, '" * "')
    assert "iria-report archive search" in refused.value.advice


def test_many_different_words_are_looked_for(archive: Archive, tmp_path: Path) -> None:
    assert numbers(archive, tmp_path, " ".join(f"word{count}" for count in range(2000))) == []


def test_a_withdrawn_or_superseded_version_comes_after_those_that_stand(tmp_path: Path) -> None:
    root = tmp_path / "issued"
    books = [Book("B-1"), Book("B-1", 2), Book("B-2"), withdrawal("B-2"), Book("B-3")]
    hits = found(shelve(root, books), tmp_path, "port").best
    assert [(hit.listed.named, hit.listed.state) for hit in hits] == [
        ("B-1 v2", "current"),
        ("B-3 v1", "current"),
        ("B-1 v1", "superseded"),
        ("B-2 v1", "withdrawn"),
    ]


def test_what_was_issued_since_is_found_without_a_word(archive: Archive, tmp_path: Path) -> None:
    assert numbers(archive, tmp_path, "zeppelin") == []
    shelve(archive.root, [Book("IRIA-BG-2023-009", bottom="A zeppelin.")])
    assert numbers(archive, tmp_path, "zeppelin") == ["23-009"]
    assert numbers(archive, tmp_path, "quay") == ["22-001"]


@pytest.mark.parametrize("spoilt", [b"", b"not a database", None])
def test_a_spoilt_or_deleted_catalogue_is_made_anew(archive: Archive, tmp_path: Path, spoilt: bytes | None) -> None:
    assert numbers(archive, tmp_path, "quay") == ["22-001"]
    file = catalogue_file(archive.root, tmp_path)
    content = file.read_bytes()
    file.unlink()
    if spoilt is not None:
        file.write_bytes(spoilt or content[: len(content) // 2])
    assert numbers(archive, tmp_path, "quay") == ["22-001"]


def test_another_archive_at_the_same_place_is_not_answered_from_the_old_one(tmp_path: Path) -> None:
    root = tmp_path / "issued"
    assert numbers(shelve(root, [Book("A-1", bottom="A quay.")]), tmp_path, "quay")
    root.rename(tmp_path / "old")
    assert not numbers(shelve(root, [Book("A-1", bottom="A hill."), Book("A-2")]), tmp_path, "quay")


def test_a_bag_put_back_is_read_then(archive: Archive, tmp_path: Path) -> None:
    bag = archive.root / "IRIA-BG-2022-001"
    bag.rename(tmp_path / "aside")
    assert numbers(archive, tmp_path, "quay") == []
    assert numbers(archive, tmp_path, "trade") == ["22-001"]  # the register says so
    (tmp_path / "aside").rename(bag)
    assert numbers(archive, tmp_path, "quay") == ["22-001"]


def test_the_catalogue_is_the_users_alone_and_never_in_the_archive(archive: Archive, tmp_path: Path) -> None:
    before = sorted(archive.root.rglob("*"))
    numbers(archive, tmp_path / "cache", "quay")
    assert catalogue_file(archive.root, tmp_path / "cache").parent.stat().st_mode & 0o077 == 0
    numbers(archive, archive.root / "cache", "quay")
    assert sorted(archive.root.rglob("*")) == before


def test_where_no_file_can_be_written_it_works_in_memory(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert numbers(archive, tmp_path / "file", "quay") == ["22-001"]


ONCE = """
import sys
from pathlib import Path
from iria_reports.archive import opened
from iria_reports.cataloguing.searching import Asked
from iria_reports.issuing.archive import Archive
with opened(Archive(Path(sys.argv[1]))).catalogue(folder=Path(sys.argv[2])) as catalogue:
    print(catalogue.search(Asked("port")).count)
"""


def test_processes_at_once_make_one_catalogue(tmp_path: Path) -> None:
    archive = shelve(tmp_path / "issued", [Book(f"N-{count}") for count in range(600)])
    command = [sys.executable, "-c", ONCE, str(archive.root), str(tmp_path / "cache")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [one.communicate(timeout=120)[0].strip() for one in running] == ["600"] * 4
    with sqlite3.connect(catalogue_file(archive.root, tmp_path / "cache")) as made:
        assert made.execute("SELECT count(*) FROM passages WHERE part = 'record'").fetchone() == (600,)
    made.close()


def test_uses_says_which_issues_and_where(archive: Archive, tmp_path: Path) -> None:
    with opened(archive).catalogue(folder=tmp_path) as catalogue:
        for name, known in (("quay", "quay"), ("reports/articles/quay.md", "quay"), ("paper", "paper")):
            (use,) = catalogue.uses(name)
            assert (use.listed.number, use.name, use.headings) == ("IRIA-BG-2022-001", known, ("1 What happened",))
        (use,) = catalogue.uses("https://example.org/port")
        assert use.name == "paper"
        with pytest.raises(Refused) as refused:
            catalogue.uses("papre")
        assert refused.value.advice == "did you mean paper?"
