"""Generated from the schema: every field is given a wrong value; each is located, none is a traceback."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import SECTIONS, ReportChoices
from iria_reports.composing.sections.judgements import JudgementOptions
from iria_reports.desk import Desk
from iria_reports.errors import InputFaults
from iria_reports.writing.fields import Choices
from iria_reports.writing.load import load_spec
from iria_reports.writing.settings import HouseChoice, MarkChoice, Settings
from iria_reports.writing.spec import ArticleChoice, ArticleQuery, DataChoice

SOURCES = "id,title,publisher,date\ns,T,P,2022-01-01\n"
ARTICLE = "---\ntitle: T\ndate: 2022-01-01\n---\n\nText. [@s]\n"
EVENTS = (
    "event_id,date,title,event_type,lat,lon,place,value,label,source_id\nE1,2022-01-01,A,march,43,76,Almaty,4,M,s\n"
)
NEEDED: dict[str, dict[str, Any]] = {
    "prose": {"heading": "Part"},
    "article": {"article": "a"},
    "table": {"data": "t", "title": "T"},
    "chart": {"data": "t", "title": "T"},
    "judgements": {"judgements": [{"id": "k", "statement": "S", "likelihood": "likely", "confidence": "low"}]},
}


def fields(model: type[BaseModel]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        yield info.alias or name


def spec_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    """(key, a whole specification in which that key holds something of the wrong shape)."""
    base: dict[str, Any] = {"title": "T", "articles": ["a"], "data": ["t.csv"]}
    for key in fields(ReportChoices):
        yield key, {**base, key: {"wrong": {"shape": 1}}}
    for key in fields(ArticleChoice):
        yield key, {**base, "articles": [{"slug": "a", key: {"wrong": {"shape": 1}}}]}
    for key in fields(ArticleQuery):
        yield key, {**base, "articles": [{"query": {key: {"wrong": {"shape": 1}}}}]}
    for key in fields(DataChoice):
        yield key, {**base, "data": [{"file": "t.csv", key: ["wrong", {"shape": 1}]}]}
    for kind in SECTIONS:
        for options in kind.options:
            chart = {"chart": options.model_fields["chart"].annotation.__args__[0]} if kind.name == "chart" else {}
            for key in fields(options):
                section = {"kind": kind.name, **NEEDED.get(kind.name, {}), **chart, key: [[{"wrong": {"shape": 1}}]]}
                yield key, {**base, "sections": [{"kind": "about"}, section]}
    for key in fields(JudgementOptions):
        item = {**NEEDED["judgements"]["judgements"][0], key: [["wrong"]]}
        yield key, {**base, "sections": [{"kind": "judgements", "judgements": [item]}]}


CASES = list(spec_cases())


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("desk")
    for name, text in {
        "desk.yml": "",
        "reports/sources/s.csv": SOURCES,
        "reports/articles/a.md": ARTICLE,
        "reports/data/t.csv": EVENTS,
        "reports/x.md": "## Part\n\nText.\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


@pytest.mark.parametrize(("key", "spec"), CASES, ids=[f"{n}-{key}" for n, (key, _) in enumerate(CASES)])
def test_a_wrong_value_in_any_field_of_a_specification_is_located(root: Path, key: str, spec: dict[str, Any]) -> None:
    desk = Desk(root)
    text = yaml.safe_dump(spec, sort_keys=False)
    (root / "reports" / "x.yml").write_text(text)
    with pytest.raises(InputFaults) as found:
        compose(load_spec(root / "reports" / "x.yml", desk, ReportChoices), Ask(today=date(2022, 2, 1)))
    line = max(number for number, line in enumerate(text.split("\n"), 1) if line.strip(" -").startswith(f"{key}:"))
    near = [
        fault
        for fault in found.value.faults
        if fault.where.path == "reports/x.yml" and 0 <= fault.where.line - line <= 3
    ]
    assert near, f"line {line} of\n{text}\n{found.value}"
    assert all(fault.message for fault in near)


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (Settings, "{}: [[wrong]]"),
        (HouseChoice, "house:\n  {}: [[wrong]]"),
        (MarkChoice, "marks:\n- label: X\n  {}: [[wrong]]"),
    ],
)
def test_a_wrong_value_in_any_field_of_the_desk_file_is_located(root: Path, model: type[Choices], text: str) -> None:
    desk = Desk(root)
    (root / "reports" / "x.yml").write_text("title: T\narticles: [a]\n")
    for key in fields(model):
        desk.settings.write_text(text.format(key))
        with pytest.raises(InputFaults) as found:
            compose(load_spec(root / "reports" / "x.yml", desk, ReportChoices), Ask(today=date(2022, 2, 1)))
        assert any(fault.where.path == "desk.yml" and key in fault.subject for fault in found.value.faults)
    desk.settings.write_text("")
