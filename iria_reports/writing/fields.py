"""The types that fields of our files have: ISO dates, slugs, languages, references to other things by name."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from babel.core import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_before_validator_function

from iria_reports.report.embargo import embargo_of

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
SPOKEN_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class Choices(BaseModel):
    """A part of a file the analyst writes: closed to unknown keys, written with hyphens in YAML."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"), populate_by_name=False
    )


@dataclass(frozen=True)
class RefersTo:
    """Marks a field whose value names a thing kept elsewhere: an article, a table, a source, a heading, a mark, ..."""

    what: Literal[
        "article",
        "table",
        "source",
        "sources table",
        "heading",
        "mark",
        "theme",
        "map",
        "client",
        "picture",
        "citation style",
    ]


def is_language(value: str) -> bool:
    """Whether babel knows the tag."""
    try:
        return bool(Locale.parse(value, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


@dataclass(frozen=True)
class Named:
    """Lets a plain word stand for a mapping with one key: `- events.csv` for `- file: events.csv`."""

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self.widened, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"type": "string", "title": self.key}]}

    def widened(self, value: Any) -> Any:
        """The mapping that a plain word stands for."""
        return {self.key: value} if isinstance(value, str) else value


def iso_date(value: Any) -> Any:
    """A full ISO date. Raises PydanticCustomError for 5/1/2022, which means two days, and for days that are none."""
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if not isinstance(value, str) or not ISO_DATE.fullmatch(text):
        meant = " or ".join(str(day) for day in days_meant(text)) or "year-month-day, such as 2022-01-20"
        raise PydanticCustomError("iso_date", "not a date; write {meant}", {"meant": meant})
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PydanticCustomError("iso_date", "no such day in the calendar; correct the day or the month") from error


def days_meant(first: str, *others: str) -> tuple[date, ...]:
    """The days that a date such as 05/01/2022 or 5.1.22 may mean: day and month in each order that fits `others` too.

    >>> [str(day) for day in days_meant("05/01/2022")]
    ['2022-01-05', '2022-05-01']
    >>> [str(day) for day in days_meant("05/01/2022", "31/01/2022")]
    ['2022-01-05']
    """
    written = [match for text in (first, *others) if (match := SPOKEN_DAY.fullmatch(text.strip()))]
    if not SPOKEN_DAY.fullmatch(first.strip()):
        return ()
    orders = [[_calendar_day(match, *order) for match in written] for order in ((2, 1), (1, 2))]
    fitting = [days for days in orders if None not in days] or orders
    return tuple(sorted({days[0] for days in fitting if days[0]}))


def _calendar_day(match: re.Match[str], month: int, day: int) -> date | None:
    year = int(match[3])
    try:
        return date(year + 2000 if year < 100 else year, int(match[month]), int(match[day]))
    except ValueError:
        return None


def in_the_calendar(value: str) -> str:
    """A day or moment that there is. Raises PydanticCustomError."""
    try:
        embargo_of(value)
    except ValueError as error:
        raise PydanticCustomError("embargo", "no such day or moment; correct the day or the hour") from error
    return value


def known_language(value: str) -> str:
    """A BCP 47 tag that babel knows, such as en-GB, ru, kk, ar. Raises PydanticCustomError."""
    if not is_language(value):
        raise PydanticCustomError("language", "no such language; write a tag such as en-GB, fr, ru, kk or ar")
    return value


def version(value: Any) -> Any:
    """A file format's number, written without quotation marks or with them."""
    return int(value) if isinstance(value, str) and value.isdigit() else value


FormatOne = Annotated[Literal[1], BeforeValidator(version)]
Embargo = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}([+-]\d{2}:\d{2}|Z)?)?$"),
    AfterValidator(in_the_calendar),
]
IsoDate = Annotated[date, BeforeValidator(iso_date), WithJsonSchema({"type": "string", "format": "date"})]
Language = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"),
    BeforeValidator(lambda value: known_language(value) if isinstance(value, str) else value),
]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Passage = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
ArticleSlug = Annotated[str, RefersTo("article")]
TableId = Annotated[str, RefersTo("table")]
SourceId = Annotated[str, RefersTo("source")]
SourcesTable = Annotated[str, RefersTo("sources table")]
HeadingText = Annotated[str, RefersTo("heading")]
MarkLabel = Annotated[str, RefersTo("mark")]
ThemeName = Annotated[str, RefersTo("theme")]
PictureFile = Annotated[str, RefersTo("picture")]
StyleName = Annotated[str, RefersTo("citation style")]
ClientName = Annotated[str, RefersTo("client")]


def slugify(text: str) -> str:
    """`text` as an id: lower-case letters and digits joined by hyphens; never empty."""
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-_") or "part"
