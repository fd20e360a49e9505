"""What goes on while a verb works: a moving line on a terminal (rich, loaded only then), nothing in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(name: str, *, quiet: bool, verbose: bool) -> Iterator[Callable[[str], None]]:
    """A function that tells which stage `name` has reached."""
    if quiet:
        yield lambda stage: None
    elif verbose or not sys.stderr.isatty():
        yield (lambda stage: print(f"{name}: {stage}", file=sys.stderr, flush=True)) if verbose else lambda stage: None
    else:
        from rich.console import Console

        console = Console(stderr=True)
        with console.status(f"{name}: starting") as status:
            yield lambda stage: status.update(f"{name}: {stage}")
