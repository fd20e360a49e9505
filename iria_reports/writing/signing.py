"""desk.yml's `signing:` goes in; how what is issued is signed comes out. A password never stands there."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from iria_reports.writing.fields import Choices, Line
from iria_reports.writing.passwords import no_secret, variable_name

Url = Annotated[str, StringConstraints(pattern="^https?://[^@]+$")]


def _plain_digits(value: Any) -> Any:
    """As `keys show` prints it, with colons and capitals, or as file names have it."""
    return value.replace(":", "").lower() if isinstance(value, str) else value


Fingerprint = Annotated[str, BeforeValidator(_plain_digits), StringConstraints(pattern="^[0-9a-f]{64}$")]


def _invisible(value: Any) -> Any:
    """Raises PydanticCustomError for a signature that is to be seen."""
    if value in (True, "yes", "true"):
        message = "is never yes: a signature that is drawn on the page breaks PDF/A and PDF/UA"
        raise PydanticCustomError("visible", message)
    return value


class TokenChoice(Choices):
    """A key on a token or HSM; needs python-pkcs11 (the extra `signing-token`)."""

    module: Line = Field(
        description="The token's PKCS#11 library, such as /usr/lib/softhsm/libsofthsm2.so: in no desk."
    )
    label: Line = Field(description="The token's label.")
    key: Line = Field(description="The label of the private key; its certificate is on the token too.")

    @model_validator(mode="before")
    @classmethod
    def _no_pin(cls, given: Any) -> Any:
        """Raises PydanticCustomError, without repeating it, for a PIN."""
        return no_secret(given)


class SigningChoice(Choices):
    """How issues are signed; needs pyHanko (the extra `signing`). docs/signatures.md says what it proves."""

    key: Line | None = Field(
        None,
        description="The PKCS#12 file with the key and its certificate, such as ~/keys/house.p12: in no repository. "
        "This or `token`.",
    )
    token: TokenChoice | None = Field(None, description="The token or HSM with the key, in place of `key`.")
    certificate: Line | None = Field(
        None, description="The name the certificate is made out to; the house's name if left out."
    )
    keyring: bool = Field(
        False, description="Yes takes the password or PIN from this machine's keyring, by the library `keyring`."
    )
    password_variable: Annotated[str | None, BeforeValidator(variable_name)] = Field(
        None,
        description="The environment variable that holds the key's password or the token's PIN; it is asked for if "
        "left out.",
    )
    pdf: bool = Field(
        False,
        description="Yes signs each PDF, for a certificate that readers trust. No signs the list of all files beside "
        "them.",
    )
    time_stamp: Url | None = Field(None, description="The URL of a time-stamp service (RFC 3161).")
    visible: Annotated[bool, BeforeValidator(_invisible)] = Field(
        False, description="No, ever: a signature drawn on the page breaks both standards."
    )

    @model_validator(mode="before")
    @classmethod
    def _no_password(cls, given: Any) -> Any:
        """Raises PydanticCustomError, without repeating it, for a password; a mapping under `token` is none."""
        if isinstance(given, dict):
            no_secret({key: value for key, value in given.items() if key != "token" or not isinstance(value, dict)})
        return given

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        """Raises PydanticCustomError for no key, and for two."""
        if (self.key is None) == (self.token is None):
            given = "neither" if self.key is None else "both"
            message = f"takes one of `key` (a file) and `token` (a token or HSM), and has {given}"
            raise PydanticCustomError("one_key", message)
        return self
