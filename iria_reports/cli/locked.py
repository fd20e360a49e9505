"""A plan goes in; it comes out without the readers whose copy's password is not to be had, and so do the passwords."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import click

from iria_reports.cli.asking import at_a_terminal
from iria_reports.cli.secret import Reference, secret_of
from iria_reports.errors import MachineNotReady, Refused

if TYPE_CHECKING:
    from iria_reports.sending.planned import House, Plan

SHORTEST = (
    8  # characters: no rule of NIST SP 800-63B-4, 3.1.1.2, takes fewer; it wants 15 of a password that stands alone
)


def passwords_of(house: "House") -> Callable[[str], str]:
    """The password of a client's locked copies, by its slug, each asked for once. Raises as `secret_of`."""

    @cache
    def password(slug: str) -> str:
        reference = _reference(house, slug)
        found = secret_of(reference)
        if len(found) < SHORTEST:
            message = f"{reference.called} has fewer than {SHORTEST} characters, and opens for whoever tries"
            raise Refused(message, advice="agree on a longer one with the client; 15 characters or four words are good")
        return found

    return password


def without_passwords(plan: "Plan", house: "House", password: Callable[[str], str]) -> "Plan":
    """The plan without the readers of locked copies whose password is not to be had: nobody else waits for them.

    Where somebody can be asked for it, that comes later.
    """
    from iria_reports.sending.choosing import Staying

    slugs = dict.fromkeys(one.reader.client for one in plan.going if one.copies == "locked")
    whys = {slug: why for slug in slugs if (why := _why_not(house, slug, password))}
    if not whys:
        return plan
    lacking = [one for one in plan.going if one.copies == "locked" and one.reader.client in whys]
    staying = tuple(Staying(one.reader, whys[one.reader.client], needs_person=True) for one in lacking)
    going = tuple(one for one in plan.going if one not in lacking)
    return replace(plan, going=going, staying=(*plan.staying, *staying))


def _why_not(house: "House", slug: str, password: Callable[[str], str]) -> str:
    reference = _reference(house, slug)
    if at_a_terminal() and not reference.variable:
        return ""
    try:
        password(slug)
    except (Refused, MachineNotReady) as error:
        return f"{error}; {error.advice}"
    except click.UsageError as error:
        return "; ".join(str(error).splitlines())
    return ""


def _reference(house: "House", slug: str) -> Reference:
    terms = house.clients[slug]
    called = f"the password of the copies for {terms.organisation}"
    where = f"reports/clients/{slug}.yml, under `password-variable:`"
    return Reference(called, slug, terms.password_variable, terms.keyring, where)
