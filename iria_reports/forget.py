"""THE MAP of `forget`: an address goes in; its reader's details are taken out, and the proof of what they got stays.

address  ->  Traces, all that is kept  ->  (a question)  ->  lists.jsonl, the drafts, readers.csv  ->  what is left
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from iria_reports.errors import CannotWrite, Refused
from iria_reports.readers import Readership
from iria_reports.sending.addresses import typed_address
from iria_reports.sending.holding import held
from iria_reports.sending.ledger import read_ledger
from iria_reports.sending.lists import Said, add_to_lists, read_lists
from iria_reports.sending.reader import Reader, ReaderId
from iria_reports.sending.readers import address_book, write_readers
from iria_reports.sending.traces import drafts_of, naming

REASON = "asked to be forgotten"


@dataclass(frozen=True)
class Traces:
    """What is kept of a reader.

    listed    whether readers.csv has them
    drafts    messages to them that wait in output/mail/: taken away
    lists     those they are on: taken off
    messages  lines of the ledger about them, which stay: they prove by keyed hash that a copy went out
    """

    reader: Reader
    identity: ReaderId
    listed: bool
    drafts: tuple[Path, ...] = ()
    lists: tuple[str, ...] = ()
    messages: int = 0


def traces(kept: Readership, mail: Path, address: str) -> Traces:
    """All that is kept of the reader with this address. Raises Refused where nothing is; InputFaults, ArchiveDamaged.

    mail  the folder of drafts
    """
    address = typed_address(address)
    book = address_book(kept.folder)
    identity = book.key.id_of(address)
    reader = book.find(address)
    found = Traces(
        reader or Reader(address=address),
        identity,
        reader is not None,
        drafts_of(mail, identity, address),
        read_lists(kept.folder).of(identity),
        sum(row.reader == identity for row in read_ledger(kept.folder).rows),
    )
    if not (found.listed or found.drafts or found.lists or found.messages):
        message = f"nothing is kept of {address}"
        raise Refused(message, advice=f'to never write there: iria-report readers suppress {address} --reason "..."')
    return found


def forget(kept: Readership, mail: Path, address: str, *, may_return: bool = False) -> tuple[Path, ...]:
    """Take out all that tells who a reader is; returns the files that still name them, for a person to look at.

    readers.csv comes last: a run that died is done again by the same words. What others hold, backups and the logs of
    mail servers, is not reached.

    may_return  they may be added and written to again; else they never are, known by their hash alone

    Raises Refused, CannotWrite, InputFaults, ArchiveDamaged.
    """
    with held(kept.folder):
        found = traces(kept, mail, address)
        said = [Said(said="unsubscribed", reader=found.identity, list=name) for name in found.lists]
        said += [] if may_return else [Said(said="suppressed", reader=found.identity, reason=REASON)]
        add_to_lists(kept.folder, said, kept.clock)
        for left in kept.folder.scratches():  # copies with names on them, of a run that was killed
            shutil.rmtree(left)
        for draft in found.drafts:
            _take_away(draft)
        others = {one: reader for one, reader in address_book(kept.folder).readers.items() if one != found.identity}
        write_readers(kept.folder, others.values())
        return tuple(naming((kept.folder.root, mail), found.reader))


def _take_away(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError as error:
        message = f"the draft {draft} cannot be taken away ({error.strerror})"
        raise CannotWrite(message, advice="close the mail program that has it open, then run it again") from error
