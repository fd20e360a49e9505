"""THE MAP of setting: a Report goes in; a Galley comes out: one HTML text and its assets, not yet paginated.

Its figures are drawn by a pen's child meanwhile, and put into the galley one by one.
"""

import base64
import hashlib
import json
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from iria_reports.desk import Desk
from iria_reports.drawing.cover import has_cover, larger, quieter
from iria_reports.drawing.pen import Drawing, Pen
from iria_reports.drawing.style import Style
from iria_reports.report import Figure, Picture, Report
from iria_reports.setting.attachments import attachments
from iria_reports.setting.brand import branded
from iria_reports.setting.logos import logos
from iria_reports.setting.packed_fonts import packed
from iria_reports.setting.page import Made, cover_figure, set_page
from iria_reports.setting.theme import Theme, load_theme

GALLEY_FORMAT = 1
COVER = "cover.svg"
MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".ttf": "font/ttf",
}


@dataclass(frozen=True)
class Galley:
    """A folder: report.html, galley.json and assets/; `notes` is how many notes the printed pages must hold.

    arriving  puts the figures that are still being drawn into assets/, and yields the name of each
    """

    folder: Path
    slug: str
    notes: int
    arriving: Iterator[str]


def set_galley(report: Report, desk: Desk, folder: Path, pen: Pen) -> Galley:
    """The galley of `report` in `folder`. Raises InputFaults for a theme at fault."""
    theme = load_theme(desk, report.theme)
    pictures = pen.take(_drawings(report, desk, theme.style(report.paper)))
    files = _files(report, desk, theme)
    page = set_page(report, branded(theme, report.client), _made(report, desk))
    assets = folder / "assets"
    assets.mkdir(parents=True)
    for name, file in files.items():
        shutil.copyfile(file, assets / name)
    (assets / "theme.css").write_text(page.css, encoding="utf-8")
    (folder / "report.html").write_text(page.html, encoding="utf-8")
    attached = []
    for enclosure in attachments(report):
        (assets / enclosure.name).write_bytes(enclosure.content)
        attached.append(
            {
                "file": enclosure.name,
                "name": enclosure.name,
                "description": enclosure.description,
                "relationship": enclosure.relationship,
                "media_type": enclosure.media_type,
            }
        )
    inked = _inked(report)
    manifest = {
        "format": GALLEY_FORMAT,
        "html": "report.html",
        "language": report.language,
        "created": datetime.combine(report.dated, time(), UTC).isoformat(),
        "identifier": report.name if report.imprint else "",
        "notes": page.notes,
        "assets": {name: _media_type(name) for name in [*inked, *files, "theme.css"]},
        "awaited": inked,
        "attachments": attached,
    }
    (folder / "galley.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return Galley(folder, report.slug, page.notes, _arriving(inked, pictures, assets))


def screen_page(report: Report, desk: Desk, pen: Pen) -> str:
    """The report as one HTML page for a screen: figures and fonts inside it, no other file, no script."""
    theme = load_theme(desk, report.theme)
    pictures = pen.take(_drawings(report, desk, replace(theme.style(report.paper), outlined=True)))
    screen = {name: _inside(file, name) for name, file in _files(report, desk, theme).items()}
    screen |= {name: _data(svg.encode(), _media_type(name)) for name, svg in zip(_inked(report), pictures, strict=True)}
    return set_page(report, branded(theme, report.client), _made(report, desk), screen=screen).html


def _inside(file: Path, name: str) -> str:
    """A file as an address that holds it; a font packed."""
    if name.endswith(".ttf"):
        return _data(packed(file), "font/woff")
    return _data(file.read_bytes(), _media_type(name))


def _data(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def _arriving(names: list[str], pictures: Iterator[str], assets: Path) -> Iterator[str]:
    for name, svg in zip(names, pictures, strict=True):
        (assets / name).write_text(svg, encoding="utf-8", newline="")
        yield name


def _drawings(report: Report, desk: Desk, style: Style) -> list[Drawing]:
    """Charts keep the theme's own accent under a client's: their colours are proven to part from one another."""
    drawings = [Drawing(figure, style, report.language, _maps(desk, figure)) for figure in report.figures()]
    if (figure := cover_figure(report)) and has_cover(figure):
        drawings.append(Drawing(quieter(figure), larger(style), report.language, _maps(desk, figure)))
    return drawings


def _files(report: Report, desk: Desk, theme: Theme) -> dict[str, Path]:
    """Every file to copy, by its name in the galley: pictures by their hash, fonts by their own names."""
    shown = [desk.reports / block.asset for block in report.blocks() if isinstance(block, Picture)]
    files = {_hashed(file): file for file in [*shown, *logos(report, desk).values()]}
    scripts = scripts_in(report)
    for face, path in theme.fonts:
        if face.script is None or face.script in scripts:
            files[path.name] = path
    return files


def _maps(desk: Desk, figure: Figure) -> Path:
    """The folder that holds the figure's base map: the desk's own or the house's."""
    folders = [layer / "maps" for layer in desk.layers("assets")]
    manifest = f"{figure.options.get('base', '')}.json"
    return next((folder for folder in folders if (folder / manifest).is_file()), desk.root)


def _ink(report: Report) -> dict[str, str]:
    """The file of each figure, by the figure's id."""
    return {figure.meta.id: f"figure-{number}.svg" for number, figure in enumerate(report.figures(), 1)}


def _inked(report: Report) -> list[str]:
    """The file of each drawing, in order: those of the figures, then the cover's where it has one of its own."""
    figure = cover_figure(report)
    return [*_ink(report).values(), *([COVER] if figure and has_cover(figure) else [])]


def _made(report: Report, desk: Desk) -> Made:
    pictures = {b.asset: _hashed(desk.reports / b.asset) for b in report.blocks() if isinstance(b, Picture)}
    shown = {name: _hashed(file) for name, file in logos(report, desk).items()}
    own = [name for name in _inked(report) if name == COVER]
    return Made(_ink(report), pictures, shown, scripts_in(report), *own)


def scripts_in(report: Report) -> frozenset[str]:
    """Which scripts with faces of their own occur in the report."""
    text = report.model_dump_json()
    return frozenset(
        {"Arabic"} if any("ARABIC" in unicodedata.name(c, "") for c in set(text) if ord(c) > 0x5FF) else ()
    )


def _hashed(file: Path) -> str:
    """A picture's name in the galley: its ending says what it is, which its own (.jfif, .jpe, .JPG) may not."""
    content = file.read_bytes()
    ending = ".svg" if file.suffix.lower() == ".svg" else ".png" if content.startswith(b"\x89PNG") else ".jpg"
    return hashlib.sha256(content).hexdigest()[:16] + ending


def _media_type(name: str) -> str:
    return "text/css" if name.endswith(".css") else MEDIA_TYPES[Path(name).suffix]
