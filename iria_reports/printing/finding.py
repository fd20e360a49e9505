"""Finding: one thing wrong with a printed file, by checkpoint and page."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """`checkpoint` is a Matterhorn number (13-004) or a word of ours; `page` counts from 1, 0 is the whole file."""

    checkpoint: str
    message: str
    page: int = 0

    def __str__(self) -> str:
        return (
            f"page {self.page}: {self.message} [{self.checkpoint}]"
            if self.page
            else f"{self.message} [{self.checkpoint}]"
        )
