"""Messages that are meant to go go in; each is handed over once, and what became of it comes out and is in the ledger.

Whoever dies here has told the truth before: a message is `queued` before anything is tried, `unknown` before it is
handed over, and what it is after is written before the next one is begun.
"""

import heapq
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from iria_reports.errors import IriaError, MailServerUnfit
from iria_reports.sending.choosing import had
from iria_reports.sending.discreet import discreet
from iria_reports.sending.ledger import Row, Writing
from iria_reports.sending.mail_server import Outcome, Session
from iria_reports.sending.reader import Reader
from iria_reports.sending.replies import Dropped

Connect = Callable[[], AbstractContextManager[Session]]
GLANCE = 0.5  # seconds of waiting after which it is asked again whether to stop
IDLE = 20.0  # seconds of waiting over which a line is not kept


@dataclass(frozen=True)
class Outgoing:
    """One message to one address.

    said     what the ledger says of it, but for its state
    message  makes its bytes when its turn comes
    stays    says when its turn comes why it is not to go after all, or ""; what it raises ends the run
    reader   whose name is taken out of what the server says
    again    a person asks for it though it was refused, or sent, or nobody knows
    """

    said: Mapping[str, Any]
    address: str = field(repr=False)
    message: Callable[[], bytes] = field(repr=False)
    again: bool = False
    stays: Callable[[], str] = lambda: ""
    reader: Reader | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return str(self.said["message"])


@dataclass(frozen=True)
class Manner:
    """How messages are handed over.

    attempts           the most tries of one message in a run
    first_wait         seconds after the first 4xx or dropped line; twice as long each time, up to longest_wait
    """

    sender: str
    per_minute: float = 60
    attempts: int = 5
    first_wait: float = 30.0
    longest_wait: float = 900.0


@dataclass(frozen=True)
class Around:
    """What a run is handed of the world: the time, waiting, chance (0 to 1), whether to stop, and whom to tell."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    stop: Callable[[], bool] = lambda: False
    tell: Callable[[str], None] = lambda stage: None


@dataclass(frozen=True)
class Result:
    """What a run has done.

    rows     the last row of every message that was tried or is still to be, in the order given
    skipped  those that were not tried, and why
    fault    what ended the run before its end, or None
    stopped  whether a person ended it
    drafts   of what was sent, which could not be taken away
    """

    rows: tuple[Row, ...]
    skipped: tuple[tuple[Row, str], ...] = ()
    fault: IriaError | None = None
    stopped: bool = False
    drafts: tuple[Path, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many stand in each state."""
        return Counter(row.state for row in self.rows)

    @property
    def uncertain(self) -> tuple[Row, ...]:
        """Those of which nobody knows whether they arrived: a person has to look."""
        return tuple(row for row in (*self.rows, *(row for row, _ in self.skipped)) if row.state == "unknown")

    @property
    def left(self) -> tuple[Row, ...]:
        """Those that another run will try."""
        return tuple(row for row in self.rows if row.state in ("queued", "deferred"))


def post(
    messages: Sequence[Outgoing], ledger: Writing, connect: Connect, manner: Manner, around: Around | None = None
) -> Result:
    """Hand over every message that is still to go, once. Raises CannotWrite where nothing was begun.

    A fault of the line as a whole, of a file or of the ledger ends the run: it is in the result, and whoever was not
    written to is still queued.
    """
    last = ledger.ledger().last()
    each = {one.name: one for one in messages}
    whys = {name: had(last[name]) for name, one in each.items() if name in last and not one.again}
    skipped = tuple((last[name], why) for name, why in whys.items() if why)
    going = [one for name, one in each.items() if not whys.get(name)]
    new = [one for one in going if one.name not in last or not _stands(last[one.name], one.said)]
    if new:
        ledger.add({**one.said, "state": "queued", "answer": ""} for one in new)
    last = ledger.ledger().last()
    run = _Run(ledger, connect, manner, around or Around(), {one.name: last[one.name] for one in going})
    with ExitStack() as run.line:
        try:
            fault, stopped = None, run.through(going)
        except IriaError as error:
            fault, stopped = error, False
    return Result(tuple(run.rows.values()), (*skipped, *run.skipped), fault, stopped)


def _unnamed(answer: str, reader: Reader | None) -> str:
    """The server's answer without the reader's name: what the ledger has cannot be taken out again."""
    return discreet(answer, reader) if reader else answer


