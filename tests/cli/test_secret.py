"""A secret from a variable: text, or refused without a word of it."""

import pytest

from iria_reports.cli.secret import Reference, secret_of
from iria_reports.errors import Refused

MAIL = Reference("the password of mail.example.org", "mail.example.org", "IRIA_MAIL", False, "`mail:` in desk.yml")


def test_what_is_no_text_is_refused_before_anything_is_signed_in_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRIA_MAIL", "pä55")
    assert secret_of(MAIL) == "pä55"
    monkeypatch.setenv("IRIA_MAIL", b"p\xe955".decode("utf-8", "surrogateescape"))
    with pytest.raises(Refused, match="holds what is no UTF-8 text") as refused:
        secret_of(MAIL)
    assert "55" not in str(refused.value) + refused.value.advice
