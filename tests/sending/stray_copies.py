"""One reader's copy of the port's report, the ledger that has it, and what `verify` says of a file made from it."""

from pathlib import Path

import pikepdf
from stray import NUMBER, Port, clock, look, written_by

from iria_reports.issuing.chain import FIRST
from iria_reports.issuing.known import Known
from iria_reports.issuing.verdict import Answer
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.editions import Copy, Edition, editions
from iria_reports.sending.ledger import Row, State
from iria_reports.sending.recognising import Sent
from iria_reports.signing.seal import Seal
from iria_reports.verify import verify

READER = "0" * 32


def edition(port: Port, count: int = 7, password: str | None = None, seal: Seal | None = None) -> Edition:
    copy = Copy(CopyCode(NUMBER, 1, count), "Jane Example", "", "Ministry", password)
    (made,) = editions(port.issued, [copy], seal)
    return made


def rows(one: Edition, *states: State) -> list[Row]:
    """What the ledger has of the copy: a line for each state that its message was in."""
    about = Row(
        seq=1,
        at=clock(),
        prev=FIRST,
        message="jane",
        purpose="report",
        number=NUMBER,
        version=1,
        reader=READER,
        file=f"{NUMBER}_port_v1.pdf",
        sha256=one.sha256,
        code=str(one.copy.code),
        state="sent",
    )
    return [about.model_copy(update={"seq": seq, "state": state}) for seq, state in enumerate(states, 1)]


def sent(one: Edition) -> Sent:
    return Sent.of(rows(one, "queued", "unknown", "sent"))


def judged(
    tmp_path: Path,
    content: bytes,
    known: Known | None,
    ledger: Sent | None = None,
    certificates: tuple[bytes, ...] = (),
) -> Answer:
    file = tmp_path / "stray.pdf"
    file.write_bytes(content)
    return verify(file, known, look, certificates, sent=ledger)


def told(answer: Answer) -> str:
    return " ".join(answer.lines())


def recoded(content: bytes, code: str) -> bytes:
    """The edition with another code of the same length in its XMP."""

    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        at = packet.index(b"<rdf:li>" + NUMBER.encode()) + len(b"<rdf:li>")
        pdf.Root.Metadata.write(packet[:at] + code.encode() + packet[at + len(code) :])

    return written_by(change, content)
