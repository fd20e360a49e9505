"""Nothing goes in; whether this machine can sign and check signatures comes out."""

import importlib
import importlib.util
from collections.abc import Sequence
from typing import Any

from iria_reports.errors import MachineNotReady
from iria_reports.machine import extra_advice


def require_signing() -> None:
    """Raises MachineNotReady where the library that signs is not installed."""
    if importlib.util.find_spec("pyhanko") is None:
        raise MachineNotReady(
            "signatures and keys need pyHanko, which is not installed", advice=extra_advice("signing")
        )


def require_tokens() -> None:
    """Raises MachineNotReady where the library that speaks with tokens is not installed."""
    if importlib.util.find_spec("pkcs11") is None:
        raise MachineNotReady(
            "a key on a token needs python-pkcs11, which is not installed", advice=extra_advice("signing-token")
        )


def signing_checks() -> Any:
    """The module `checking`, loaded only now for it needs pyHanko; None where that is not installed."""
    if importlib.util.find_spec("pyhanko") is None:
        return None
    return importlib.import_module("iria_reports.signing.checking")


def signature_in(content: bytes, certificates: Sequence[bytes]) -> Any:
    """What `carried.carried` says, loaded only now for it needs pyHanko; None where that is not installed."""
    if importlib.util.find_spec("pyhanko") is None:
        return None
    return importlib.import_module("iria_reports.signing.carried").carried(content, certificates)


def certificate_in(text: bytes) -> bytes:
    """The first certificate in a PEM file, as PEM; needs pyHanko's libraries. Raises ValueError."""
    return bytes(importlib.import_module("iria_reports.signing.key_file").read_certificate(text).pem)
