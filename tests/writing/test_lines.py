"""A line of Markdown inside a YAML file: nothing of it is lost, and each citation is found where it stands."""

import pytest

from iria_reports.report import Citation, Strong, plain
from iria_reports.writing.inlines import walk
from iria_reports.writing.nodes import Loc, read_yaml
from iria_reports.writing.prose import read_line


@pytest.mark.parametrize(
    "words", ["2. The toll", "- a dash first", "# a number sign", "> an arrow", "one\n\ntwo", "    far in", "a\n===\nb"]
)
def test_a_line_keeps_all_its_words(words: str) -> None:
    located = read_yaml("a: x", "r.yml")
    inlines, faults = read_line(words, lambda piece, before: located.place(("a",)))
    assert plain(inlines).split() == words.split()
    assert faults == []


YAML = """\
plain: Twice [@one] and [@one].
quoted: "It said ""no"" **then** [@two]"
single: 'It''s [@three]'
folded: >-
  A long line that the
  analyst broke in two [@four] and **then**
  [@five].
list:
  - "[@six]"
"""


@pytest.mark.parametrize(
    ("loc", "expected"),
    [
        (("plain",), [(1, 14), (1, 25)]),
        (("single",), [(3, 16)]),
        (("folded",), [(6, 24), (7, 3)]),
        (("list", 0), [(9, 6)]),
    ],
)
def test_a_citation_is_found_where_it_stands_in_the_file(loc: Loc, expected: list[tuple[int, int]]) -> None:
    located = read_yaml(YAML.replace('""no""', '\\"no\\"'), "r.yml")
    text = located.data
    for part in loc:
        text = text[part]
    inlines, _ = read_line(text, lambda piece, before: located.place_in(loc, piece, before))
    found = [inline.at for inline in walk(inlines) if isinstance(inline, Citation)]
    assert [(at.line, at.column) for at in found if at] == expected


def test_a_piece_after_an_escaped_quotation_mark_is_found_too() -> None:
    located = read_yaml(YAML.replace('""no""', '\\"no\\"'), "r.yml")
    inlines, _ = read_line(located.data["quoted"], lambda piece, before: located.place_in(("quoted",), piece, before))
    strong = next(inline for inline in inlines if isinstance(inline, Strong))
    assert strong.at is not None
    assert (strong.at.line, strong.at.column) == (2, 25)
