"""THE MAP of `verify`: a PDF from anywhere goes in; whether it is ours, which issue, and what was changed comes out.

Bytes known  ->  known bytes and more  ->  one reader's copy  ->  signed by us  ->  known bytes, changed
  ->  known words in other bytes  ->  what it claims

The first that fits is the answer. Three prove something: the register, whose lines hold the SHA-256 of every file
issued; the ledger, which holds that of every copy sent; and our signature in a file, beside a certificate of ours. Else
there is only what the file says of itself.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from iria_reports.issuing.claims import foot_of, says_draft
from iria_reports.issuing.entries import Void
from iria_reports.issuing.known import Kept, Known
from iria_reports.issuing.nearest import nearest
from iria_reports.issuing.plain import plain
from iria_reports.issuing.sealed import Seal, seal_in
from iria_reports.issuing.seals import seal_of
from iria_reports.issuing.shown import Shown, compare_shown, in_words, shared_text
from iria_reports.issuing.spans import Bytes, compare_bytes, kinship
from iria_reports.issuing.suspect import Look, Suspect, take_in
from iria_reports.issuing.verdict import (
    ADDED_TO,
    COPY,
    DIFFERS,
    DRAFT,
    FALSE_CLAIM,
    NOT_OURS,
    SIGNED,
    UNPROVEN,
    UNREADABLE,
    Answer,
    Verdict,
    answer_about,
    answer_unchanged,
)
from iria_reports.printing.reading.letters import squashed
from iria_reports.printing.reading.portrait import Unreadable
from iria_reports.sending.recognising import (
    Sent,
    code_named,
    copies_named,
    copy_claimed,
    copy_sent,
    copy_without_issue,
    other_copies_named,
    sent_bytes,
)

PDF_END = re.compile(rb"%%EOF(?:\r\n|\n|\r|)")  # each save that keeps what was there ends so (ISO 32000-1, 7.5.6)
MOST_ENDS = 1000
MOST_CANDIDATES = 6
HEADER_WITHIN = 1024  # bytes in which readers look for %PDF-
SHORTEST_TITLE = 12  # letters: a shorter one stands in many texts
ALIKE = 0.8  # of the issue's text
HALF, MOST = 0.5, 0.9  # of its bytes in place: where it names the issue, and where nothing else speaks for it


def verify(
    file: Path,
    known: Known | None = None,
    look: Look | None = None,
    certificates: Sequence[bytes] = (),
    sent: Sent | None = None,
) -> Answer:
    """Judge one file by what the register knows (None: there is no archive), by its signature and by what it shows.

    look          opens a PDF; without it the bytes alone are judged, and no copy is recognised by its text
    certificates  ours, as PEM: a signature made with their keys proves a file that the register does not know
    sent          what the ledger of what was sent has of single readers' copies; None where it is not at hand
    """
    try:
        suspect = take_in(file, look)
    except Unreadable as error:
        return Answer(str(file), UNREADABLE, details=(str(error),))
    seal = seal_in(suspect.content, certificates)
    if known is None:
        return (
            _by_its_signature(suspect, None, seal)
            or copy_without_issue(suspect, sent)
            or _by_its_claims(suspect, None, seal)
        )
    return (
        _unchanged(suspect, known, sent)
        or _added_to(suspect, known, sent)
        or _copy(suspect, known, sent, seal)
        or _by_its_signature(suspect, known, seal)
        or _changed_in_place(suspect, known)
        or _written_anew(suspect, known)
        or copy_without_issue(suspect, sent)
        or _by_its_claims(suspect, known, seal)
    )


def _unchanged(suspect: Suspect, known: Known, sent: Sent | None) -> Answer | None:
    """Its bytes are in the register, or in the ledger as one reader's copy."""
    kept = known.by_hash.get(suspect.sha256)
    return answer_unchanged(suspect, known, kept, seal_of(kept, known)) if kept else copy_sent(suspect, known, sent)


