"""desk.yml's `signing:` goes in; how what is issued is signed comes out. A password never stands there."""

from typing import Annotated, Any

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


class SigningChoice(Choices):
    """How issues are signed; needs pyHanko (`uv sync --extra signing`). docs/signatures.md says what it proves."""

    key: Line = Field(
        description="The PKCS#12 file with the key and its certificate, such as ~/keys/house.p12: in no repository."
    )
    certificate: Line | None = Field(
        None, description="The name the certificate is made out to; the house's name if left out."
    )
    keyring: bool = Field(
        False, description="Yes takes the password from this machine's keyring, by the library `keyring`."
    )
    password_variable: Annotated[str | None, BeforeValidator(variable_name)] = Field(
        None, description="The environment variable that holds the key's password; it is asked for if left out."
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
        """Raises PydanticCustomError, without repeating it, for a password."""
        return no_secret(given)
