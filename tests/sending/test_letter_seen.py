"""Letters in a real browser, by day and by night: nothing to push sideways on a narrow phone, and all can be read."""

import html
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from letters import LOCKED, PDF, TERMS, dress, of_the_house, report, three
from site_trial import BROWSER, browse, served

from iria_reports.contrast import LABELS, contrast
from iria_reports.report import Client
from iria_reports.sending.letter import report_letter

NARROW = 320  # WCAG 2.2, 1.4.10
SCHEMES = {"dark": 0, "light": 1}  # as the browser's own settings number them
LONG = "https://example.org/" + "a-very-long-address/" * 20
MEASURE = """<!DOCTYPE html><body>%s<pre></pre>
<script>
function measured(frame) {
  const page = frame.contentDocument, view = page.defaultView, found = []
  const walk = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    if (!walk.currentNode.data.trim()) continue
    let at = walk.currentNode.parentElement
    const style = view.getComputedStyle(at)
    while (view.getComputedStyle(at).backgroundColor === "rgba(0, 0, 0, 0)") at = at.parentElement
    found.push([style.color, view.getComputedStyle(at).backgroundColor, parseFloat(style.fontSize)])
  }
  const night = view.matchMedia("(prefers-color-scheme: dark)").matches
  return [frame.name, {night, wide: page.documentElement.scrollWidth, found}]
}
addEventListener("load", () => {
  const frames = Array.from(document.querySelectorAll("iframe"), measured)
  document.querySelector("pre").textContent = JSON.stringify(Object.fromEntries(frames))
})
</script>"""
FRAME = '<iframe name="{0}" src="{0}.html" style="border:0;width:{1}px;height:90px"></iframe>'


def measured(letters: dict[str, str], folder: Path, scheme: str) -> dict[str, dict[str, Any]]:
    """What the browser makes of each letter in a narrow window; it is started once for them all."""
    for name, letter in letters.items():
        (folder / f"{name}.html").write_text(letter, encoding="utf-8")
    frames = "".join(FRAME.format(name, NARROW) for name in letters)
    (folder / "measure.html").write_text(MEASURE % frames, encoding="utf-8")
    with served(folder) as address:
        tree = browse(
            f"{address}/measure.html", f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}", "--dump-dom"
        )
    (said,) = re.findall(r"<pre>(.*?)</pre>", tree, re.DOTALL)
    found: dict[str, dict[str, Any]] = json.loads(html.unescape(said))
    return found


def colour(written: str) -> str:
    """rgb(1, 2, 3) as #010203; nothing may shine through."""
    found = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", written)
    assert found, written
    return "#" + "".join(f"{int(part):02x}" for part in found.groups())


def letters() -> dict[str, str]:
    """Every kind of letter, locked, in a client's pale accent, of words that do not end, from right to left."""
    about = report()
    copied = replace(PDF, code=LOCKED.code)
    made = {one.purpose: one.html for one in three(about, copied)}
    made.update({f"{one.purpose}, locked": one.html for one in three(about, LOCKED)[:2]})
    left_out = replace(TERMS, largest=1)
    made["left out"] = report_letter(about, copied, left_out, dress(about)).html
    client = Client(slug="c", organisation="Ministry of Example", accent="#6b6b6b")
    for name, changed in {
        "client": {"client": client, "mark": "TLP:RED", "mark_colour": "#FF2B2B", "theme": "ledger"},
        "endless": {"title": "W" * 200, "subtitle": LONG, "bottom": LONG, "statement": LONG, "authors": (LONG,)},
        "Arabic": {"title": "الميناء يعمل من جديد", "language": "ar"},
    }.items():
        other = report(**changed)  # type: ignore[arg-type]
        made[name] = report_letter(other, copied, TERMS, dress(other)).html
    for name in ("kazakhstan-2022", "csto-intervention", "kazakhstan-aftermath"):
        own = of_the_house(name)
        made[name] = report_letter(own, copied, TERMS, dress(own)).html
    return made


@pytest.mark.machine
@pytest.mark.skipif(not shutil.which(BROWSER), reason="chromium is not installed")
@pytest.mark.parametrize("scheme", SCHEMES)
def test_it_fits_a_narrow_phone_and_can_be_read_by_day_and_by_night(scheme: str, tmp_path: Path) -> None:
    made = letters()
    seen = measured(made, tmp_path, scheme)
    assert list(seen) == list(made)
    for name, found in seen.items():
        assert found["night"] == (scheme == "dark"), name
        assert found["wide"] <= NARROW, name
        assert len(found["found"]) > 10, name
        for ink, ground, size in found["found"]:
            assert contrast(colour(ink), colour(ground)) >= LABELS, (name, ink, ground)
            assert size >= 13, name


@pytest.mark.machine
@pytest.mark.skipif(not shutil.which(BROWSER), reason="chromium is not installed")
def test_it_is_no_wider_than_a_letter_on_a_wide_screen(tmp_path: Path) -> None:
    made = {one.purpose: one.html for one in three(report())}["report"]
    probe = made.replace(
        "</body>", "<script>document.title = document.querySelector('.sheet').offsetWidth</script></body>"
    )
    (tmp_path / "letter.html").write_text(probe, encoding="utf-8")
    with served(tmp_path) as address:
        tree = browse(f"{address}/letter.html", "--window-size=1000,900", "--dump-dom")
    assert "<title>600</title>" in tree
