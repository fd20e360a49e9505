"""Two portraits go in, the issue's and the file's; what a reader is shown otherwise comes out, in plain words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from iria_reports.printing.reading.portrait import PagePortrait, Portrait

MOST_NAMED, MOST_FILES = 12, 3
JOINED, LONGEST_GARBLED = "[bfhijklt]", 100_000
RISKY = {"actions", "layers"}  # a script, or layers shown and hidden: what is seen may change by itself
SHINGLE = 12  # letters: long enough that two texts share one by being one text, short enough to survive a changed word


@dataclass(frozen=True)
class Shown:
    """What differs in what is shown. Pages are counted from 1.

    pages        of the issue and of the file
    text         pages whose letters differ
    drawing      pages painted otherwise, beyond their letters
    annotations  what was laid on pages or taken off: "Highlight on page 2"
    attachments  attached files that were changed, lost or added: "report.json is changed"
    parts        other parts that differ: metadata, properties, bookmarks, structure, form, actions, settings
    stamp        the stamp of one reader's copy was changed or taken off: told of two files of one copy alone
    garbled      letters joined in type are unreadable in the file; the others were compared
    """

    pages: tuple[int, int]
    text: tuple[int, ...] = ()
    drawing: tuple[int, ...] = ()
    annotations: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    stamp: bool = False
    garbled: bool = False

    @property
    def same_text(self) -> bool:
        """Every page has the issue's letters, and there is none more or less."""
        return self.pages[0] == self.pages[1] and not self.text

    @property
    def painted_anew(self) -> bool:
        """Every page is painted otherwise: by another program, so that its pictures cannot be compared."""
        return len(self.drawing) == self.pages[1]

    @property
    def content_kept(self) -> bool:
        """Every page and attached file is the issue's, and nothing came that could change what is shown."""
        return self.same_text and not (self.drawing or self.attachments or self.stamp or RISKY & set(self.parts))

    @property
    def copied(self) -> bool:
        """As far as a copy by another program can be compared: letters, drawings unless all are new, attached files."""
        changed = any(one.endswith("is changed") for one in self.attachments)
        return self.same_text and not changed and (not self.drawing or self.painted_anew)

    @property
    def nothing(self) -> bool:
        """A reader is shown what was issued."""
        return self.content_kept and not (self.annotations or self.parts)


def compare_shown(issue: Portrait, found: Portrait) -> Shown:
    """What `found` shows otherwise than `issue`."""
    pairs = tuple(enumerate(zip(issue.pages, found.pages, strict=False), 1))
    names = sorted(set(issue.parts) | set(found.parts))
    alphabet = frozenset(issue.text())
    return Shown(
        pages=(len(issue.pages), len(found.pages)),
        text=tuple(number for number, (one, other) in pairs if not same_letters(one.text, other.text, alphabet)),
        drawing=tuple(number for number, (one, other) in pairs if one.drawing != other.drawing),
        annotations=tuple(line for number, (one, other) in pairs for line in _laid(number, one, other)),
        attachments=tuple(_attached(issue.attachments, found.attachments)),
        parts=tuple(name for name in names if issue.parts.get(name) != found.parts.get(name)),
        stamp=bool(issue.stamped) and issue.stamped != found.stamped,
        garbled=not alphabet.issuperset(found.text()),
    )


def same_letters(issue: str, found: str, alphabet: frozenset[str]) -> bool:
    """Whether two texts are one, but for letters joined in type (ffi, ft), where the file has what no issue has.

    Ghostscript 10.00 swaps the bytes of a glyph that stands for several letters: "fi" becomes U+6600 U+6900.
    """
    if issue == found:
        return True
    foreign = set(found) - alphabet
    if not foreign or abs(len(issue) - len(found)) > len(issue) // 10 or len(found) > LONGEST_GARBLED:
        return False
    runs = re.split(f"([{re.escape(''.join(foreign))}]+)", found)
    joined = (f"{JOINED}{{1,{3 * len(run)}}}" if at % 2 else re.escape(run) for at, run in enumerate(runs))
    return re.fullmatch("".join(joined), issue) is not None


def in_words(shown: Shown, *, anew: bool) -> Iterator[str]:
    """A clause for each way in which it differs. `anew`: another program wrote it, so less of it counts."""
    if shown.pages[0] != shown.pages[1]:
        yield f"it has {shown.pages[1]} pages, the issue {shown.pages[0]}"
    if shown.text:
        yield f"the text differs on {_pages(shown.text)}"
    elif shown.same_text:
        but = ", but for joined letters (fi, ft), which it garbles" if shown.garbled else ""
        yield f"the same text on every page{but}"
    if shown.drawing and shown.painted_anew and anew:
        yield "painted anew, so that pictures and lines cannot be compared"
    elif only := tuple(page for page in shown.drawing if page not in shown.text):
        yield f"the drawing differs on {_pages(only)}"
    if shown.stamp:
        yield "the stamp is not that copy's any more"
    if shown.annotations and not anew:
        yield f"laid on it or taken off: {_listed(shown.annotations)}"
    if shown.attachments:
        yield f"attached files: {_listed(_fewer(shown.attachments))}"
    if shown.parts:
        yield f"also different: {', '.join(shown.parts)}"


def shared_text(issue: Portrait, found: Portrait) -> float:
    """The part of the issue's text that stands in the file, in whatever order, from 0 to 1."""
    ours = set(_shingles(issue.text()))
    met = ours.intersection(_shingles(found.text()))  # a stranger's text may be long: only what is ours is kept
    return len(met) / len(ours) if ours else 0.0


def _shingles(text: str) -> Iterator[str]:
    letters = "".join(filter(str.isalnum, text.casefold()))
    return (letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1))


def _laid(number: int, issue: PagePortrait, found: PagePortrait) -> Iterator[str]:
    """Annotations by kind; one that was changed counts as taken off and laid on anew."""
    before, after = Counter(issue.annotations), Counter(found.annotations)
    gone, came = (Counter(kind for kind, _ in one.elements()) for one in (before - after, after - before))
    for kind in sorted(gone | came):
        count = came[kind] - gone[kind]
        what = f"{kind or 'an annotation without a kind'} on page {number}"
        if not count:
            yield f"{what} changed"
        else:
            times = f"{abs(count)} × " if abs(count) > 1 else ""
            yield f"{times}{what}" if count > 0 else f"{times}{what} taken off"


def _attached(issue: dict[str, str], found: dict[str, str]) -> Iterator[str]:
    for name in sorted(set(issue) | set(found)):
        if name not in found:
            yield f"{name} is lost"
        elif name not in issue:
            yield f"{name} is added"
        elif issue[name] != found[name]:
            yield f"{name} is changed"


def _fewer(files: tuple[str, ...]) -> tuple[str, ...]:
    """Many files of one fate are counted instead of named."""
    counts = Counter(one.rpartition(" is ")[2] for one in files)
    named = (one for one in files if counts[one.rpartition(" is ")[2]] <= MOST_FILES)
    return (*named, *(f"{count} are {fate}" for fate, count in counts.items() if count > MOST_FILES))


def _pages(numbers: tuple[int, ...]) -> str:
    """`page 3`, `pages 2, 5`, `pages 1 to 12`."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"pages {numbers[0]} to {numbers[-1]}"
    return f"pages {_listed(tuple(map(str, numbers)))}"


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
