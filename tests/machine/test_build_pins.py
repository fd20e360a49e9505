"""What builds the package at set-up, outside the lock file, is pinned to the versions that the tests are run with."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

SETTINGS = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
PINS = dict(pin.split("==") for pin in SETTINGS["tool"]["uv"]["build-constraint-dependencies"])


def needed(name: str) -> set[str]:
    """A package and, in their turn, those it needs on this Python."""
    own = [need for need in requires(name) or [] if "extra ==" not in need and "python_version <" not in need]
    names = [re.split(r"[^\w.-]", need)[0].replace("_", "-") for need in own]
    return {name}.union(*(needed(one) for one in names))


NOT_INSTALLED = {"editables", "setuptools"}  # for a package laid out to be edited; for dkimpy, which comes as source


def test_hatchling_and_all_it_needs_is_pinned() -> None:
    assert needed("hatchling") | NOT_INSTALLED == set(PINS)


def test_a_pin_is_the_version_installed_here() -> None:
    installed = {}
    for name in PINS:
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            assert name in NOT_INSTALLED
    assert installed.items() <= PINS.items()
