"""A house whose key is on a token: SoftHSM plays it, and what it signed is as what a key file signed."""

import shutil
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed")

from click.testing import CliRunner
from desk import clock, prepared
from signing import NAME, openssl_verifies, pdfsig
from stray import look
from tokens import (
    LACKS,
    MODULE,
    PIN,
    certificate,
    elliptic,
    long_number,
    make_token,
    put_certificate,
    put_key,
    settings_in,
    token,
    token_desk,
)

from iria_reports.cli import signing as cli_signing
from iria_reports.cli import verbs
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults, MachineNotReady, Refused
from iria_reports.issue import Prepared, issue
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.entries import Issued
from iria_reports.issuing.known import Known
from iria_reports.issuing.register import read_register
from iria_reports.issuing.transaction import held
from iria_reports.keys import House, house_of, kept, opened
from iria_reports.signing import token as signing_token
from iria_reports.signing.checking import check_detached, check_pdf
from iria_reports.signing.sealing import KeySeal
from iria_reports.verify import verify
from iria_reports.writing.settings import load_settings

pytestmark = [pytest.mark.machine, pytest.mark.skipif(bool(LACKS), reason=LACKS)]
NOON = clock()()
KEYS = ("signing", "long", "vouched", "careful")


@pytest.fixture(scope="session", autouse=True)
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tokens `house`, with keys of every kind, `locker`, which is empty, and two that are taken out.

    Once in a process: SoftHSM reads where they are when it is loaded, and never again.
    """
    folder = tmp_path_factory.mktemp("hsm")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(settings_in(folder)))
        for label in ("drawer", "locker", "stick", "house"):
            make_token(label)
        with token("house").open(rw=True, user_pin=PIN) as session:
            signing, big, careful, root = elliptic(), long_number(), elliptic(), long_number()
            put_key(session, "signing", signing)
            put_certificate(session, "signing", certificate(signing))
            put_key(session, "long", big)
            put_certificate(session, "a name of its own", certificate(big), b"long")
            put_key(session, "careful", careful, always_authenticate=True)
            put_certificate(session, "careful", certificate(careful))
            authority = certificate(root, "Authority")
            put_certificate(session, "authority", authority)
            below = elliptic()
            put_key(session, "vouched", below)
            put_certificate(session, "vouched", certificate(below, NAME, (authority, root)))
            put_key(session, "bare", elliptic())
            put_key(session, "muddled", elliptic())
            put_certificate(session, "muddled", certificate(elliptic()))
        with token("drawer").open(rw=True, user_pin=PIN) as session:
            put_key(session, "spare", signing)
            put_certificate(session, "spare", certificate(signing))
        with token("stick").open(rw=True, user_pin=PIN) as session:
            put_key(session, "signing", signing)
            put_certificate(session, "signing", certificate(signing))
        yield folder


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Printed once: what is signed, and how, is another matter."""
    folder = tmp_path_factory.mktemp("ready")
    return prepared(token_desk(folder / "desk"), folder / "scratch")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "issued")


def known(house: House) -> str:
    """The PIN, by one who knows it."""
    return PIN


def signed_issue(ready: Prepared, seal: KeySeal, archive: Archive) -> tuple[Issued, Path]:
    entry = issue(replace(ready, order=replace(ready.order, seal=seal)), archive, clock(), accepted="a test")
    return entry, archive.bag(entry.bag) / "data" / entry.renditions[0].file


@pytest.mark.parametrize("key", KEYS)
def test_a_pdf_is_signed_as_by_a_key_file(ready: Prepared, archive: Archive, tmp_path: Path, key: str) -> None:
    seal = opened(token_desk(tmp_path / "desk", "pdf: yes", key=key), known, NOON)
    entry, file = signed_issue(ready, seal, archive)
    assert (entry.signature, entry.certificate) == ("pdf", seal.fingerprint)
    assert check_pdf(file, archive.certificates()).fingerprint == seal.fingerprint
    told = pdfsig(file)
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    answer = verify(file, Known.of(archive), look)
    assert answer.verdict.word == "current"
    assert "; the signature holds" in " ".join(answer.details)
    alone = verify(file, None, look, archive.certificates())
    assert (alone.verdict.word, alone.verdict.code) == ("signed", 19)
    vouched = "not checked: the certificates of those who vouch for it" in " ".join(alone.lines())
    assert vouched == (key == "vouched")


