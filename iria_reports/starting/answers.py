"""What a new user answers: the house behind a desk, or the choices of a report; each answer is read here or refused.

A reader takes what was typed and returns the answer, or raises ValueError with what to write instead.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iria_reports.contrast import LABELS, contrast, nearest_passing
from iria_reports.desk import Desk, find_file
from iria_reports.errors import Place
from iria_reports.writing.fields import days_meant, iso_date
from iria_reports.writing.library import slugs
from iria_reports.writing.logos import check_logo
from iria_reports.writing.match import suggest, suggest_or_list
from iria_reports.writing.settings import HouseChoice
from iria_reports.writing.spec import KIND_LABELS

LONGEST_LINE = 300
LONGEST_SHORT_NAME = 24
LONGEST_SLUG = 80
HOUSE = HouseChoice()
ACCENT = "#b5451b"  # this and the grounds as in setting/theme.py, which is slow to import
GROUNDS = ("#ffffff", "#f2f4f6")
ENDINGS = (".csv", ".xlsx")
NONE = {"", "-", "none", "no"}


@dataclass(frozen=True)
class HouseAnswers:
    """Who publishes. `contact` may be empty; `accent` is the theme's own, and `logo` None, where nothing was wished."""

    name: str = HOUSE.name
    short_name: str = HOUSE.short_name
    contact: str = ""
    accent: str = ACCENT
    logo: Path | None = None


@dataclass(frozen=True)
class ReportAnswers:
    """What a report begins with; `articles` and `data` name what there is in the desk."""

    title: str
    as_of: date
    kind: str = "backgrounder"
    data: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


def line(text: str) -> str:
    """One line of text."""
    words = " ".join(text.split())
    if not words:
        raise ValueError("write a line of text")
    if len(words) > LONGEST_LINE:
        raise ValueError(f"write at most {LONGEST_LINE} characters; these are {len(words)}")
    return words


def short_name(text: str) -> str:
    """A name for the top of every page."""
    words = line(text)
    if len(words) > LONGEST_SHORT_NAME:
        raise ValueError(f"write at most {LONGEST_SHORT_NAME} characters, such as IRIA; these are {len(words)}")
    return words


def line_or_none(text: str) -> str:
    """One line of text, or nothing."""
    return "" if text.strip().casefold() in NONE else line(text)


def initials(name: str) -> str:
    """The capitals of a name, or, where it has fewer than two, the name itself.

    >>> initials("Northern Institute of Peace")
    'NIP'
    """
    if name == HOUSE.name:
        return HOUSE.short_name
    capitals = "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())
    return capitals if len(capitals) > 1 else name[:LONGEST_SHORT_NAME].strip()


def accent(text: str) -> str:
    """A colour as #rrggbb that can be read as a label on the house's paper."""
    digits = text.strip().strip("\"'").removeprefix("#").lower()
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch("[0-9a-f]{6}", digits):
        raise ValueError("write a colour as # and six digits or letters a to f, such as #b5451b")
    colour = f"#{digits}"
    found = min(contrast(colour, ground) for ground in GROUNDS)
    if found < LABELS:
        nearest = nearest_passing(colour, GROUNDS)
        raise ValueError(f"too pale to read on the page ({found:.1f} to 1; at least {LABELS} to 1): write {nearest}")
    return colour


def logo(text: str) -> Path | None:
    """The file of a logo that may be printed, or none."""
    if text.strip().casefold() in NONE:
        return None
    file = find_file(Path(), str(Path(text.strip().strip("\"'")).expanduser()))
    if file is None:
        raise ValueError("there is no such file; write its path, such as logo.svg, or none")
    if faults := check_logo(file, file.name, Place(file.name)):
        raise ValueError("; ".join(f"{fault.message}: {fault.advice}" for fault in faults))
    return file


def kind(text: str) -> str:
    """A kind of report."""
    word = re.sub(r"[\s_]+", "-", text.strip().casefold())
    if word not in KIND_LABELS:
        near = suggest(word, KIND_LABELS)
        raise ValueError(f"write {', '.join(KIND_LABELS)}{f'; {near}' if near else ''}")
    return word


def day(text: str) -> date:
    """An ISO date."""
    try:
        found: date = iso_date(text.strip())
    except ValueError as error:
        meant = days_meant(text) or (date(2022, 1, 20),)
        raise ValueError(f"write year-month-day, such as {' or '.join(map(str, meant))}") from error
    return found


def article(text: str, desk: Desk) -> str:
    """The name of an article of the desk."""
    return _one_of(text.strip().removesuffix(".md"), articles(desk), "article")


def data_file(text: str, desk: Desk) -> tuple[str, ...]:
    """The name of a table of the desk, or nothing."""
    name, there = text.strip().replace("\\", "/").removeprefix("reports/data/"), tables(desk)
    if name.casefold() in NONE:
        return ()
    whole = next((name + ending for ending in ENDINGS if name + ending in there), name)
    return (_one_of(whole, there, "file in reports/data/"),)


def articles(desk: Desk) -> list[str]:
    """The articles there are in reports/articles/, as reports name them."""
    return slugs(desk)


def tables(desk: Desk) -> list[str]:
    """The tables there are in reports/data/; not what Excel puts beside a workbook that is open."""
    files = [path for path in desk.data.rglob("*") if path.suffix in ENDINGS and path.name[:2] != "~$"]
    return sorted(path.relative_to(desk.data).as_posix() for path in files)


def _one_of(name: str, there: Iterable[str], what: str) -> str:
    known = list(there)
    if name not in known:
        raise ValueError(f"there is no {what} called {name!r}; {suggest_or_list(name, known)}")
    return name


def legal_slug(text: str) -> str:
    """The nearest name that a report may have: `Kazakhstan 2022` gives kazakhstan-2022; empty where there is none.

    >>> legal_slug("Élections au Tchad !")
    'elections-au-tchad'
    """
    plain = unicodedata.normalize("NFKD", text.replace("\\", "/").rsplit("/", 1)[-1]).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.casefold()).strip("-")[:LONGEST_SLUG].strip("-")


def title_from(slug: str) -> str:
    """A title to begin with: `kazakhstan-2022` gives `Kazakhstan 2022`."""
    words = slug.replace("-", " ")
    return words[:1].upper() + words[1:]