def _stands(row: Row, said: Mapping[str, Any]) -> bool:
    """Whether the row says already that the message is to go, with these very bytes, code and list."""
    return row.state == "queued" and all(getattr(row, name) == value for name, value in said.items())


class _LineLost(IriaError):
    """The mail server is away, and trying again has not helped."""

    exit_code = MailServerUnfit.exit_code
    advice = "send again later: who was not written to yet will be"


class _Run:
    """One run: the line to the server, how often each message was tried, and what the ledger says of it."""

    def __init__(self, ledger: Writing, connect: Connect, manner: Manner, around: Around, rows: dict[str, Row]) -> None:
        self.ledger = ledger
        self.connect = connect
        self.manner = manner
        self.around = around
        self.rows = rows
        self.skipped: list[tuple[Row, str]] = []
        self.line = ExitStack()
        self.session: Session | None = None
        self.met = False  # whether the server was ever there in this run
        self.drops = 0  # lines that dropped one after the other, with nothing handed over between
        self.sent = 0
        self.next_start = around.now()

    def through(self, going: Sequence[Outgoing]) -> bool:
        """Try each until it has an answer or its attempts are used up. Returns whether a person stopped it."""
        due = [(0.0, place, 1) for place in range(len(going))]
        while due:
            when, place, attempt = due[0]
            if not self._wait_until(max(when, self.next_start)):
                return True
            session = self._ready()
            if session is None:
                continue
            heapq.heappop(due)
            if why := going[place].stays():
                self.skipped.append((self.rows.pop(going[place].name), why))
                continue
            self.next_start = self.around.now() + 60 / self.manner.per_minute
            outcome = self._try(going[place], session)
            self.sent += outcome.state == "sent"
            told = f"{self.sent} of {len(going)} sent"
            if outcome.state == "deferred" and attempt < self.manner.attempts:
                pause = self._pause(attempt)
                heapq.heappush(due, (self.around.now() + pause, place, attempt + 1))
                told += f"; one is tried again in {pause:.0f} s: {self.rows[going[place].name].answer[:60]}"
            self.around.tell(told)
        return False

    def _try(self, one: Outgoing, session: Session) -> Outcome:
        name = one.name

        def handing_over() -> None:
            self.rows[name] = self.ledger.turn(self.rows[name], "unknown", "being handed over")

        outcome = session.deliver(self.manner.sender, one.address, one.message(), handing_over=handing_over)
        self.rows[name] = self.ledger.turn(self.rows[name], outcome.state, _unnamed(outcome.answer, one.reader))
        if session.alive:
            self.drops = 0
        else:
            self._hang_up()
            self._dropped(outcome.answer)
        return outcome

    def _ready(self) -> Session | None:
        """A line that takes a message; None where there is none now. Raises MailServerUnfit, or _LineLost."""
        if self.session is not None and not self.session.ready():
            self._hang_up()
        if self.session is None:
            try:
                self.session = self.line.enter_context(self.connect())
                self.met = True
            except Dropped as error:
                if not (error.reached or self.met):
                    raise _LineLost(str(error), advice="see `mail: host:` and `port:` in desk.yml") from error
                self._dropped(str(error))
        return self.session

    def _dropped(self, why: str) -> None:
        """Wait longer before the next line the more of them have dropped. Raises _LineLost after too many."""
        self.drops += 1
        if self.drops >= self.manner.attempts:
            raise _LineLost(f"the line to the mail server dropped {self.drops} times: {why}")
        if self.drops > 1:
            self.next_start = max(self.next_start, self.around.now() + self._pause(self.drops - 1))

    def _hang_up(self) -> None:
        self.session = None
        self.line.close()

    def _pause(self, attempt: int) -> float:
        """Seconds before the next attempt: twice as long each time, less up to a half, so that not all come at once."""
        longest = min(self.manner.first_wait * 2.0 ** (attempt - 1), self.manner.longest_wait)
        return longest * (0.5 + self.around.chance() / 2)

    def _wait_until(self, when: float) -> bool:
        """Wait; a line is not kept over a long time. False where a person wants to stop."""
        if when - self.around.now() > IDLE and self.session is not None:
            self._hang_up()
        while not self.around.stop():
            left = when - self.around.now()
            if left <= 0:
                return True
            self.around.sleep(min(left, GLANCE))
        return False


@contextmanager
def until_interrupted() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed, for `Around.stop`: the message under way is finished. The second one interrupts.

    Only a program's main thread is told of Ctrl-C: in another one this is never.
    """
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return

    def press(number: int, frame: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
