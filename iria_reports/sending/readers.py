"""readers.csv goes in, as a spreadsheet writes it; readers by their keyed hash come out, or every fault at once."""

import csv
import io
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from iria_reports.disk import sync_folder
from iria_reports.errors import ArchiveDamaged, Fault, InputFaults, Place, Refused
from iria_reports.sending.addresses import address_of
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.heads import make_heads
from iria_reports.sending.holding import OURS_ALONE, replace_whole
from iria_reports.sending.reader import KEY_BYTES, Reader, ReaderKey
from iria_reports.sending.who import AddressBook
from iria_reports.writing.fields import Language
from iria_reports.writing.files import CONTROL
from iria_reports.writing.match import suggest_or_list
from iria_reports.writing.rows import RawRow, read_rows

COLUMNS = ("address", "name", "office", "language", "client")
LONGEST = 200
# Beside what CONTROL has, with which no file is read again: bytes of an argument that are no text (PEP 383).
UNPRINTED = re.compile(rf"[\n\t\ud800-\udfff]|{CONTROL.pattern}")
COMPUTED = ("=", "+", "-", "@")  # a spreadsheet takes such a cell for a formula (CWE-1236)
LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)


def address_book(folder: ReadersFolder, clients: Collection[str] | None = None) -> AddressBook:
    """Everybody in the folder. `clients` are the slugs there are; None leaves a reader's client unlooked at.

    Raises InputFaults with every fault of readers.csv; Refused where there is no key yet, or it is lost.
    """
    key = read_key(folder)
    return AddressBook(key, {key.id_of(reader.address): reader for reader in read_readers(folder.readers, clients)})


def read_readers(file: Path, clients: Collection[str] | None = None, *, required: bool = False) -> tuple[Reader, ...]:
    """The readers of a CSV file; none where there is no file, unless it is `required`. Raises InputFaults."""
    if not (required or file.exists()):
        return ()
    table = read_rows(file, file.as_posix())
    amiss = list(_column_faults(table.columns, file))
    faults = [*table.faults, *amiss]
    told_apart = not amiss and len(set(table.columns)) == len(table.columns)
    spoilt = {one.where.line for one in faults}  # its cells stand in wrong columns
    readers: list[Reader] = []
    first: dict[str, int] = {}
    for row in map(_lowered, table.rows) if told_apart else ():
        if row.line in spoilt:
            continue
        reader, wrong = reader_from(row.cells, clients)
        faults += [Fault(row.place(column), column, message, advice) for column, message, advice in wrong]
        if reader and (line := first.setdefault(reader.address, row.line)) != row.line:
            faults.append(_twice(row, line))
        readers += [reader] if reader else []
    if faults:
        raise InputFaults(faults)
    return tuple(readers)


def reader_from(
    cells: Mapping[str, str], clients: Collection[str] | None
) -> tuple[Reader | None, list[tuple[str, str, str]]]:
    """A reader as written; else what is wrong as (column, message, advice), which never repeats what somebody typed."""
    cells = {column: text.strip() for column, text in cells.items()}  # as they will be read again
    wrong = [(column, *said) for column, text in cells.items() if (said := _unwritable(text))]
    address, language, client = (cells.get(name, "") for name in ("address", "language", "client"))
    try:
        address = address_of(address)
    except ValueError as error:
        wrong.append(("address", str(error), "correct it") if address else ("address", "is missing", "add it"))
    if language:
        language = _tag(language)
        try:
            LANGUAGE.validate_python(language)
        except ValidationError:
            wrong.append(("language", "no such language", "write a tag such as en-GB, fr, ru, kk or ar"))
    if client and clients is not None and client not in clients:
        wrong.append(("client", f"no client {client!r} in reports/clients/", suggest_or_list(client, clients)))
    if wrong:
        return None, wrong
    told = {name: cells.get(name, "") for name in COLUMNS}
    return Reader(**{**told, "address": address, "language": language}), []


def write_readers(folder: ReadersFolder, readers: Iterable[Reader]) -> None:
    """Put the readers in the place of readers.csv, whole; separated as it was, or by semicolons.

    Raises OSError. The caller holds the folder.
    """
    text = as_csv(readers, delimiter=_delimiter(folder.readers))
    replace_whole(folder.readers, text.encode("utf-8-sig"))  # Excel takes it for UTF-8 by its mark


