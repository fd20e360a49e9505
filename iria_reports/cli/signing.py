"""A desk goes in; the key that signs for it comes out, opened with a secret that is kept nowhere."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from iria_reports.cli import secret
from iria_reports.desk import Desk

if TYPE_CHECKING:
    from iria_reports.keys import House
    from iria_reports.signing.seal import Seal


def seal_of(desk: Desk, now: datetime, *, ask: bool = True) -> "Seal | None":
    """The desk's key, opened; None where desk.yml names none. Raises MachineNotReady, and what `keys.opened` raises.

    ask  whether somebody may be asked for the password; where that is needed and not so, None, if the file or token
         is there
    """
    from iria_reports.signing.ready import require_signing
    from iria_reports.writing.settings import load_settings

    settings, _ = load_settings(desk)
    if settings.signing is None:
        return None
    require_signing()
    from iria_reports.keys import house_there, opened

    if not ask and not at_hand(house_there(desk)):
        return None
    return opened(desk, password_of, now)


def at_hand(house: "House") -> bool:
    """Whether nobody needs to be asked for the key's password: desk.yml names a variable, or the keyring has it."""
    reference = _reference(house)
    if reference.variable or not reference.keyring:
        return bool(reference.variable)
    return bool(secret.keyring().get_password(secret.KEYRING, reference.account))


def password_of(house: "House") -> str:
    """The key's password or the token's PIN: from the variable or the keyring that desk.yml names, or else typed."""
    return secret.secret_of(_reference(house))


def approver_of(file: Path, variable: str, now: datetime) -> "Seal":
    """The key of somebody who approves, opened with the password in the environment `variable`, or else typed."""
    from iria_reports.signing.ready import require_signing

    require_signing()
    from iria_reports.keys import approver

    def password(asked: Path) -> str:
        called, where = f"the password of {asked}", "--password-variable"
        return secret.secret_of(secret.Reference(called, str(asked), variable or None, False, where))

    return approver(file, password, now)


def new_password_of(house: "House") -> str:
    """The password of a key that is to be made; a keyring that desk.yml names keeps it."""
    reference = _reference(house)
    if reference.variable:
        return secret.secret_of(reference)
    password = secret.typed(replace(reference, called=f"a password for {house.held}"), twice=True)
    if reference.keyring:
        secret.keyring().set_password(secret.KEYRING, reference.account, password)
    return password


def _reference(house: "House") -> secret.Reference:
    """The keyring has it under the key's file, or under `the token` and its label."""
    what = "password" if isinstance(house.held, Path) else "PIN"
    choice, where = house.choice, "desk.yml, under `signing: password-variable:`"
    called = f"the {what} of {house.held}"
    return secret.Reference(called, str(house.held), choice.password_variable, choice.keyring, where)
