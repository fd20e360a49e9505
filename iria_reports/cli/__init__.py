"""The command line: words go in; a verb is called; its exit code comes out. A verb is loaded when it is called."""

import sys

import click

from iria_reports import __version__
from iria_reports.cli.lazily import Lazily
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
    "readers": "iria_reports.cli.readers:readers",
    "send": "iria_reports.cli.send:send_verb",
    "deliveries": "iria_reports.cli.deliveries:deliveries_verb",
    "bounces": "iria_reports.cli.bounces:bounces_verb",
    "notify": "iria_reports.cli.notify:notify_verb",
    "forget": "iria_reports.cli.forget:forget_verb",
    "archive": "iria_reports.cli.archive:archive",
    "keys": "iria_reports.cli.keys:keys",
    "judgements": "iria_reports.cli.judgements:judgements",
    "doctor": "iria_reports.cli.doctor:doctor",
    "schema": "iria_reports.cli.schema:schema",
}


@click.group(cls=Lazily, verbs=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="iria-report")
def verbs() -> None:
    """Make the institute's reports.

    To begin:  iria-report init our-desk
    """


def main() -> None:
    """Run the verb that the command line names; ends the process with its exit code (see iria_reports/errors.py)."""
    sys.exit(ending(lambda: verbs.main(standalone_mode=False, prog_name="iria-report")))
