"""`iria-report archive verify`: the whole archive goes in; every finding on a line and an exit code come out."""

from dataclasses import asdict
from pathlib import Path

import click

from iria_reports.cli.archived import archive_in, as_json, in_archive, print_json
from iria_reports.cli.chosen import counted, shown
from iria_reports.cli.outcome import say
from iria_reports.cli.progress import progress
from iria_reports.errors import ArchiveDamaged


@click.command("verify", epilog="Example:  iria-report archive verify --archive /media/copy/issued")
@in_archive
@as_json
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what is found.")
def verify_verb(folder: Path | None, as_json: bool, quiet: bool) -> int:
    """Prove the whole archive: the register's chain and its end, every file of every bag, and that nothing lies loose.

    Exit code 0: all is as it was written; 8: something is wrong. A note is no fault: it tells what an interrupted run
    left. Nothing is written or healed.
    """
    from iria_reports.cataloguing.verifying import walk

    archive = archive_in(folder)
    with progress("archive", quiet=quiet, verbose=False) as tell:
        walked = walk(archive, tell)
    if as_json:
        found = [asdict(one) for one in walked.findings]
        counts = {"lines": walked.lines, "bags": walked.bags, "files": walked.files, "bytes": walked.octets}
        print_json({"holds": walked.holds, **counts, "findings": found})
    else:
        for one in walked.findings:
            click.echo(str(one))
    wrong = sum(one.level == "wrong" for one in walked.findings)
    seen = f"{counted(walked.lines, 'line')}, {counted(walked.bags, 'bag')}, {counted(walked.files, 'file')}"
    if not walked.holds:
        say(f"{counted(wrong, 'thing')} wrong in {shown(archive.root)}: {seen}")
        say("next: put back from a copy of the archive what is named above, then run it again")
        return ArchiveDamaged.exit_code
    if not quiet:
        say(f"all of {shown(archive.root)} is as it was written: {seen}, {walked.octets / 1e6:,.1f} MB")
        say("next: copy the folder to another disk" if walked.lines else "next: iria-report issue SPEC")
    return 0
