"""A house that sends: the archive of tests/issuing/stray.py, three readers, and a list."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from stray import NUMBER, Port

from iria_reports.desk import Desk
from iria_reports.send import House
from iria_reports.sending.addressing import Directory
from iria_reports.sending.choosing import ClientTerms
from iria_reports.sending.folder import ReadersFolder
from iria_reports.sending.reader import Reader, ReaderKey
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
    """The house with its readers' folder in `root`; energy is a list that Ann and Bob are on."""
    desk = Desk(root / "desk")
    desk.root.mkdir(exist_ok=True)
    desk.settings.write_text(f"house: {{short-name: HOUSE}}\ntime-zone: Europe/Vienna\n{mail}", encoding="utf-8")
    settings, faults = load_settings(desk)
    assert not faults, faults
    everybody = {KEY.id_of(one.address): one for one in readers or (ANN, BOB, EVE)}
    energy = {KEY.id_of(one.address) for one in (ANN, BOB)}
    directory = Directory(KEY, everybody, {"topic:energy": energy}, ["ministry"])
    clients = {"ministry": MINISTRY}
    return House(desk, port.archive, settings, ReadersFolder(root / "readers"), directory, clients)


def without_key(house: House) -> House:
    """The same before anybody was ever sent anything."""
    return replace(house, folder=ReadersFolder(house.folder.root.parent / "empty"))
