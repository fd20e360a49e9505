"""Editions before veraPDF, signed or not: plain they pass both standards, encrypted PDF/UA-1, and claim no PDF/A."""

from collections.abc import Callable
from pathlib import Path

import pytest
from signing import house_seal
from stray import NUMBER, Port

from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.editions import Copy, editions
from iria_reports.signing.sealing import KeySeal

from .gate import Verdict

pytestmark = pytest.mark.machine
Vera = Callable[..., list[Verdict]]
READERS = ("Jane Example", "Әлия Қасымова", "محمد العربي", "A very long name " * 20)


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> KeySeal:
    return house_seal(tmp_path_factory.mktemp("seal"))


def test_a_plain_edition_passes_both_standards(verapdf: Vera, port: Port, tmp_path: Path) -> None:
    wanted = [Copy(CopyCode(NUMBER, 1, count), name) for count, name in enumerate(READERS, 1)]
    for edition in editions(port.issued, wanted):
        (tmp_path / "edition.pdf").write_bytes(edition.content)
        verdicts = verapdf(tmp_path / "edition.pdf")
        assert all(verdict.passed and verdict.assertions > 1000 for verdict in verdicts), "\n".join(map(str, verdicts))


def test_a_signed_edition_passes_both_standards(verapdf: Vera, port: Port, seal: KeySeal, tmp_path: Path) -> None:
    (edition,) = editions(port.issued, [Copy(CopyCode(NUMBER, 1, 1), "Jane")], seal)
    (tmp_path / "edition.pdf").write_bytes(edition.content)
    verdicts = verapdf(tmp_path / "edition.pdf")
    assert all(verdict.passed and verdict.assertions > 1000 for verdict in verdicts), "\n".join(map(str, verdicts))


@pytest.mark.parametrize("signed", [False, True])
def test_an_encrypted_edition_passes_pdf_ua_1_alone(
    verapdf: Vera, port: Port, seal: KeySeal, tmp_path: Path, signed: bool
) -> None:
    wanted = [Copy(CopyCode(NUMBER, 1, 1), "Jane", password="one two")]
    (edition,) = editions(port.issued, wanted, seal if signed else None)
    (tmp_path / "edition.pdf").write_bytes(edition.content)
    archive, aloud = verapdf(tmp_path / "edition.pdf", "one two")
    assert aloud.passed, str(aloud)
    assert aloud.assertions > 1000
    assert set(archive.failed) == {"6.1.3-2", "6.6.4-1"}  # it is encrypted, and says no more that it is PDF/A
