"""A reference to a secret goes in; the secret comes out, from a variable, this machine's keyring, or typed unseen."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from iria_reports.cli.asking import at_a_terminal, on_command_line
from iria_reports.errors import MachineNotReady, Refused
from iria_reports.machine import extra_advice

KEYRING = "iria-report"  # the service under which a keyring has our secrets


@dataclass(frozen=True)
class Reference:
    """Where a secret is. It stands in no file of ours.

    called    what it is, as in `the password of mail.example.org`
    account   its name in the keyring
    variable  the environment variable that holds it, or None
    keyring   whether the keyring has it
    where     the part of a file that may name a variable, such as `mail: password-variable:` in desk.yml
    """

    called: str
    account: str
    variable: str | None
    keyring: bool
    where: str


def secret_of(reference: Reference) -> str:
    """The secret. Raises Refused, MachineNotReady; click.UsageError where nobody can be asked."""
    if reference.variable:
        if found := os.environ.get(reference.variable):
            return _text(found, reference)
        message = f"the environment variable that is named in {reference.where} is not set"
        raise Refused(message, advice=f"set it to {reference.called}, or take the line out to be asked for it")
    if reference.keyring and (found := keyring().get_password(KEYRING, reference.account)):
        return str(found)
    if reference.keyring and not at_a_terminal():
        message = f"this machine's keyring does not have {reference.called}"
        raise Refused(message, advice=f"{sys.executable} -m keyring set {KEYRING} {on_command_line(reference.account)}")
    return typed(reference)


def _text(found: str, reference: Reference) -> str:
    """What a variable holds, where it is text: it may be any bytes. Raises Refused."""
    try:
        found.encode()
    except UnicodeEncodeError as error:
        message = f"the environment variable that is named in {reference.where} holds what is no UTF-8 text"
        raise Refused(message, advice=f"set it to {reference.called} in UTF-8, or take the line out") from error
    return found


def typed(reference: Reference, *, twice: bool = False) -> str:
    """The secret, asked for; a new one `twice`. Raises click.UsageError where nobody can be asked."""
    if not at_a_terminal():
        advice = f"name an environment variable that holds it in {reference.where}"
        raise click.UsageError(f"this asks for {reference.called}, and there is no terminal to ask on\nnext: {advice}")
    words = f"{reference.called[0].upper()}{reference.called[1:]}"
    return str(click.prompt(words, hide_input=True, confirmation_prompt=twice, err=True))


def keyring() -> Any:
    """The library, which is here on some machines only. Raises MachineNotReady."""
    if find_spec("keyring") is None:
        message = "a secret is to be taken from the keyring, and the library `keyring` is not installed"
        raise MachineNotReady(message, advice=f"{extra_advice('keyring')}; or name an environment variable instead")
    return import_module("keyring")
