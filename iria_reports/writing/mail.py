"""desk.yml's `mail:` goes in; how issued reports are sent comes out. A password never stands there."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from iria_reports.writing.fields import Choices, Line
from iria_reports.writing.passwords import no_secret, variable_name

Address = Annotated[str, StringConstraints(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$")]
Https = Annotated[str, StringConstraints(pattern="^https://[^@]*[{]reader[}][^@]*$")]
Variable = Annotated[str | None, BeforeValidator(variable_name)]
PORTS = {"starttls": 587, "tls": 465, "none": 25}  # RFC 8314, 3.3 and 7.3; RFC 5321


class DkimChoice(Choices):
    """The key that the house's domain signs its mail with (RFC 6376), where the mail server does not."""

    domain: Line = Field(description="The signing domain, such as example.org.")
    selector: Line = Field(description="The name under which the domain's DNS has the public key.")
    key: Line = Field(description="The private key's PEM file, such as ~/keys/dkim.pem: in no repository.")


class MailChoice(Choices):
    """How issued reports reach their readers. docs/sending.md tells what is kept of it, and where."""

    readers: Line = Field(
        "output/readers",
        description="The folder of everything personal: readers.csv, who subscribes to what, what was sent; in no "
        "repository.",
    )
    sender: Address | None = Field(None, description="The address that reports come from, such as desk@example.org.")
    reply_to: Address | None = Field(None, description="Where answers go, if not to the sender.")
    unsubscribe: Address | None = Field(
        None, description="Where a reader's mail program writes to be taken off a list; the sender if left out."
    )
    unsubscribe_url: Https | None = Field(
        None,
        description="An HTTPS address that takes a reader off with one click (RFC 8058), with {reader} in it for "
        "a hash of the reader's that is nowhere else, such as https://example.org/leave/{reader}; none if left out.",
    )
    host: Line | None = Field(None, description="The mail server, for `send --smtp`.")
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(
        None, description="Its port: 587 with starttls, 465 with tls and 25 with none, if left out."
    )
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the line to it is made safe; none is for a server on this machine."
    )
    authorities: Line | None = Field(
        None, description="A PEM file with the authority of the server's certificate, where the house has its own."
    )
    user: Line | None = Field(None, description="Who signs in there; nobody if left out.")
    login: Literal["password", "token"] = Field(
        "password", description="token: the secret is an access token of OAuth 2 (XOAUTH2)."
    )
    keyring: bool = Field(False, description="Yes takes the password or token from this machine's keyring.")
    password_variable: Variable = Field(
        None, description="The environment variable that holds the password or token; it is asked for if left out."
    )
    largest: Annotated[float, Field(gt=0, le=100)] = Field(
        15.0, description="MB of attachment from which on the report is left out and the message says where it is."
    )
    per_minute: Annotated[int, Field(ge=1)] = Field(60, description="The most messages in a minute.")
    dkim: DkimChoice | None = Field(None, description="Signs each message; the server does if left out.")
    highest_mark: Line | None = Field(
        None,
        description="The most restricted sharing mark for readers without a client, and clients that name none; every "
        "mark if left out.",
    )
    numbered: tuple[Line, ...] = Field(
        (), description="The sharing marks whose reports go out as numbered copies, such as TLP:RED."
    )

    @model_validator(mode="before")
    @classmethod
    def _no_password(cls, given: Any) -> Any:
        """Raises PydanticCustomError, without repeating it, for a password."""
        return no_secret(given)

    @property
    def at_port(self) -> int:
        """The port that is meant."""
        return self.port or PORTS[self.security]
