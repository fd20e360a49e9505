"""A stray file comes in; which reader's copy it is, or names, goes out, and whether it is what that reader was sent.

Its bytes are in the ledger  ->  its pages are the issue's, with a stamp  ->  it names a copy, and was changed

Only the first proves anything. A stamp can be cut off, and a code in a file's metadata taken out or made up.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from iria_reports.composing.words import WORDS
from iria_reports.issuing.known import Kept, Known
from iria_reports.issuing.nearest import nearest
from iria_reports.issuing.plain import plain
from iria_reports.issuing.shown import Shown, compare_shown, in_words
from iria_reports.issuing.suspect import Suspect
from iria_reports.issuing.verdict import COPY, DIFFERS, UNPROVEN, Answer, Verdict, answer_about, answer_unchanged
from iria_reports.printing.reading.letters import squashed
from iria_reports.printing.reading.portrait import PagePortrait, Portrait, Unreadable
from iria_reports.sending.copy_code import CopyCode
from iria_reports.sending.fates import fate_of, received
from iria_reports.sending.ledger import Row

CODE = r"[A-Za-z0-9](?:\.?[A-Za-z0-9-]){0,99}/v[1-9]\d{0,3}/\d{4,7}-[0-9A-Z](?![0-9A-Za-z])"
# What our stamps say before the code, in any language, without white space as the letters of a page are compared.
WORDS_BEFORE = "|".join(re.escape(squashed(one["copy-for"].partition("{code}")[0])) for one in WORDS.values())
PRINTED = re.compile(f"(?:{WORDS_BEFORE})({CODE})")
# What opens only with a password has its ID in the clear (ISO 32000-1, 7.6.1): as we write it, or as pyHanko does.
FILE_ID = re.compile(rb"/ID\s*\[\s*(?:<[^>]*>|\([^)]*\))\s*(?:<(?P<hex>[0-9a-fA-F]*)>|\((?P<text>[^)]*)\))")
MOST_NAMED = 4  # copies by one file's pages, whose stamps somebody put together
LONGEST_STAMP = 300  # letters, from its first to the page's last
PAGES = "pages"


@dataclass(frozen=True)
class Sent:
    """The copies that the ledger has, by their bytes and by their code, in capitals.

    names  readers' by their keyed hash, of all whom the list of readers has; None where that is not at hand
    """

    by_hash: Mapping[str, Row] = field(default_factory=dict)
    by_code: Mapping[str, Row] = field(default_factory=dict)
    names: Mapping[str, str] | None = None

    @classmethod
    def of(cls, rows: Iterable[Row], names: Mapping[str, str] | None = None) -> "Sent":
        """Of the ledger's rows, for each copy the one by which its reader has it, or else the last."""
        by_hash: dict[str, list[Row]] = {}
        by_code: dict[str, list[Row]] = {}
        for row in (row for row in rows if row.code):
            by_code.setdefault(row.code.upper(), []).append(row)
            if row.sha256:
                by_hash.setdefault(row.sha256, []).append(row)
        return cls(_lasting(by_hash), _lasting(by_code), names)

    def of_code(self, code: CopyCode) -> Row | None:
        """The row about the copy with this code."""
        return self.by_code.get(str(code).upper())

    def told(self, row: Row) -> str:
        """`copy 0007-K of NUMBER, made for Jane Example`; whose it was only where the list of readers has it."""
        gone = "a reader whom the list of readers does not have"
        who = "a reader" if self.names is None else plain(self.names.get(row.reader, "")) or gone
        copy = row.code.rpartition("/")[2]
        return f"copy {plain(copy)} of {row.number}, made for {who}; the ledger has it as {fate_of(row).word}"


def _lasting(rows: Mapping[str, list[Row]]) -> dict[str, Row]:
    return {key: received(found) or found[-1] for key, found in rows.items()}


def copy_sent(suspect: Suspect, known: Known, sent: Sent | None) -> Answer | None:
    """The answer about a copy of one reader's whose bytes the ledger has, where that is at hand."""
    row = sent.by_hash.get(suspect.sha256) if sent else None
    kept = _issue_sent(row, known) if row else None
    if not sent or not row or not kept:
        return None
    return replace(answer_unchanged(suspect, known, kept, [sent.told(row)]), copy=row.code)


