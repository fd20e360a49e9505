"""THE MAP of `readers`: addresses, lists and reasons go in; who reads us, and who must not be written to, is kept.

readers.csv + lists.jsonl            ->  Known, one for each reader     list, show, export
an address and what is to be kept    ->  readers.csv, a line of lists   add, subscribe, unsubscribe, suppress, release
an address and the folder of drafts  ->  the drafts that still wait     waiting, after unsubscribe and suppress
a CSV file                           ->  Intake  ->  (a question)  ->  the same two files   import
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from iria_reports.errors import Refused
from iria_reports.issuing.archive import Clock
from iria_reports.sending.addresses import typed_address
from iria_reports.sending.discreet import discreet
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.holding import held, lists_held
from iria_reports.sending.ledger import read_ledger
from iria_reports.sending.lists import Lists, Said, add_to_lists, list_name, read_lists
from iria_reports.sending.reader import Reader, ReaderId
from iria_reports.sending.readers import (
    COLUMNS,
    address_book,
    key_at_first_use,
    read_readers,
    reader_from,
    write_readers,
)
from iria_reports.sending.traces import draft_ending, drafts_of
from iria_reports.sending.who import AddressBook
from iria_reports.writing.match import suggest, suggest_or_list


@dataclass(frozen=True)
class Readership:
    """Where readers are kept, the clients there are, and what the outer world gives.

    random  so many bytes that nobody can guess: for the key, once
    """

    folder: ReadersFolder
    clients: Collection[str]
    clock: Clock
    random: Callable[[int], bytes]


@dataclass(frozen=True)
class Known:
    """One reader, the lists they are on, and why they must not be written to, or ""."""

    reader: Reader
    lists: tuple[str, ...] = ()
    suppressed: str = ""


@dataclass(frozen=True)
class Intake:
    """What a file would change. Cells that it leaves empty stay as they are.

    barred  who must not be written to and has no details here: they get none, and why
    to      the list that the file is for, or ""
    joins   the addresses of those who come to it
    stays   who does not, though in the file, and why: a file takes no unsubscribing back
    """

    new: tuple[Reader, ...] = ()
    changed: tuple[tuple[Reader, Reader], ...] = ()
    unchanged: tuple[Reader, ...] = ()
    barred: tuple[tuple[str, str], ...] = ()
    to: str = ""
    joins: frozenset[str] = frozenset()
    stays: tuple[tuple[str, str], ...] = ()


def everybody(kept: Readership) -> tuple[Known, ...]:
    """All readers, in the order of their addresses. Raises InputFaults, Refused, ArchiveDamaged."""
    return _known(address_book(kept.folder, kept.clients), read_lists(kept.folder))


def members(kept: Readership, name: str) -> tuple[Known, ...]:
    """Those on a list. Raises Refused for a list that nobody is on."""
    lists, asked = read_lists(kept.folder).members(), _list(name)
    if asked not in lists:
        make = f"iria-report readers subscribe ADDRESS {asked}"
        raise Refused(f"nobody is on {asked}", advice=suggest_or_list(asked, lists) if lists else make)
    return tuple(one for one in everybody(kept) if asked in one.lists)


def show(kept: Readership, address: str) -> Known:
    """One reader. Raises Refused where readers.csv has no such address."""
    book = address_book(kept.folder, kept.clients)
    reader = _reader(book, address)
    return next(one for one in _known(book, read_lists(kept.folder)) if one.reader == reader)


def add(kept: Readership, cells: Mapping[str, str], lists: Iterable[str] = ()) -> Known:
    """Add a reader, or change what `cells` says of one, and subscribe them. Raises Refused, InputFaults."""
    given, wrong = reader_from({name: cells.get(name, "") for name in COLUMNS}, kept.clients)
    if given is None:
        column, message, advice = wrong[0]
        raise Refused(f"{column}: {message}", advice=advice)
    names = [_list(one) for one in lists]
    with _at_work(kept) as book:
        reader = _merged(book.find(given.address), given)
        identity = book.key.id_of(reader.address)
        if names or identity not in book.readers:
            _not_barred(read_lists(kept.folder), book, reader)
        add_to_lists(kept.folder, [Said(said="subscribed", reader=identity, list=name) for name in names], kept.clock)
        _write(kept, {**book.readers, identity: reader})
    return show(kept, reader.address)


def subscribe(kept: Readership, address: str, to: str) -> bool:
    """Put a reader on a list; False where they are on it. Raises Refused for somebody unknown or suppressed."""
    name = _list(to)
    book = _book(kept)
    reader = _reader(book, address)
    _not_barred(read_lists(kept.folder), book, reader)
    said = Said(said="subscribed", reader=book.key.id_of(reader.address), list=name)
    return bool(add_to_lists(kept.folder, [said], kept.clock))


def unsubscribe(kept: Readership, address: str, off: str = "") -> tuple[str, ...]:
    """Take an address off a list, or off all; returns those it was on, none where it was taken off before.

    Raises Refused where it was never on it: a slip would else be taken for somebody who gets no more mail.
    """
    address, name = typed_address(address), _list(off) if off else ""
    book, lists = _book(kept), read_lists(kept.folder)
    identity = book.key.id_of(address)
    names = [name] if name else lists.of(identity)
    if not any(one.reader == identity and (one.list == name if name else one.list) for one in lists.entries):
        _never_on(name, address, lists.of(identity), book)
    said = [Said(said="unsubscribed", reader=identity, list=one) for one in names]
    return tuple(one.list for one in add_to_lists(kept.folder, said, kept.clock))


def suppress(kept: Readership, address: str, reason: str) -> bool:
    """Never write to an address again, known or not; False where that stands. The reason is kept without names."""
    return _say(kept, "suppressed", address, reason)


def release(kept: Readership, address: str, reason: str) -> bool:
    """Let an address be written to again; False where it can be."""
    return _say(kept, "released", address, reason)


def waiting(kept: Readership, mail: Path, address: str, lists: Collection[str] | None = None) -> tuple[Path, ...]:
    """The drafts to an address that a person might still send, or those alone that were made for some lists.

    mail  the folder of drafts

    Raises ArchiveDamaged, InputFaults.
    """
    address, book = typed_address(address), address_book(kept.folder, kept.clients)
    identity = book.key.id_of(address)
    drafts = (one for one in drafts_of(mail, identity, address) if one.suffix == ".eml")
    if lists is None:
        return tuple(drafts)
    theirs = [row for row in read_ledger(kept.folder).last().values() if row.reader == identity and row.list in lists]
    names = {(f"{row.number}_v{row.version}", draft_ending(row)) for row in theirs if row.state == "drafted"}
    return tuple(one for one in drafts if any(one.parent.name == at and one.name.endswith(end) for at, end in names))


def planned(kept: Readership, file: Path, to: str = "") -> Intake:
    """What taking in a CSV file would change, `to` being the list that it is for; nothing is written.

    Raises InputFaults with every fault of both files; Refused where there can be no such list.
    """
    name = _list(to) if to else ""
    given = read_readers(file, kept.clients, required=True)
    if not (kept.folder.key.exists() or kept.folder.keyed):
        intake = _intake({one.address: one for one in read_readers(kept.folder.readers, kept.clients)}, given, {})
        return replace(intake, to=name, joins=frozenset(one.address for one in given if name))
    book = address_book(kept.folder, kept.clients)
    lists, ids = read_lists(kept.folder), {one.address: book.key.id_of(one.address) for one in given}
    why = lists.suppressed()
    barred = {address: why[reader] for address, reader in ids.items() if reader in why}
    intake = _intake({one.address: one for one in book.readers.values()}, given, barred)
    return _subscribing(intake, name, lists, ids) if name else intake


def take_in(kept: Readership, file: Path, intake: Intake) -> None:
    """Change what was planned, and subscribe those who come to the list.

    Raises Refused where the file or the readers are not what they were, InputFaults, CannotWrite, ArchiveDamaged.
    """
    with _at_work(kept) as book:
        if planned(kept, file, intake.to) != intake:
            raise Refused("the file or the readers have changed meanwhile", advice="run it again")
        taken = [*intake.new, *(after for _, after in intake.changed)]
        _write(kept, {**book.readers, **{book.key.id_of(one.address): one for one in taken}})
        joins = sorted(intake.joins)
        said = [Said(said="subscribed", reader=book.key.id_of(one), list=intake.to) for one in joins]
        add_to_lists(kept.folder, said, kept.clock)


def _subscribing(intake: Intake, name: str, lists: Lists, ids: Mapping[str, ReaderId]) -> Intake:
    on, off, why = set(lists.members().get(name, ())), lists.taken_off(name), lists.suppressed()
    barred = {address for address, _ in intake.barred}
    here = {address: reader for address, reader in ids.items() if address not in barred}
    stays = {address: f"must not be written to: {why[one]}" for address, one in here.items() if one in why}
    stays |= {address: "was taken off it" for address, one in here.items() if one in off and one not in why}
    joins = frozenset(address for address, one in here.items() if one not in on and address not in stays)
    return replace(intake, to=name, joins=joins, stays=tuple(stays.items()))


def _intake(there: Mapping[str, Reader], given: Iterable[Reader], why: Mapping[str, str]) -> Intake:
    new, changed, unchanged, barred = [], [], [], []
    for one in given:
        before = there.get(one.address)
        after = _merged(before, one)
        if before is None and one.address in why:
            barred.append((one.address, why[one.address]))
        elif before is None:
            new.append(after)
        elif before == after:
            unchanged.append(after)
        else:
            changed.append((before, after))
    return Intake(tuple(new), tuple(changed), tuple(unchanged), tuple(barred))


def _merged(before: Reader | None, given: Reader) -> Reader:
    told = {name: value for name, value in given.model_dump().items() if value}
    return before.model_copy(update=told) if before else given


@contextmanager
def _at_work(kept: Readership) -> Iterator[AddressBook]:
    """The folder held for this process, with a key, and everybody in it."""
    with held(kept.folder):
        yield _book(kept)


def _book(kept: Readership) -> AddressBook:
    """Everybody as they are now, with a key. That is all for whoever adds to lists.jsonl: no run has to end first."""
    with lists_held(kept.folder):
        key_at_first_use(kept.folder, kept.random)
    return address_book(kept.folder, kept.clients)


def _write(kept: Readership, readers: Mapping[ReaderId, Reader]) -> None:
    write_readers(kept.folder, sorted(readers.values(), key=lambda one: one.address))


def _known(book: AddressBook, lists: Lists) -> tuple[Known, ...]:
    why, on = lists.suppressed(), dict[str, list[str]]()
    for name, members in lists.members().items():
        for member in members:
            on.setdefault(member, []).append(name)
    ordered = sorted(book.readers.items(), key=lambda item: item[1].address)
    return tuple(Known(one, tuple(on.get(identity, ())), why.get(identity, "")) for identity, one in ordered)


def _reader(book: AddressBook, address: str) -> Reader:
    reader = book.find(typed_address(address))
    if reader is None:
        raise Refused(f"no reader {address} in readers.csv", advice=f"iria-report readers add {address}")
    return reader


def _not_barred(lists: Lists, book: AddressBook, reader: Reader) -> None:
    if reason := lists.suppressed().get(book.key.id_of(reader.address)):
        message = f"{reader.address} must not be written to: {reason}"
        raise Refused(message, advice=f'iria-report readers release {reader.address} --reason "..."')


def _never_on(name: str, address: str, on: Collection[str], book: AddressBook) -> NoReturn:
    if on:
        raise Refused(f"{address} was never on {name}", advice=f"they are on {', '.join(on)}")
    near = suggest(address, [one.address for one in book.readers.values() if one.address != address])
    advice = near or f'for no mail ever, iria-report readers suppress {address} --reason "..."'
    raise Refused(f"{address} was never on {name or 'any list'}", advice=advice)


def _say(kept: Readership, said: str, address: str, reason: str) -> bool:
    address = typed_address(address)
    book = _book(kept)
    reader = book.find(address) or Reader(address=address)
    told = discreet(reason, reader)[:300]
    if not told:
        raise Refused("it has a reason", advice='add --reason "..."')
    entry = Said.model_validate({"said": said, "reader": book.key.id_of(address), "reason": told})
    return bool(add_to_lists(kept.folder, [entry], kept.clock))


def _list(text: str) -> str:
    try:
        return list_name(text)
    except ValueError as error:
        advice = "name one list, such as topic:energy; for several, name each by itself (`add` takes --list repeatedly)"
        raise Refused(f"no list {text!r}: {error}", advice=advice) from error
