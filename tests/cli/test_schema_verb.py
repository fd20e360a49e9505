"""The JSON Schemas that editors use: every field described, the examples valid, the mistakes invalid."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from iria_reports.cli.schema import SCHEMAS, schema

ROOT = Path(__file__).parents[2]


def published(which: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(CliRunner().invoke(schema, [which]).stdout)
    return found


def fields(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for name, field in node.get("properties", {}).items():
            yield f"{path}.{name}", field
        for key, inner in node.items():
            yield from fields(inner, f"{path}.{key}" if key != "properties" else path)
    elif isinstance(node, list):
        for inner in node:
            yield from fields(inner, path)


@pytest.mark.parametrize("which", SCHEMAS)
def test_every_field_is_described(which: str) -> None:
    assert [path for path, field in fields(published(which)) if not field.get("description")] == []


@pytest.mark.parametrize("which", SCHEMAS)
def test_it_is_a_json_schema(which: str) -> None:
    jsonschema.Draft202012Validator.check_schema(published(which))


def test_the_example_is_valid_and_a_mistake_is_not() -> None:
    validator = jsonschema.Draft202012Validator(published("report"))
    spec = yaml.load((ROOT / "reports/kazakhstan-2022.yml").read_text(encoding="utf-8"), Loader=AsEditors)
    assert [error.message for error in validator.iter_errors(spec)] == []
    assert list(validator.iter_errors({**spec, "titel": "x"}))
    assert list(validator.iter_errors({**spec, "sections": [{"kind": "judgments"}]}))


class AsEditors(yaml.SafeLoader):
    """YAML 1.2, as editors read it: a date is text."""


AsEditors.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
