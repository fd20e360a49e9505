"""Markdown becomes the closed set of inlines and blocks, each with its place in the file."""

from datetime import date
from itertools import pairwise

import pytest

from iria_reports.report import Citation, Emphasis, ItemList, Link, Note, Paragraph, Quotation, Reference, Text, plain
from iria_reports.writing.inlines import walk
from iria_reports.writing.prose import read_prose

TEXT = """## What happened

First *things* -- "first" [@one, p. 4; @two].
Then ^[A note that cites [@three].] see [@fig:toll] and
[a page](https://example.org/x).

> We stay. [@one]
> -- A. Speaker, mayor of Aktau, 5 January 2022

- one
  - within
- two [@four]
"""


def paragraph() -> Paragraph:
    block = read_prose(TEXT, "r.md").sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block


def test_every_inline_knows_its_line_and_column() -> None:
    found = {type(i): i.at for i in walk(paragraph().inlines) if i.at}
    assert (found[Emphasis].line, found[Emphasis].column) == (3, 7)
    assert (found[Note].line, found[Note].column) == (4, 6)
    assert (found[Reference].line, found[Reference].column) == (4, 41)
    assert (found[Link].line, found[Link].column) == (5, 1)


def test_a_citation_inside_a_note_has_its_own_place() -> None:
    note = next(i for i in paragraph().inlines if isinstance(i, Note))
    inner = next(i for i in note.children if isinstance(i, Citation))
    assert inner.at is not None
    assert (inner.at.line, inner.at.column) == (4, 26)


def test_quotation_marks_and_dashes_become_typographic() -> None:
    assert plain(paragraph().inlines).startswith("First things – “first”. Then see")


def test_no_space_is_left_before_a_note() -> None:
    inlines = paragraph().inlines
    for before, after in pairwise(inlines):
        if isinstance(after, Citation | Note) and isinstance(before, Text):
            assert not before.text.endswith(" ")


def test_a_block_knows_every_source_it_cites_notes_included() -> None:
    assert paragraph().meta.sources == ("one", "two", "three")


def test_a_quotation_has_a_speaker_an_office_and_a_day() -> None:
    block = read_prose(TEXT, "r.md").sections[0].blocks[1]
    assert isinstance(block, Quotation)
    assert (block.speaker, block.office, block.said_on) == ("A. Speaker", "mayor of Aktau", date(2022, 1, 5))
    assert plain(block.inlines) == "We stay."


def test_lists_nest() -> None:
    block = read_prose(TEXT, "r.md").sections[0].blocks[2]
    assert isinstance(block, ItemList)
    assert block.items[0].nested is not None
    assert plain(block.items[0].nested.items[0].inlines) == "within"


