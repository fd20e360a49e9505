"""Nothing goes in; whether this machine can sign comes out."""

import importlib.util

from iria_reports.errors import MachineNotReady
from iria_reports.machine import SIGNING_ADVICE


def require_signing() -> None:
    """Raises MachineNotReady where the library that signs is not installed."""
    if importlib.util.find_spec("pyhanko") is None:
        raise MachineNotReady("signatures and keys need pyHanko, which is not installed", advice=SIGNING_ADVICE)
