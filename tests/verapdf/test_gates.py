"""veraPDF on our files: both standards pass, and a spoilt file fails the flavours the table says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from printing.conftest import proof, without_gates  # noqa: F401
from printing.galleys import plain_body

from iria_reports.printing.proof import Proof

from .expectations import TABLE
from .gate import Verdict
from .mutations import Mutation, spoil

pytestmark = pytest.mark.machine
Vera = Callable[[Path], list[Verdict]]


def failed(verdicts: list[Verdict]) -> str:
    return " ".join(verdict.flavour for verdict in verdicts if not verdict.passed)


def test_one_file_is_pdf_a_3a_and_pdf_ua_1(verapdf: Vera, proof: Proof) -> None:  # noqa: F811
    verdicts = verapdf(proof.path)
    assert [verdict.flavour for verdict in verdicts] == ["3a", "ua1"]
    assert all(verdict.passed and verdict.assertions > 1000 for verdict in verdicts), "\n".join(map(str, verdicts))


@pytest.mark.parametrize("mutation", TABLE, ids=lambda mutation: mutation.__name__)
def test_verapdf_notices_what_the_table_says(
    mutation: Mutation,
    verapdf: Vera,
    proof: Proof,  # noqa: F811
    tmp_path: Path,
) -> None:
    assert failed(verapdf(spoil(proof.path, mutation, tmp_path / "spoilt.pdf"))) == TABLE[mutation][1]


def test_opacity_on_text_fails(verapdf: Vera, without_gates: Callable[..., Path]) -> None:  # noqa: F811
    assert "ua1" in failed(verapdf(without_gates(theme="blockquote { opacity: .5 }")))


def test_a_missing_letter_fails_both(verapdf: Vera, without_gates: Callable[..., Path]) -> None:  # noqa: F811
    assert failed(verapdf(without_gates(body=plain_body("<p>සිංහල</p>"), notes=0))) == "3a ua1"


def test_what_is_no_pdf_fails_both(verapdf: Vera, tmp_path: Path) -> None:
    (tmp_path / "no.pdf").write_text("no PDF")
    verdicts = verapdf(tmp_path / "no.pdf")
    assert failed(verdicts) == "3a ua1"
    assert "development build" in str(verdicts[0])
