"""The catalogue: a register and its bags go in; a database on this machine that finds things in them comes out.

It proves nothing and holds nothing of its own: derived from the archive, brought up to date on every opening, made anew
where it does not fit, and never kept inside the archive. Whoever deletes it loses seconds.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from iria_reports.cataloguing.gathering import Gathered, clean, folded, gather
from iria_reports.cataloguing.place import cache_folder, catalogue_file
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.chain import FIRST
from iria_reports.issuing.entries import Added, Issued
from iria_reports.issuing.register import Register

FORMAT = 1
BATCH = 250  # lines of the register in one transaction: another process waits no longer than for these
PATIENCE = 120.0  # seconds to wait for another process
MEMORY = ":memory:"
# remove_diacritics 0: to SQLite the breve of й and the strokes of other alphabets' letters are marks to be dropped.
SCHEMA = """
CREATE TABLE reached (format INTEGER, root TEXT, lines INTEGER, head TEXT);
CREATE TABLE unread (seq INTEGER PRIMARY KEY);
CREATE TABLE rests (seq INTEGER, what TEXT, name TEXT, heading TEXT, about TEXT, folded TEXT);
CREATE INDEX rests_by_name ON rests (name);
CREATE VIRTUAL TABLE passages USING fts5 (
    heading, body, seq UNINDEXED, part UNINDEXED, tokenize = "unicode61 remove_diacritics 0", prefix = '3'
);
"""
Tell = Callable[[str], None]


@contextmanager
def catalogue(
    archive: Archive, register: Register, tell: Tell = lambda stage: None, folder: Path | None = None
) -> Iterator[sqlite3.Connection]:
    """The archive's catalogue, up to date with `register`, which holds. Where no file can be written, in memory.

    folder  where catalogues are kept; the user's cache folder if left out
    """
    file = _file(archive, folder or cache_folder())
    try:
        connection = _opened(file, archive, register, tell)
    except sqlite3.Error:  # not a database, cut short, of another program, or on a disk that is full
        with suppress(OSError):
            Path(file).unlink(missing_ok=True)
        try:
            connection = _opened(file, archive, register, tell)
        except sqlite3.Error:
            connection = _opened(MEMORY, archive, register, tell)
    try:
        yield connection
    finally:
        connection.close()


def _file(archive: Archive, folder: Path | None) -> str:
    """The file, in a folder that nobody else may read: it holds the words of restricted reports too."""
    if folder is None:
        return MEMORY
    file = catalogue_file(archive.root, folder)
    if file.is_relative_to(archive.root.resolve()):
        return MEMORY
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.parent.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return MEMORY
    return str(file)


def _opened(file: str, archive: Archive, register: Register, tell: Tell) -> sqlite3.Connection:
    """Raises sqlite3.Error."""
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is made anew
        connection.execute("PRAGMA trusted_schema = OFF")
        while not _advanced(connection, archive, register, tell):
            pass
    except BaseException:
        connection.close()
        raise
    return connection


def _advanced(connection: sqlite3.Connection, archive: Archive, register: Register, tell: Tell) -> bool:
    """Take in the next lines, under the database's lock; whether all are in."""
    if _lines_in(connection, archive, register) == len(register.entries) and not _late(connection, archive, register):
        return True
    connection.execute("BEGIN IMMEDIATE")
    try:
        lines = _lines_in(connection, archive, register)  # another process may have been faster
        if lines is None:
            _empty(connection, archive)
            lines = 0
        for line in _late(connection, archive, register):
            connection.execute("DELETE FROM passages WHERE seq = ?", (line.seq,))
            connection.execute("DELETE FROM rests WHERE seq = ?", (line.seq,))
            _take_in(connection, line.seq, gather(archive, line))
        reached = min(lines + BATCH, len(register.entries))
        for entry in register.entries[lines:reached]:
            if isinstance(entry, Issued | Added):
                _take_in(connection, entry.seq, gather(archive, entry))
        connection.execute("UPDATE reached SET lines = ?, head = ?", (reached, _hash(register, reached)))
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    if reached < len(register.entries):
        tell(f"reading {reached} of {len(register.entries)} issues")
    return reached == len(register.entries)


def _lines_in(connection: sqlite3.Connection, archive: Archive, register: Register) -> int | None:
    """How many lines of this register the database holds; None where it is empty, or of another register."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'reached'").fetchone():
        return None
    found = connection.execute("SELECT format, root, lines, head FROM reached").fetchone()
    if not found or found[:2] != (FORMAT, str(archive.root.resolve())) or found[2] > len(register.entries):
        return None
    return int(found[2]) if found[3] == _hash(register, found[2]) else None


def _late(connection: sqlite3.Connection, archive: Archive, register: Register) -> list[Issued]:
    """The issues whose bag could not be read before and now can: put back from a copy."""
    lines = _lines_in(connection, archive, register)
    if lines is None:
        return []
    seqs = [seq for (seq,) in connection.execute("SELECT seq FROM unread")]
    entries = [register.entries[seq - 1] for seq in seqs if seq <= lines]
    return [one for one in entries if isinstance(one, Issued) and gather(archive, one).whole]


def _empty(connection: sqlite3.Connection, archive: Archive) -> None:
    for table in ("reached", "unread", "rests", "passages"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in SCHEMA.strip().rstrip(";").split(";\n"):
        connection.execute(statement)
    connection.execute("INSERT INTO reached VALUES (?, ?, 0, ?)", (FORMAT, str(archive.root.resolve()), FIRST))


def _take_in(connection: sqlite3.Connection, seq: int, gathered: Gathered) -> None:
    connection.executemany(
        "INSERT INTO passages (heading, body, seq, part) VALUES (?, ?, ?, ?)",
        [(clean(one.heading), clean(one.body), seq, one.part) for one in gathered.passages],
    )
    connection.executemany(
        "INSERT INTO rests VALUES (?, ?, ?, ?, ?, ?)",
        [
            (seq, one.what, clean(one.name), clean(one.heading), clean(one.about), folded(f"{one.name}\n{one.about}"))
            for one in gathered.rests
        ],
    )
    connection.execute("DELETE FROM unread WHERE seq = ?", (seq,))
    if not gathered.whole:
        connection.execute("INSERT INTO unread VALUES (?)", (seq,))


def _hash(register: Register, lines: int) -> str:
    """SHA-256 of the line `lines`: the next one holds it."""
    return register.head if lines == len(register.entries) else register.entries[lines].prev
