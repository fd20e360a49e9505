"""The letter: it alone serves a reader, in the report's own words; a copy, a file too large and a notice say so."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Write
from letters import CHANGES, LOCKED, PDF, TERMS, corrected, dress, report, three

from iria_reports.desk import Desk
from iria_reports.errors import InputFaults, Refused
from iria_reports.report import Client, ItemList, ListItem, Meta, Paragraph, Section, Text
from iria_reports.sending.letter import Letter, Terms, report_letter
from iria_reports.sending.plain import WIDTH
from iria_reports.setting.mail import load_dress, size

HERE = Path(__file__).parent
HOSTILE = "</style><script>alert(1)</script> {{ 7 * 7 }} <img src=https://x.example/a.png> \" onload='x' \x00\x1b"
VOID = {"meta", "br", "img", "link", "hr", "wbr"}


class Tree(HTMLParser):
    """Reads HTML strictly: every element is closed in turn. Gathers text, tags and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def letter(terms: Terms = TERMS, **changed: object) -> Letter:
    about = report(**changed)  # type: ignore[arg-type]
    return report_letter(about, PDF, terms, dress(about))


def read(text: str) -> str:
    """Plain text as a program that knows format=flowed shows it (RFC 3676, 4.1)."""
    return text.replace(" \n", " ")


def test_the_bottom_line_and_the_judgements_stand_in_it_in_the_report_s_words() -> None:
    made = letter()
    for shown in (Tree(made.html).text, read(made.text)):
        assert "Now: The port works." in shown
        assert "It will likely stay open." in shown
        assert shown.count("Ships call.") == 1
        assert re.search(r"Likely, 55–80%\W+Confidence: moderate", shown)
        assert re.search(r"0–100%\W+Confidence: low\W+Raised from unlikely", shown)
        assert "A remark" not in shown
        for fact in ("HOUSE-AN-2022-001, version 1", "As of 20 January 2022", "Issued 26 January 2022", PDF.sha256):
            assert fact in shown
        assert PDF.name in shown
        assert TERMS.write_to in shown


def test_the_mark_leads_the_subject_and_the_body() -> None:
    for made in three(report()):
        assert made.subject.startswith("[TLP:AMBER] ")
        assert made.text.splitlines()[0] == "TLP:AMBER: For the recipient's organisation."
        assert Tree(made.html).text.startswith("TLP:AMBER For the recipient's organisation. The House")
    plain = letter(mark=None)
    assert plain.subject == "The port works again (HOUSE-AN-2022-001)"
    assert "TLP" not in plain.html + plain.text


def test_a_copy_says_that_it_is_one() -> None:
    about = report()
    code = "HOUSE-AN-2022-001/v1/0007-K"
    made = report_letter(about, replace(PDF, code=code), TERMS, dress(about))
    for shown in (Tree(made.html).text, read(made.text)):
        assert f"This copy is numbered for you: {code}." in shown
        assert "Now: The port works." in shown
    for shown in (letter().html, letter().text):
        assert "numbered for you" not in shown
        assert "password" not in shown


@pytest.mark.parametrize("terms", [TERMS, replace(TERMS, largest=1)])
@pytest.mark.parametrize("language", ["en-GB", "fr", "ru", "kk"])
def test_what_a_password_protects_is_in_no_letter(terms: Terms, language: str) -> None:
    about = report(subtitle="Cranes turn", authors=("Ann Author",), language=language)
    later = report_letter(corrected(about), LOCKED, terms, dress(about))
    for made in (*three(about, LOCKED, terms)[:2], later):
        assert not re.search(
            r"Now:|stay open|Ships call|55|BOTTOM|Judgement 1|227|Cranes|Author", made.html + made.text
        )
        for shown in (Tree(made.html).text, read(made.text)):
            opens = {"fr": "convenu avec", "ru": "согласованным с"}.get(language, "agreed with your organisation")
            for told in ("TLP:AMBER", about.title, "HOUSE-AN-2022-001", opens, TERMS.write_to, LOCKED.sha256):
                assert told in shown
            assert not re.search(r"\.\.|None|[{}]|: *$", shown)


