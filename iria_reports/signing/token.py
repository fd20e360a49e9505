"""A key's place on a token and its PIN go in; a signer comes out, and the key stays on the token (PKCS#11, OASIS).

A wrong PIN is told and never tried again here: a token counts, and locks itself.
"""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pkcs11
from asn1crypto import x509
from cryptography.x509 import load_der_x509_certificate
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11 import exceptions as wrong
from pyhanko.sign.pkcs11 import select_pkcs11_signing_params
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from iria_reports.errors import Refused
from iria_reports.signing.key_file import Certificate, told
from iria_reports.signing.token_place import TokenPlace

SIZE = 512  # bytes kept free for a signature: RSA of 4096 bits
PIN_WRONG = (wrong.PinIncorrect, wrong.PinInvalid, wrong.PinLenRange)
GONE = (wrong.DeviceRemoved, wrong.TokenNotPresent, wrong.SessionHandleInvalid, wrong.SessionClosed)
MADE = "docs/signatures.md says how a key gets there"
BEGUN = "see that the token is there; then see what was issued with `iria-report archive list` before you try again"


class TokenSigner(Signer):
    """pyHanko's signer with a key that stays on its token.

    Not its PKCS11Signer: given the certificate, that writes it twice, and carried.py knows it once.
    """

    def __init__(self, place: TokenPlace, key: Any, certificates: list[bytes], pin: str) -> None:
        """`certificates`: the key's own, then those who vouch for it (DER); `pin` where each signature asks for it."""
        own, *others = (x509.Certificate.load(one) for one in certificates)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(others)
        super().__init__(signing_cert=own, cert_registry=store)
        self.place, self.key = place, key
        self.each = {"pin": pin} if _of(key, Attribute.ALWAYS_AUTHENTICATE) else {}

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The bare signature of `data`. Raises Refused where the token gives none."""
        if dry_run:
            return bytes(SIZE)
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm)
        try:
            # Hashed here for EC: SoftHSM and many a card sign no more than a hash with such a key.
            raw = mechanism["algorithm"].native.endswith("_ecdsa")
            how = select_pkcs11_signing_params(mechanism, digest_algorithm, raw, dict(self.each))
            content = how.pre_sign_transform(data) if how.pre_sign_transform else data
            signature = bytes(self.key.sign(content, **how.sign_kwargs))
            return how.post_sign_transform(signature) if how.post_sign_transform else signature
        except NotImplementedError as error:
            raise Refused(f"{self.place} has a key of a kind that nothing is signed with here ({error})") from error
        except GONE as error:
            message = f"{self.place} was taken out, or its line is cut: it gave no signature"
            raise Refused(message, advice=BEGUN) from error
        except wrong.PKCS11Error as error:
            raise Refused(f"{self.place} gave no signature ({_name(error)})", advice=BEGUN) from error


def find(place: TokenPlace) -> pkcs11.Token:
    """The token; nobody signs in. Raises Refused: no such module, none that works, no such token."""
    if not place.module.is_file():
        advice = "install what the token's maker provides, or correct `module:` under `signing: token:` in desk.yml"
        raise Refused(f"the PKCS#11 module {place.module} is not there", advice=advice)
    try:
        slots = pkcs11.lib(str(place.module)).get_slots(token_present=True)
    except (wrong.PKCS11Error, RuntimeError, OSError) as error:
        advice = "see that it is the module of this token, and that its settings can be read"
        raise Refused(f"{place.module} does not work as a PKCS#11 module ({_name(error)})", advice=advice) from error
    tokens = [token for slot in slots for token in _in_slot(slot)]
    found = [token for token in tokens if token.label == place.label]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"{len(found)} tokens are called {place.label}", advice="take out all but one, or give it a name")
    there = ", ".join(sorted(token.label for token in tokens)) or "none"
    message = f"there is no token called {place.label}; found: {there}"
    raise Refused(message, advice="put it in, or correct `label:` under `signing: token:` in desk.yml")


def certificates_on(place: TokenPlace) -> tuple[Certificate, ...]:
    """Those with the key's label, or else all, as far as the token shows them without its PIN. Raises Refused."""
    token = find(place)
    with _told_of(place), token.open() as session:
        there = _certificates(session)
        return tuple(_told(der) for label, _, der in there if label == place.key) or tuple(
            _told(der) for *_, der in there
        )


def open_token(place: TokenPlace, pin: str) -> tuple[Certificate, TokenSigner]:
    """The key's certificate, and what signs with the key while this process lives.

    Raises Refused: what `find` raises; a wrong PIN, a locked token, no such key, no certificate.
    """
    token = find(place)
    with _told_of(place):
        session = _session(place, token, pin)
        try:
            key = _key(place, session)
            chain = _chain(place, session, key)
            signer = TokenSigner(place, key, chain, pin)
        except BaseException:
            session.close()
            raise
    atexit.register(_close, session)  # not sooner: it signs out the whole process, and other keys on the token with it
    return _told(chain[0]), signer


