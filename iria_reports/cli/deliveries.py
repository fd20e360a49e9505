"""`iria-report deliveries`: a number goes in; who was sent what of it, and what became of each message, comes out."""

from itertools import groupby
from typing import TYPE_CHECKING

import click

from iria_reports.cli.archived import as_json, print_json
from iria_reports.cli.chosen import counted
from iria_reports.cli.outcome import say
from iria_reports.cli.readership import Desk, left_data, row_data, sending_desk

if TYPE_CHECKING:
    from iria_reports.deliveries import Delivered

WORDS = {"arrived": True, "lost": False}
MOST_ALIKE = 40
PURPOSES = ("report", "correction", "withdrawal")


@click.command(
    "deliveries",
    epilog="Example:  iria-report deliveries IRIA-BG-2022-001 --settle jane@example.org=arrived "
    '--reason "She quoted it on the phone."',
)
@click.argument("number")
@click.option("--version", type=int, help="Of this version alone.")
@click.option(
    "--settle",
    multiple=True,
    metavar="ADDRESS|drafts=arrived|lost",
    help="Put on record what became of an uncertain message, or of a draft: arrived says that it was sent by hand, "
    "lost that it was thrown away. Can be repeated.",
)
@click.option("--reason", default="", metavar="SENTENCE", help="How you know; kept, without names and addresses.")
@click.option("--purpose", type=click.Choice(PURPOSES), help="Which message is settled, where a reader has several.")
@as_json
def deliveries_verb(
    number: str, version: int | None, settle: tuple[str, ...], reason: str, purpose: str | None, as_json: bool
) -> int:
    """Tell who was sent NUMBER, which bytes, when, and what became of each message; the uncertain come first.

    What is uncertain is never sent again by itself: `--settle` says what became of it, and `lost` may be sent again.
    """
    words = [_word(one) for one in settle]
    if bool(words) != bool(reason.strip()):
        raise click.UsageError("--settle and --reason go together: what became of it, and how you know")
    desk = sending_desk()
    if words:
        return _settle(desk, words, number, {"version": version, "purpose": purpose, "reason": reason})
    from iria_reports.deliveries import deliveries
    from iria_reports.issuing.known import Known
    from iria_reports.sending.ledger import read_ledger

    register, ledger = Known.of(desk.archive).register, read_ledger(desk.folder)
    found = deliveries(ledger, register, desk.book.readers, number, version)
    if as_json:
        print_json(
            [{**row_data(one.row, desk), "left": left_data(one.left, desk), "stands": one.stands} for one in found]
        )
        return 0
    _tell(found, desk)
    if not found:
        say(f"nobody was sent {number}{f' v{version}' if version else ''}")
        say(f"next: iria-report send {number} --to LIST --dry-run")
        return 0
    say(f"{counted(len(found), 'message')} to {counted(len({one.row.reader for one in found}), 'reader')}")
    return 0


def _word(typed: str) -> tuple[str, bool]:
    whom, _, word = typed.rpartition("=")
    if word not in WORDS or not ("@" in whom or whom == "drafts"):
        raise click.UsageError(f"--settle {typed}: write ADDRESS=arrived, ADDRESS=lost, drafts=arrived or drafts=lost")
    return whom, WORDS[word]


def _settle(desk: Desk, words: list[tuple[str, bool]], number: str, said: dict[str, object]) -> int:
    """Every word on record, or none: they are looked at before the first is written."""
    from iria_reports.deliveries import Word, number_of, settle
    from iria_reports.issuing.known import Known
    from iria_reports.sending.ledger import read_ledger, writing

    number = number_of(read_ledger(desk.folder), Known.of(desk.archive).register, number)
    meant: list[Word] = [
        Word(number, "" if whom == "drafts" else desk.book.key.id_of(whom), arrived, **said)  # type: ignore[arg-type]
        for whom, arrived in words
    ]
    with writing(desk.folder, desk.clock) as ledger:
        rows = settle(ledger, meant, desk.book)
    from iria_reports.sending.who import who

    for row in rows:
        click.echo(f"{who(row.reader, desk.book.readers)}: version {row.version}, {row.purpose}: {row.answer}")
    say(f"{counted(len(rows), 'message')} settled")
    if any(not arrived for _, arrived in words):
        say(f"next: iria-report send {number} --to ADDRESS sends what was lost again")
    return 0


def _tell(found: "tuple[Delivered, ...]", desk: Desk) -> None:
    """By what became of them, with what to do; of many alike the first."""
    for fate, group in groupby(found, key=lambda one: one.fate):
        alike = list(group)
        click.echo(f"{fate.word} ({len(alike)}): {fate.means}")
        if fate.advice:
            click.echo(f"  next: {fate.advice}")
        for one in alike[:MOST_ALIKE]:
            _tell_one(one, desk)
        if len(alike) > MOST_ALIKE:
            click.echo(f"  and {len(alike) - MOST_ALIKE} more (--json names them)")


def _tell_one(one: "Delivered", desk: Desk) -> None:
    from iria_reports.issuing.plain import plain
    from iria_reports.sending.who import who

    row = one.row
    by_list = f", by list {plain(row.list)}" if row.list else ""
    click.echo(f"  {plain(who(row.reader, desk.book.readers), 200)}  {desk.moment((one.left or row).at)}")
    click.echo(f"    {row.purpose}, version {row.version}{by_list}: {plain(row.file)}")
    click.echo(f"    {_bytes(row.sha256, row.code, row.purpose)}")
    if one.left and one.left.answer and one.left != row:
        click.echo(f"    {plain(one.left.answer, 400)}")
    if row.answer:
        since = "" if one.left in (None, row) else f"{desk.moment(row.at)}: "
        click.echo(f"    {since}{plain(row.answer, 400)}")
    if one.fate.advice and not one.stands:
        settle = "; throw the draft away, and say so by `--settle`" if row.state == "drafted" else ""
        click.echo(f"    it no longer stands, and is not to be sent any more{settle}")
    if one.before:
        click.echo(f"    an earlier sending of it stands: {desk.moment(one.before.at)}, {one.before.state}")


def _bytes(sha256: str, code: str, purpose: str) -> str:
    if not sha256:
        return "nothing was enclosed" if purpose == "withdrawal" else "without the file, which was too large"
    return f"SHA-256 {sha256}{f', copy {code}' if code else ''}"
