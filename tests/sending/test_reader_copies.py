"""Editions: each reader's stamped copy of an issue, the same bytes each time, its code in print, XMP and ID."""

import hashlib
import io
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from signing import house_seal
from stray import NUMBER, Port, written_by

from iria_reports.errors import PrintingFailed, Refused
from iria_reports.printing.copies.ground import find_places
from iria_reports.printing.copies.master import Master
from iria_reports.printing.reading.letters import Shelf, letters
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.editions import Copy, Edition, editions, stamp_of
from iria_reports.signing.sealing import KeySeal

JANE = ("Jane Example", "Desk officer", "Ministry of Example")


def copy(count: int = 7, *reader: str, password: str | None = None) -> Copy:
    return Copy(CopyCode(NUMBER, 1, count), *(reader or JANE), password=password)


def one(port: Port, wanted: Copy) -> Edition:
    (edition,) = editions(port.issued, [wanted])
    return edition


def opened(edition: Edition) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(edition.content), password=edition.copy.password or "")


def text_of(edition: Edition) -> list[str]:
    shelf = Shelf()
    with opened(edition) as pdf:
        return [letters(page, shelf) for page in pdf.pages]


@pytest.fixture(scope="module")
def plain(port: Port) -> Edition:
    return one(port, copy())


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> KeySeal:
    return house_seal(tmp_path_factory.mktemp("seal"))


def test_every_page_says_which_copy_it_is_and_for_whom(plain: Edition) -> None:
    code = str(plain.copy.code)
    said = f"Copy{code}·preparedforJaneExample,Deskofficer,MinistryofExample"
    assert [page.endswith(said) for page in text_of(plain)] == [True, True, True]


def test_the_code_stands_in_xmp_and_in_the_file_id(plain: Edition, port: Port) -> None:
    with opened(plain) as pdf, pikepdf.open(io.BytesIO(port.issued)) as issue:
        code = str(plain.copy.code)
        assert pdf.open_metadata()["xmp:Identifier"] == {code}
        assert pdf.open_metadata()["dc:identifier"] == f"{NUMBER}_port_v1"
        assert bytes(pdf.trailer.ID[1]) == code.encode()
        assert bytes(pdf.trailer.ID[0]) == bytes(issue.trailer.ID[0])


def test_the_same_reader_gets_the_same_bytes_whoever_else_gets_one(plain: Edition, port: Port) -> None:
    others = [copy(number, f"Читатель {number}", "", "وزارة الخارجية") for number in range(8, 61)]
    many = list(editions(port.issued, [*others, plain.copy]))
    assert [edition.copy for edition in many] == [*others, plain.copy]
    assert many[-1] == plain
    assert plain.sha256 == hashlib.sha256(plain.content).hexdigest()
    assert len({edition.sha256 for edition in many}) == len(many)


def test_a_copy_holds_no_letter_of_another_reader_s_name(port: Port) -> None:
    alone, _ = editions(port.issued, [copy(1, "Ann"), copy(2, "Ұлжан Қасымова")])
    assert alone == one(port, copy(1, "Ann"))


@pytest.mark.parametrize("name", ["Әлия Қасымова", "محمد العربي", "Nguyễn Ấn", "Ελένη Παπαδοπούλου", "Zoë Łódź"])
def test_names_of_any_script_that_a_font_draws_are_printed(port: Port, name: str) -> None:
    found = text_of(one(port, copy(7, name, "", "Ministry")))[0].rpartition("preparedfor")[2]
    assert sorted(found) == sorted(f"{name},Ministry".replace(" ", ""))


def test_a_name_that_no_font_draws_is_refused(port: Port) -> None:
    with pytest.raises(Refused, match=r"no bundled font draws 李 \(U\+674E .*stamp of copy 0007-"):
        one(port, copy(7, "李 Example"))


def test_a_reader_without_a_name_is_refused() -> None:
    with pytest.raises(Refused, match="names no reader"):
        stamp_of(copy(7, " \u200e"), "en")


