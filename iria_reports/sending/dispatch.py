"""An issue's number goes in; what may be sent of it comes out: files proved by their hash, each with its report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from iria_reports.cataloguing.listing import Listed, one_version, versions_of
from iria_reports.desk import leads_out
from iria_reports.errors import ArchiveDamaged, Refused
from iria_reports.issuing.archive import Archive
from iria_reports.issuing.bag import sha256_of
from iria_reports.issuing.entries import IssuedRendition
from iria_reports.report import Report
from iria_reports.report.embargo import is_released

VERIFY = "run `iria-report archive verify`, and put the bag back from a copy"


@dataclass(frozen=True)
class Dispatch:
    """One version of an issue, ready to be sent.

    files, reports  where each rendition lies, and what it says, by the name of its file
    """

    number: str
    version: int
    title: str
    renditions: tuple[IssuedRendition, ...]
    files: Mapping[str, Path]
    reports: Mapping[str, Report]


def version_to_send(listed: tuple[Listed, ...], number: str, version: int | None) -> Listed:
    """The version that stands. Raises Refused for one that is withdrawn, superseded, void or not made here."""
    one = one_version(listed, number, version)
    latest = versions_of(listed, number)[-1]
    if one.withdrawn:
        message = f"{one.number} was withdrawn on {one.withdrawn.at:%Y-%m-%d}: {one.withdrawn.reason}"
        raise Refused(message, advice=f"tell those who have it: iria-report notify {one.number}")
    if one.state == "superseded":
        message = f"version {one.version} of {one.number} is superseded by version {latest.version}"
        raise Refused(message, advice=f"iria-report send {one.number}")
    if one.full is None:
        message = f"{one.number} was taken in as it was: its contents are not known to this program"
        raise Refused(message, advice="send its file by hand")
    return one


def dispatch_of(archive: Archive, one: Listed) -> Dispatch:
    """The version's files and reports. Raises ArchiveDamaged where a file is not the one that was issued."""
    found = list(_files(archive, one))
    return Dispatch(
        one.number,
        one.version,
        one.title,
        one.renditions,
        {rendition.file: file for rendition, file in found},
        {rendition.file: report_beside(file) for rendition, file in found},
    )


def report_beside(file: Path) -> Report:
    """What an issued file says, from the report.json beside it. Raises ArchiveDamaged."""
    try:
        return Report.model_validate_json(file.with_name(f"{file.stem}.report.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise ArchiveDamaged(f"{file.stem}.report.json cannot be read", advice=VERIFY) from error


def embargoed(dispatch: Dispatch, now: datetime) -> None:
    """Raises Refused where a rendition is under an embargo that is not over; a day begins in the house's zone."""
    for report in dispatch.reports.values():
        if not is_released(report.embargo, now):
            message = f"{dispatch.number} is under embargo until {report.embargo}; it is {now:%Y-%m-%d %H:%M %Z}"
            raise Refused(message, advice="wait until then; --dry-run shows who would get it")


def _files(archive: Archive, one: Listed) -> Iterator[tuple[IssuedRendition, Path]]:
    for line in one.lines:
        for rendition in line.renditions:
            if leads_out(archive.root, f"{line.bag}/data/{rendition.file}"):
                raise ArchiveDamaged(f"the register names a file outside the archive: {rendition.file}", advice=VERIFY)
            file = archive.bag(line.bag) / "data" / rendition.file
            if not file.is_file() or sha256_of(file) != rendition.sha256:
                raise ArchiveDamaged(f"{line.bag}/data/{rendition.file} is not what was issued", advice=VERIFY)
            yield rendition, file
