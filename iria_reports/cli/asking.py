"""A question and what the command line gave go in; an answer that holds comes out, asked for on a terminal only."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import click

from iria_reports.cli.outcome import say
from iria_reports.errors import Refused

T = TypeVar("T")


@dataclass(frozen=True)
class Question(Generic[T]):
    """One question: the option that answers it beforehand, its words, what Enter means, and who judges the answer.

    `read` raises ValueError with what to write instead.
    """

    option: str
    words: str
    default: str
    read: Callable[[str], T]


def answer(question: Question[T], given: str | None, *, yes: bool) -> T:
    """What was given, or with --yes the default, or else what is typed, asked again until it holds.

    Raises click.UsageError for a given answer that does not hold.
    """
    if given is not None:
        try:
            return question.read(given)
        except ValueError as error:
            raise click.UsageError(f"{question.option} {given!r}: {error}") from error
    if yes:
        return question.read(question.default)
    typed: T = click.prompt(question.words, default=question.default, value_proc=_judge(question), err=True)
    return typed


def begin(given: Iterable[str | None], *, yes: bool) -> None:
    """Say that questions follow, where some do. Raises click.UsageError where there is no terminal to ask on."""
    if yes or None not in given:
        return
    if not at_a_terminal():
        raise click.UsageError(
            "this asks a few questions, and there is no terminal to ask them on\n"
            "next: add --yes to take every default, and give what should differ as options (see --help)"
        )
    say("a few questions; Enter takes what stands in [brackets], Ctrl-C stops and writes nothing")


def agree(question: str) -> None:
    """Ask whether to go on. Raises Refused for a no, which is a decision and not Ctrl-C."""
    if not click.confirm(question, err=True):
        raise Refused("not done, as you said no; nothing was changed")


def at_a_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def on_command_line(word: str) -> str:
    """`word` as a shell reads it back, that of Windows too."""
    return f'"{word}"' if set(word) & set(" '&;()#$*?") else word


def _judge(question: Question[T]) -> Callable[[str], T]:
    """click shows the message of a UsageError and asks again."""

    def judge(typed: str) -> T:
        try:
            return question.read(typed)
        except ValueError as error:
            raise click.UsageError(str(error)) from error

    return judge
