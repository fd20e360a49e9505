"""Desk: a folder marked by desk.yml goes in; where things are kept comes out. Reads nothing but the folder tree."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from iria_reports.errors import DeskNotFound

DESK_FILE = "desk.yml"
NOT_SPECS = {".md", ".pdf", ".html"}
SUFFIXES = {".yml", ".yaml", *NOT_SPECS}


def house_folder() -> Path:
    """The folder that holds the house's own templates/ and assets/: inside an installed wheel, or the checkout."""
    packed = Path(__file__).parent / "house"
    return packed if packed.is_dir() else Path(__file__).parent.parent


@dataclass(frozen=True)
class Desk:
    """A desk's root and the places in it. A desk's own templates and assets come before the house's."""

    root: Path

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def articles(self) -> Path:
        return self.reports / "articles"

    @property
    def data(self) -> Path:
        return self.reports / "data"

    @property
    def sources(self) -> Path:
        return self.reports / "sources"

    @property
    def saved(self) -> Path:
        """Copies of sources as they were read."""
        return self.sources / "saved"

    @property
    def clients(self) -> Path:
        return self.reports / "clients"

    @property
    def earlier(self) -> Path:
        """The report.json files of earlier reports, whose judgements are followed and scored."""
        return self.reports / "earlier"

    @property
    def outcomes(self) -> Path:
        """What came of their judgements: only ever added to."""
        return self.reports / "outcomes.jsonl"

    @property
    def settings(self) -> Path:
        return self.root / DESK_FILE

    @property
    def drafts(self) -> Path:
        return self.root / "output" / "drafts"

    @property
    def mail(self) -> Path:
        """Messages that wait for somebody to look at them and send them: throwaway."""
        return self.root / "output" / "mail"

    @property
    def approvals(self) -> Path:
        return self.root / "output" / "approvals"

    def layers(self, folder: str) -> tuple[Path, ...]:
        """`folder` in this desk and then in the house, those that exist."""
        candidates = dict.fromkeys([self.root / folder, house_folder() / folder])
        return tuple(path for path in candidates if path.is_dir())

    def name_of(self, path: Path) -> str:
        """`path` as the analyst would type it from the desk's root."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.as_posix()

    def spec(self, name: str) -> Path:
        """The specification called `name`: a path, or a name in reports/ with or without .yml; beside a text, its own.

        Raises DeskNotFound with the nearest names there are.
        """
        given = Path(name)
        places = [(Path(), name), (self.reports, name), (self.reports, f"{name}.yml")]
        if given.suffix in NOT_SPECS:
            places = [(self.reports, f"{given.stem}.yml"), (Path(), str(given.with_suffix(".yml")))]
        for folder, candidate in places:
            if file := find_file(folder, candidate):
                return file
        raise DeskNotFound(f"no report {name!r} here or in {self.reports}", advice=self._near(given))

    def report_names(self) -> list[str]:
        """The desk's reports as they are typed, the one changed last first."""
        files = sorted(self.reports.glob("*.yml"), key=lambda path: (-path.stat().st_mtime_ns, path.name))
        return [path.stem for path in files]

    def _near(self, given: Path) -> str:
        """What to do about a name that no report has."""
        known = self.report_names()
        stem = given.stem if given.suffix in SUFFIXES else given.name
        alike = {name.casefold(): name for name in known}
        near = [alike[one] for one in get_close_matches(stem.casefold(), alike, n=3)]
        if near:
            return f"did you mean {' or '.join(near)}?"
        there = f"there is {', '.join(known[:6])}; " if known else ""
        return f"{there}a new report begins with `iria-report new my-report`"


def find_file(folder: Path, name: str) -> Path | None:
    """The ordinary file that `name` means in `folder`, or None.

    None too where no file can have such a name (too long, a NUL in it) and where a link leads to itself.
    """
    try:
        file = (folder / name).resolve()
        return file if file.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def leads_out(folder: Path, name: str) -> bool:
    """Whether `name`, taken in `folder`, means a place outside it."""
    try:
        return not (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def find_desk(start: Path, spec: str = "") -> Desk:
    """The desk that holds `spec` (when it is a path) or `start`: the nearest folder above with a desk.yml.

    Raises DeskNotFound.
    """
    folders = [start.resolve()]
    if spec and (file := find_file(Path(), spec)):
        folders.insert(0, file.parent)
    for folder in folders:
        for above in (folder, *folder.parents):
            if (above / DESK_FILE).is_file():
                return Desk(above)
    raise DeskNotFound(
        f"no {DESK_FILE} in {start} or any folder above it",
        advice="go to your desk's folder, or make one with `iria-report init our-desk`; "
        f"a desk is a folder with a {DESK_FILE} (it may be empty) and a reports/ folder in it",
    )