@contextmanager
def _told_of(place: TokenPlace) -> Iterator[None]:
    """What the library says, in our words. Raises Refused."""
    try:
        yield
    except wrong.PKCS11Error as error:
        raise Refused(f"{place} cannot be read ({_name(error)})", advice="see that it is there and works") from error


def _in_slot(slot: pkcs11.Slot) -> Iterator[pkcs11.Token]:
    """Its token, where it can be read and was set up."""
    with suppress(wrong.PKCS11Error):
        token = slot.get_token()
        if token.flags & TokenFlag.TOKEN_INITIALIZED:
            yield token


def _session(place: TokenPlace, token: pkcs11.Token, pin: str) -> pkcs11.Session:
    """Signed in, by one try. Raises Refused, PKCS11Error."""
    try:
        return token.open(user_pin=pin)
    except wrong.UserAlreadyLoggedIn:  # by this process, earlier: PKCS#11 signs in a program, not a session
        return token.open()
    except PIN_WRONG:  # from None: nothing of what was given is told on
        advice = f"{_tries(place)}; it was tried once and is not tried again by itself, as tokens lock themselves"
        raise Refused(f"the PIN does not open {place}", advice=advice) from None
    except wrong.PinLocked:
        advice = "unlock it with the tools of its maker and the security officer's PIN (PUK)"
        raise Refused(f"{place} is locked, after too many wrong PINs", advice=advice) from None
    except (wrong.UserPinNotInitialized, wrong.PinExpired) as error:
        advice = "set one with the tools of its maker"
        raise Refused(f"{place} has no PIN that is good ({_name(error)})", advice=advice) from None


def _tries(place: TokenPlace) -> str:
    """What the token says of further tries. Raises Refused."""
    flags = find(place).flags
    if flags & TokenFlag.USER_PIN_LOCKED:
        return "it is locked now"
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        return "one more wrong PIN locks it"
    return "be sure of the PIN before you try again"


def _key(place: TokenPlace, session: pkcs11.Session) -> Any:
    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
    found = [one for one in keys if _of(one, Attribute.LABEL) == place.key]
    if len(found) == 1:
        return found[0]
    advice = "correct `key:` under `signing: token:` in desk.yml"
    if found:
        raise Refused(f"{place} has {len(found)} keys called {place.key}", advice="give each a label of its own")
    there = ", ".join(sorted(str(_of(one, Attribute.LABEL) or "one without a label") for one in keys)) or "none"
    raise Refused(f"{place} has no key called {place.key}; found: {there}", advice=f"{advice}; {MADE}")


def _chain(place: TokenPlace, session: pkcs11.Session, key: Any) -> list[bytes]:
    """The key's certificate, by its ID (PKCS#11 v2.40, 4.6.3) or else its label, then those that vouch for it."""
    there, wanted = _certificates(session), _of(key, Attribute.ID)
    by_id = [der for _, one, der in there if wanted and one == wanted]
    own = by_id or [der for label, _, der in there if label == place.key]
    if not own:
        message = f"{place} has the key {place.key}, and no certificate for it"
        raise Refused(message, advice=f"put one there with the key's ID or label; {MADE}")
    if len(own) > 1:
        message = f"{place} has {len(own)} certificates for the key {place.key}"
        raise Refused(message, advice="take out those that are not to be signed with")
    chain, others = own, {der for *_, der in there} - {own[0]}
    while above := next((der for der in sorted(others) if _vouches(der, chain[-1])), None):
        chain.append(above)
        others.remove(above)
    return chain


def _vouches(above: bytes, below: bytes) -> bool:
    issuer, one = x509.Certificate.load(below).issuer, x509.Certificate.load(above)
    return bool(one.subject == issuer and issuer != x509.Certificate.load(below).subject)


def _certificates(session: pkcs11.Session) -> list[tuple[str, bytes, bytes]]:
    """Label, ID and DER of each."""
    found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    return [(_of(one, Attribute.LABEL) or "", _of(one, Attribute.ID) or b"", one[Attribute.VALUE]) for one in found]


def _of(thing: pkcs11.Object, attribute: Attribute) -> Any:
    """What it says of itself; None where it does not."""
    try:
        return thing[attribute]
    except (wrong.AttributeTypeInvalid, wrong.AttributeSensitive):
        return None


def _told(der: bytes) -> Certificate:
    return told(load_der_x509_certificate(der))


def _name(error: Exception) -> str:
    return str(error) or type(error).__name__


def _close(session: pkcs11.Session) -> None:
    with suppress(wrong.PKCS11Error):  # the token may be gone
        session.close()
