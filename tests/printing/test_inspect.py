"""The project's own structural check: silent on a good file, and naming what is spoilt in a bad one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from verapdf.expectations import TABLE
from verapdf.mutations import Mutation, nothing, spoil

from iria_reports.printing.finding import Finding
from iria_reports.printing.inspect import inspect
from iria_reports.printing.proof import Proof

from .galleys import BODY, plain_body


def checkpoints(path: Path) -> set[str]:
    return {finding.checkpoint for finding in inspect(path, notes=2, attachments=1)}


def test_a_good_file_has_no_findings(proof: Proof, tmp_path: Path) -> None:
    assert inspect(proof.path, notes=2, attachments=1) == ()
    assert inspect(spoil(proof.path, nothing, tmp_path / "again.pdf")) == ()


@pytest.mark.parametrize("mutation", TABLE, ids=lambda mutation: mutation.__name__)
def test_a_spoilt_file_is_noticed(mutation: Mutation, proof: Proof, tmp_path: Path) -> None:
    path = spoil(proof.path, mutation, tmp_path / "spoilt.pdf")
    assert TABLE[mutation][0] in checkpoints(path)


def test_a_finding_names_its_page() -> None:
    assert str(Finding("13-004", "a figure has no alternative text", 3)) == (
        "page 3: a figure has no alternative text [13-004]"
    )
    assert str(Finding("bookmarks", "the file has no bookmarks")) == "the file has no bookmarks [bookmarks]"


def test_opacity_on_text_is_noticed(without_gates: Callable[..., Path]) -> None:
    assert "01-005" in checkpoints(without_gates(theme="blockquote { opacity: .5 }"))


def test_a_missing_letter_is_noticed(without_gates: Callable[..., Path]) -> None:
    assert "31-030" in checkpoints(without_gates(body=plain_body("<p>සිංහල</p>"), notes=0))


def test_leader_dots_read_aloud_are_noticed(without_gates: Callable[..., Path]) -> None:
    dots = "x-toci a::after { float: none; content: leader('.') target-counter(attr(href url), page) }"
    found = checkpoints(without_gates(theme=dots))
    assert "leader" in found


def test_a_link_in_a_running_head_is_noticed(without_gates: Callable[..., Path]) -> None:
    theme = "#head { position: running(head) } @page { @top-right { content: element(head) } }"
    body = BODY.replace("<main>", '<p id="head"><a href="https://example.org">x</a></p><main>')
    assert "28-011" in checkpoints(without_gates(theme=theme, body=body))


def test_an_empty_heading_is_noticed(without_gates: Callable[..., Path]) -> None:
    assert "headings" in checkpoints(without_gates(body=BODY.replace(">1 Causes</h2>", "></h2>")))
