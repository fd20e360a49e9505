"""A copy's code: written and read back, lenient in case and spaces; a check character that finds what it should."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iria_reports.sending.copy_code import ALPHABET, CopyCode, check_character

CODES = st.builds(
    CopyCode,
    number=st.from_regex(r"[A-Z]{2,6}-[A-Z]{2}-20[0-9]{2}-[0-9]{3}", fullmatch=True),
    version=st.integers(1, 9999),
    copy=st.integers(1, 9_999_999),
)


def readable(text: str) -> bool:
    try:
        CopyCode.parse(text)
    except ValueError:
        return False
    return True


def test_a_code_names_number_version_and_copy() -> None:
    code = CopyCode("IRIA-BG-2022-001", 1, 7)
    assert (str(code), code.short) == (f"IRIA-BG-2022-001/v1/0007-{code.check}", f"0007-{code.check}")


def test_the_check_character_is_that_of_the_standard() -> None:
    """The worked example of ISO/IEC 7064 for MOD 37,36 as python-stdnum tells it."""
    assert check_character("A12425GABC1234002") == "M"


@given(CODES)
def test_a_code_is_read_back_whatever_its_case_and_spaces(code: CopyCode) -> None:
    assert CopyCode.parse(str(code)) == code
    assert CopyCode.parse(f"  {str(code).lower().replace('/', ' / ')}\n") == code


@given(CODES, st.data())
def test_every_single_wrong_character_is_found(code: CopyCode, data: st.DataObject) -> None:
    text = str(code)
    at = data.draw(st.sampled_from([place for place, one in enumerate(text) if one.upper() in ALPHABET]))
    other = data.draw(st.sampled_from([one for one in ALPHABET if one != text[at].upper()]))
    assert not readable(text[:at] + other + text[at + 1 :])


def test_of_two_neighbours_that_changed_places_one_pair_of_630_is_missed() -> None:
    """Whatever stands before: each of the 36 states that the sum can be in is tried."""
    states = {}
    for first in ("", *ALPHABET):
        states.setdefault(check_character(first), first)
    assert len(states) == 36
    for before in states.values():
        pairs = combinations(ALPHABET, 2)
        missed = [(a, b) for a, b in pairs if check_character(before + a + b) == check_character(before + b + a)]
        assert len(missed) <= 1
    assert check_character("IJ") == check_character("JI")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "has 1 of 3 parts"),
        ("IRIA-BG-2022-001/0007-1", "has 2 of 3 parts"),
        ("IRIA_BG/v1/0007-1", "'IRIA_BG' is no number"),
        ("IRIA-BG-2022-001/1/0007-1", "'1' is no version"),
        ("IRIA-BG-2022-001/v0/0007-1", "'v0' is no version"),
        ("IRIA-BG-2022-001/v1/7-1", "'7-1' is no copy"),
        ("IRIA-BG-2022-001/v1/0000-1", "'0000-1' is no copy"),
        ("IRIA-BG-2022-001/v1/00007-1", "'00007-1' is no copy"),
        ("IRIA-BG-2022-001/v1/0007-Я", "is no copy"),
        ("IRIA-BG-2022-001/v1/0007-?", "is no copy"),
    ],
)
def test_what_is_no_code_is_told_by_its_part(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part.replace("?", r"\?")):
        CopyCode.parse(text)


def test_a_wrong_check_character_is_told() -> None:
    code = str(CopyCode("IRIA-BG-2022-001", 1, 7))
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    with pytest.raises(ValueError, match=f"check character {wrong[-1]} does not fit IRIA-BG-2022-001/v1/0007"):
        CopyCode.parse(wrong)


@pytest.mark.parametrize(("number", "version", "copy"), [("", 1, 1), ("A/B", 1, 1), ("A", 0, 1), ("A", 1, 0)])
def test_what_cannot_be_a_code_is_refused(number: str, version: int, copy: int) -> None:
    with pytest.raises(ValueError, match=r"no number|no version|no copy"):
        CopyCode(number, version, copy)
