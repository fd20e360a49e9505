"""Checked reports go in; a SARIF 2.1.0 log comes out, as editors and code-review sites read it (OASIS)."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from iria_reports import __version__
from iria_reports.checking.as_json import Listed
from iria_reports.checking.finding import Finding, Rule
from iria_reports.checking.rules import RULES

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
NUMBERS = {rule.id: number for number, rule in enumerate(RULES)}


def as_sarif(reports: Sequence[Listed]) -> str:
    """One run over all reports; what two of them share, such as an article, is told once."""
    findings = list(dict.fromkeys(one for _, _, found in reports for one in found))
    driver = {"name": "iria-report check", "version": __version__, "rules": [_rule(rule) for rule in RULES]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"DESK": {"description": {"text": "The folder that holds desk.yml."}}},
        "results": [_result(one) for one in findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.says},
        "fullDescription": {"text": f"{rule.says} {rule.reason}"},
        "help": {"text": rule.reason},
        "defaultConfiguration": {"level": rule.level},
    }


def _result(one: Finding) -> dict[str, Any]:
    subject = f"{one.subject}: " if one.subject else ""
    advice = f"; {one.advice}" if one.advice else ""
    result = {
        "ruleId": one.rule,
        "ruleIndex": NUMBERS[one.rule],
        "level": one.level,
        "message": {"text": f"{subject}{one.message}{advice}"},
        "locations": [_location(one)],
    }
    if one.silenced:
        result["suppressions"] = [{"kind": "inSource", "justification": one.silenced}]
    return result


def _location(one: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(one.where.path), "uriBaseId": "DESK"}}
    if one.where.cell:  # a workbook has no lines
        return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": one.where.cell}]}
    return {"physicalLocation": {**physical, "region": {"startLine": one.where.line, "startColumn": one.where.column}}}