def copy_without_issue(suspect: Suspect, sent: Sent | None) -> Answer | None:
    """The answer about a copy whose bytes the ledger has, and whose issue no register here has."""
    row = sent.by_hash.get(suspect.sha256) if sent else None
    if not sent or not row:
        return None
    details = (sent.told(row), "no archive here has that issue, so whether it still stands cannot be told")
    answer = Answer(suspect.name, UNPROVEN, suspect.sha256, len(suspect.content), details=details)
    return replace(answer, claims=suspect.says(), copy=row.code)


def sent_bytes(known: Known, sent: Sent | None) -> frozenset[str]:
    """The SHA-256 of every copy that the ledger has, and whose issue the register knows."""
    return frozenset(sha256 for sha256, row in (sent.by_hash if sent else {}).items() if _issue_sent(row, known))


def copy_claimed(suspect: Suspect, known: Known, sent: Sent | None) -> Answer | None:
    """The answer about a file that names a copy of one reader's: the ledger, where it is at hand, has other bytes."""
    code, named = code_named(suspect), tuple(_named(suspect))
    kept = _issue_named(suspect, known, sent, code) if code else None
    if code is None or kept is None:
        return None
    verdict, details = _compared(suspect, known, kept, code)
    details += [*_faults(named, code), *(_lost(named) if suspect.portrait else _unseen(known, sent, kept, code))]
    details += _not_as_sent(suspect, sent, code)
    return replace(answer_about(suspect, known, verdict, kept, details), copy=str(code))


def code_named(suspect: Suspect) -> CopyCode | None:
    """The copy that most places of it name, its pages first; believed or not. None where no code fits its check."""
    codes = Counter(code for _, text in _named(suspect) if (code := _read(text)))
    return codes.most_common(1)[0][0] if codes else None


def copies_named(suspect: Suspect) -> Iterator[str]:
    """A clause about the copy that a file names, believed or not; for a file that nothing supports."""
    for where, text in _named(suspect):
        code = _read(text)
        yield f"its {where} name{'' if where == PAGES else 's'} copy {plain(text)}" if code else _fault(where, text)


def other_copies_named(suspect: Suspect, copy: str) -> Iterator[str]:
    """A clause for each place of a file that does not name the `copy` that it was."""
    return _faults(tuple(_named(suspect)), CopyCode.parse(copy))


def _compared(suspect: Suspect, known: Known, kept: Kept, code: CopyCode) -> tuple[Verdict, list[str]]:
    """What its pages are beside the issue's, apart from the stamp."""
    content, says = (
        known.content(kept),
        f"it says that it is copy {code.short} of {code.number}, made for a reader",
    )
    if isinstance(suspect.opened, Unreadable):
        verdict = UNPROVEN if suspect.opened.kind == "encrypted" else DIFFERS
        return verdict, [says, str(suspect.opened)]
    issue, portrait = suspect.beside(content) if content else None, suspect.portrait
    if issue is None or portrait is None:
        return UNPROVEN, [says, "it cannot be compared with the issue here"]
    bare, stamped = _without_stamp(portrait)
    shown = compare_shown(issue, bare)
    missing = [one for one in stamped if not PRINTED.match(one)]
    details = [says, *(["every page is the issue's, with a stamp"] if shown.nothing and not missing else [])]
    if missing:
        details.append(f"no stamp of ours on {len(missing)} of {len(stamped)} pages")
    if not shown.nothing:
        details += in_words(shown, anew=shown.painted_anew)
    whole = not missing and len(set(stamped)) == 1
    return COPY if whole and _as_issued(shown) else DIFFERS, details


def _as_issued(shown: Shown) -> bool:
    """A copy that was signed has a signature's field more; one that another program wrote is painted anew."""
    return shown.content_kept or shown.copied


def _without_stamp(portrait: Portrait) -> tuple[Portrait, tuple[str, ...]]:
    """What it shows beside the stamp, and each page's stamp: taken off already, or the last words that it paints."""
    if portrait.stamps:
        return portrait, portrait.stamps
    parted = [_parted(page) for page in portrait.pages]
    return replace(portrait, pages=tuple(page for page, _ in parted)), tuple(stamp for _, stamp in parted)


