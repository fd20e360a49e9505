"""A table of verbs goes in; a click group that loads each only when it is called comes out."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Lazily(click.Group):
    """A group whose verbs stand in files of their own: `verbs` has `package.module:attribute` by name, in order."""

    def __init__(self, *arguments: Any, verbs: Mapping[str, str], **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.verbs)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.verbs:
            return None
        module, _, attribute = self.verbs[name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command
