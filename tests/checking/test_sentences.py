"""A text is parted into sentences as a reader parts it."""

import pytest

from iria_reports.checking.sentences import sentence_spans

PARTED = [
    ["Mr. K. Tokayev spoke at 3.30 p.m. to the U.S. envoy.", "He left."],
    ["It fell by 13.4% to 2.5bn.", "Nobody said why."],
    ["Who paid?", "Not we!", "The state did…", "And who lent?"],
    ["Art. 4 of the treaty, cf. No. 12 and Gen. Example’s note, e.g. on p. 3, holds.", "So it stands."],
    ["The text has no full stop"],
]


@pytest.mark.parametrize("sentences", PARTED, ids=lambda sentences: sentences[0][:20])
def test_abbreviations_initials_and_decimals_end_no_sentence(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_an_end_mark_takes_the_quotation_mark_after_it_along() -> None:
    text = "“It is over.” They went home."
    assert [text[start:end] for start, end in sentence_spans(text)] == ["“It is over.”", "They went home."]