def test_a_block_keeps_its_id_when_others_come_before_it() -> None:
    longer = TEXT.replace("## What happened\n", "## What happened\n\nA new first paragraph.\n")
    before = [block.meta.id for block in read_prose(TEXT, "r.md").sections[0].blocks]
    after = [block.meta.id for block in read_prose(longer, "r.md").sections[0].blocks]
    assert after[1:] == before


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "x.md:2:1: '|---|:-:|' is a table in the text"),
        ("A claim.[^1]\n\n[^1]: Its note.", "x.md:1:9: '[^1]' is a footnote of another kind"),
        ("See [the roads][nowhere].", "x.md:1:5: '[the roads][nowhere]' is a link whose address is nowhere"),
        ("One.\n\n[r]: https://example.org", "x.md:3:1: an address `[name]: ...` that no link names"),
        ("A <b onclick='x'>bold</b> move.", "x.md:1:3: \"<b onclick='x'>\" is HTML"),
        ("A ~~bad~~ move.", "x.md:1:3: '~~bad~~' is text crossed out or marked"),
        ("H~2~O", "x.md:1:2: '~2~' is a raised or lowered character"),
        ("- [ ] ask\n- [x] done", "x.md:1:3: '[ ]' is a box to tick"),
        ("A word{#id}.", "x.md:1:7: '{#id}' is an attribute that nothing reads"),
        ("A **bold move.", "x.md:1:3: '**' is a mark of bold text that has no partner"),
        ("A *bold move.", "x.md:1:3: '*' is a star that has no partner"),
        ("A claim. [@one, p. 4", "x.md:1:10: '[@one, p. 4' is a citation without its closing bracket"),
        ("An [](https://example.org) address.", "x.md:1:4: a link without words"),
        ("- one\n-\n- three", "x.md:2:1: a list item without words"),
        ("## \n\nText.", "x.md:1:1: a heading without words"),
        ("## Part\n\n#### Below", "x.md:3:6: a heading #### without a ### above it"),
        ('Text.\n\n{audience="officials"}', "x.md:3:1: attributes above no paragraph"),
        ("word " * 5000, "x.md:1:1: a paragraph of 25,001 characters and 0 brackets, more than can be read"),
        ("Text.\n\n" + "[" * 1001, "x.md:3:1: a paragraph of 1,002 characters and 1,001 brackets"),
        ("Text.\n\n" * 150_000, "x.md:1:1: 1,050,000 characters are more than a text may have"),
    ],
)
def test_markdown_that_reports_do_not_use_is_a_fault_and_is_not_printed_with_its_marks(typed: str, told: str) -> None:
    assert str(read_prose(typed, "x.md").faults[0]).startswith(told)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (r"A \<b onclick=x> \| \*star, \*\* and \[^1].", "A <b onclick=x> | *star, ** and [^1]."),
        ("Deaths fell by 5 * 3, a < b > c.", "Deaths fell by 5 * 3, a < b > c."),
        ("He “[was] there” [sic] at A|B.", "He “[was] there” [sic] at A|B."),
        ("A claim[@one,\np. 4; @two].", "A claim."),
        ("See [the roads][r].\n\n[r]: https://example.org", "See the roads."),
    ],
)
def test_what_looks_like_it_and_what_is_escaped_is_printed(typed: str, printed: str) -> None:
    prose = read_prose(typed, "x.md")
    assert prose.faults == ()
    (block,) = prose.sections[0].blocks
    assert isinstance(block, Paragraph)
    assert plain(block.inlines) == printed


def test_the_same_words_a_hundred_times_are_a_hundred_blocks() -> None:
    (part,) = read_prose("The same.\n\n" * 100, "x.md").sections
    assert len({block.meta.id for block in part.blocks}) == 100


def test_emphasis_nested_five_hundred_deep_is_a_fault_and_no_crash() -> None:
    assert read_prose("*a " * 300 + "b" + " c*" * 300, "r.md").faults


def test_quotation_marks_follow_the_language() -> None:
    block = read_prose('Он сказал "да".', "r.md", language="ru").sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert plain(block.inlines) == "Он сказал «да»."


def test_a_dash_within_a_quotation_names_no_speaker() -> None:
    text = "> We will fight -- and we will win.\n>\n> He said -- it is *strong*.\n> -- A. Speaker, mayor\n"
    (block,) = read_prose(text, "r.md").sections[0].blocks
    assert isinstance(block, Quotation)
    assert plain(block.inlines) == "We will fight – and we will win. He said – it is strong."
    assert block.speaker == "A. Speaker"
    (bare,) = read_prose("> We will fight -- and we will win.\n", "r.md").sections[0].blocks
    assert isinstance(bare, Quotation)
    assert bare.speaker == ""


def test_a_note_between_comment_marks_is_dropped_wherever_a_block_may_stand() -> None:
    text = "<!-- for\n\n## me -->\n\n## Part\n\nOne.\n<!-- me -->\nTwo.\n\n> Quoted.\n<!-- me -->\n"
    prose = read_prose(text, "x.md")
    (part,) = prose.sections
    assert part.heading == "Part"
    assert [plain(b.inlines) for b in part.blocks if isinstance(b, Paragraph | Quotation)] == [
        "One.",
        "Two.",
        "Quoted.",
    ]
    assert prose.faults == ()


def test_a_note_that_would_swallow_text_or_be_printed_is_a_fault_with_its_place() -> None:
    for text, fault in {
        "One.\n\n<!-- me\n\nLost.\n": "x.md:3:1: a note <!-- without its end; end it with --> so that",
        "<!-- me --> Lost.\n": "x.md:1:1: text on the line of a note’s -->; begin a new line after -->",
        "One <!-- me --> two.\n": "x.md:1:1: a note <!-- within a sentence, which would be printed; give it lines",
    }.items():
        (found,) = read_prose(text, "x.md").faults
        assert str(found).startswith(fault)