def test_a_file_over_the_limit_is_left_out_and_the_letter_says_how_to_get_it() -> None:
    most = replace(TERMS, largest=PDF.octets - 1)
    made = letter(most)
    assert made.enclosure is None
    assert made.left_out == f"{PDF.octets} octets, and {PDF.octets - 1} are the most"
    for shown in (Tree(made.html).text, read(made.text)):
        assert "The PDF is not attached" in shown
        assert "Write to desk@example.org" in shown
        assert "Attached:" not in shown
        assert PDF.sha256 in shown
    assert letter(replace(TERMS, largest=PDF.octets)).enclosure == PDF


def test_a_correction_says_what_changed_and_a_withdrawal_why() -> None:
    _, correction, withdrawal = three(report())
    assert correction.subject == "[TLP:AMBER] Correction: The port works again (HOUSE-AN-2022-001, version 2)"
    assert withdrawal.subject == "[TLP:AMBER] Withdrawn: The port works again (HOUSE-AN-2022-001)"
    assert (correction.version, withdrawal.version, withdrawal.about) == (2, 2, "HOUSE-AN-2022-001 v1")
    for shown in (Tree(correction.html).text, read(correction.text)):
        assert "The toll is corrected to 227." in shown
        assert "Version 2 replaces version 1, which we sent you." in shown
        assert "ab" * 32 in shown
        assert all(one in shown for one in (*CHANGES, "Now: The port works.", "It will likely stay open."))
    for shown in (Tree(withdrawal.html).text, read(withdrawal.text)):
        assert "We withdrew this report on 3 February 2022." in shown
        assert "All its versions are withdrawn; we sent you version 1." in shown
        assert "ersion 2" not in shown
        assert "Why: The main source was forged." in shown
        assert "ab" * 32 in shown
        assert "stay open" not in shown
        assert "Attached" not in shown
    assert (withdrawal.enclosure, withdrawal.left_out) == (None, "")


@pytest.mark.parametrize(
    ("language", "lang", "direction", "words"),
    [
        ("ru", "ru", "ltr", ("По состоянию на 20 января 2022", "Уверенность: умеренная", "Вложение:")),
        ("fr", "fr", "ltr", ("État au 20 janvier 2022", "Confiance\u202f: modérée", "Pièce jointe\u202f:")),
        ("kk", "kk", "ltr", ("As of 20", "Confidence: moderate", "Attached:")),
        ("ar", "ar", "rtl", ("Confidence: moderate", "Attached:")),
    ],
)
def test_every_language_has_its_direction_and_the_house_s_words_where_it_has_them(
    language: str, lang: str, direction: str, words: tuple[str, ...]
) -> None:
    for made in three(report(language=language, title="الميناء يعمل من جديد: жаңа үкімет")):
        tree = Tree(made.html)
        assert not re.search(r"\.\.|None", tree.text + made.text)
        assert tree.tags[0] == ("html", {"lang": lang, "dir": direction})
        assert "الميناء يعمل من جديد: жаңа үкімет" in tree.text
        if made.purpose == "report":
            assert all(
                one in " ".join(made.text.replace("\u202f", "~").split()).replace("~", "\u202f") for one in words
            )
        in_english = [tag for tag, attrs in tree.tags if attrs.get("lang") == "en"]
        assert bool(in_english) == (language in ("kk", "ar") or made.purpose != "withdrawal")


def test_a_stranger_s_words_stay_words() -> None:
    about = report(
        bottom=HOSTILE,
        statement=HOSTILE,
        title=HOSTILE,
        subtitle=HOSTILE,
        mark=HOSTILE,
        authors=(HOSTILE,),
        client=Client(slug="c", organisation=HOSTILE),
    )
    terms = Terms(f"a@{HOSTILE}", rule=HOSTILE, list=HOSTILE, unsubscribe=f"b@{HOSTILE}")
    for made in three(about, replace(PDF, name=HOSTILE, code=HOSTILE), terms):
        tree = Tree(made.html)
        assert not {"script", "img"} & {tag for tag, _ in tree.tags}
        assert not any(name.startswith("on") for _, attrs in tree.tags for name in attrs)
        assert "{{ 7 * 7 }}" in tree.text
        assert not re.search(r"[\x00-\x08\x0b-\x1f]", made.html + made.text)
        assert made.subject.isprintable()


