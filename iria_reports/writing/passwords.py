"""What desk.yml gives where it may name a secret goes in; a reference comes out. A secret itself is refused unsaid."""

from typing import Any

from pydantic_core import PydanticCustomError

SECRETS = ("password", "passphrase", "passwort", "secret", "pin", "token")


def variable_name(value: Any) -> Any:
    """Raises PydanticCustomError, without repeating it, for what is no variable's name: it may be the password."""
    if value is not None and not (isinstance(value, str) and value.isidentifier() and value.isupper()):
        message = "takes the name of an environment variable in capitals, and never the password itself"
        raise PydanticCustomError("secret", message)
    return value


def no_secret(given: Any) -> Any:
    """A mapping as it was given. Raises PydanticCustomError, without repeating it, for one with a password."""
    if isinstance(given, dict) and any(str(key).casefold() in SECRETS for key in given):
        message = "holds a password, and the archive keeps this file: take it out, and choose another password"
        raise PydanticCustomError("secret", message)
    return given
