"""Limits: how much memory, time and size one print may take; a frozen value that travels to the child as JSON."""

import importlib
import sys
from dataclasses import asdict, dataclass, fields
from typing import Any

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The bounds of one print.

    memory    bytes of address space (RLIMIT_AS); 500 pages take about 900 MB
    cpu       seconds of processor time (RLIMIT_CPU)
    wall      seconds on the clock, from the order to the outcome, watched by the parent
    file_size bytes of the largest file the child may write (RLIMIT_FSIZE), and of the largest asset it reads
    pages     pages of the whole document
    pixels    pixels of one picture; 50 million is a full A4 page at 800 dpi
    data_url  characters of one data: address
    span      colspan or rowspan of one cell; HTML itself stops at 1000
    elements  elements in the HTML text
    """

    memory: int = 3 * 1024 * MEBIBYTE
    cpu: int = 300
    wall: float = 300.0
    file_size: int = 512 * MEBIBYTE
    pages: int = 2000
    pixels: int = 50_000_000
    data_url: int = 65_536
    span: int = 1000
    elements: int = 1_000_000

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the child's command line."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Limits":
        """The limits the parent wrote; unknown names are a mismatch of versions and fail."""
        unknown = set(values) - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"unknown limits: {', '.join(sorted(unknown))}")
        return cls(**values)


def restrict(limits: Limits) -> None:
    """Bound this process; Windows has no such limits and macOS does not keep RLIMIT_AS."""
    if sys.platform == "win32":
        return
    resource = importlib.import_module("resource")
    for name, value in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_AS", limits.memory),
        ("RLIMIT_CPU", limits.cpu),
        ("RLIMIT_FSIZE", limits.file_size),
    ):
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (wanted, hard if sys.platform == "darwin" else wanted))