def _parted(page: PagePortrait) -> tuple[PagePortrait, str]:
    found = list(PRINTED.finditer(page.text[-LONGEST_STAMP:]))
    if not found:
        return page, ""
    begin = max(0, len(page.text) - LONGEST_STAMP) + found[-1].start()
    return replace(page, text=page.text[:begin]), page.text[begin:]


def _named(suspect: Suspect) -> Iterator[tuple[str, str]]:
    """The code that each place of it holds, as it stands there; its pages come first, and may hold several."""
    portrait = suspect.portrait
    if portrait is None:
        ids = reversed([_id_text(found) for found in FILE_ID.finditer(suspect.content)])  # a later save has another
        yield from (("file ID", text) for text in islice((one for one in ids if re.fullmatch(CODE, one)), 1))
        return
    texts = portrait.stamps or tuple(page.text[-LONGEST_STAMP:] for page in portrait.pages)
    printed = dict.fromkeys(codes[-1] for text in texts if (codes := PRINTED.findall(text)))
    yield from ((PAGES, text) for text in islice(printed, MOST_NAMED))
    yield from portrait.codes.items()


def _id_text(match: re.Match[bytes]) -> str:
    hexadecimal, text = match["hex"], match["text"]
    if hexadecimal is not None:
        digits = hexadecimal.decode()
        return bytes.fromhex(digits + "0" * (len(digits) % 2)).decode("ascii", "replace")
    return str(text.decode("ascii", "replace"))


def _read(text: str) -> CopyCode | None:
    try:
        return CopyCode.parse(text)
    except ValueError:
        return None


def _faults(named: Iterable[tuple[str, str]], code: CopyCode) -> Iterator[str]:
    """Where its places do not agree, or hold what cannot be a code."""
    for where, text in named:
        other = _read(text)
        if other is None:
            yield _fault(where, text)
        elif other != code:
            yield f"its {where} name{'' if where == PAGES else 's'} another copy, {plain(text)}"


def _lost(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    places = {where for where, _ in named}
    if lost := [where for where in ("metadata", "file ID", PAGES) if where not in places]:
        yield f"no code in its {' and '.join(lost)}"


def _unseen(known: Known, sent: Sent | None, kept: Kept, code: CopyCode) -> Iterator[str]:
    """What nobody can tell of a copy that cannot be opened."""
    if len(found := known.numbered(kept.number, kept.version)) > 1 and not (sent and sent.of_code(code)):
        yield f"which of that version's {len(found)} renditions it is cannot be told"


def _fault(where: str, text: str) -> str:
    try:
        CopyCode.parse(text)
    except ValueError as error:
        return f"the code in its {where} is none: {plain(str(error))}"
    return ""


def _not_as_sent(suspect: Suspect, sent: Sent | None, code: CopyCode) -> Iterator[str]:
    if sent is None:
        yield "without the ledger it cannot be told whether that copy was sent so"
    elif row := sent.by_hash.get(suspect.sha256):
        yield f"the bytes that were sent as {sent.told(row)}; this archive has no {plain(row.file)}"
    elif row := sent.of_code(code):
        yield f"not the bytes that were sent as {sent.told(row)}"
    else:
        yield "the ledger knows no such copy"


def _issue_sent(row: Row, known: Known) -> Kept | None:
    return known.by_name.get(row.file.removesuffix(".pdf"))


def _issue_named(suspect: Suspect, known: Known, sent: Sent | None, code: CopyCode) -> Kept | None:
    """Of the code's version the rendition that it says it is, or else the one whose text is most like its own.

    Where it cannot be opened, the one that the ledger has by that code, or else the first.
    """
    numbers = {number.upper(): number for number in known.register.numbers()}  # a code is read in capitals
    candidates, claim = known.numbered(numbers.get(code.number, ""), code.version), suspect.claim
    if named := next((one for one in candidates if claim and one.name == claim.name), None):
        return named
    if suspect.portrait:
        return nearest(suspect, candidates, known)
    row = sent.of_code(code) if sent else None
    return (_issue_sent(row, known) if row else None) or next(iter(candidates), None)