def _added_to(suspect: Suspect, known: Known, sent: Sent | None) -> Answer | None:
    """It begins with the bytes of an issue, or of one reader's copy: an update was saved behind them."""
    end = _known_until(suspect.content, {*known.by_hash, *sent_bytes(known, sent)})
    before = suspect.up_to(end)
    whole = _unchanged(before, known, sent) if end else None
    if not whole or not whole.kept:
        return None
    what, more = "that copy" if whole.copy else "the issue", len(suspect.content) - end
    verdict, added = _what_follows(suspect, before)
    details = [*whole.details, f"its first {end:,} bytes are {what}, {more:,} bytes follow", *added]
    details += other_copies_named(suspect, whole.copy) if whole.copy else ()
    return replace(answer_about(suspect, known, verdict, whole.kept, details), copy=whole.copy)


def _what_follows(suspect: Suspect, before: Suspect) -> tuple[Verdict, list[str]]:
    """What the bytes do that stand behind an issue, or behind one reader's copy."""
    if suspect.look is None:
        return ADDED_TO, []
    if before.portrait is None:
        return DIFFERS, [f"{before.opened}, so what was added cannot be told"]
    if suspect.portrait is None:
        return DIFFERS, [f"with what follows {suspect.opened}"]
    shown = compare_shown(before.portrait, suspect.portrait)
    told = ["nothing of it is shown"] if shown.nothing else in_words(shown, anew=False)
    return ADDED_TO if shown.content_kept else DIFFERS, [*told, *_seals(suspect, before)]


def _by_its_signature(suspect: Suspect, known: Known | None, seal: Seal | None) -> Answer | None:
    """A key of ours signed it, or what it was made from: what it says there of itself is ours.

    Beside a register only a file that this does not know, and that is whole, is ours by its signature alone.
    """
    if seal is None or not seal.ours or (known and seal.state != "holds"):
        return None
    size = len(suspect.content)
    inside = suspect.up_to(seal.end) if size > seal.end else suspect
    claim, copy = inside.claim, code_named(inside)
    details = [*copies_named(inside), *seal.words(size)]
    if seal.state == "holds" and not claim and not copy:
        return None  # signed by us, and no issue
    if known and claim and claim.name in known.by_name:
        return None
    verdict = SIGNED if seal.state == "holds" else DIFFERS
    if known:
        details.append("this archive does not know it: it was issued elsewhere, or after this copy was made")
    if verdict is SIGNED and size > seal.end:
        verdict, added = _what_follows(suspect, inside)
        details += added
    elif verdict is DIFFERS and isinstance(suspect.opened, Unreadable):
        details.append(str(suspect.opened))
    answer = Answer(
        suspect.name, verdict, suspect.sha256, size, claims=inside.says(), details=tuple(details), seal=seal
    )
    return replace(answer, copy=str(copy or ""))


def _copy(suspect: Suspect, known: Known, sent: Sent | None, seal: Seal | None) -> Answer | None:
    """One reader's copy that the ledger has not: it shows what an issue shows, and our signature may prove it."""
    if not seal or not seal.ours or seal.state != "holds":
        return copy_claimed(suspect, known, sent)
    size = len(suspect.content)
    inside = suspect.up_to(seal.end) if size > seal.end else suspect
    answer, added = copy_claimed(inside, known, sent), list[str]()
    if not answer or not answer.kept:
        return copy_claimed(suspect, known, sent)
    verdict = SIGNED if answer.verdict in (COPY, UNPROVEN) else answer.verdict
    if verdict is SIGNED and inside is not suspect:
        verdict, added = _what_follows(suspect, inside)
        added += other_copies_named(suspect, answer.copy)
    details = (*answer.details, *seal.words(size), *added)
    return replace(answer_about(suspect, known, verdict, answer.kept, details), copy=answer.copy, seal=seal)


