"""Desk: a folder marked by desk.yml goes in; where things are kept comes out. Reads nothing but the folder tree."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from iria_reports.errors import DeskNotFound

DESK_FILE = "desk.yml"


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
    def clients(self) -> Path:
        return self.reports / "clients"

    @property
    def settings(self) -> Path:
        return self.root / DESK_FILE

    @property
    def drafts(self) -> Path:
        return self.root / "output" / "drafts"

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
        """The specification called `name`: a path, or a name in reports/ with or without .yml.

        Raises DeskNotFound with the nearest names there are.
        """
        given = Path(name)
        candidates = [given, self.reports / name, self.reports / f"{name}.yml"]
        for candidate in candidates:
            if candidate.is_file():
                return candidate.resolve()
        known = sorted(path.name for path in self.reports.glob("*.yml"))
        near = get_close_matches(given.name, known, n=3) or known[:5]
        advice = f"did you mean {' or '.join(near)}?" if near else f"there is no report in {self.reports} yet"
        raise DeskNotFound(f"no report {name!r} here or in {self.reports}", advice=advice)


def find_desk(start: Path, spec: str = "") -> Desk:
    """The desk that holds `spec` (when it is a path) or `start`: the nearest folder above with a desk.yml.

    Raises DeskNotFound.
    """
    folders = [start.resolve()]
    if spec and Path(spec).is_file():
        folders.insert(0, Path(spec).resolve().parent)
    for folder in folders:
        for above in (folder, *folder.parents):
            if (above / DESK_FILE).is_file():
                return Desk(above)
    raise DeskNotFound(
        f"no {DESK_FILE} in {start} or any folder above it",
        advice=f"a desk is a folder with a {DESK_FILE} (it may be empty) and a reports/ folder in it",
    )
