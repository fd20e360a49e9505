"""An address as somebody typed it goes in; its one form comes out: small letters, ASCII, the domain in IDNA."""

from email_validator import EmailNotValidError, validate_email

from iria_reports.errors import Refused
from iria_reports.sending.reader import normal


def address_of(text: str) -> str:
    """The form in which an address is kept and hashed. Raises ValueError that says what is wrong, without repeating it.

    The part before the @ is ASCII: what is not goes only through servers that have SMTPUTF8 (RFC 6531).

    >>> address_of(" Ann@Example.ORG")
    'ann@example.org'
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        said = str(error).rstrip(".").replace(". ", ": ")
        raise ValueError(said[:1].lower() + said[1:]) from error
    return normal(found.ascii_email or found.normalized)


def typed_address(text: str, where: str = "") -> str:
    """`address_of` what somebody typed: here and now, or in the place `where`. Raises Refused, which repeats it."""
    try:
        return address_of(text)
    except ValueError as error:
        raise Refused(
            f"{where or repr(text)} is no address: {error}", advice="write one such as jane@example.org"
        ) from error