def _changed_in_place(suspect: Suspect, known: Known) -> Answer | None:
    """Most of its bytes stand where those of an issue stood: changed, cut off, or put in between."""
    found = _issue_behind(suspect, known)
    if found is None:
        return None
    kept, content, difference = found
    missing = len(content) - len(suspect.content)
    cut = missing > 0 and content.startswith(suspect.content)
    details = [f"cut short: its last {missing:,} bytes are missing" if cut else f"not the issue's: {difference}"]
    details += _other_name(suspect, kept)
    if isinstance(suspect.opened, Unreadable):
        details.append(str(suspect.opened))
    shown = _shown(content, suspect)
    if shown:
        details += ["all that is shown is as issued"] if shown.nothing else in_words(shown, anew=False)
    verdict = COPY if shown and shown.nothing else DIFFERS
    return answer_about(suspect, known, verdict, kept, [*details, *_seals(suspect)])


def _written_anew(suspect: Suspect, known: Known) -> Answer | None:
    """Other bytes, and an issue's name, its number at the foot of the pages, or its title and text."""
    kept, certain = _likeliest(suspect, known)
    if kept is None:
        return None
    content, portrait = known.content(kept), suspect.portrait
    if content is None and not certain:
        return None
    if content is None:
        return answer_about(suspect, known, UNPROVEN, kept, ["the archive's own file of it is missing or damaged"])
    issue, named = suspect.beside(content), list(_other_name(suspect, kept))
    if portrait is None or issue is None:
        why = [str(suspect.opened)] if isinstance(suspect.opened, Unreadable) else []
        return answer_about(suspect, known, DIFFERS, kept, ["few of its bytes are in place", *named, *why])
    shown, shared = compare_shown(issue, portrait), shared_text(issue, portrait)
    if not certain and shared < ALIKE:
        return None
    by = "a program that leaves no name" if issue.parts.get("properties") == portrait.parts.get("properties") else ""
    details = [f"written anew by {by or plain(portrait.producer) or 'a program that does not say its name'}"]
    details += [*named, *in_words(shown, anew=True)]
    if not shown.same_text:
        details.append(f"{shared:.0%} of the issue's text is in it")
    return answer_about(suspect, known, COPY if shown.copied else DIFFERS, kept, [*details, *_seals(suspect)])


def _other_name(suspect: Suspect, kept: Kept) -> Iterator[str]:
    if suspect.claim and suspect.claim.name != kept.name:
        yield f"it calls itself {plain(suspect.claim.name)}"


def _by_its_claims(suspect: Suspect, known: Known | None, seal: Seal | None) -> Answer:
    """What it says of itself, which nothing supports."""
    verdict, details = _claimed(suspect, known)
    details += [*copies_named(suspect), *(seal.words(len(suspect.content)) if seal else _seals(suspect))]
    said = () if verdict in (NOT_OURS, UNREADABLE) else suspect.says()
    answer = Answer(suspect.name, verdict, suspect.sha256, len(suspect.content), details=tuple(details), seal=seal)
    return replace(answer, claims=said, copy=str(code_named(suspect) or ""))


def _claimed(suspect: Suspect, known: Known | None) -> tuple[Verdict, list[str]]:
    why = [str(suspect.opened)] if isinstance(suspect.opened, Unreadable) else []
    if claim := suspect.claim or code_named(suspect):
        if known is None:
            return UNPROVEN, ["there is no archive here to compare it with", *_updates(suspect.content), *why]
        return FALSE_CLAIM, [*_what_is_known(claim.number, known), *why]
    if b"%PDF-" not in suspect.content[:HEADER_WITHIN]:
        return UNREADABLE, ["it is not a PDF"]
    if why:
        return UNREADABLE, why
    if _is_draft(suspect):
        return DRAFT, []
    if known is None:
        return NOT_OURS, ["a copy that has lost its name is recognised only beside the archive"]
    return NOT_OURS, []


def _updates(content: bytes) -> Iterator[str]:
    """The printer writes a file in one go: nothing stands behind its end."""
    end = PDF_END.search(content)
    if end and end.end() < len(content):
        yield "more stands behind its first end: something was added, or it was written anew"


def _is_draft(suspect: Suspect) -> bool:
    """It names no issue, and its report.json or every page says that it is a draft."""
    if suspect.claim or (portrait := suspect.portrait) is None:
        return False
    return portrait.about.get("status") == "draft" or says_draft(page.text for page in portrait.pages)


