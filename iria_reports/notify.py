"""THE MAP of `notify`: a number goes in; who is to be told that what they have no longer stands comes out, once each.

register  ->  About           corrected by a later version, or withdrawn
ledger    ->  Owed            who has what, and who was told since
readers   ->  Going, Staying  as a report would go to them: the same marks, clients and lists

The plan is a `Plan` of `send`, which makes the messages and carries it out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from iria_reports.archive import opened
from iria_reports.cataloguing.listing import Listed, one_version
from iria_reports.errors import Refused
from iria_reports.issuing.archive import Clock
from iria_reports.issuing.entries import IssuedRendition
from iria_reports.send import House, Plan, stampable
from iria_reports.sending.affected import About, Owed, came_back, owed
from iria_reports.sending.choosing import Absent, Choice, Going, Meant, Staying, choose, had
from iria_reports.sending.dispatch import Dispatch, dispatch_of, embargoed
from iria_reports.sending.fates import DRAFT, UNCERTAIN, fate_of
from iria_reports.sending.ledger import Ledger, Row, read_ledger
from iria_reports.sending.message import message_name
from iria_reports.sending.office import office_of
from iria_reports.sending.reader import Reader


@dataclass(frozen=True)
class Notices:
    """What is told, and to whom, as `send` takes it."""

    about: About
    plan: Plan


def plan_notices(number: str, version: int | None, house: House, clock: Clock, *, dry: bool = False) -> Notices:
    """Who is to be told of the correction or the withdrawal of a number. Nothing is written.

    version  only those whose notice is about this version; None for all
    dry      an embargo on the later version that is not over refuses nothing

    Raises Refused, ArchiveDamaged, InputFaults.
    """
    listed = opened(house.archive).listed
    latest = one_version(listed, number, None)
    about = about_of(latest, listed)
    dispatch = dispatch_of(house.archive, latest)
    if not dry and about.purpose == "correction":
        embargoed(dispatch, clock())
    ledger, readers = read_ledger(house.folder), house.directory.readers
    everybody = owed(ledger, about, version)
    known = [(one, readers[one.reader]) for one in everybody if one.reader in readers]
    renditions = {(one.number, one.version): one.renditions for one in listed}
    going, staying = _chosen(about, dispatch, house, known, renditions)
    unknown = [one.had.row for one in everybody if one.reader not in readers and not _told(one)]
    office = office_of(house.settings, house.desk.root)
    back = came_back(ledger, about, version)
    staying = (*staying, *(_came_back(row, readers[row.reader]) for row in back if row.reader in readers))
    return Notices(about, Plan(dispatch, office, going, staying, latest.withdrawn, _absent(unknown)))


def _absent(unknown: list[Row]) -> tuple[Absent, ...]:
    """Whoever has a version and was forgotten, by version: a hash has no address."""
    versions = sorted({row.version for row in unknown})
    return tuple(
        Absent(f"with version {one}", tuple(row.reader for row in unknown if row.version == one)) for one in versions
    )


def _came_back(row: Row, reader: Reader) -> Staying:
    arrived = f'iria-report deliveries {row.number} --settle {reader.address}=arrived --reason "..."'
    return Staying(reader, f"version {row.version}: {had(row)}; if it arrived all the same: {arrived}")


def about_of(latest: Listed, listed: Iterable[Listed]) -> About:
    """What there is to tell of a number. Raises Refused where it stands as it was first issued."""
    if latest.full is None:
        message = f"{latest.number} was taken in as it was: this program never sent it"
        raise Refused(message, advice="tell its readers by hand")
    if latest.withdrawn:
        return About(latest.number, "withdrawal", latest.version)
    if not any(one.number == latest.number and one.version < latest.version and one.lines for one in listed):
        message = f"{latest.number} stands as it was first issued: there is nothing to tell"
        raise Refused(message, advice=f"iria-report revise {latest.number}, or withdraw, comes first")
    return About(latest.number, "correction", latest.version)


Renditions = dict[tuple[str, int], tuple[IssuedRendition, ...]]


def _chosen(
    about: About, dispatch: Dispatch, house: House, known: list[tuple[Owed, Reader]], renditions: Renditions
) -> tuple[tuple[Going, ...], tuple[Staying, ...]]:
    """Who is sent which rendition of the later version: as near to what they have as there is, if they may get it."""
    going: list[Going] = []
    staying: list[Staying] = []
    for one, reader in known:
        if stays := _stays(one, reader, about):
            staying.append(stays)
            continue
        row = one.had.row
        had_it = next((had for had in renditions.get((row.number, row.version), ()) if had.file == row.file), None)
        choice = _choice(dispatch, house, had_it)
        found, none = choose(choice, [Meant(reader, row.list)])
        going += [_notice(going_one, one, about) for going_one in found]
        staying += none
    if about.purpose == "withdrawal":
        return tuple(going), tuple(staying)
    stamped, more = stampable(dispatch, house, tuple(going))
    return stamped, (*staying, *more)


def _choice(dispatch: Dispatch, house: House, had_it: IssuedRendition | None) -> Choice:
    """What `send` knows when it chooses, but for the ledger, which has been asked."""
    near = dispatch.renditions
    for name in ("audience", "language") if had_it else ():
        near = tuple(one for one in near if getattr(one, name) == getattr(had_it, name)) or near
    return Choice(
        dispatch.number,
        dispatch.version,
        near,
        house.directory.key,
        house.marks(),
        Ledger(),
        house.clients,
        house.suppressed,
        had_it.audience if had_it and had_it.audience in {one.audience for one in near} else "",
    )


def _notice(going: Going, one: Owed, about: About) -> Going:
    """The same message as a notice about what the reader has."""
    row, uncertain = one.had.row, fate_of(one.had.row)
    perhaps = {UNCERTAIN: f"may have version {row.version}: uncertain", DRAFT: f"of version {row.version} a draft"}
    told = "; ".join(filter(None, (perhaps.get(uncertain, f"has version {row.version}"), going.told)))
    copies = "issued" if about.purpose == "withdrawal" else going.copies  # nothing is enclosed that could be numbered
    name = message_name(about.purpose, about.number, about.latest, one.reader)
    return replace(going, message=name, purpose=about.purpose, earlier=row, copies=copies, told=told)


def _told(one: Owed) -> bool:
    return any(fate_of(row).has == "yes" for row in one.since)


def _stays(one: Owed, reader: Reader, about: About) -> Staying | None:
    """Why a reader is not told again: the notice was sent, or its version, or is uncertain."""
    for row in one.since:
        what = f"was told of the {about.purpose}" if row.purpose == about.purpose else f"version {row.version}"
        if row.state == "drafted":
            day = f"{row.at:%Y-%m-%d %H:%M}"
            why = f"a draft was written on {day}; if it was thrown away, `deliveries --settle` says so"
            return Staying(reader, f"{what}: {why}")
        if why := had(row):
            return Staying(reader, f"{what}: {why}", row.state == "unknown")
        if row.purpose != about.purpose and row.state in ("queued", "deferred"):
            return Staying(reader, f"{what}: it waits to be sent; run `send` again")
    return None
