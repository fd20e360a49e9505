"""The fonts inside an HTML page are the house's own, packed."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from iria_reports.setting.packed_fonts import packed

FONTS = sorted((Path(__file__).parents[2] / "assets/fonts").glob("*/*-Regular.ttf"))


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_a_packed_font_is_shorter_and_has_every_table_as_it_was(file: Path, tmp_path: Path) -> None:
    (tmp_path / "x.woff").write_bytes(packed(file))
    with TTFont(file) as before, TTFont(tmp_path / "x.woff") as after:
        assert after.flavor == "woff"
        assert set(before.reader.keys()) - {"DSIG"} == set(after.reader.keys()) - {"DSIG"}
        for table in set(before.reader.keys()) - {"head", "DSIG"}:  # head has the sum over the whole file
            assert before.reader[table] == after.reader[table], table
    assert len(packed(file)) < 0.6 * file.stat().st_size


def test_it_is_the_same_each_time() -> None:
    assert packed.__wrapped__(FONTS[0]) == packed.__wrapped__(FONTS[0])
