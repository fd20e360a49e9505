"""What `verify` can answer: each verdict with its word, its exit code, its meaning and the next step; and an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from iria_reports.issuing.known import Kept, Known, Standing
from iria_reports.issuing.plain import plain
from iria_reports.issuing.sealed import Seal
from iria_reports.issuing.suspect import Suspect

VERIFY_FORMAT = 1


@dataclass(frozen=True)
class Verdict:
    """One possible answer. Codes and words are stable: scripts rest on them.

    word     in JSON
    code     the exit code; of several files the highest counts
    means    the sentence that a person reads
    advice   the next step
    """

    word: str
    code: int
    means: str
    advice: str


CURRENT = Verdict("current", 0, "ours, unchanged and current", "nothing to do: it is what we issued")
SIGNED = Verdict(
    "signed",
    19,
    "ours and unchanged, by our signature in it; whether it still stands only the register knows",
    "ask the house, or run it again with --archive FOLDER: a later version or a withdrawal is not in the file",
)
SUPERSEDED = Verdict(
    "superseded", 20, "ours and unchanged; a later version has taken its place", "read the later version"
)
WITHDRAWN = Verdict(
    "withdrawn", 21, "ours and unchanged; withdrawn since", "do not rely on it, and say so if you sent it on"
)
ADDED_TO = Verdict(
    "added-to",
    22,
    "ours, whole inside; something was added at its end, and pages and attached files are shown as issued",
    "for the issue alone, take the file in the archive",
)
DRAFT = Verdict(
    "draft", 23, "it says that it is a draft: never issued", "ask for the issued report; a draft binds nobody"
)
UNPROVEN = Verdict(
    "unproven",
    24,
    "it says that it is ours; that cannot be proven here",
    "run it again with --archive FOLDER, or ask the house",
)
COPY = Verdict(
    "copy",
    25,
    "it shows what an issue of ours shows, in other bytes than we issued: a copy at best, which cannot be proven",
    "take the issued file instead",
)
NOT_OURS = Verdict("not-ours", 26, "nothing in it says that it is ours", "ask whoever sent it where it is from")
UNREADABLE = Verdict("unreadable", 27, "it cannot be read", "ask for it again")
FALSE_CLAIM = Verdict(
    "false-claim",
    28,
    "it says that it is ours; the register knows no such issue",
    "do not rely on it; send it to the house",
)
DIFFERS = Verdict(
    "differs",
    29,
    "it is made from an issue of ours, and differs from what was issued",
    "do not rely on it; take the issued file",
)

VERDICTS = (
    CURRENT,
    SIGNED,
    SUPERSEDED,
    WITHDRAWN,
    ADDED_TO,
    DRAFT,
    UNPROVEN,
    COPY,
    NOT_OURS,
    UNREADABLE,
    FALSE_CLAIM,
    DIFFERS,
)
UNCHANGED = {"current": CURRENT, "superseded": SUPERSEDED, "withdrawn": WITHDRAWN}


@dataclass(frozen=True)
class Answer:
    """What can be said of one file.

    kept      the issue it is, was made from, or looks like; None where there is none
    standing  how that issue's number stands today
    claims    what the file says of itself, believed or not
    details   what was found, a clause each
    issued    where the issued file lies that is to be taken instead, of its latest version; ""
    copy      the code of one reader's copy that it is, or that it names; ""
    seal      the signature in it, where it was judged by itself
    """

    file: str
    verdict: Verdict
    sha256: str = ""
    size: int = 0
    kept: Kept | None = None
    standing: Standing | None = None
    claims: tuple[tuple[str, str], ...] = ()
    details: tuple[str, ...] = ()
    issued: str = ""
    copy: str = ""
    seal: Seal | None = None

    @property
    def advice(self) -> str:
        """The next step; nobody is sent to an issue that does not stand any more."""
        if self.standing is None or self.standing.word == "current":
            return CURRENT.advice if self.standing and self.verdict is SIGNED else self.verdict.advice
        instead = UNCHANGED[self.standing.word].advice
        first = "do not rely on it; " if self.verdict is DIFFERS and self.standing.word == "superseded" else ""
        return f"{first}{instead}"

    def lines(self) -> tuple[str, ...]:
        """Verdict, details, next step: three lines at most, safe to print."""
        details = [*_described(self.kept, self.standing), *self.details]
        if not self.kept and self.claims:
            details.insert(0, "it says: " + ", ".join(f"{name} {value}" for name, value in self.claims))
        words = "; ".join(plain(one, 400) for one in details)
        advice = f"{self.advice}: {self.issued}" if self.issued else self.advice
        return tuple(
            line
            for line in (
                f"{plain(self.file)}: {self.verdict.means}",
                f"  {words}" if words else "",
                f"  next: {plain(advice, 400)}",
            )
            if line
        )

    def as_json(self) -> dict[str, Any]:
        """The answer as plain values; strings as the file or the register has them."""
        kept, standing = self.kept, self.standing
        rendition = kept and {
            "file": kept.rendition.file,
            "sha256": kept.rendition.sha256,
            "audience": kept.rendition.audience,
            "language": kept.rendition.language,
            "mark": kept.rendition.mark,
            "client": kept.rendition.client or None,
        }
        return {
            "file": self.file,
            "verdict": self.verdict.word,
            "code": self.verdict.code,
            "means": self.verdict.means,
            "sha256": self.sha256 or None,
            "bytes": self.size,
            "number": kept and kept.number,
            "version": kept and kept.version,
            "title": kept and kept.title,
            "issued": kept and kept.issued.isoformat(),
            "rendition": rendition,
            "standing": standing and standing.word,
            "latest-version": standing and standing.latest,
            "withdrawn": standing.reason if standing and standing.word == "withdrawn" else None,
            "notice": standing.reason if standing and standing.word == "superseded" else None,
            "copy": self.copy or None,
            "claims": dict(self.claims),
            "signature": self.seal.as_json() if self.seal else None,
            "details": list(self.details),
            "issued-file": self.issued or None,
            "next": self.advice,
        }


def answer_about(suspect: Suspect, known: Known, verdict: Verdict, kept: Kept, details: Iterable[str]) -> Answer:
    """The answer about a file that is, was made from or looks like the issue `kept`."""
    standing, unchanged = known.standing(kept), verdict in UNCHANGED.values()
    instead = known.successor(kept) if standing.word == "superseded" else None
    if standing.word == "current" and not unchanged and verdict not in (SIGNED, UNPROVEN):
        instead = kept
    file = known.path(instead) if instead else None
    return Answer(
        suspect.name,
        verdict,
        suspect.sha256,
        len(suspect.content),
        kept,
        standing,
        () if unchanged else suspect.says(),
        tuple(details),
        str(file) if file else "",
    )


def answer_unchanged(suspect: Suspect, known: Known, kept: Kept, details: Iterable[str]) -> Answer:
    """The answer about a file that is, to the byte, the issue `kept` or what a reader was sent of it."""
    return answer_about(suspect, known, UNCHANGED[known.standing(kept).word], kept, details)


def worst(answers: Iterable[Answer]) -> int:
    """The exit code for several files: the highest."""
    return max((answer.verdict.code for answer in answers), default=0)


def _described(kept: Kept | None, standing: Standing | None) -> list[str]:
    if kept is None or standing is None:
        return []
    rendition = kept.rendition
    version = f" version {kept.version}" if kept.version else ""
    parts = [f"{kept.number}{version}, issued {kept.issued}", rendition.file, f"for {rendition.audience}"]
    parts += [rendition.mark] if rendition.mark else []
    parts += [f"prepared for {rendition.client}"] if rendition.client else []
    found = [", ".join(parts)]
    if standing.word == "withdrawn":
        found.append(f"{kept.number} was withdrawn on {standing.day}: {standing.reason}")
    elif standing.word == "superseded":
        notice = f": {standing.reason}" if standing.reason else ""
        found.append(f"version {standing.latest} came on {standing.day}{notice}")
    return found
