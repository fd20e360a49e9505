"""Hostile and monstrous galleys: each ends in a sentence, within the memory and time allowed."""

import struct
import time
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from iria_reports.errors import PrintingFailed

from .conftest import SMALL, print_once
from .galleys import plain_body, write_galley

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">{}</svg>'
FIGURE = '<p><img alt="A bomb" src="asset:bomb.{}"></p>'


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(side: int) -> bytes:
    """One bit a pixel: 30 000 pixels a side fit in 110 kB and unpack to gigabytes."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compress(b"\0" * ((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def entities() -> bytes:
    names = "abcdefghi"
    lines = [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    return ("<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>" + "".join(lines) + "]>" + SVG.format("<text>&i;</text>")).encode()


def uses() -> bytes:
    """Ten to the seventh rectangles in 1 kB."""
    groups = "".join(f'<g id="a{level}">' + f'<use href="#a{level - 1}"/>' * 10 + "</g>" for level in range(1, 8))
    return SVG.format(f'<defs><g id="a0"><rect width="1" height="1"/></g>{groups}</defs><use href="#a7"/>').encode()


def refusal(
    tmp_path: Path, inner: str, *, theme: str = "", assets: dict[str, bytes] | None = None, **limits: float
) -> str:
    galley = write_galley(tmp_path / "galley", plain_body(inner), theme=theme, assets=assets or {}, notes=0)
    start = time.perf_counter()
    with pytest.raises(PrintingFailed) as caught:
        print_once(galley, tmp_path / "report.pdf", replace(SMALL, **limits))  # type: ignore[arg-type]
    assert time.perf_counter() - start < SMALL.wall + 5
    assert not (tmp_path / "report.pdf").exists()
    words = str(caught.value)
    assert "Traceback" not in words
    return words


def test_a_huge_picture(tmp_path: Path) -> None:
    words = refusal(tmp_path, FIGURE.format("png"), assets={"bomb.png": png(6000)})
    assert "asset:bomb.png" in words
    assert "exceeds limit" in words


def test_deep_nesting(tmp_path: Path) -> None:
    assert "nested too deeply" in refusal(tmp_path, "<div>" * 900 + "x")


def test_a_cell_of_60_000_columns(tmp_path: Path) -> None:
    assert "colspan=60000" in refusal(tmp_path, "<table><tr><td colspan=60000>x</table>")


def test_a_giant_table_runs_out_of_time(tmp_path: Path) -> None:
    rows = "<tr><th>a<td>b</tr>" * 20_000
    assert "stopped after 2 seconds" in refusal(tmp_path, f"<table>{rows}</table>", wall=2)


def test_a_giant_table_runs_out_of_processor_time(tmp_path: Path) -> None:
    rows = "<tr><th>a<td>b</tr>" * 20_000
    assert "2 seconds of processor time" in refusal(tmp_path, f"<table>{rows}</table>", cpu=2)


def test_a_picture_that_unpacks_to_more_than_the_memory(tmp_path: Path) -> None:
    """Were its pixels allowed, 30 000 a side would need 900 MB: the memory limit holds by itself."""
    limits = {"pixels": 2_000_000_000, "memory": 500 * 1024 * 1024}
    assert "asset:bomb.png" in refusal(tmp_path, FIGURE.format("png"), assets={"bomb.png": png(30_000)}, **limits)


def test_a_giant_table_ends_within_little_memory(tmp_path: Path) -> None:
    """Which limit it meets first depends on how much memory Python itself takes, which differs by version."""
    rows = "<tr><th>a<td>b</tr>" * 20_000
    words = refusal(tmp_path, f"<table>{rows}</table>", memory=330 * 1024 * 1024, cpu=8)
    assert "of memory allowed" in words or "8 seconds of processor time" in words


def test_more_elements_than_allowed(tmp_path: Path) -> None:
    assert "more than the 1000 elements" in refusal(tmp_path, "<p>x</p>" * 1000, elements=1000)


def test_more_pages_than_allowed(tmp_path: Path) -> None:
    assert "51 pages, more than the 50" in refusal(tmp_path, '<p style="break-after: page">x</p>' * 50 + "<p>x</p>")


def test_entities_in_a_picture_that_unfold_a_billionfold(tmp_path: Path) -> None:
    assert "asset:bomb.svg" in refusal(tmp_path, FIGURE.format("svg"), assets={"bomb.svg": entities()})


def test_uses_in_a_picture_that_unfold_ten_millionfold(tmp_path: Path) -> None:
    words = refusal(tmp_path, FIGURE.format("svg"), assets={"bomb.svg": uses()}, cpu=3)
    assert "3 seconds of processor time" in words


def test_a_huge_page(tmp_path: Path) -> None:
    assert "larger than PDF/A allows" in refusal(tmp_path, "<p>x</p>", theme="@page { size: 1000000mm 1000000mm }")


def test_a_page_of_no_size(tmp_path: Path) -> None:
    assert "smaller than PDF/A allows" in refusal(tmp_path, "", theme="@page { size: 1mm 1mm; margin: 0 }")


def test_an_asset_larger_than_allowed(tmp_path: Path) -> None:
    words = refusal(tmp_path, FIGURE.format("svg"), assets={"bomb.svg": b" " * 2_000_000}, file_size=1_000_000)
    assert "more than the 1000000 allowed" in words


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/x.png",
        "file:///etc/passwd",
        "asset:../galley.json",
        "asset:/etc/passwd",
        "asset:unlisted.png",
        "relative.png",
        "ftp://example.org/x",
    ],
)
def test_an_address_that_is_not_an_asset_of_the_galley(address: str, tmp_path: Path) -> None:
    assert address in refusal(tmp_path, f'<p><img alt="A picture" src="{address}"></p>')


def test_an_address_in_a_style_sheet(tmp_path: Path) -> None:
    assert "http://127.0.0.1:1/" in refusal(tmp_path, "<p>x</p>", theme="@import url(http://127.0.0.1:1/);")


def test_an_address_in_a_background(tmp_path: Path) -> None:
    theme = "p { background: url(file:///etc/passwd) }"
    assert "file:///etc/passwd" in refusal(tmp_path, "<p>x</p>", theme=theme)


def test_an_address_in_a_picture_s_own_picture(tmp_path: Path) -> None:
    picture = SVG.format('<image href="file:///etc/passwd" width="5" height="5"/>').encode()
    assert "file:///etc/passwd" in refusal(tmp_path, FIGURE.format("svg"), assets={"bomb.svg": picture})


def test_a_long_data_address(tmp_path: Path) -> None:
    words = refusal(tmp_path, f'<p><img alt="A picture" src="data:image/png;base64,{"A" * 70_000}"></p>')
    assert "data: address" in words
    assert len(words) < 400


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    galley = write_galley(tmp_path / "galley")
    (galley / "assets" / "chart.svg").unlink()
    (galley / "assets" / "chart.svg").symlink_to("/etc/passwd")
    with pytest.raises(PrintingFailed, match=r"chart\.svg"):
        print_once(galley, tmp_path / "report.pdf")


def test_a_galley_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "galley.json").write_text('{"format": 2}')
    with pytest.raises(PrintingFailed, match="not a galley of format 1"):
        print_once(tmp_path, tmp_path / "report.pdf")
