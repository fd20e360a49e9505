"""Nothing goes in; what signs mail comes out, loaded only now, or that this machine lacks it."""

import importlib
import importlib.util
from typing import Any

from iria_reports.errors import MachineNotReady
from iria_reports.machine import extra_advice


def dkim_signing() -> Any:
    """The module `dkim`, with `read_dkim_key` and `signed`. Raises MachineNotReady where dkimpy is not installed."""
    if importlib.util.find_spec("dkim") is None:
        raise MachineNotReady(
            "`mail: dkim:` in desk.yml needs dkimpy, which is not installed", advice=extra_advice("dkim")
        )
    return importlib.import_module("iria_reports.sending.dkim")
