"""`iria-report send`: a number and readers go in; drafts for a last look, or messages that were sent, come out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iria_reports.cli.archived import print_rows
from iria_reports.cli.asking import agree
from iria_reports.cli.chosen import AUDIENCES, counted, shown
from iria_reports.cli.issuing import archive_of, can_ask
from iria_reports.cli.locked import passwords_of, without_passwords
from iria_reports.cli.outcome import INTERRUPTED, Ended, report_error, say
from iria_reports.cli.progress import progress
from iria_reports.cli.secret import Reference, secret_of
from iria_reports.cli.signing import seal_of
from iria_reports.desk import Desk, find_desk
from iria_reports.errors import Refused

if TYPE_CHECKING:
    from iria_reports.send import Hands, House, Plan
    from iria_reports.sending.choosing import Absent, Going, Staying
    from iria_reports.sending.posting import Result
    from iria_reports.signing.seal import Seal

NOT_ALL_SENT = 30  # as iria_reports/errors.py lists it
MOST_LINES = 40
MOST_HASHES = 8
IN_DESK = "desk.yml, under `mail: password-variable:`"
STATES = {
    "queued": "not sent yet",
    "deferred": "not now:",
    "refused": "refused:",
    "unknown": "uncertain, for nobody knows whether it arrived:",
}
COPIES = {"issued": "", "numbered": "a numbered copy", "locked": "a numbered copy, locked"}


@dataclass(frozen=True)
class Answers:
    """How a verb that sends was answered beforehand."""

    smtp: bool
    dry_run: bool
    yes: bool
    quiet: bool

    @property
    def tells_plan(self) -> bool:
        """Whether the plan is told: with --quiet only where it is asked about."""
        return not self.quiet or (self.smtp and not self.yes and not self.dry_run)


def sends(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options of whatever leaves the house."""
    options = (
        click.option("--smtp", is_flag=True, help="Send by the mail server that desk.yml names; else drafts."),
        click.option("--dry-run", is_flag=True, help="Say who would get what and who not and why, and end."),
        click.option("--yes", is_flag=True, help="Do not ask."),
        click.option("--quiet", "-q", is_flag=True, help="Say nothing but faults."),
        click.option("--debug", is_flag=True, help="Show the traceback of a fault of ours."),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


@click.command(
    "send", epilog="Example:  iria-report send IRIA-BG-2022-001 --to topic:energy --to jane@example.org --dry-run"
)
@click.argument("number")
@click.option("--to", "to", multiple=True, required=True, metavar="LIST|CLIENT|ADDRESS", help="Can be repeated.")
@click.option("--version", type=int, help="This version, which must be the one that stands.")
@click.option("--audience", type=click.Choice(AUDIENCES), help="The rendition for this audience alone.")
@click.option("--again", is_flag=True, help="Those who are named by address get it though they have it.")
@sends
def send_verb(
    number: str, to: tuple[str, ...], version: int | None, audience: str | None, again: bool, debug: bool, **how: bool
) -> int:
    """Send an issued report to its readers: one message for each, and nobody gets it twice.

    Without --smtp a draft is written for each reader, an .eml file that Outlook, Thunderbird and Apple Mail open for
    a last look. What is sent are the bytes that were issued, or a copy numbered for the reader where their client or
    the sharing mark asks for one.
    """
    desk = find_desk(Path.cwd())
    from iria_reports.send import Order, house_of, plan

    archive, clock = archive_of(desk)
    _not_a_specification(number, desk)
    answers = Answers(**how)
    house = house_of(desk, archive)
    order = Order(number, to, version, audience or "", again)
    return send_out(plan(order, house, clock, dry=answers.dry_run), house, clock, answers)


def _not_a_specification(number: str, desk: Desk) -> None:
    """Raises Refused for the name of a report that is being written: what is sent has a number."""
    name = Path(number).stem
    if name in desk.report_names():
        message = f"{number} is a report that is being written, and drafts are not sent"
        raise Refused(message, advice=f"iria-report issue {name}, then send the number that it is given")


def send_out(plan: "Plan", house: "House", clock: Callable[[], datetime], answers: Answers) -> int:
    """Tell the plan, ask, and carry it out: what `send` and `notify` share. Returns the exit code."""
    from iria_reports.send import named_server

    if answers.smtp:
        named_server(house)
    password = passwords_of(house)
    served = without_passwords(plan, house, password)
    done = _carry_out(served, house, clock, answers, password)
    return done or (NOT_ALL_SENT if len(served.going) < len(plan.going) and not answers.dry_run else 0)


def _carry_out(
    plan: "Plan", house: "House", clock: Callable[[], datetime], answers: Answers, password: Callable[[str], str]
) -> int:
    from iria_reports.send import Hands, drafts_left

    _summary(plan, house, answers)
    if answers.dry_run:
        if answers.tells_plan:
            say("this was a dry run: nothing was written and nothing was sent")
            say("next: the same without --dry-run")
        return 0
    if not plan.going and (answers.smtp or not drafts_left(plan, house.desk.mail)):
        return _nobody(plan, answers)
    if answers.smtp:
        can_ask(yes=answers.yes)
        if not answers.yes:
            what = f"{counted(len(plan.going), 'message')} by {house.settings.mail.host}"
            agree(f"Send {what}? It cannot be taken back.")
    hands = Hands(_seal(plan, house, clock), password, _left_out)
    return (_post if answers.smtp else _draft)(plan, house, clock, answers, hands)


def _nobody(plan: "Plan", answers: Answers) -> int:
    if answers.tells_plan:
        say("nobody is left to write to")
    return NOT_ALL_SENT if any(one.needs_person for one in plan.staying) else 0


def _draft(plan: "Plan", house: "House", clock: Callable[[], datetime], answers: Answers, hands: "Hands") -> int:
    from iria_reports.send import drafts, packed

    with (
        progress(plan.dispatch.number, quiet=answers.quiet, verbose=False) as tell,
        packed(plan, house, clock, hands) as (messages, ledger),
    ):
        files = drafts(plan, messages, ledger, house.desk.mail, tell)
    if not files:
        return _nobody(plan, answers)
    if not answers.quiet:
        click.echo(f"{shown(files[0].parent)}: {counted(len(files), 'draft')}")
        say(f"next: open them in your mail program and send them; iria-report deliveries {plan.dispatch.number}")
    return 0


def _post(plan: "Plan", house: "House", clock: Callable[[], datetime], answers: Answers, hands: "Hands") -> int:
    from iria_reports.send import packed, posted, server_of
    from iria_reports.sending.posting import Around, until_interrupted

    server = server_of(house, lambda: secret_of(_login(house)))
    with (
        progress(plan.dispatch.number, quiet=answers.quiet, verbose=False) as tell,
        packed(plan, house, clock, hands) as (messages, ledger),
        until_interrupted() as stop,
    ):
        try:
            result = posted(messages, ledger, house, server, Around(tell=tell, stop=stop))
        except (KeyboardInterrupt, Ended) as stopped:
            _uncertain(stopped, {one.said["message"] for one in messages}, house, plan.dispatch.number)
            raise
    return _told(result, house, plan.dispatch.number, quiet=answers.quiet)


def _uncertain(stopped: BaseException, names: set[str], house: "House", number: str) -> None:
    """What `ending` is to say where a message was being handed over."""
    from iria_reports.sending.ledger import read_ledger

    last = read_ledger(house.folder).last()
    if count := sum(name in names and row.state == "unknown" for name, row in last.items()):
        stopped.add_note(f"{counted(count, 'message')} may have gone or not: see iria-report deliveries {number}")


def _told(result: "Result", house: "House", number: str, *, quiet: bool) -> int:
    """What became of each that did not go, and how many did. Returns the exit code."""
    for row in (one for one in result.rows if one.state != "sent"):
        reader = house.directory.readers.get(row.reader)
        click.echo(
            f"{reader.address if reader else row.reader}: {STATES.get(row.state, row.state)} {row.answer}".rstrip()
        )
    for row, why in result.skipped:
        reader = house.directory.readers.get(row.reader)
        click.echo(f"{reader.address if reader else row.reader}: {why} (not sent)", err=True)
    for file in result.drafts:
        click.echo(f"{shown(file)}: a draft of what was sent; close it in your mail program and delete it", err=True)
    if not quiet:
        click.echo(f"{counted(result.counts.get('sent', 0), 'message')} sent")
    if result.fault:
        report_error(result.fault)
        return result.fault.exit_code
    if result.stopped:
        say(f"stopped; {counted(len(result.left), 'message')} left: run it again to send the rest")
        return INTERRUPTED
    if result.left:
        say("next: run it again for those who were not reached; nobody gets it twice")
    elif result.uncertain:
        say(
            f"next: ask those who are uncertain; iria-report deliveries {number} says how to put their answer on record"
        )
    elif not quiet:
        say(f"next: iria-report deliveries {number}")
    done = all(row.state == "sent" for row in result.rows) and not result.uncertain
    return 0 if done else NOT_ALL_SENT


def _login(house: "House") -> Reference:
    mail = house.settings.mail
    called = f"the {mail.login} of {mail.user} at {mail.host}"
    return Reference(called, f"{mail.user}@{mail.host}", mail.password_variable, mail.keyring, IN_DESK)


def _summary(plan: "Plan", house: "House", answers: Answers) -> None:
    """The plan; with --quiet, who is uncertain, and of whom a list knows and readers.csv does not."""
    if answers.tells_plan:
        _going(plan, house, answers)
    for one in plan.staying:
        if answers.tells_plan or one.needs_person:
            _left_out(one)
    for some in plan.absent:
        if answers.tells_plan or some.advice:
            _absent(some)
    if plan.waits:
        say(f"  not yet: {plan.waits}")
    if answers.tells_plan:
        absent = {one for some in plan.absent for one in some.readers}
        say(f"  {counted(len(plan.going), 'reader')}; {len(plan.staying) + len(absent)} not")


def _going(plan: "Plan", house: "House", answers: Answers) -> None:
    dispatch, mail = plan.dispatch, house.settings.mail
    say(f"to be sent: {dispatch.title} ({dispatch.number}, version {dispatch.version})")
    say(f"  from {plan.office.sender.address}, {f'by {mail.host}' if answers.smtp else 'as drafts'}")
    print_rows([_going_row(one, house.clients) for one in plan.going[:MOST_LINES]])
    if len(plan.going) > MOST_LINES:
        click.echo(f"and {len(plan.going) - MOST_LINES} more")


def _left_out(one: "Staying") -> None:
    click.echo(f"{one.reader.address}: {one.why} (not sent)", err=True)


def _absent(some: "Absent") -> None:
    """How many they are, and how the first of their hashes begin."""
    hashes = ", ".join(one[:8] for one in some.readers[:MOST_HASHES])
    more = ", ..." if len(some.readers) > MOST_HASHES else ""
    said = f"{counted(len(some.readers), 'reader')} {some.where}, but not in readers.csv: {hashes}{more} (not sent)"
    click.echo(said, err=True)
    if some.advice:
        say(f"  next: {some.advice}")


def _going_row(one: "Going", clients: Collection[str]) -> tuple[str, ...]:
    rendition = one.rendition
    named = f"by {'client' if one.list in clients else 'list'} {one.list}" if one.list else ""
    about = (rendition.mark or "", COPIES[one.copies], one.told, named)
    what = "the notice alone" if one.purpose == "withdrawal" else rendition.file
    return one.reader.address, one.reader.name, what, ", ".join(filter(None, about))


def _seal(plan: "Plan", house: "House", clock: Callable[[], datetime]) -> "Seal | None":
    """The house's key, opened only where a copy is to be made that it signs."""
    signing = house.settings.signing
    numbered = any(one.copies != "issued" for one in plan.going)
    return seal_of(house.desk, clock()) if numbered and signing and signing.pdf else None
