"""The models of our files go in; docs/reference.md comes out: every key, what it may hold, and what it is for."""

from collections.abc import Iterator
from typing import Any

from kind_examples import EXAMPLES, OWN_DESKS
from pydantic import BaseModel

from iria_reports.composing.charts import CHARTS
from iria_reports.composing.sections import SECTIONS, ReportChoices
from iria_reports.composing.sections.charts import SHORTHANDS, ChartSection
from iria_reports.judging.ledger import Outcome
from iria_reports.setting.theme import ThemeFile
from iria_reports.writing.audiences import HOUSE, AudienceChoice
from iria_reports.writing.clients import ClientFile
from iria_reports.writing.library import FrontMatter
from iria_reports.writing.settings import Settings
from iria_reports.writing.sources import COLUMNS

HEAD = """# Reference

Made from the models that check the files, by the tests: `./iria-report test tests/docs --accept` writes it anew.
`iria-report schema` prints the same for editors, as JSON Schema.
"""

NUMBERS = """## Numbers quoted from a table

`[@num:deaths.D10.value]` prints a cell of a table of `data:`: the table's id, the row, the column. The row is named by
its column `id` (or `event_id`), where there is none by the words of the first column: `[@num:tolls.Almaty.value]`.
It may stand in prose, articles, judgements, captions, and in the titles, subtitles and alternative texts of charts and
tables; not in headings. A changed table changes the text and its note.

- **As written.** Numbers and days as the language of the text writes them, every digit that the table has. A column
  with `_high` beside it prints a range, 2,000 to 2,500; `deaths` prints one of `deaths_min` and `deaths_max`, or of
  `deaths_low` and `deaths_high`. Where a column has both `_low` and `_high` it is the estimate between them and stands
  alone. To print a number otherwise, change it in the table or give it a column of its own.
- **The note.** The row's source joins the next citation of the sentence, or the one that closes it; where there is none
  it is noted at the sentence's end. What a judgement's statement quotes is noted with its `basis:`, where that cites.
  The day in `withdrawn_on` rests on `withdrawn_source`.
- **As of.** A row known only after the as-of day, or after the article that quotes it, is a fault; with `--as-of` what
  quotes it is left out.
- **Withdrawn.** A row whose `withdrawn_on` has come is a fault unless the same paragraph, list or set of judgements
  cites its `withdrawn_source` or quotes its `withdrawn_on`: each can be read without the others.
"""


