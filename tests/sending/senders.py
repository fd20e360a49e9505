"""A house that sends: the archive of tests/issuing/stray.py, three readers, and a list."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from stray import NUMBER, Port

from iria_reports.desk import Desk
from iria_reports.issuing.archive import Archive
from iria_reports.send import House
from iria_reports.sending.addressing import Directory
from iria_reports.sending.choosing import ClientTerms
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.holding import held
from iria_reports.sending.lists import Said, add_to_lists, read_lists
from iria_reports.sending.reader import Reader, ReaderKey
from iria_reports.sending.readers import address_book, key_at_first_use, write_readers
from iria_reports.writing.settings import load_settings

KEY = ReaderKey(b"k" * 32)
ANN = Reader(address="ann@example.org", name="Ann Example", office="Desk officer")
BOB = Reader(address="bob@example.org", client="ministry")
EVE = Reader(address="eve@example.org", name="Éva Példa", client="ministry")
MINISTRY = ClientTerms("ministry", "Ministry of Example", audience="officials", copies="numbered")
MAIL = "mail: {sender: reports@example.org}\n"

__all__ = ["ANN", "BOB", "EVE", "KEY", "NUMBER", "clock", "house"]


def clock() -> datetime:
    return datetime(2024, 3, 12, 9, tzinfo=UTC)


def house(port: Port, root: Path, mail: str = MAIL, *readers: Reader) -> House:
    """The house with its readers' folder in `root`, as `readers add` leaves it; energy is a list of Ann's and Bob's."""
    desk = Desk(root / "desk")
    desk.root.mkdir(exist_ok=True)
    desk.settings.write_text(f"house: {{short-name: HOUSE}}\ntime-zone: Europe/Vienna\n{mail}", encoding="utf-8")
    settings, faults = load_settings(desk)
    assert not faults, faults
    folder = ReadersFolder(root / "readers")
    with held(folder):
        key_at_first_use(folder, lambda count: KEY.secret)
        write_readers(folder, readers or (ANN, BOB, EVE))
        energy = [KEY.id_of(one.address) for one in (ANN, BOB)]
        add_to_lists(folder, [Said(said="subscribed", reader=one, list="topic:energy") for one in energy], clock)
    directory = Directory(KEY, address_book(folder).readers, read_lists(folder).members(), ["ministry"])
    return House(desk, port.archive, settings, folder, directory, {"ministry": MINISTRY})


def under_embargo(archive: Archive, root: Path, version: int) -> Archive:
    """A copy of the archive in which a version is under embargo for one day more."""
    copied = Archive(shutil.copytree(archive.root, root / "embargoed"))
    for file in (copied.bag(f"{NUMBER}/v{version}") / "data").glob("*.report.json"):
        file.chmod(0o644)
        file.write_text(json.dumps({**json.loads(file.read_bytes()), "embargo": "2024-03-13"}), encoding="utf-8")
    return copied
