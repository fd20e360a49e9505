"""Straight quotation marks in a source's title are printed as a printer would set them; nothing else changes."""

import pytest

from iria_reports.setting.typography import typographic, whole


@pytest.mark.parametrize(
    ("typed", "language", "printed"),
    [
        ("'We Are Not Terrorists': Kazakhs speak", "en", "‘We Are Not Terrorists’: Kazakhs speak"),
        ("Leader authorises forces to 'shoot to kill' now", "en-GB", "Leader authorises forces to ‘shoot to kill’ now"),
        ("Force against 'gas' protests", "en", "Force against ‘gas’ protests"),
        ("'Prompt investigations' needed, office says", "en", "‘Prompt investigations’ needed, office says"),
        ("The 'towns' mayors' hour' passed", "en", "The ‘towns’ mayors’ hour’ passed"),
        ("Kazakhstan's emergency", "en", "Kazakhstan’s emergency"),
        ("The towns' mayors", "en", "The towns’ mayors"),
        ('He said "no" (and "never")', "en", "He said “no” (and “never”)"),
        ("The '90s and after", "en", "The ’90s and after"),
        ('Число "миротворцев" ОДКБ', "ru", "Число «миротворцев» ОДКБ"),
        ('Les "pacificateurs"', "fr", "Les «\u202fpacificateurs\u202f»"),
        ("Nothing to do", "en", "Nothing to do"),
        ("Already “set” and ‘set’", "en", "Already “set” and ‘set’"),
    ],
)
def test_straight_marks_become_those_of_the_language(typed: str, language: str, printed: str) -> None:
    assert typographic(typed, language) == printed


def test_an_abbreviation_is_not_broken_at_its_slash() -> None:
    assert whole("RFE/RL & others") == '<span class="held">RFE/RL</span> &amp; others'
    assert whole("Ministry/agency, 1/2 <b>") == "Ministry/agency, 1/2 &lt;b&gt;"