@pytest.mark.parametrize("key", ["signing", "long"])
def test_a_signature_beside_the_files_is_one_for_openssl(
    ready: Prepared, archive: Archive, tmp_path: Path, key: str
) -> None:
    seal = opened(token_desk(tmp_path / "desk", key=key), known, NOON)
    entry, file = signed_issue(ready, seal, archive)
    bag, known_by = archive.bag(entry.bag), archive.keys / f"{seal.fingerprint}.pem"
    assert (entry.signature, entry.certificate) == ("detached", seal.fingerprint)
    manifest = bag / "manifest-sha256.txt"
    signature = (bag / "manifest-sha256.txt.p7s").read_bytes()
    assert check_detached(manifest.read_bytes(), signature, archive.certificates()) == seal.fingerprint
    assert signature.count(ssl.PEM_cert_to_DER_cert(seal.certificate.decode())) == 1
    done = openssl_verifies(bag, known_by)
    assert done.returncode == 0, done.stderr
    told = " ".join(verify(file, Known.of(archive)).details)
    assert told == f"signed beside the files of its bag by {NAME}; the signature holds"
    with held(archive, clock(), seal=seal) as holding:  # the head was signed too, and is checked here
        assert len(holding.register.entries) == 1


def refused(desk: Desk, pin: Callable[[House], str] = known) -> str:
    with pytest.raises(Refused) as told:
        opened(desk, pin, NOON)
    assert PIN not in f"{told.value} {told.value.advice}"
    return f"{told.value}; {told.value.advice}"


def test_a_wrong_pin_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries, find = [], signing_token.find

    class Watched:
        def __init__(self, place: Any) -> None:
            self.token = find(place)
            self.flags = self.token.flags

        def open(self, **given: str) -> Any:
            tries.append(given)
            return self.token.open(**given)

    monkeypatch.setattr(signing_token, "find", Watched)
    told = refused(token_desk(tmp_path / "desk", label="locker"), lambda house: "not it, 4711")
    assert "the PIN does not open the token locker" in told
    assert "tried once" in told
    assert "4711" not in told
    assert len(tries) == 1
    short = refused(token_desk(tmp_path / "desk", label="locker"), lambda house: "1")
    assert "the PIN does not open" in short


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    def asked(house: House) -> str:
        raise AssertionError("nobody is asked for the PIN of a token that is not there")

    desk = tmp_path / "desk"
    assert "nowhere.so is not there" in refused(token_desk(desk, module="/usr/lib/nowhere.so"), asked)
    (tmp_path / "text.so").write_text("nothing of the kind")
    assert "does not work as a PKCS#11 module" in refused(token_desk(desk, module=tmp_path / "text.so"), asked)
    libc = next(Path("/usr/lib").glob("*/libz.so.1"), None)
    if libc:
        assert "does not work as a PKCS#11 module" in refused(token_desk(desk, module=libc), asked)
    assert "there is no token called desk; found: drawer, house, locker, stick" in refused(
        token_desk(desk, label="desk"), asked
    )
    told = refused(token_desk(desk, key="signign"))
    assert "has no key called signign; found: bare, careful, long, muddled, signing, vouched" in told
    assert "has the key bare, and no certificate for it" in refused(token_desk(desk, key="bare"))
    assert "beside the key is not that key's" in refused(token_desk(desk, key="muddled"))
    assert f"made out to {NAME}, and desk.yml names Another" in refused(token_desk(desk, "certificate: Another"))


def test_a_module_that_came_with_the_desk_is_never_loaded(tmp_path: Path) -> None:
    assert MODULE is not None
    desk = token_desk(tmp_path / "desk", module="own.so")
    shutil.copyfile(MODULE, desk.root / "own.so")
    assert "lies in the desk" in refused(desk)


def test_a_token_that_is_taken_out_while_signing(
    ready: Prepared, archive: Archive, tmp_path: Path, tokens: Path
) -> None:
    desk = token_desk(tmp_path / "desk", label="stick")
    seal = opened(desk, known, NOON)
    seal.signer().key.session.close()
    with pytest.raises(Refused, match="the token stick was taken out") as told:
        signed_issue(ready, seal, archive)
    assert "archive list" in told.value.advice
    assert read_register(archive.register).entries == ()
    assert list(archive.staging.iterdir()) == []
    (folder,) = (one for one in (tokens / "tokens").iterdir() if b"stick" in (one / "token.object").read_bytes())
    seal = opened(desk, known, NOON)
    folder.rename(tmp_path / "pulled")
    with pytest.raises(Refused, match="the token stick gave no signature"):
        signed_issue(ready, seal, archive)
    (tmp_path / "pulled").rename(folder)
    entry, _ = signed_issue(ready, opened(token_desk(tmp_path / "desk"), known, NOON), archive)
    assert entry.number == "HOUSE-AN-2024-001"


