"""The command line: words go in; a verb is called; its exit code comes out. A verb is loaded when it is called."""

import sys
from importlib import import_module

import click

from iria_reports import __version__
from iria_reports.cli.outcome import ending

VERBS = {
    "init": "iria_reports.cli.init:init",
    "new": "iria_reports.cli.new:new",
    "build": "iria_reports.cli.build:build_verb",
    "check": "iria_reports.cli.check:check_verb",
    "approve": "iria_reports.cli.approve:approve_verb",
    "issue": "iria_reports.cli.issue:issue_verb",
    "revise": "iria_reports.cli.revise:revise_verb",
    "withdraw": "iria_reports.cli.revise:withdraw_verb",
    "verify": "iria_reports.cli.verify:verify_verb",
    "archive": "iria_reports.cli.archive:archive",
    "keys": "iria_reports.cli.keys:keys",
    "judgements": "iria_reports.cli.judgements:judgements",
    "doctor": "iria_reports.cli.doctor:doctor",
    "schema": "iria_reports.cli.schema:schema",
}


class Verbs(click.Group):
    """The verbs there are, each in a file of its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in VERBS:
            return None
        module, _, attribute = VERBS[name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="iria-report")
def verbs() -> None:
    """Make the institute's reports.

    To begin:  iria-report init our-desk
    """


def main() -> None:
    """Run the verb that the command line names; ends the process with its exit code (see iria_reports/errors.py)."""
    sys.exit(ending(lambda: verbs.main(standalone_mode=False, prog_name="iria-report")))