def as_csv(readers: Iterable[Reader], *, delimiter: str = ";") -> str:
    """The readers as a spreadsheet reads them (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(COLUMNS)
    writer.writerows([getattr(reader, name) for name in COLUMNS] for reader in readers)
    return out.getvalue()


def read_key(folder: ReadersFolder) -> ReaderKey:
    """What the hashes are keyed with. Raises Refused where it is not there; ArchiveDamaged for what is no key."""
    try:
        secret = folder.key.read_bytes()
    except FileNotFoundError as error:
        if folder.keyed:
            message = f"{folder.key} is gone, and the lists and the ledger are kept by it"
            advice = "put it back from a copy: without it nobody can say who must not be written to"
            raise Refused(message, advice=advice) from error
        message = f"{folder.root} has no readers yet"
        raise Refused(message, advice="iria-report readers add jane@example.org") from error
    except OSError as error:
        message = f"{folder.key} cannot be read ({error.strerror})"
        raise Refused(message, advice="see who may read it: it must be you alone") from error
    if len(secret) != KEY_BYTES:
        message = f"{folder.key} is no key: it has {len(secret)} bytes and not {KEY_BYTES}"
        raise ArchiveDamaged(message, advice="put it back from a copy")
    return ReaderKey(secret)


def key_at_first_use(folder: ReadersFolder, random: Callable[[int], bytes]) -> ReaderKey:
    """The folder's key; made from `random`, of so many bytes, where nothing was ever kept by one.

    Raises what `read_key` raises for a lost or unreadable key, and OSError. The caller holds the folder.
    """
    if folder.key.exists() or folder.keyed:
        return read_key(folder)
    secret = random(KEY_BYTES)
    if len(secret) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    descriptor = os.open(folder.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE)
    with os.fdopen(descriptor, "wb") as out:
        out.write(secret)
        out.flush()
        os.fsync(out.fileno())
    sync_folder(folder.root)
    make_heads(folder)
    return ReaderKey(secret)


def _column_faults(headings: tuple[str, ...], file: Path) -> Iterator[Fault]:
    """An unknown column would be lost as the file is written anew."""
    columns = [one.casefold() for one in headings]
    mail = [one for one in columns if "mail" in one and "address" not in columns]
    if columns and "address" not in columns and not mail:
        yield Fault(Place(file.as_posix()), "", "has no column `address`", f"its first line names {', '.join(COLUMNS)}")
    for index, (heading, name) in enumerate(zip(headings, columns, strict=True), 1):
        place = Place(file.as_posix(), 1, index)
        if name in columns[: index - 1] and heading not in headings[: index - 1]:
            yield Fault(place, heading, "two columns have this name", "rename one of them")
        elif name and name not in COLUMNS:
            near = "did you mean address?" if name in mail else suggest_or_list(name, COLUMNS)
            yield Fault(place, heading, "no such column", f"{near}; or take it out")


def _lowered(row: RawRow) -> RawRow:
    """Its headings in small letters: a spreadsheet begins them with a capital."""
    cells = {name.casefold(): text for name, text in row.cells.items()}
    return replace(row, cells=cells, columns=tuple(one.casefold() for one in row.columns))


def _tag(language: str) -> str:
    """A language in the case in which tags are written; they have none of their own (RFC 5646, 2.1.1)."""
    first, *rest = language.split("-")
    return "-".join([first.lower(), *(one.title() if len(one) == 4 else one.upper() for one in rest)])


def _twice(row: RawRow, line: int) -> Fault:
    return Fault(row.place("address"), "address", f"stands in line {line} already", "keep one of the two")


def _unwritable(text: str) -> tuple[str, str] | None:
    """What no cell may hold: it would end in a message's head, or be computed by a spreadsheet."""
    if UNPRINTED.search(text):
        return "a line break or a control character", "take it out"
    if text.startswith(COMPUTED):
        return f"begins with {text[0]}, which a spreadsheet computes", "take it out"
    return (f"longer than {LONGEST} characters", "shorten it") if len(text) > LONGEST else None


def _delimiter(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig") as lines:
            heading = lines.readline()
    except (OSError, UnicodeDecodeError):
        return ";"
    return max(";,\t", key=heading.count)
