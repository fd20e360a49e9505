"""Over many combinations of reader, day and place: what is withheld is in no byte, and what is to be shown is there."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pdf_contents import everything_in
from pens import HERE
from withheld_desk import AUDIENCES, EARLY_DAY, EVERYONE, LATE, LATE_DAY, LIMITS, WORDS, Reader, write_desk

from iria_reports.build import Job, build, write_html
from iria_reports.composing.compose import compose
from iria_reports.composing.sections import ReportChoices
from iria_reports.setting.galley import screen_page, set_galley
from iria_reports.writing.load import load_spec

Limits = dict[str, str]
OPEN = dict.fromkeys(LIMITS, EVERYONE)
readers = st.builds(Reader, st.sampled_from(AUDIENCES), st.sampled_from((EARLY_DAY, LATE_DAY)), st.booleans())
limited = st.fixed_dictionaries({place: st.sampled_from(ways) for place, ways in LIMITS.items()})


def assert_as_promised(texts: dict[str, str], reader: Reader, limits: Limits) -> None:
    shown = reader.shown(limits)
    everything = {where: text.casefold() for where, text in texts.items()}
    for place, word in [(place, word) for place, words in WORDS.items() for word in words]:
        found = [where for where, text in everything.items() if word in text]
        assert bool(found) == (place in shown), f"{word} of {place} ({limits.get(place)}) for {reader} in {found}"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reader=readers, limits=limited)
@example(reader=Reader("policymakers", LATE_DAY, brief=False), limits=OPEN)
@example(reader=Reader("officials", LATE_DAY, brief=True), limits=OPEN)
def test_what_is_withheld_is_in_no_file_of_a_galley_and_on_no_page(
    tmp_path_factory: pytest.TempPathFactory, reader: Reader, limits: Limits
) -> None:
    root = tmp_path_factory.mktemp("desk")
    desk = write_desk(root, limits, brief=reader.brief)
    report = compose(load_spec(desk.spec("x"), desk, ReportChoices), reader.ask)
    assert report.mark == reader.mark(limits)
    galley = set_galley(report, desk, root / "galley", HERE)
    assert list(galley.arriving) == [f"figure-{n}.svg" for n, _ in enumerate(report.figures(), 1)]
    files = [file for file in galley.folder.rglob("*") if file.is_file() and file.suffix not in (".ttf", ".png")]
    texts = {file.name: f"{file.name} {file.read_text('utf-8')}" for file in files}
    assert_as_promised({**texts, "the page for a screen": screen_page(report, desk, HERE)}, reader, limits)


PRINTED = [
    (Reader("policymakers", LATE_DAY, brief=True), OPEN),
    (
        Reader("policymakers", EARLY_DAY, brief=True),
        {p: LATE if LATE in ways else "academics" for p, ways in LIMITS.items()},
    ),
    (Reader("officials", EARLY_DAY, brief=True), {p: ways[-2] for p, ways in LIMITS.items()}),
    (Reader("academics", LATE_DAY, brief=False), {p: ways[-1] for p, ways in LIMITS.items()}),
    (Reader("policymakers", LATE_DAY, brief=False), {p: ways[-1] for p, ways in LIMITS.items()}),
]


@pytest.mark.parametrize(("reader", "limits"), PRINTED, ids=["all", "neither", "brief", "academics", "not them"])
def test_nor_in_any_byte_of_the_printed_file(tmp_path: Path, reader: Reader, limits: Limits) -> None:
    desk = write_desk(tmp_path, limits, brief=reader.brief)
    built = build(Job(desk.spec("x"), desk, reader.ask, tmp_path / "out"))
    page = write_html(built, desk)
    texts = {**everything_in(built.proof.path), "html": page.read_text("utf-8"), "name": built.proof.path.name}
    assert_as_promised(texts, reader, limits)
    numbers = [section.number for section in built.report.sections if section.number]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
