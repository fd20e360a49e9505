"""How a client is sent reports: read from its file, a fault for each thing that cannot be, and no password kept."""

import json
from datetime import date

import pytest
from conftest import Write

from iria_reports.composing.compose import compose
from iria_reports.composing.rendition import Ask
from iria_reports.composing.sections import ReportChoices
from iria_reports.writing.clients import LoadedClient, load_clients
from iria_reports.writing.load import load_spec
from iria_reports.writing.settings import Settings

MARKS = Settings().mark_labels()
LOCKED = """\
organisation: Ministry of Example
audience: officials
language: fr
highest-mark: TLP:AMBER
terms: For the ministry's own use.
copies: locked
password-variable: MINISTRY_PASSWORD
"""


def loaded(write_desk: Write, text: str) -> LoadedClient:
    return load_clients(write_desk({"reports/clients/ministry.yml": text}), MARKS)["ministry"]


def test_a_client_says_how_it_is_sent_reports(write_desk: Write) -> None:
    client = loaded(write_desk, LOCKED)
    assert client.faults == ()
    assert client.choices is not None
    assert (client.choices.audience, client.choices.language, client.choices.highest_mark) == (
        "officials",
        "fr",
        "TLP:AMBER",
    )
    assert (client.choices.copies, client.choices.password_variable) == ("locked", "MINISTRY_PASSWORD")


def test_a_client_that_says_only_its_name_is_sent_the_issued_file(write_desk: Write) -> None:
    choices = loaded(write_desk, "organisation: M\n").choices
    assert choices is not None
    assert (choices.copies, choices.highest_mark, choices.keyring) == ("issued", None, False)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("highest-mark: TLP:GRENE", "2:15: highest-mark: no such mark 'TLP:GRENE'; did you mean TLP:GREEN"),
        ("audience: ministers", "2:11: audience: 'ministers' is not one of officials, policymakers, academics"),
        ("language: french", "2:11: language: 'french': no such language"),
        ("copies: stamped", "2:9: copies: 'stamped' is not one of issued, numbered, locked"),
        ("keyring: yes", "2:1: keyring: issued copies have no password; write `copies: locked`, or take it out"),
        ("password-variable: PW", "2:1: password-variable: issued copies have no password"),
    ],
)
def test_what_a_client_cannot_say_is_told_at_its_place(write_desk: Write, line: str, told: str) -> None:
    faults = [str(fault) for fault in loaded(write_desk, f"organisation: M\n{line}\n").faults]
    assert len(faults) == 1
    assert faults[0].startswith(f"reports/clients/ministry.yml:{told}")


@pytest.mark.parametrize("line", ["password: hunter2", "password-variable: hunter2"])
def test_a_password_in_a_client_is_refused_without_repeating_it(write_desk: Write, line: str) -> None:
    (fault,) = loaded(write_desk, f"organisation: M\ncopies: locked\n{line}\n").faults
    assert "password" in str(fault)
    assert "hunter2" not in str(fault)


def test_a_report_for_a_client_does_not_tell_how_it_is_sent(write_desk: Write) -> None:
    article = "---\ntitle: T\ndate: 2022-01-01\n---\n\nText.\n"
    files = {"reports/x.yml": "title: T\narticles: [a]\n", "reports/articles/a.md": article}
    desk = write_desk({"reports/clients/ministry.yml": LOCKED, **files})
    report = compose(load_spec(desk.spec("x"), desk, ReportChoices), Ask(today=date(2022, 2, 1), client="ministry"))
    text = json.dumps(report.model_dump(mode="json"))
    assert "Ministry of Example" in text
    assert "MINISTRY_PASSWORD" not in text
    assert "own use" not in text
