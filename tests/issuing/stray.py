"""An archive with one report of two pages in two renditions; and ways to make a stray file of it."""

import hashlib
import io
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.issue import Order, issue, prepare
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.entries import Issued, Withdrawn
from iria_reports.issuing.known import Known
from iria_reports.issuing.register import append, read_register
from iria_reports.printing.reading.portrait import Portrait
from iria_reports.printing.reading.read import read_portrait

NUMBER = "HOUSE-AN-2024-001"
SENTENCE = "In month {} the port counted {} ships, and its {} cranes stood off the first lift for a day. [@paper]"
DESK = {
    "desk.yml": "house: {short-name: HOUSE}\ntime-zone: Europe/Vienna\n",
    "reports/port.yml": "title: The port works again\nkind: analysis\nas-of: 2024-03-10\nmark: TLP:GREEN\n",
    "reports/port.md": "## Bottom line\n\nThe port works. [@paper]\n\n## What happened\n\n"
    + "\n\n".join(SENTENCE.format(month, 100 + month, month) for month in range(1, 37)),
    "reports/sources/all.csv": "id,title,publisher,date\npaper,The port opens,The Paper,2024-03-01\n",
}


def clock() -> datetime:
    return datetime(2024, 3, 11, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Port:
    """The archive, what its register says, and the bytes of its first file and of its draft."""

    archive: Archive
    known: Known
    issued: bytes
    draft: bytes
    html: Path

    @property
    def name(self) -> str:
        return f"{NUMBER}_port_v1"


def issue_port(root: Path) -> Port:
    for name, text in DESK.items():
        (root / "desk" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "desk" / name).write_text(text, encoding="utf-8")
    desk, archive = Desk(root / "desk"), Archive(root / "issued")
    asks = tuple(Ask(today=date(2024, 3, 11), audience=one) for one in ("policymakers", "officials"))
    ready = prepare(Order(desk.spec("port"), desk, asks), root / "scratch")
    entry = issue(ready, archive, clock, accepted="a test")
    data = archive.bag(entry.bag) / "data"
    html = data / f"{NUMBER}_port_v1.html"
    draft = ready.drafts[0].proof.path.read_bytes()
    return Port(archive, Known.of(archive), (data / entry.renditions[0].file).read_bytes(), draft, html)


@lru_cache(maxsize=2)  # the issue is looked at again and again
def look(content: bytes) -> Portrait:
    """What a file shows, read in this process: for files that are ours but for a few bytes."""
    return read_portrait(io.BytesIO(content))


def written_by(change: Callable[[pikepdf.Pdf], None], content: bytes) -> bytes:
    """The file after `change`, written anew."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out, compress_streams=True)
    return out.getvalue()


def updated(content: bytes, page: int, entries: dict[str, str]) -> bytes:
    """The file with an incremental update behind it (ISO 32000-1, 7.5.6): new entries in a page's dictionary.

    `page` counts from 0; an annotation goes in behind those there are.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        obj = pdf.pages[page].obj
        number = obj.objgen[0]
        old = " ".join(f"{key} {_written(obj[key])}" for key in obj if key not in entries)
        size, root, info = int(pdf.trailer.Size), pdf.Root.objgen[0], pdf.trailer.Info.objgen[0]
        if "/Annots" in entries:
            entries = {**entries, "/Annots": _written(obj.Annots).rstrip("] ") + f" {entries['/Annots']} ]"}
    new = " ".join(f"{key} {value}" for key, value in entries.items())
    start = int(content.rpartition(b"startxref\n")[2].split()[0])
    body = f"{number} 0 obj\n<< {old} {new} >>\nendobj\n".encode()
    where, table = len(content), len(content) + len(body)
    trailer = f"/Size {size} /Root {root} 0 R /Info {info} 0 R /Prev {start}"
    xref = f"xref\n{number} 1\n{where:010} 00000 n \ntrailer\n<< {trailer} >>\n"
    return content + body + xref.encode() + f"startxref\n{table}\n%%EOF\n".encode()


def _written(value: object) -> str:
    return value.unparse().decode("latin-1") if isinstance(value, pikepdf.Object) else str(value)


NOTE = "<< /Type /Annot /Subtype /Text /Rect [20 20 40 40] /Contents (a comment) >>"


def with_lines(port: Port, root: Path, *entries: str) -> Known:
    """What a register says that has further lines: "v2" of the report, or "withdrawn"."""
    archive = Archive(root)
    archive.root.mkdir(parents=True, exist_ok=True)
    archive.register.write_bytes(port.archive.register.read_bytes())
    (archive.root / NUMBER / "v2" / "data").mkdir(parents=True)
    for name in (f"{NUMBER}_port_v2.pdf", f"{NUMBER}_port_officials_v2.pdf"):
        (archive.root / NUMBER / "v2" / "data" / name).write_bytes(b"another")
    for what in entries:
        register = read_register(archive.register)
        seq, prev = len(register.entries) + 1, register.head
        first = register.issues[0]
        later = tuple(
            one.model_copy(update={"file": one.file.replace("_v1", "_v2"), "sha256": f"{count:064}"})
            for count, one in enumerate(first.renditions)
        )
        v2 = first.model_copy(
            update={
                "seq": seq,
                "prev": prev,
                "version": 2,
                "bag": f"{NUMBER}/v2",
                "renditions": later,
                "notice": "the crane's count is corrected",
            }
        )
        gone = Withdrawn(seq=seq, at=clock(), number=NUMBER, prev=prev, reason="the figures were wrong")
        append(archive.register, register, v2 if what == "v2" else gone)
    return Known.of(archive)


def many(port: Port, root: Path, count: int) -> Known:
    """An archive of `count` issues, a small file each, beside the real one."""
    archive = Archive(root)
    archive.root.mkdir(parents=True)
    shutil.copytree(port.archive.root / NUMBER / "v1" / "data", archive.root / NUMBER / "v1" / "data")
    lines, register = [], read_register(port.archive.register)
    archive.register.write_bytes(port.archive.register.read_bytes())
    first = register.issues[0]
    rng = random.Random(1)
    for number in range(2, count + 1):
        data = archive.root / f"HOUSE-AN-2024-{number:04}" / "v1" / "data"
        data.mkdir(parents=True)
        named = f"HOUSE-AN-2024-{number:04}_port_v1.pdf"
        (data / named).write_bytes(port.issued[:1000] + rng.randbytes(30_000))
        rendition = first.renditions[0].model_copy(update={"file": named, "sha256": f"{number:064x}"})
        update = {"number": f"HOUSE-AN-2024-{number:04}", "bag": f"HOUSE-AN-2024-{number:04}/v1"}
        lines.append(first.model_copy(update={**update, "renditions": (rendition,)}))
    _append_all(archive, lines)
    return Known.of(archive)


def _append_all(archive: Archive, entries: list[Issued]) -> None:
    """As `append` does it, without waiting for the disk a thousand times."""
    register = read_register(archive.register)
    seq, head = len(register.entries), register.head
    with archive.register.open("ab") as file:
        for entry in entries:
            seq += 1
            line = entry.model_copy(update={"seq": seq, "prev": head}).model_dump_json().encode()
            file.write(line + b"\n")
            head = hashlib.sha256(line).hexdigest()


def changes(content: bytes, rng: random.Random, count: int) -> Iterator[tuple[int, bytes]]:
    """Files in which one byte, at a random place, has another value."""
    for _ in range(count):
        at = rng.randrange(len(content))
        other = (content[at] + rng.randrange(1, 256)) % 256
        yield at, content[:at] + bytes([other]) + content[at + 1 :]


def bomb(kind: str) -> bytes:
    """A small PDF that unpacks to gigabytes, paints for hours, or is nested without end."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[0]
    if kind == "flate":
        zeros = pikepdf.Stream(pdf, b"\0" * (1 << 26))
        page.obj[Name.Contents] = pdf.make_indirect(Array([pdf.make_indirect(zeros)] * 40))
    elif kind == "forms":
        inner = pdf.make_indirect(pikepdf.Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form))
        for _ in range(12):
            form = pikepdf.Stream(pdf, b"/X Do " * 100, Type=Name.XObject, Subtype=Name.Form)
            form[Name.Resources] = Dictionary(XObject=Dictionary(X=inner))
            inner = pdf.make_indirect(form)
        page.obj[Name.Resources] = Dictionary(XObject=Dictionary(X=inner))
        page.obj[Name.Contents] = pdf.make_stream(b"/X Do")
    elif kind == "nested":
        deep = Array([])
        for _ in range(5000):
            deep = pdf.make_indirect(Array([deep]))
        pdf.Root[Name.Deep] = deep
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