def reference() -> str:
    """The whole page."""
    parts = [
        HEAD,
        "## The specification: reports/<slug>.yml\n",
        *table(ReportChoices, without=("sections",)),
        "## Sections\n\nEach is an item of `sections:`; a word alone is its `kind:`.\n",
        *sections(),
        NUMBERS,
        "## Charts\n\nEvery chart is a section of the kind `chart` and has these keys; each kind adds its own. "
        f"{' and '.join(f'`kind: {kind.name}`' for kind in SHORTHANDS)} alone say `kind: chart` and that `chart:`.\n",
        *table(ChartSection),
        *charts(),
        "## An article: reports/articles/<slug>.md\n",
        *table(FrontMatter),
        "## A sources table: reports/sources/*.csv\n",
        "| Column | What it holds |\n|---|---|",
        *(f"| `{name}` | {what} |" for name, what in COLUMNS.items()),
        "\n## A client: reports/clients/<name>.yml\n",
        *table(ClientFile),
        "## The desk: desk.yml\n",
        *table(Settings, without=("audiences",)),
        "### What each audience gets: `audiences:`\n\nOf officials, policymakers and academics, each with these keys; "
        "a section's own `audiences:` counts first.\n",
        *table(AudienceChoice),
        "The house's own choice, of which a desk gives only what it changes:\n",
        *house_audiences(),
        "## A line of the record of outcomes: reports/outcomes.jsonl\n\n"
        "Written by `iria-report judgements resolve`, and only ever added to.\n",
        *table(Outcome),
        "## A theme: templates/<theme>/theme.yml\n",
        *table(ThemeFile),
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def house_audiences() -> Iterator[str]:
    """The house's table of audiences, as it stands in desk.yml."""
    yield "    audiences:"
    for audience, choice in HOUSE.items():
        keys = ", ".join(f"{key}: {str(value).replace(chr(39), '')}" for key, value in choice.items())
        yield f"      {audience}: {{{keys}}}"
    yield ""


def sections() -> Iterator[str]:
    """Each section kind but the charts, with its example where it has one."""
    for kind in SECTIONS:
        if len(kind.options) == 1 and kind not in SHORTHANDS:
            yield f"### {kind.name}\n\n{said(kind.options[0])}\n"
            if example := (EXAMPLES | OWN_DESKS).get(kind.name):
                yield f"```yaml\n{example}```\n"
            yield from table(kind.options[0], without=("kind",))


def charts() -> Iterator[str]:
    """Each chart kind: its own options only."""
    for kind in CHARTS:
        yield f"### {kind.name}\n\n{kind.label[:1].upper()}{kind.label[1:]}.\n"
        yield from table(kind.options, without=("kind",))


def said(model: type[BaseModel]) -> str:
    """What the model says of itself, on one line."""
    return " ".join((model.__doc__ or "").split())


def table(model: type[BaseModel], *, without: tuple[str, ...] = ()) -> Iterator[str]:
    """A row for each key, those of the models within by their path."""
    schema = model.model_json_schema(by_alias=True)
    yield "| Key | Holds | Default | What it is for |\n|---|---|---|---|"
    yield from rows(schema, schema.get("$defs", {}), "", without)
    yield ""


def rows(schema: dict[str, Any], known: dict[str, Any], path: str, without: tuple[str, ...]) -> Iterator[str]:
    needed = schema.get("required", [])
    for key, value in schema["properties"].items():
        if key in without:
            continue
        default = "must be given" if key in needed else shown(value.get("default"))
        what = str(value.get("description", "")).replace("|", "\\|")
        yield f"| `{path}{key}` | {holds(value, known)} | {default} | {what} |"
        for many, inner in within(value, known):
            yield from rows(inner, known, f"{path}{key}{'[]' if many else ''}.", without)


def holds(value: dict[str, Any], known: dict[str, Any]) -> str:
    """The type in an analyst's words."""
    if "$ref" in value:
        return holds(known[value["$ref"].rsplit("/", 1)[1]], known)
    if options := value.get("anyOf") or value.get("oneOf"):
        kinds = dict.fromkeys(holds(one, known) for one in options if one.get("type") != "null")
        return " or ".join(kinds)
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{one}`" for one in value["enum"])
    if value.get("type") == "array":
        inner = value.get("items") or next(iter(value.get("prefixItems", [])), {})
        return f"list of {holds(inner, known)}"
    if value.get("type") == "object":
        return "keys below" if "properties" in value else "name: value"
    if value.get("format") == "date":
        return "day"
    return {"string": "text", "integer": "whole number", "number": "number", "boolean": "true, false"}[value["type"]]


def within(
    value: dict[str, Any], known: dict[str, Any], *, many: bool = False
) -> Iterator[tuple[bool, dict[str, Any]]]:
    """The models that a value holds, and whether it may hold several."""
    for one in (value, *value.get("anyOf", ()), *value.get("oneOf", ())):
        if "$ref" in one:
            inner = known[one["$ref"].rsplit("/", 1)[1]]
            if "properties" in inner:
                yield many, inner
        elif one.get("type") == "array" and one.get("items"):
            yield from within(one["items"], known, many=True)


def shown(default: Any) -> str:
    """A default as an analyst would write it."""
    if default is None or default == [] or default == {} or default == "":
        return ""
    if isinstance(default, (dict, list)):
        return "the house's"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"
