"""No byte of an issued file can be changed, added or lost unseen: a thousand of each, by chance."""

import random
import time
from pathlib import Path

import pytest
from stray import NOTE, Port, changes, look, many, updated

from iria_reports.issuing.spans import compare_bytes
from iria_reports.verify import verify

TIMES = 1000


def bare(content: bytes, port: Port, file: Path) -> tuple[str, str]:
    """The verdict by the bytes alone, and what it says."""
    file.write_bytes(content)
    answer = verify(file, port.known)
    assert answer.kept is not None
    assert answer.kept.name == port.name
    return answer.verdict.word, " ".join(answer.details)


def test_every_single_changed_byte_is_found_and_named(port: Port, tmp_path: Path) -> None:
    for at, content in changes(port.issued, random.Random(5), TIMES):
        word, details = bare(content, port, tmp_path / "stray.pdf")
        assert (word, f"byte {at}" in details) == ("differs", True), at


def test_what_a_changed_byte_does_to_the_pages_never_makes_it_ours(port: Port, tmp_path: Path) -> None:
    for _, content in changes(port.issued, random.Random(6), 40):
        (tmp_path / "stray.pdf").write_bytes(content)
        answer = verify(tmp_path / "stray.pdf", port.known, look)
        assert answer.verdict.word in ("differs", "copy")
        if answer.verdict.word == "copy":
            assert "all that is shown is as issued" in answer.details


def test_everything_appended_is_found_and_the_issue_is_whole_inside(port: Port, tmp_path: Path) -> None:
    rng = random.Random(7)
    for _ in range(TIMES):
        more = rng.randbytes(rng.randrange(1, 400)) + rng.choice(
            [b"", b"\n%%EOF\n", b"\r%%EOF", b"startxref\n0\n%%EOF\n"]
        )
        word, details = bare(port.issued + more, port, tmp_path / "stray.pdf")
        assert word == "added-to"
        assert f"its first {len(port.issued):,} bytes are the issue, {len(more):,} bytes follow" in details


def test_real_updates_one_behind_the_other_are_found(port: Port, tmp_path: Path) -> None:
    content = port.issued
    for count in range(20):
        content = updated(content, count % 3, {"/Annots": NOTE})
        (tmp_path / "stray.pdf").write_bytes(content)
        answer = verify(tmp_path / "stray.pdf", port.known, look)
        assert answer.verdict.word == "added-to"
        assert any(f"Text on page {count % 3 + 1}" in detail for detail in answer.details)


def test_every_deletion_is_found(port: Port, tmp_path: Path) -> None:
    rng = random.Random(8)
    for _ in range(TIMES):
        first = rng.randrange(len(port.issued))
        end = min(len(port.issued), first + rng.choice([1, 2, 10, 1000, 20_000]))
        word, details = bare(port.issued[:first] + port.issued[end:], port, tmp_path / "stray.pdf")
        assert word == "differs"
        assert "missing" in details


def test_every_truncation_is_found(port: Port, tmp_path: Path) -> None:
    rng = random.Random(9)
    ends = [
        *range(len(port.issued) - 300, len(port.issued)),
        *(rng.randrange(300, len(port.issued)) for _ in range(700)),
    ]
    for end in ends:
        word, details = bare(port.issued[:end], port, tmp_path / "stray.pdf")
        assert (word, details) == ("differs", f"cut short: its last {len(port.issued) - end:,} bytes are missing")


def test_a_few_first_bytes_are_nobodys(port: Port, tmp_path: Path) -> None:
    (tmp_path / "stray.pdf").write_bytes(port.issued[:60])
    assert verify(tmp_path / "stray.pdf", port.known).kept is None


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (b"abcdXfgh" * 1, "byte 4"),
        (b"abcdefghij", "2 put in at byte 8"),
        (b"abgh", "4 missing at byte 2"),
        (b"abXXXefgh", "3 in place of 2 at byte 2"),
        (b"abcXXfgh", "bytes 3 to 4"),
    ],
)
def test_ranges_are_told_in_words(found: bytes, says: str) -> None:
    assert str(compare_bytes(b"abcdefgh", found)) == says


def test_ranges_far_apart_are_told_one_by_one_and_many_are_cut() -> None:
    issue = bytes(10_000)
    some = bytearray(issue)
    some[10] = some[5000] = 1
    assert str(compare_bytes(issue, bytes(some))) == "byte 10, byte 5000"
    all_over = bytes(1 if at % 100 == 0 else 0 for at in range(10_000))
    assert str(compare_bytes(issue, all_over)).endswith(", and more")


def test_one_file_in_an_archive_of_a_thousand_issues_takes_a_second(port: Port, tmp_path: Path) -> None:
    known = many(port, tmp_path / "many", 1000)
    assert len(known.register.issues) == 1000
    at = port.issued.index(port.name.encode())
    unnamed = port.issued[:at] + b"X" + port.issued[at + 1 :]  # found by its bytes only, beside each of the thousand
    for content, word in [(port.issued, "current"), (port.issued + b"x", "added-to"), (unnamed, "differs")]:
        (tmp_path / "stray.pdf").write_bytes(content)
        start = time.perf_counter()
        assert verify(tmp_path / "stray.pdf", known).verdict.word == word
        print(f"{word}: {time.perf_counter() - start:.3f} s")
        assert time.perf_counter() - start < 1
