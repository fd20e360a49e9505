"""The readers' folder: a folder goes in; the places in it come out. All that is personal is here and nowhere else."""

from dataclasses import dataclass
from pathlib import Path

SCRATCH = ".scratch-"


@dataclass(frozen=True)
class ReadersFolder:
    """Who reads us, and what they were sent. Outside version control; desk.yml's `mail: readers:` names it.

    readers.csv   names and addresses: the one file that has them
    lists.jsonl   who subscribes to what and who must not be written to, line by line, by keyed hash
    ledger.jsonl  what became of each message, line by line, by keyed hash
    key           what the hashes are keyed with: without it nobody can say whose they are
    *.head        how far lists.jsonl and ledger.jsonl reached, and by which key
    aside/        what an interrupted run left of a line
    .scratch-*/   copies with names on them that a run is at work with, or left when it was killed
    """

    root: Path

    @property
    def readers(self) -> Path:
        return self.root / "readers.csv"

    @property
    def lists(self) -> Path:
        return self.root / "lists.jsonl"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.jsonl"

    @property
    def key(self) -> Path:
        return self.root / "key"

    def head(self, file: Path) -> Path:
        """Of lists.jsonl or ledger.jsonl."""
        return file.with_suffix(".head")

    @property
    def keyed(self) -> bool:
        """Whether anything is kept by the key."""
        return any(one.exists() for one in (self.lists, self.ledger, self.head(self.lists), self.head(self.ledger)))

    @property
    def aside(self) -> Path:
        return self.root / "aside"

    def scratches(self) -> tuple[Path, ...]:
        """What runs that were killed left, for whoever holds the folder."""
        return tuple(self.root.glob(f"{SCRATCH}*"))

    @property
    def lock(self) -> Path:
        """Held by who sends, for as long as that takes, and by who changes readers.csv."""
        return self.root / ".lock"

    @property
    def lists_lock(self) -> Path:
        """Held for the moment in which lists.jsonl is added to; whoever holds both took the other first."""
        return self.root / ".lists.lock"