def test_a_token_that_is_taken_out_after_the_line_is_written(ready: Prepared, archive: Archive, tmp_path: Path) -> None:
    """What remains to be signed is how far the register reaches: the issue stands, and the next run goes on."""
    desk = token_desk(tmp_path / "desk", label="drawer", key="spare")
    seal, uses = opened(desk, known, NOON), []

    def signer() -> Any:
        uses.append(1)
        if len(uses) == 2:  # the first is the bag's
            seal.signer().key.session.close()
        return seal.signer()

    with pytest.raises(Refused, match="was taken out") as told:
        signed_issue(ready, replace(seal, signer=signer), archive)
    assert "see what was issued" in told.value.advice
    assert len(read_register(archive.register).issues) == 1
    entry, _ = signed_issue(ready, opened(desk, known, NOON), archive)
    assert entry.number == "HOUSE-AN-2024-002"


def test_a_new_label_is_a_new_key_and_old_signatures_hold(ready: Prepared, archive: Archive, tmp_path: Path) -> None:
    first, old = signed_issue(ready, opened(token_desk(tmp_path / "desk", "pdf: yes"), known, NOON), archive)
    second, young = signed_issue(
        ready, opened(token_desk(tmp_path / "desk", "pdf: yes", key="long"), known, NOON), archive
    )
    assert first.certificate != second.certificate
    for entry, file in ((first, old), (second, young)):
        assert check_pdf(file, archive.certificates()).fingerprint == entry.certificate
    told = {one.certificate.fingerprint: one.issues for one in kept(archive)}
    assert told == {first.certificate: (first,), second.certificate: (second,)}


def test_keys_are_told_of_and_neither_made_nor_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = token_desk(tmp_path / "desk", key="careful")
    monkeypatch.chdir(desk.root)
    shown = CliRunner().invoke(verbs, ["keys", "show"])
    assert shown.exit_code == 0, shown.output
    seal = opened(desk, known, NOON)
    pairs = seal.fingerprint.upper()
    assert "on the token house:\n" in shown.output
    assert ":".join(pairs[at : at + 2] for at in range(0, 64, 2)) in shown.output
    assert shown.output.count("SHA-256") == 1
    for words in (["keys", "new"], ["keys", "rotate"], ["keys", "rotate", "--forgotten"]):
        told = CliRunner().invoke(verbs, words).exception
        assert isinstance(told, Refused)
        assert "no key is made or replaced there by this program" in str(told)
        assert "archive keeps the old certificate" in told.advice
    token_desk(tmp_path / "desk", label="desk")
    shown = CliRunner().invoke(verbs, ["keys", "show"])
    assert "there is no token called desk" in shown.output
    assert shown.exit_code == 0


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("key: ../house.p12\n  token: {module: /m.so, label: house, key: signing}", "has both"),
        ("pdf: yes", "has neither"),
        ("token: hunter2", "holds a password"),
        ("token: {module: /m.so, label: house, key: signing, pin: hunter2}", "holds a password"),
        ("token: {module: /m.so, label: house, key: signing}\n  pin: hunter2", "holds a password"),
        ("token: {module: /m.so, label: house}", "is missing"),
    ],
)
def test_what_desk_yml_may_not_hold(tmp_path: Path, lines: str, message: str) -> None:
    desk = token_desk(tmp_path / "desk")
    desk.settings.write_text(f"house: {{short-name: HOUSE}}\nsigning:\n  {lines}\n")
    (fault,) = load_settings(desk)[1]
    assert message in str(fault)
    assert "hunter2" not in str(fault)
    assert fault.subject.startswith("signing")
    assert fault.where.line >= 2
    with pytest.raises(InputFaults):
        house_of(desk)


def test_a_machine_without_the_library_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = token_desk(tmp_path / "desk")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "pkcs11" else object())
    with pytest.raises(MachineNotReady, match="needs python-pkcs11") as told:
        opened(desk, known, NOON)
    assert "--inexact --extra signing-token" in told.value.advice


def test_a_dry_run_asks_nobody_and_still_misses_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli_signing.seal_of(token_desk(tmp_path / "desk"), NOON, ask=False) is None
    with pytest.raises(Refused, match="there is no token called desk"):
        cli_signing.seal_of(token_desk(tmp_path / "desk", label="desk"), NOON, ask=False)
    monkeypatch.setenv("HOUSE_PIN", PIN)
    seal = cli_signing.seal_of(token_desk(tmp_path / "desk", "password-variable: HOUSE_PIN"), NOON, ask=False)
    assert seal is not None
    assert seal.name == NAME


def test_the_command_signs_and_writes_the_pin_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = token_desk(tmp_path / "desk", "pdf: yes", "password-variable: HOUSE_PIN")
    monkeypatch.setenv("HOUSE_PIN", PIN)
    monkeypatch.chdir(desk.root)
    done = CliRunner().invoke(verbs, ["issue", "port", "--yes", "--accept", "a test"])
    assert done.exit_code == 0, f"{done.output}{done.exception}"
    assert f"signed by {NAME}" in done.output
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) > 20
    assert [file for file in files if PIN.encode() in file.read_bytes()] == []