def _what_is_known(number: str, known: Known) -> Iterator[str]:
    if versions := sorted({one.version for one in known.numbered(number)}):
        yield f"{number} has {'version' if len(versions) == 1 else 'versions'} {', '.join(map(str, versions))} only"
    elif any(isinstance(entry, Void) and entry.number == number for entry in known.register.entries):
        yield f"{number} was taken and never used"


def _known_until(content: bytes, hashes: Collection[str]) -> int:
    """Where the longest part of `content` ends that is known by its hash and ends as a PDF does; 0 for none."""
    made, begun, end = hashlib.sha256(), 0, 0
    for match in islice(PDF_END.finditer(content), MOST_ENDS):
        made.update(memoryview(content)[begun : match.end()])
        begun = match.end()
        end = begun if made.hexdigest() in hashes else end
    return end


def _issue_behind(suspect: Suspect, known: Known) -> tuple[Kept, bytes, Bytes] | None:
    """The issue that it calls itself, or else the one most like it, where most bytes are in place."""
    claimed = known.by_name.get(suspect.claim.name) if suspect.claim else None
    if claimed and (found := _in_place(suspect.content, claimed, known, HALF)):
        return found
    if _is_draft(suspect):
        return None  # its fonts may well stand where they stand in the issue that came of it
    return next(
        (found for kept in _akin(suspect.content, known) if (found := _in_place(suspect.content, kept, known, MOST))),
        None,
    )


def _in_place(content: bytes, kept: Kept, known: Known, part: float) -> tuple[Kept, bytes, Bytes] | None:
    issued = known.content(kept)
    if issued is None:
        return None
    difference = compare_bytes(issued, content)
    return (kept, issued, difference) if difference.in_place(part) else None


def _akin(content: bytes, known: Known) -> list[Kept]:
    """The issues whose files share samples with it, those that share most first."""
    scores: list[tuple[int, Kept]] = []
    for kept in known.files:
        if (file := known.path(kept)) and (score := kinship(file, content)):
            scores.append((score, kept))
    return [kept for _, kept in sorted(scores, key=lambda one: -one[0])[:MOST_CANDIDATES]]


def _likeliest(suspect: Suspect, known: Known) -> tuple[Kept | None, bool]:
    """The issue it was most likely made from, and whether it names it: by its identifier or at its pages' foot.

    Of many only those issued last are looked at.
    """
    if suspect.claim and (issue := known.by_name.get(suspect.claim.name)):
        return issue, True
    portrait = suspect.portrait
    if portrait is None:
        return None, False
    texts = [page.text for page in portrait.pages]
    claim = suspect.claim
    named = (claim.number, claim.version) if claim else foot_of(texts, known.register.numbers())
    if named and (candidates := known.numbered(*named)):
        return nearest(suspect, candidates[-MOST_CANDIDATES:], known), True
    if _is_draft(suspect):
        return None, False
    whole = "".join(texts)
    titled = [one for one in known.files if len(title := squashed(one.title)) >= SHORTEST_TITLE and title in whole]
    return nearest(suspect, titled[-MOST_CANDIDATES:], known), False


def _shown(issued: bytes, suspect: Suspect) -> Shown | None:
    issue = suspect.beside(issued)
    return compare_shown(issue, suspect.portrait) if issue and suspect.portrait else None


def _seals(suspect: Suspect, before: Suspect | None = None) -> Iterator[str]:
    """Signatures that are not the issue's own are named and not checked: the register proves what is ours.

    before  what it begins with, whose own signatures are not meant
    """
    if (portrait := suspect.portrait) is None:
        return
    own = before.portrait.signatures if before and before.portrait else ()
    if found := list((Counter(portrait.signatures) - Counter(own)).elements()):
        names = ", ".join(plain(name) or "no name" for name in found[:MOST_CANDIDATES])
        yield f"{len(found)} digital signature{'s' if len(found) > 1 else ''} ({names}), not checked"
    if portrait.encrypted:
        yield "it is encrypted, and opens without a password"
