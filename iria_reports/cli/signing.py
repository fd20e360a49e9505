"""A desk goes in; the key that signs for it comes out, opened with a password that is asked for and kept nowhere."""

import os
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iria_reports.cli.asking import at_a_terminal
from iria_reports.desk import Desk
from iria_reports.errors import MachineNotReady, Refused

if TYPE_CHECKING:
    from iria_reports.keys import House
    from iria_reports.signing.seal import Seal

KEYRING = "iria-report"  # the service under which a keyring has our passwords


def seal_of(desk: Desk, now: datetime, *, ask: bool = True) -> "Seal | None":
    """The desk's key, opened; None where desk.yml names none. Raises MachineNotReady, and what `keys.opened` raises.

    ask  whether somebody may be asked for the password; where that is needed and not so, None, if the file is there
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
    choice = house.choice
    return bool(choice.password_variable or (choice.keyring and _keyring().get_password(KEYRING, str(house.file))))


def password_of(house: "House") -> str:
    """The key's password: from the variable or the keyring that desk.yml names, or else typed."""
    choice = house.choice
    if choice.password_variable:
        if found := os.environ.get(choice.password_variable):
            return found
        message = "the environment variable that desk.yml names in `password-variable:` is not set"
        raise Refused(message, advice="set it to the key's password, or take the line out to be asked for it")
    if choice.keyring:
        found = _keyring().get_password(KEYRING, str(house.file))
        if found:
            return str(found)
    return _typed(f"Password of {house.file}", twice=False)


def approver_of(file: Path, variable: str, now: datetime) -> "Seal":
    """The key of somebody who approves, opened with the password in the environment `variable`, or else typed."""
    from iria_reports.signing.ready import require_signing

    require_signing()
    from iria_reports.keys import approver

    def password(asked: Path) -> str:
        if not variable:
            return _typed(f"Password of {asked}", twice=False)
        if found := os.environ.get(variable):
            return found
        raise Refused("the environment variable that --password-variable names is not set", advice="set it")

    return approver(file, password, now)


def new_password_of(house: "House") -> str:
    """The password of a key that is to be made; a keyring that desk.yml names keeps it."""
    if house.choice.password_variable:
        return password_of(house)
    password = _typed(f"A password for {house.file}", twice=True)
    if house.choice.keyring:
        _keyring().set_password(KEYRING, str(house.file), password)
    return password


def _typed(words: str, *, twice: bool) -> str:
    if not at_a_terminal():
        advice = "name an environment variable that holds it in desk.yml, under `signing: password-variable:`"
        raise click.UsageError(f"this asks for a key's password, and there is no terminal to ask on\nnext: {advice}")
    return str(click.prompt(words, hide_input=True, confirmation_prompt=twice, err=True))


def _keyring() -> Any:
    """The library, which is here on some machines only."""
    if find_spec("keyring") is None:
        message = "desk.yml takes the password from the keyring, and the library `keyring` is not installed"
        raise MachineNotReady(message, advice="uv pip install keyring; or take `keyring: yes` out of desk.yml")
    return import_module("keyring")