def test_what_turns_or_breaks_the_line_is_taken_out_of_a_name(port: Port) -> None:
    turned = "Jane\u202e Example\n\u2069Ltd\x00"
    assert stamp_of(copy(7, turned), "en").reader == "Jane Example Ltd"
    assert text_of(one(port, copy(7, turned)))[0].endswith("preparedforJaneExampleLtd")


def test_a_long_name_is_cut_to_fit_and_the_code_never(port: Port) -> None:
    last = text_of(one(port, copy(7, "An Office of " * 40)))[-1]
    assert str(copy().code) in last
    assert last.endswith("...")  # an ellipsis, for comparing taken apart


def test_a_number_that_leaves_no_room_is_refused(port: Port) -> None:
    long = Copy(CopyCode("W" * 100, 1, 1), "Jane")
    with pytest.raises(PrintingFailed, match="longer than a stamp is wide"):
        one(port, long)


@pytest.mark.parametrize(("language", "words"), [("fr", "Exemplaire"), ("ru-RU", "Экземпляр"), ("kk", "Copy")])
def test_the_stamp_speaks_the_report_s_language(language: str, words: str) -> None:
    assert stamp_of(copy(), language).words.startswith(f"{words} {NUMBER}/v1/0007-")


def test_an_edition_of_a_signed_issue_is_made_from_its_unsigned_part(
    plain: Edition, port: Port, seal: KeySeal, tmp_path: Path
) -> None:
    issued = tmp_path / "issued.pdf"
    issued.write_bytes(port.issued)
    seal.sign_file(issued)
    assert list(editions(issued.read_bytes(), [plain.copy])) == [plain]


def test_an_encrypted_edition_can_be_read_aloud_and_claims_no_pdf_a(port: Port) -> None:
    edition = one(port, copy(password="пароль"))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(edition.content))
    with opened(edition) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        allowed = {name for name, may in pdf.allow._asdict().items() if may}
        assert allowed == {"accessibility", "print_lowres", "print_highres"}
        assert not pdf.owner_password_matched
        assert (b"pdfaid:part" in packet, b'pdfuaid:part="1"' in packet) == (False, True)
        assert bytes(pdf.trailer.ID[1]) == str(edition.copy.code).encode()
    assert "пароль" not in repr(edition)
    assert (b"<x:xmpmeta" in port.issued, b"<x:xmpmeta" in edition.content) == (True, False)


@pytest.mark.parametrize("password", ["", "x" * 128])
def test_a_password_that_opens_nothing_is_refused(port: Port, password: str) -> None:
    with pytest.raises(PrintingFailed, match="1 to 127 bytes"):
        one(port, copy(password=password))


@pytest.mark.parametrize("moved", [{"Rotate": 90}, {"MediaBox": [9, 0, 604, 842]}, {"MediaBox": [0, 9, 595, 851]}])
def test_a_page_that_the_printer_would_not_make_is_not_stamped(port: Port, moved: dict[str, object]) -> None:
    def move(pdf: pikepdf.Pdf) -> None:
        for name, value in moved.items():
            pdf.pages[0].obj[f"/{name}"] = value

    with pytest.raises(PrintingFailed, match="a page is turned or moved"):
        list(editions(written_by(move, port.issued), [copy()]))


def test_a_stamp_is_letters_and_nothing_else(port: Port) -> None:
    small, out = pikepdf.new(), io.BytesIO()
    page = small.add_blank_page(page_size=(200, 12))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary())
    page.Contents = small.make_stream(b"1 1 1 rg\n0 0 200 12 re f\n")
    small.save(out)
    refused = pytest.raises(PrintingFailed, match="paints more than letters")
    with closing(Master(port.issued, find_places(port.issued))) as master, refused:
        master.copy(out.getvalue(), "N-1/v1/0001-X")


def test_nobody_asked_nobody_served(port: Port) -> None:
    assert list(editions(port.issued, [])) == []
