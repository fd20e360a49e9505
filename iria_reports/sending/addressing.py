"""What `--to` names goes in, lists, clients and addresses; the readers who are meant come out."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from iria_reports.errors import Refused
from iria_reports.sending.addresses import typed_address
from iria_reports.sending.choosing import Absent, Meant
from iria_reports.sending.reader import Reader, ReaderKey, normal


@dataclass(frozen=True)
class Directory:
    """All who could be written to.

    readers  by keyed hash
    lists    the members of each list, by keyed hash
    clients  the slugs of reports/clients/
    """

    key: ReaderKey
    readers: Mapping[str, Reader]
    lists: Mapping[str, Collection[str]]
    clients: Collection[str] = ()


def meant_by(names: Iterable[str], directory: Directory) -> tuple[Meant, ...]:
    """Everybody whom the names mean, in the order of the names. Raises Refused for a name that means nothing."""
    return tuple(one for name in names for one in _meant(name.strip(), directory))


def absent_among(names: Iterable[str], directory: Directory) -> tuple[Absent, ...]:
    """The members of the lists named whose line in readers.csv was taken out, or has another address now."""
    asked = {name.strip().casefold() for name in names}
    lists = {name: members for name, members in directory.lists.items() if name.casefold() in asked}
    missing = {name: [one for one in members if one not in directory.readers] for name, members in lists.items()}
    return tuple(Absent(f"on {name}", tuple(ids), _advice(name)) for name, ids in missing.items() if ids)


def _advice(name: str) -> str:
    new, old = f"iria-report readers add ADDRESS --list {name}", f"iria-report readers unsubscribe ADDRESS {name}"
    return f"`{new}` for whoever has a new address; `{old}` for the old one"


def _meant(name: str, directory: Directory) -> Iterator[Meant]:
    if "@" in name:
        found = directory.readers.get(directory.key.id_of(typed_address(name)))
        if found is None:
            message = f"no reader {name} in readers.csv"
            raise Refused(message, advice=f"iria-report readers add {name}")
        yield Meant(found)
        return
    asked = name.casefold()
    lists = {one.casefold(): one for one in directory.lists}
    clients = {one.casefold(): one for one in directory.clients}
    if asked in lists and asked in clients:
        raise Refused(f"{name} is a list and a client", advice="rename the list, or name the readers' addresses")
    if asked in lists:
        members = directory.lists[lists[asked]]
        if members and not any(one in directory.readers for one in members):
            message = f"nobody on {lists[asked]} has a line in readers.csv"
            raise Refused(message, advice=_advice(lists[asked]))
        yield from _sorted(lists[asked], (directory.readers[one] for one in members if one in directory.readers))
    elif asked in clients:
        slug = clients[asked]
        yield from _sorted(slug, (one for one in directory.readers.values() if one.client == slug))
    else:
        near = get_close_matches(asked, {**lists, **clients}, n=3)
        there = ", ".join([*directory.lists, *directory.clients][:8]) or "no list and no client yet"
        advice = f"did you mean {' or '.join(near)}?" if near else f"there is {there}; or name an address"
        raise Refused(f"{name} is no list, no client and no address", advice=advice)


def _sorted(named_by: str, readers: Iterable[Reader]) -> Iterator[Meant]:
    """An empty list is no fault of the program's; whoever named it would not know that nobody gets it."""
    found = sorted(readers, key=lambda one: normal(one.address))
    if not found:
        raise Refused(f"nobody is on {named_by}", advice=f"iria-report readers subscribe ADDRESS {named_by}")
    return (Meant(one, named_by) for one in found)
