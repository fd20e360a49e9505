"""Times list, search, show and verify on archives of many issues, and verify beside sha256sum over the same files.

Usage: python tests/benchmarks/archive_times.py FOLDER [COUNT ...] [--verify]

FOLDER, outside the checkout, is filled with an archive for each COUNT (100 and 10,000 if left out) that is not there
yet: chained lines, and bags of six files with 600 words each. An archive of real issues is named in place of a COUNT.
Each time is the median of three whole commands, start of Python among them, but for the first search. --verify measures
verify alone.
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests/cataloguing"))
from shelf import Book, shelve  # noqa: E402

from iria_reports.cataloguing.verifying import walk  # noqa: E402
from iria_reports.issuing.archive import Archive  # noqa: E402

RUNS = 3
ROOTS = (
    *("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu"),
    *("қа", "өң", "үй", "ғы", "әл", "жа", "ши"),
)
WORDS = 600


def books(count: int) -> Iterator[Book]:
    chance = random.Random(count)
    # Frequencies fall as in texts: the n-th word of a language is about n times as rare as the first (Zipf).
    known = ["".join(chance.choices(ROOTS, k=chance.randint(1, 4))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(known) + 1)]
    for number in range(1, count + 1):
        words = chance.choices(known, weights, k=WORDS)
        day = date(2000, 1, 1) + timedelta(days=number % 9000)
        text = [" ".join(words[at : at + 100]) for at in range(0, WORDS, 100)]
        yield Book(
            f"IRIA-BG-{day.year}-{number:05}",
            title=" ".join(words[:8]).capitalize(),
            issued=day,
            bottom=text[0],
            sections=tuple((f"Part {at}", part) for at, part in enumerate(text[1:], 1)),
            judgement=" ".join(words[8:20]) + ".",
            sources=tuple((f"s{at}", " ".join(words[at : at + 5]), f"Paper {at % 40}", "") for at in range(8)),
            article=f"article-{number % 500}",
            topics=("trade", "energy"),
            region="Central Asia",
        )


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of the processor's work, which other programs hardly change."""

    clock: float
    work: float

    def __str__(self) -> str:
        return f"{self.clock:8.2f} s by the clock, {self.work:8.2f} s of work"


def timed(command: list[str], **environment: str) -> Took:
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(time.perf_counter() - start, work)


def median(taken: list[Took]) -> Took:
    return Took(statistics.median(one.clock for one in taken), statistics.median(one.work for one in taken))


def run(*words: str, cache: Path) -> Took:
    command = [sys.executable, "-I", "-m", "iria_reports", "archive", *words]
    return timed(command, XDG_CACHE_HOME=str(cache))


def several(*words: str, cache: Path) -> Took:
    return median([run(*words, cache=cache) for _ in range(RUNS)])


def sha256sum(archive: Path) -> Took:
    return timed(["sh", "-c", f"find '{archive}' -type f -print0 | xargs -0 sha256sum"])


def measure(archive: Path, scratch: Path) -> None:
    cache = scratch / f"cache-{archive.name}"
    shutil.rmtree(cache, ignore_errors=True)
    here = ("--archive", str(archive))
    files = [file for file in archive.rglob("*") if file.is_file()]
    print(f"{archive.name}: {len(files):,} files, {sum(file.stat().st_size for file in files) / 1e6:,.0f} MB")
    print(f"  list                  {several('list', *here, cache=cache)}")
    print(f"  search, first time    {run('search', 'trade', *here, cache=cache)}")
    size = sum(file.stat().st_size for file in cache.rglob("*.sqlite"))
    print(f"  its catalogue         {size / 1e6:8.1f} MB")
    print(f"  search, a rare word   {several('search', 'қаөңүй', *here, cache=cache)}")
    print(f"  search, in every one  {several('search', 'trade', 'energy', *here, cache=cache)}")
    compare(archive)


def compare(archive: Path) -> None:
    """The walk of `verify` beside sha256sum, in turn, the best of five each: a start of Python is in neither."""
    summed, walked = [], []
    for _ in range(5):
        summed.append(sha256sum(archive))
        clock, work = time.perf_counter(), time.process_time()
        assert walk(Archive(archive)).holds
        walked.append(Took(time.perf_counter() - clock, time.process_time() - work))
    best = [Took(min(one.clock for one in all_), min(one.work for one in all_)) for all_ in (summed, walked)]
    print(f"  sha256sum             {best[0]}")
    print(f"  verify's walk         {best[1]}")
    clock, work = best[0].clock / best[1].clock, best[0].work / best[1].work
    print(f"  so {clock:.2f} times as fast by the clock, {work:.2f} by work")


def main(scratch: Path, asked: list[str]) -> None:
    for one in asked:
        archive = Path(one) if not one.isdigit() else scratch / f"issues-{one}"
        if one.isdigit() and not archive.is_dir():
            start = time.perf_counter()
            shelve(archive, books(int(one)))
            print(f"{archive.name}: made in {time.perf_counter() - start:.0f} s")
        if "--verify" in sys.argv:
            print(archive.name)
            compare(archive)
        else:
            measure(archive, scratch)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [one for one in sys.argv[2:] if one != "--verify"] or ["100", "10000"])
