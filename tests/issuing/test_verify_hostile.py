"""Files made to harm whoever opens them: each ends in an answer, in bounded time and memory, safe to print."""

import io
import os
import resource
import time
from pathlib import Path

import pikepdf
import pytest
from stray import Port, bomb, look, written_by

from iria_reports.issuing.claims import Claim, foot_of, identifier_in
from iria_reports.issuing.plain import plain
from iria_reports.printing.limits import MEBIBYTE, Limits
from iria_reports.printing.reading.portrait import Unreadable
from iria_reports.printing.reading.read import about_report
from iria_reports.printing.reading.reading import Reading
from iria_reports.verify import verify

SMALL = Limits(memory=700 * MEBIBYTE, cpu=3, wall=5)


@pytest.mark.parametrize("kind", ["flate", "forms", "nested"])
def test_a_bomb_ends_in_an_answer(port: Port, tmp_path: Path, kind: str) -> None:
    (tmp_path / "bomb.pdf").write_bytes(bomb(kind))
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Reading(SMALL) as reading:
        answer = verify(tmp_path / "bomb.pdf", port.known, reading.portrait)
        assert answer.verdict.word in ("unreadable", "not-ours")
        assert len(reading.portrait(port.issued).pages) == 3  # the next file is read all the same
    assert time.perf_counter() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_a_child_that_dies_is_an_answer_and_leaves_nothing(port: Port) -> None:
    with Reading(Limits(memory=700 * MEBIBYTE, cpu=1, wall=0.001)) as reading:
        with pytest.raises(Unreadable, match="more memory or time"):
            reading.portrait(port.issued)
        assert reading._child is None


def test_many_files_are_read_though_each_child_has_little_time(port: Port) -> None:
    with Reading(Limits(memory=700 * MEBIBYTE, cpu=1, wall=20)) as reading:
        first = reading.portrait(port.issued)
        assert all(reading.portrait(port.issued) == first for _ in range(20))


@pytest.mark.parametrize("ours", [True, False])
def test_a_name_full_of_commands_to_the_terminal_is_written_out(port: Port, tmp_path: Path, ours: bool) -> None:
    wild = f"HOUSE-AN-2031-001_\x9b31mport\u202e{'fdp' if ours else ''}_v1"
    content = port.issued.replace(port.name.encode(), wild.encode())
    file = tmp_path / "a\x1b[2J\nreport.pdf"
    file.write_bytes(content if ours else content[: len(content) // 2])
    printed = "\n".join(verify(file, None).lines())
    assert not {"\x1b", "\x9b", "\u202e"} & set(printed)
    assert "a\\x1b[2J\\nreport.pdf" in printed


def test_a_number_is_letters_digits_dots_and_hyphens() -> None:
    good = Claim.of("IRIA-BG-2022-001_kazakhstan_in_2022_officials_v12")
    assert (good and good.number, good and good.version) == ("IRIA-BG-2022-001", 12)
    for wild in (
        "../../etc/passwd_x_v1",
        "IRIA_../../x_v1",
        "IRIA..1_x_v1",
        "IRIA-1_x\x1b[2J_v1",
        "IRIA-1_x_v0",
        "IRIA-1_x_v99999",
        "IRIA-1_v1",
        "_x_v1",
        "IRIA 1_x_v1",
        "x" * 5000 + "_x_v1",
        "",
    ):
        assert Claim.of(wild) is None, wild


def test_a_claim_is_read_from_bytes_that_no_program_can_open() -> None:
    assert identifier_in(b"\0<dc:identifier>A-1_x_v1</dc:identifier>\xff") == "A-1_x_v1"
    assert identifier_in(b"<dc:identifier>" + b"x" * 10**6) == ""


def test_a_million_feet_on_a_page_are_not_all_read() -> None:
    start = time.perf_counter()
    numbers = [f"HOUSE-AN-2024-{count:03}" for count in range(1000)]
    assert foot_of(["1HOUSE-AN-2024-007·v2" + "·v1" * 10**6], numbers) == ("HOUSE-AN-2024-007", 2)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"[" * 100_000, b'{"format":1,"sections":[],"house":3,"imprint":[]}']
)
def test_an_attached_report_that_is_none_says_nothing(content: bytes) -> None:
    assert about_report(content) == {}


def test_what_is_no_file_is_not_waited_for(port: Port, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    for name in ("pipe.pdf", "."):
        answer = verify(tmp_path / name, port.known)
        assert answer.verdict.word == "unreadable"
        assert answer.details == ("it is not an ordinary file",)


def test_a_huge_file_is_not_read(port: Port, tmp_path: Path) -> None:
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.truncate(600 * MEBIBYTE)
    answer = verify(tmp_path / "huge.pdf", port.known)
    assert answer.details == ("it has 600 MiB; no issue has more than 512",)


def test_a_password_is_not_guessed(port: Port, tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(port.issued)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    (tmp_path / "locked.pdf").write_bytes(out.getvalue())
    with Reading() as reading:
        answer = verify(tmp_path / "locked.pdf", port.known, reading.portrait)
    assert (answer.verdict.word, answer.details) == ("unreadable", ("it opens only with a password",))


def test_xmp_with_entities_is_not_read(port: Port, tmp_path: Path) -> None:
    dc = b"http://purl.org/dc/elements/1.1/"
    packet = b'<!DOCTYPE x [<!ENTITY a "A-1">]><dc:identifier xmlns:dc="' + dc + b'">&a;_x_v1</dc:identifier>'
    content = written_by(lambda pdf: pdf.Root.Metadata.write(packet), port.issued)
    (tmp_path / "xmp.pdf").write_bytes(content)
    with Reading() as reading:
        assert reading.portrait(content).identifier == ""


def test_a_long_list_of_bookmarks_is_no_bomb(port: Port) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(f"Chapter {count}", 0) for count in range(3000))

    parts = look(written_by(change, port.issued)).parts
    assert parts["bookmarks"] != look(port.issued).parts["bookmarks"]


def test_plain_text_stays_and_the_rest_is_written_out() -> None:
    assert plain("Қазақстан, 2022 – “a”") == "Қазақстан, 2022 – “a”"
    assert plain("a\u2028b\x00\ud800") == "a\\u2028b\\x00\\ud800"
    assert plain("x" * 500) == "x" * 120 + "…"
