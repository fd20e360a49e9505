"""`iria-report notify`: a number goes in; those who have what no longer stands are told, by drafts or a mail server."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from iria_reports.cli.issuing import archive_of
from iria_reports.cli.outcome import say
from iria_reports.cli.send import Answers, send_out, sends
from iria_reports.desk import find_desk

if TYPE_CHECKING:
    from iria_reports.notify import Notices
    from iria_reports.send import House
    from iria_reports.sending.affected import About


@click.command("notify", epilog="Example:  iria-report notify IRIA-BG-2022-001 --dry-run")
@click.argument("number")
@click.option("--version", type=int, help="Only those whose notice is about this version.")
@sends
def notify_verb(number: str, version: int | None, debug: bool, **how: bool) -> int:
    """Tell those who have a report that it is corrected or withdrawn: exactly those, and each once.

    Of a number with a later version, everybody who has an earlier one is sent the later, with what was changed; of one
    that is withdrawn, everybody who has any version is told so. Those who may have it, because it is uncertain or a
    draft of it was written, are told too. Whoever has been told, or has the later version, is left alone.
    """
    desk = find_desk(Path.cwd())
    from iria_reports.notify import plan_notices
    from iria_reports.send import house_of

    archive, clock = archive_of(desk)
    answers = Answers(**how)
    house = house_of(desk, archive)
    notices = plan_notices(number, version, house, clock, dry=answers.dry_run)
    if answers.tells_plan:
        _tell(notices.about)
    return deliver(notices, house, clock, answers)


def deliver(notices: "Notices", house: "House", clock: Callable[[], datetime], answers: Answers) -> int:
    """Carry the plan out as `send` does: tell it, ask, make the messages, and post them or write drafts."""
    return send_out(notices.plan, house, clock, answers)


def _tell(about: "About") -> None:
    said = f"version {about.latest} is there" if about.purpose == "correction" else "it is withdrawn"
    say(f"notice of {about.purpose}: {about.number}, {said}")
