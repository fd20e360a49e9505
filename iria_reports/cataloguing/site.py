"""What the public may know goes in; one page that lists it comes out. It asks no server and needs no script."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from babel.dates import format_date

from iria_reports.cataloguing.public import Public
from iria_reports.desk import Desk
from iria_reports.errors import CannotWrite
from iria_reports.report import House
from iria_reports.setting.theme import load_theme

THEME = "iria"
PAGE = "index.html"


@dataclass(frozen=True)
class Dress:
    """The page's style sheet and script."""

    css: str
    script: str

    @property
    def policy(self) -> str:
        """A Content Security Policy by which this style and this script work, and nothing else (W3C, CSP Level 3)."""
        allowed = (
            f"style-src '{_digest(self.css)}'",
            f"script-src '{_digest(self.script)}'",
            "form-action 'self'",
            "base-uri 'none'",
        )
        return "; ".join(("default-src 'none'", *allowed))


def load_dress(desk: Desk) -> Dress:
    """The style in the desk's colours, and the script. Raises InputFaults for a theme at fault, OSError."""
    palette = load_theme(desk, THEME).file.palette
    colours = "".join(f"--{name}: {value}; " for name, value in palette.model_dump().items())
    texts = [
        next(layer / "site" / name for layer in desk.layers("assets") if (layer / "site" / name).is_file()).read_text(
            encoding="utf-8"
        )
        for name in ("site.css", "site.js")
    ]
    return Dress(f":root {{ {colours}}}\n{texts[0]}", texts[1])


def write_site(folder: Path, page: str) -> Path:
    """Write the page into `folder`, made where it is missing. Raises CannotWrite."""
    file = folder / PAGE
    new = file.with_name(f"{PAGE}.new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new.write_text(page, encoding="utf-8", newline="\n")
        new.replace(file)
    except OSError as error:
        raise CannotWrite(
            f"{file} cannot be written ({error.strerror or error})", advice="name another folder"
        ) from error
    return file


def site(reports: Iterable[Public], house: House, dress: Dress) -> str:
    """The whole page: HTML that a parser of XML reads too."""
    shown = tuple(reports)
    items = "\n".join(map(_item, shown))
    listed = f"<ol>\n{items}\n</ol>" if shown else "<p>Nothing has been issued yet.</p>"
    name = escape(house.name)
    count = "1 report" if len(shown) == 1 else f"{len(shown)} reports"
    contact = f"<p>{name} · {escape(house.contact)}</p>" if house.contact else f"<p>{name}</p>"
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="{dress.policy}"/>
<title>Issued reports · {name}</title>
<style>{dress.css}</style>
</head>
<body>
<a class="skip" href="#reports">To the list of reports</a>
<header>
<p class="house">{name}</p>
<h1>Issued reports</h1>
<p class="about">{count}, the newest first. Each has a number, and a fingerprint by which a copy can be proved.</p>
</header>
<main id="reports" tabindex="-1">
<form role="search" hidden="hidden">
<label for="words">Search titles, bottom lines, topics, regions, authors and numbers</label>
<input type="search" id="words" name="q" autocomplete="off" spellcheck="false"/>
</form>
<p id="found" role="status"></p>
{listed}
</main>
<footer>
{contact}
</footer>
<script>{dress.script}</script>
</body>
</html>
"""


def _item(one: Public) -> str:
    """One report: its facts, title, bottom line, what it is about, and its files' hashes."""
    language = f'lang="{escape(one.language)}" dir="auto"'
    line = f'<p class="line" {language}>{escape(one.bottom_line)}</p>' if one.bottom_line else ""
    about = " · ".join(escape(part) for part in (one.region, *one.topics) if part)
    by = escape(", ".join(one.authors))
    said = " · ".join(filter(None, (about, by)))
    facts = [
        f'<span class="number">{escape(one.number)}</span>',
        f'<span><time datetime="{one.issued}">{_day(one)}</time></span>',
        f"<span>{escape(one.kind)}</span>" if one.kind else "",
        f"<span>Version {one.version}</span>" if one.version > 1 else "",
        f'<span class="gone">Withdrawn on {_written(one.gone.isoformat())}</span>' if one.gone else "",
    ]
    return f"""<li id="{escape(one.number)}">
<h2 {language}>{escape(one.title)}</h2>
<p class="facts">{"".join(facts)}</p>
{line}{f'<p class="topics">{said}</p>' if said else ""}
<details><summary>Fingerprint<span class="of"> of {escape(one.number)}</span></summary><dl>{_hashes(one)}</dl></details>
</li>"""


def _hashes(one: Public) -> str:
    return "".join(f"<dt>{escape(file.file)}, SHA-256</dt><dd>{file.sha256}</dd>" for file in one.files)


def _day(one: Public) -> str:
    return _written(one.issued.isoformat())


def _written(day: str) -> str:
    return str(format_date(date.fromisoformat(day), "d MMMM y", "en_GB"))


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
