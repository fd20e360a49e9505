"""THE MAP of `build`: a specification's path goes in, a Proof comes out. Read this first.

Spec  ->  Report  ->  Galley  ->  Proof
"""

import errno
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from iria_reports.composing.compose import compose
from iria_reports.composing.remarks import remarks
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.drawing.pen import Pen
from iria_reports.errors import CannotWrite, Fault, InputFaults, Place
from iria_reports.printing.lint.finding import PagesUnreadable
from iria_reports.printing.lint.places import located
from iria_reports.printing.print_proof import print_proof
from iria_reports.printing.proof import Proof
from iria_reports.report import Report
from iria_reports.setting.galley import screen_page, set_galley
from iria_reports.workshop import Workshop
from iria_reports.writing.load import load_spec
from iria_reports.writing.spec import Spec


@dataclass(frozen=True)
class Built:
    """One report built.

    warnings     what is worth a look but stops nothing: in what was written, then in how its pages came out
    as_of_today  neither the specification nor the command line named a day
    """

    report: Report
    proof: Proof
    warnings: tuple[Fault, ...] = ()
    as_of_today: bool = False


@dataclass(frozen=True)
class Job:
    """What to build: a specification of a desk, the rendition asked for, and the folder for the file."""

    spec: Path
    desk: Desk
    ask: Ask
    out: Path


def build(job: Job, workshop: Workshop | None = None, *, tell: Callable[[str], None] = lambda stage: None) -> Built:
    """Print the report of `job`. A workshop started earlier saves its start; `tell` gets the name of each stage.

    Raises InputFaults, MachineNotReady, PrintingFailed or CannotWrite; an earlier file in `job.out` then stays.
    """
    with workshop or Workshop.start() as ready, tempfile.TemporaryDirectory(prefix="iria-galley-") as scratch:
        tell("reading")
        spec = load_spec(job.spec, job.desk, ReportChoices)
        tell("composing")
        report = compose(spec, job.ask)
        warnings = remarks(spec, job.ask)
        tell("setting")
        with scratch_room():
            galley = set_galley(report, job.desk, Path(scratch) / "galley", ready.pen)
        tell("printing")
        try:
            file = prepared(job.out) / f"{report.name}.pdf"
            with scratch_room():
                proof = print_proof(ready.press, galley.folder, file, galley.arriving)
        except PagesUnreadable as unreadable:
            raise InputFaults(located(unreadable.findings, report, spec.path)) from unreadable
    warnings = (*warnings, *located(proof.layout, report, spec.path), *over_budget(spec, report, proof))
    return Built(report, proof, warnings, as_of_today=job.ask.as_of is None and spec.choices.as_of is None)


@contextmanager
def scratch_room() -> Iterator[None]:
    """A full folder for scratch files is not a fault of ours. Raises CannotWrite."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        advice = "make room there, or name another folder in TMPDIR"
        raise CannotWrite(f"no room is left in {tempfile.gettempdir()}", advice=advice) from error


def over_budget(spec: Spec, report: Report, proof: Proof) -> tuple[Fault, ...]:
    """A warning where a rendition has more pages than the desk allows its audience."""
    most = spec.settings.audiences.given(report.audience).pages
    if most is None or proof.pages <= most:
        return ()
    place, message = Place(spec.path), f"{proof.pages} pages, and {report.audience} are to have at most {most}"
    advice = "shorten the judgements and options, choose a smaller `brief-chart:`, or change `pages:` in desk.yml"
    return (Fault(place, "", message, advice),)


def write_html(built: Built, desk: Desk) -> Path:
    """The same report as one HTML page beside the PDF. Raises CannotWrite, MachineNotReady or PrintingFailed."""
    file = built.proof.path.parent / f"{built.report.name}.html"
    scratch = file.with_name(f".{file.name}.new")
    try:
        with Pen.start() as pen:
            scratch.write_text(screen_page(built.report, desk, pen), encoding="utf-8")
        scratch.replace(file)
    except OSError as error:
        raise CannotWrite(
            f"{file} cannot be written ({error.strerror})", advice="choose another folder with --out"
        ) from error
    finally:
        scratch.unlink(missing_ok=True)
    return file


def prepared(out: Path) -> Path:
    """`out`, made where it is missing. Raises CannotWrite."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            f"the folder {out} cannot be made ({error.strerror})", advice="choose another with --out"
        ) from error
    return out