def test_nothing_is_fetched_and_what_is_only_layout_is_said_to_be() -> None:
    for made in three(report()):
        tree = Tree(made.html)
        assert not re.search(r"(?i)\ssrc=|url\(|@import|<link|@font-face", made.html)
        hrefs = [attrs["href"] for _, attrs in tree.tags if "href" in attrs]
        assert hrefs
        assert all(str(one).startswith("mailto:") for one in hrefs)
        assert all(attrs.get("role") == "presentation" for tag, attrs in tree.tags if tag == "table")
        assert [tag for tag, _ in tree.tags if tag == "h1"] == ["h1"]


def test_a_list_in_the_bottom_line_is_one_in_the_mail() -> None:
    points = ItemList(
        meta=Meta(id="l"),
        ordered=True,
        first=3,
        items=(
            ListItem(
                inlines=(Text(text="One"),),
                nested=ItemList(meta=Meta(id="n"), items=(ListItem(inlines=(Text(text="Inner"),)),)),
            ),
        ),
    )
    section = Section(id="b", kind="bottom-line", title="In short", blocks=(points,))
    made = letter(sections=(section,))
    assert "3. One\n- - Inner\n" in made.text
    assert ("ol", "3") in [(tag, attrs.get("start")) for tag, attrs in Tree(made.html).tags]


def test_a_report_without_bottom_line_and_judgements_opens_with_its_first_paragraph() -> None:
    paragraphs = tuple(Paragraph(meta=Meta(id=one), inlines=(Text(text=one),)) for one in ("First.", "Second."))
    made = letter(sections=(Section(id="i", kind="prose", title="Introduction", blocks=paragraphs),))
    assert "INTRODUCTION\n\nFirst.\n" in made.text
    assert "Second." not in made.text + made.html
    assert "First." not in letter(sections=()).text


def test_lines_are_wrapped_as_flowed_and_no_word_is_lost() -> None:
    long = "From here on > it is said " * 30
    made = letter(bottom=long)
    lines = made.text.split("\n")
    assert max(map(len, lines)) <= WIDTH
    assert not any(line.startswith(("From ", ">")) for line in lines)
    unstuffed = re.sub(r"(?m)^ ", "", made.text)
    assert long.strip() in read(unstuffed)


def test_a_draft_is_not_sent() -> None:
    with pytest.raises(Refused, match="is a draft"):
        letter(imprint=None)


def test_a_client_s_accent_is_the_letter_s_and_can_be_read_by_night() -> None:
    about = report(client=Client(slug="c", organisation="Ministry of Example", accent="#004400"))
    look = dress(about)
    assert look.light.accent == "#004400"
    assert look.dark.accent not in ("#004400", "#ffffff")
    assert "#004400" in report_letter(about, PDF, TERMS, look).html


def test_a_desk_has_templates_of_its_own_and_their_faults_are_located(write_desk: Write) -> None:
    desk: Desk = write_desk({"templates/mail/foot.html.j2": "<p>Ours</p>\n{% if x %}\n"})
    about = report()
    with pytest.raises(InputFaults, match=r"templates/mail/foot.html.j2:2:1: the template cannot be filled"):
        report_letter(about, PDF, TERMS, load_dress(desk, about))


def test_sizes_are_read_in_the_language() -> None:
    assert [size(12_345_678, one) for one in ("en-GB", "fr", "ru")] == ["12.3\u00a0MB", "12,3\u202fMo", "12,3\u00a0МБ"]
    assert size(1, "en-GB") == "0.1\u00a0MB"


def test_a_letter_as_text(golden: Callable[[Path, str], None]) -> None:
    made = (*three(report()), *three(report(), LOCKED)[:2])
    parts = [f"Subject: {one.subject}\n\n{one.text}" for one in made]
    golden(HERE / "letters.txt", "\n====\n\n".join(parts))
