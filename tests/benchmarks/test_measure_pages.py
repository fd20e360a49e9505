"""What the measuring of pages tells of a page whose type, colours, notes and emptiness are known."""

from pathlib import Path

import pytest
from weasyprint import HTML

from tests.benchmarks.measure_pages import measure

SENTENCE = "It is very likely (80 to 95%) that the line of type goes on over several lines of the page. "
PAGE = f"""<html lang="en-GB"><head><title>A page</title><style>
@page {{ size: A4; margin: 30mm }} body {{ font: 10pt/14pt serif; margin: 0 }}
small {{ font-size: 8pt; color: #767676 }}
sup {{ font-size: 6pt; line-height: 0 }}</style></head><body>
<p>{SENTENCE * 40}We judge it with high confidence.<sup>1</sup> Another claim.<sup>2</sup></p>
<p style="break-after: page"><small><sup>1</sup> A note of thirty letters or so, and more.</small></p>
<p>Figure 1. A caption on an emptier page. <a href="https://example.org/">A link</a></p></body></html>"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "page.pdf"
    HTML(string=PAGE).write_pdf(path, pdf_variant="pdf/ua-1")
    return path


def test_a_page_of_known_type_is_measured_as_it_was_set(page: Path) -> None:
    told = measure(page, None)
    known = {"pages": 2, "language": "en-GB", "title": "A page", "tagged": True, "body pt": 10.0, "smallest pt": 8.0}
    known |= {"notes": 2, "figures": 1, "tables": 0, "links outward": 1, "attachments": 0, "likelihood words": 40}
    known |= {"scale in percent": True, "confidence statements": 1, "pages under two thirds full": 1}
    assert {name: told[name] for name in known} == known
    assert told["lowest contrast"][0][0] == 4.5  # of #767676 on white, by WCAG 2.2
    assert 80 < told["characters a line"] < 110
