"""The house's accent, from desk.yml: it colours pages and charts, and has to be legible on the page."""

import pytest
from conftest import Write

from iria_reports.contrast import LABELS, contrast, nearest_passing
from iria_reports.errors import InputFaults
from iria_reports.setting.theme import Palette, load_theme
from iria_reports.writing.settings import load_settings

WHITE = "#ffffff"


def test_it_replaces_the_themes_accent_on_the_page_and_in_charts(write_desk: Write) -> None:
    theme = load_theme(write_desk({"desk.yml": 'house:\n  accent: "#7a1f5c"\n'}), "iria")
    assert theme.file.palette.accent == "#7a1f5c"
    style = theme.style("A4")
    assert style.accent == "#7a1f5c"
    assert style.sequence[:2] == ("#0b3c5d", "#7a1f5c")


def test_without_it_the_theme_keeps_its_own(write_desk: Write) -> None:
    assert load_theme(write_desk({}), "iria").file.palette == Palette()


def test_a_pale_one_is_a_fault_with_the_nearest_shade_that_can_be_read(write_desk: Write) -> None:
    with pytest.raises(InputFaults) as found:
        load_theme(write_desk({"desk.yml": 'house:\n  name: X\n  accent: "#ffcc00"\n'}), "iria")
    (fault,) = found.value.faults
    assert str(fault) == (
        "desk.yml:3:11: house.accent: '#ffcc00' is too pale to read on #f2f4f6 (1.4 to 1; at least 4.5 to 1); "
        'write "#876c00", the nearest shade that can be read'
    )


def test_one_that_is_pale_on_a_desks_own_dark_paper_is_lightened(write_desk: Write) -> None:
    files = {
        "desk.yml": 'house:\n  accent: "#7a1f5c"\n',
        "templates/night/theme.yml": 'name: Night\nbased-on: iria\npalette:\n  paper: "#101418"\n',
    }
    with pytest.raises(InputFaults) as found:
        load_theme(write_desk(files), "night")
    shade = str(found.value).rsplit('write "', 1)[1][:7]
    assert contrast(shade, "#101418") >= LABELS > contrast("#7a1f5c", "#101418")


@pytest.mark.parametrize("colour", ["#ffcc00", "#ff0000", "#00ff00", "#808080", "#fefefe", "#b5451b"])
def test_the_nearest_legible_shade_is_legible_and_what_is_legible_stays(colour: str) -> None:
    shade = nearest_passing(colour, (WHITE,))
    assert contrast(shade, WHITE) >= LABELS
    assert (shade == colour) == (contrast(colour, WHITE) >= LABELS)


def test_a_colour_without_quotation_marks_is_told_what_it_lacks(write_desk: Write) -> None:
    _, (fault,) = load_settings(write_desk({"desk.yml": "house:\n  accent: #b5451b\n"}))
    assert str(fault) == ('desk.yml:2:3: house.accent: is empty; put a colour in quotation marks, such as "#b5451b"')
