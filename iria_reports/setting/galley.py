"""THE MAP of setting: a Report goes in; a Galley comes out: one HTML text and its assets, not yet paginated."""

import base64
import hashlib
import json
import shutil
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path

from iria_reports.desk import Desk
from iria_reports.drawing.draw import draw
from iria_reports.report import Figure, Picture, Report
from iria_reports.setting.attachments import attachments
from iria_reports.setting.brand import branded
from iria_reports.setting.logos import logos
from iria_reports.setting.page import Made, set_page
from iria_reports.setting.theme import Theme, load_theme

GALLEY_FORMAT = 1
MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".ttf": "font/ttf",
}


@dataclass(frozen=True)
class Galley:
    """A folder: report.html, galley.json and assets/; `notes` is how many notes the printed pages must hold."""

    folder: Path
    slug: str
    notes: int


def set_galley(report: Report, desk: Desk, folder: Path) -> Galley:
    """The galley of `report` in `folder`. Raises InputFaults for a theme at fault."""
    theme = load_theme(desk, report.theme)
    files = _files(report, desk, theme)
    made = _made(report, desk)
    page = set_page(report, branded(theme, report.client), made)
    assets = folder / "assets"
    assets.mkdir(parents=True)
    for name, content in files.items():
        _put(assets / name, content)
    (assets / "theme.css").write_text(page.css, encoding="utf-8")
    (folder / "report.html").write_text(page.html, encoding="utf-8")
    attached = []
    for file in attachments(report):
        (assets / file.name).write_bytes(file.content)
        attached.append(
            {
                "file": file.name,
                "name": file.name,
                "description": file.description,
                "relationship": file.relationship,
                "media_type": file.media_type,
            }
        )
    manifest = {
        "format": GALLEY_FORMAT,
        "html": "report.html",
        "language": report.language,
        "created": datetime.combine(report.as_of, time(), UTC).isoformat(),
        "notes": page.notes,
        "assets": {name: _media_type(name) for name in [*files, "theme.css"]},
        "attachments": attached,
    }
    (folder / "galley.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return Galley(folder, report.slug, page.notes)


def screen_page(report: Report, desk: Desk) -> str:
    """The report as one HTML page for a screen: figures and fonts inside it, no other file, no script."""
    theme = load_theme(desk, report.theme)
    files = _files(report, desk, theme, outlined=True)
    screen = {
        name: f"data:{_media_type(name)};base64,{base64.b64encode(_bytes(c)).decode()}" for name, c in files.items()
    }
    return set_page(report, branded(theme, report.client), _made(report, desk), screen=screen).html


def _files(report: Report, desk: Desk, theme: Theme, *, outlined: bool = False) -> dict[str, bytes | Path]:
    """Every asset by its name in the galley: drawn figures and pictures by their hash, fonts by their own names.

    Charts keep the theme's own accent under a client's: their colours are proven to part from one another.
    """
    style = replace(theme.style(report.paper), outlined=outlined)
    files: dict[str, bytes | Path] = {}
    for number, figure in enumerate(report.figures(), 1):
        files[f"figure-{number}.svg"] = draw(figure, style, report.language, maps=_maps(desk, figure))
    for block in report.blocks():
        if isinstance(block, Picture):
            file = desk.reports / block.asset
            files[_hashed(file)] = file
    for file in logos(report, desk).values():
        files[_hashed(file)] = file
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


def _made(report: Report, desk: Desk) -> Made:
    ink = {figure.meta.id: f"figure-{number}.svg" for number, figure in enumerate(report.figures(), 1)}
    pictures = {b.asset: _hashed(desk.reports / b.asset) for b in report.blocks() if isinstance(b, Picture)}
    shown = {name: _hashed(file) for name, file in logos(report, desk).items()}
    return Made(ink, pictures, shown, scripts_in(report))


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


def _bytes(content: bytes | Path) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content


def _put(target: Path, content: bytes | Path) -> None:
    if isinstance(content, Path):
        shutil.copyfile(content, target)
    else:
        target.write_bytes(content)
