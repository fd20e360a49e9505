"""A galley folder comes in; its galley.json, its HTML text and the list of assets it may use go out, all checked."""

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from iria_reports.errors import PrintingFailed
from iria_reports.printing.arrivals import Arrivals

GALLEY_FORMAT = 1
# Flat names only: no slash, no leading dot, nothing that a path could be made of.
ASSET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
# ISO 32000-2, 7.11.3, and ISO 19005-3, 6.8: the values AFRelationship may take.
RELATIONSHIPS = frozenset({"Source", "Data", "Alternative", "Supplement", "Unspecified"})


@dataclass(frozen=True)
class Enclosure:
    """A file to embed in the PDF: where it lies among the assets, and how the PDF shows it."""

    file: str
    name: str
    description: str
    relationship: str
    media_type: str


@dataclass(frozen=True)
class GalleyFolder:
    """What galley.json says, with the HTML text read.

    awaited     the assets that come in while it is laid out
    identifier  what an issued file is known by, or "" for a draft
    """

    root: Path
    html: str
    language: str
    created: datetime
    notes: int
    assets: Mapping[str, str]
    enclosures: tuple[Enclosure, ...]
    awaited: frozenset[str] = frozenset()
    identifier: str = ""
    arrivals: Arrivals | None = None

    def read(self, name: str, largest: int) -> bytes:
        """The bytes of one named asset; anything but a plain, named file inside the folder is refused."""
        if name not in self.assets:
            raise PrintingFailed(f"the galley has no asset named {name!r}")
        if self.arrivals and name in self.awaited:
            self.arrivals.wait_for(name)
        return _read_plain_file(self.root / "assets" / name, largest)


def read_galley(root: Path, largest: int, arrivals: Arrivals | None = None) -> GalleyFolder:
    """Read and check galley.json and the HTML text it names."""
    wanted = json.loads(_read_plain_file(root / "galley.json", largest))
    if not isinstance(wanted, dict) or wanted.get("format") != GALLEY_FORMAT:
        raise PrintingFailed(f"{root / 'galley.json'} is not a galley of format {GALLEY_FORMAT}")
    try:
        return replace(_galley(root, wanted, largest), arrivals=arrivals)
    except (KeyError, TypeError, ValueError) as fault:
        raise PrintingFailed(f"{root / 'galley.json'} is not a galley: {fault!r}") from fault


def _galley(root: Path, wanted: dict[str, Any], largest: int) -> GalleyFolder:
    created = datetime.fromisoformat(wanted["created"])
    if created.tzinfo is None:
        raise ValueError(f"created has no time zone: {wanted['created']}")
    assets = {str(name): str(kind) for name, kind in wanted["assets"].items()}
    for name in (wanted["html"], *assets):
        if not ASSET_NAME.fullmatch(name):
            raise PrintingFailed(f"not a plain file name in the galley: {name!r}")
    enclosures = tuple(
        Enclosure(**{key: str(entry[key]) for key in Enclosure.__dataclass_fields__}) for entry in wanted["attachments"]
    )
    for enclosure in enclosures:
        _check_enclosure(enclosure)
    # Enclosures are embedded, never fetched, but they are read through the same door.
    assets.update({enclosure.file: enclosure.media_type for enclosure in enclosures})
    html = _read_plain_file(root / wanted["html"], largest).decode("utf-8")
    return GalleyFolder(
        root=root,
        html=html,
        language=str(wanted["language"]),
        created=created,
        notes=int(wanted["notes"]),
        assets=assets,
        enclosures=enclosures,
        awaited=frozenset(map(str, wanted.get("awaited", ()))),
        identifier=str(wanted.get("identifier", "")),
    )


def _check_enclosure(enclosure: Enclosure) -> None:
    for name in (enclosure.file, enclosure.name):
        if not ASSET_NAME.fullmatch(name):
            raise PrintingFailed(f"not a plain file name among the attachments: {name!r}")
    if enclosure.relationship not in RELATIONSHIPS:
        raise PrintingFailed(f"attachment {enclosure.name}: unknown relationship {enclosure.relationship!r}")


def _read_plain_file(path: Path, largest: int) -> bytes:
    """O_NOFOLLOW and one descriptor: what is checked is what is read, and a link out of the folder is not followed."""
    try:
        if path.parent.is_symlink():
            raise PrintingFailed(f"{path.parent} is a symbolic link, not a folder of the galley")
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as fault:
        raise PrintingFailed(f"cannot read {path}: {fault.strerror or fault}") from fault
    with open(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise PrintingFailed(f"{path} is not a plain file")
        if found.st_size > largest:
            raise PrintingFailed(f"{path} has {found.st_size} bytes, more than the {largest} allowed")
        return file.read()
