"""The stamp touches nothing on any page of a special report, cover and marks too, in each theme and on each paper."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from desk import SMALL
from PIL import Image, ImageChops

from iria_reports.build import Job, build
from iria_reports.composing.rendition import Ask
from iria_reports.desk import Desk
from iria_reports.printing.copies.ground import find_places
from iria_reports.printing.copies.stamp import BOTTOMS, HEIGHT
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.editions import Copy, editions

SPEC = SMALL["reports/port.yml"].replace("kind: analysis", "kind: special-report\nmark: TLP:AMBER+STRICT")
NAME = "Ұлжан Қасымова, Ấn, محمد العربي, " * 9


def sheet(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    return document[number].render(scale=1).to_pil().convert("RGB")


@pytest.mark.parametrize("theme", ["iria", "ledger"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_stamp_touches_nothing(tmp_path: Path, theme: str, paper: str) -> None:
    spec = f"{SPEC}theme: {theme}\npaper: {paper}\n"
    for name, text in {**SMALL, "reports/port.yml": spec}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    desk = Desk(tmp_path)
    content = build(
        Job(desk.spec("port"), desk, Ask(today=date(2024, 3, 11)), tmp_path / "out")
    ).proof.path.read_bytes()
    places = find_places(content)
    assert [(ink.label, ink.bottom) for ink in places.inks] == [(False, BOTTOMS[0])] * len(places.inks)
    (edition,) = editions(content, [Copy(CopyCode("HOUSE-SR-2024-001", 1, 1), NAME)])
    issue, copy = pypdfium2.PdfDocument(content), pypdfium2.PdfDocument(edition.content)
    for number, ink in enumerate(places.inks):
        own = sheet(copy, number)
        changed = ImageChops.difference(own, sheet(issue, number)).getbbox()
        assert changed is not None
        left, top, right, bottom = changed
        assert ink.left - 2 <= left < right <= ink.left + places.width + 2
        assert ink.bottom - 2 <= own.height - bottom < own.height - top <= ink.bottom + HEIGHT + 2
    issue.close()
    copy.close()
