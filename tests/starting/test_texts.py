"""Files are written all or none, and what is written reads back as it was meant."""

from pathlib import Path

import pytest
import yaml

from iria_reports.errors import CannotWrite
from iria_reports.starting import texts
from iria_reports.starting.texts import listed, quoted, write_new


def left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    "text", ['A: "b" #1', "NO", "2022", "- x", "back\\slash", "’ “ – é Қ", "{a}", "@x", "tab\there", "\u2028", "\x07"]
)
def test_whatever_was_answered_reads_back_from_yaml(text: str) -> None:
    assert yaml.safe_load(f"title: {quoted(text)}") == {"title": text}
    assert yaml.safe_load(f"articles: [{listed((text, 'plain-name', 'a/b.csv'))}]")["articles"] == [
        text,
        "plain-name",
        "a/b.csv",
    ]


def test_what_is_there_stays_and_nothing_is_added(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    with pytest.raises(CannotWrite, match="b is there already, and nothing is overwritten"):
        write_new({tmp_path / "new" / "a": "text", tmp_path / "b": "text"})
    assert left(tmp_path) == ["b"]
    assert (tmp_path / "b").read_text() == "mine"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_an_interruption_takes_back_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    made_folder = texts._make_folder

    def stops_at_the_third(folder: Path, made: list[Path]) -> None:
        made_folder(folder, made)
        if folder.name == "third":
            raise stop(28, "No space left on device")

    monkeypatch.setattr(texts, "_make_folder", stops_at_the_third)
    with pytest.raises(CannotWrite if stop is OSError else stop, match=r"third cannot be written|No space left"):
        write_new({tmp_path / "desk" / name / "file": "text" for name in ("first", "second", "third")})
    assert left(tmp_path) == []


def test_a_csv_begins_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    write_new({tmp_path / "t.csv": "é\n", tmp_path / "t.yml": "é\n"})
    assert (tmp_path / "t.csv").read_bytes() == b"\xef\xbb\xbf\xc3\xa9\n"
    assert (tmp_path / "t.yml").read_bytes() == b"\xc3\xa9\n"
