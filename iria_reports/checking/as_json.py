"""Checked reports go in; JSON comes out: one document with every finding, the silenced ones with their reason."""

import json
from collections.abc import Sequence
from typing import Any

from iria_reports.checking.finding import Finding

CHECK_FORMAT = 1
Listed = tuple[str, str, Sequence[Finding]]  # specification, as-of day, findings


def as_json(reports: Sequence[Listed]) -> str:
    """The document, one report after the other as they were asked for."""
    listed = [_report(*one) for one in reports]
    return json.dumps({"format": CHECK_FORMAT, "reports": listed}, ensure_ascii=False, indent=2) + "\n"


def _report(spec: str, as_of: str, findings: Sequence[Finding]) -> dict[str, Any]:
    counted = [one for one in findings if not one.silenced]
    return {
        "spec": spec,
        "as-of": as_of,
        "errors": sum(one.level == "error" for one in counted),
        "warnings": sum(one.level == "warning" for one in counted),
        "silenced": len(findings) - len(counted),
        "findings": [_finding(one) for one in findings],
    }


def _finding(one: Finding) -> dict[str, Any]:
    where = {"path": one.where.path, "line": one.where.line, "column": one.where.column}
    return {
        "rule": one.rule,
        "level": one.level,
        **({"path": one.where.path, "cell": one.where.cell} if one.where.cell else where),
        "subject": one.subject,
        "message": one.message,
        "advice": one.advice,
        "silenced": one.silenced or None,
    }
