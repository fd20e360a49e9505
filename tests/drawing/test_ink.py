"""The ink: labels that never touch, marks in proportion, withdrawn figures apart, the same bytes everywhere."""

import math
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from drawing.feeds import USUAL, fed
from drawing.feeds_timeline import FOUR_LANES, PHASES
from drawing.measured import printed
from drawing.trial import MAPS, PLACES, ROOT, STYLE, TOLLS, events, figure
from iria_reports.composing.charts import CHARTS
from iria_reports.desk import Desk
from iria_reports.drawing import map, reported, timeline
from iria_reports.drawing.amounts import legend_values
from iria_reports.drawing.base import find_base, ground
from iria_reports.drawing.boxes import Box
from iria_reports.drawing.cover import has_cover, larger, quieter
from iria_reports.drawing.drawers import draw
from iria_reports.drawing.faces import Faces, Type
from iria_reports.drawing.measure import TALLEST
from iria_reports.drawing.projection import Albers
from iria_reports.drawing.scale import TimeScale, ticks
from iria_reports.drawing.sheet import Sheet
from iria_reports.setting.theme import load_theme

FIGURES = ROOT / "templates" / "iria" / "css" / "figures.css.j2"


def boxes_of(layout: timeline.Layout) -> list[Box]:
    boxes = [lane.name_box for lane in layout.lanes]
    for lane in layout.lanes:
        boxes += [box for event in lane.events for box in (event.mark, event.label)]
    return boxes


@pytest.mark.parametrize("width", ["full", "column"])
@pytest.mark.parametrize("count", [1, 12, 30])
def test_no_two_labels_or_marks_of_a_timeline_touch(count, width):
    layout = timeline.lay_out(
        figure("timeline", events(count), FOUR_LANES if count > 3 else {}, width=width), STYLE, "en"
    )
    assert not [pair for pair in combinations(boxes_of(layout), 2) if pair[0].overlaps(pair[1])]
    assert sum(len(lane.events) for lane in layout.lanes) == count
    frame = Box(0, 0, layout.width, layout.height)
    assert all(box.inside(frame) for box in boxes_of(layout))


@pytest.mark.parametrize("crowded", [True, False])
def test_eighty_events_fit_on_one_page_without_a_collision(crowded):
    layout = timeline.lay_out(figure("timeline", events(80, crowded=crowded), FOUR_LANES), STYLE, "en")
    assert not [pair for pair in combinations(boxes_of(layout), 2) if pair[0].overlaps(pair[1])]
    assert layout.height <= TALLEST


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("theme", ["iria", "ledger"])
def test_the_tallest_chart_is_printed_at_its_own_size_in_every_theme_and_on_every_paper(theme, paper):
    page = load_theme(Desk(ROOT), theme).page(paper)
    caption = re.search(r"figure img \{[^}]*max-height: \{\{ deep - (\d+) \}\}mm", FIGURES.read_text("utf-8"))
    assert (page.height - page.top - page.bottom - int(caption[1])) * 72 / 25.4 >= TALLEST


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("longest", [60, 90])
def test_eighty_events_in_one_lane_keep_the_smallest_type_and_lose_words_before_size(longest, width):
    rows = [
        dict(one, event_type="all", title=f"{one['title']} and on through the night and day"[:longest])
        for one in events(80)
    ]
    drawn = figure("timeline", rows, {}, width=width)
    layout = timeline.lay_out(drawn, STYLE, "en")
    assert layout.height <= TALLEST
    svg = draw(drawn, STYLE, "en", maps=MAPS).decode()
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)) >= 7.5
    placed = [event for lane in layout.lanes for event in lane.events]
    assert len(placed) == 80
    titles = {row["title"] for row in rows}
    cut = [event.span.words for event in placed if event.span.words not in titles]
    assert all(any(title.startswith(words.removesuffix("…")) for title in titles) for words in cut)
    assert "…" not in " ".join(event.span.words for lane in sparse().lanes for event in lane.events)


def sparse():
    return timeline.lay_out(figure("timeline", events(30), FOUR_LANES), STYLE, "en")


def test_an_event_of_one_of_two_days_is_a_dot_and_a_hollow_dot_and_no_bar():
    rows = [dict(events(1)[0], end_date=None, or_date=date(2022, 1, 6), date=date(2022, 1, 5)), events(3)[2]]
    layout = timeline.lay_out(figure("timeline", rows, {}), STYLE, "en")
    (either,) = (event for lane in layout.lanes for event in lane.events if event.span.either)
    assert either.span.right - either.span.left == pytest.approx(layout.scale.per_day)
    assert not either.label.overlaps(either.mark)
    on_paper = printed(figure("timeline", rows, {}))
    dots = [fill for box, fill in on_paper.marks if box.inside(either.mark.grown(0.1))]
    assert sorted(dots) == sorted([STYLE.house, STYLE.paper])


def test_a_cover_shows_few_events_in_large_type_without_lanes_or_phases():
    options = FOUR_LANES | {"phases": PHASES, "cover": ["E3", "E7", "E12"]}
    drawn = figure("timeline", events(20), options)
    assert has_cover(drawn)
    svg = draw(quieter(drawn), larger(STYLE), "en", maps=MAPS).decode()
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)) > 10
    assert not [name for name in ("Protest", "Spread and violence") if f">{name}<" in svg]
    assert len(re.findall(r">[^<]+ (3|7|12): crowds", svg)) == 3
    assert not has_cover(figure("timeline", events(20), FOUR_LANES))


def test_label_boxes_are_as_wide_as_the_words_in_them():
    layout = timeline.lay_out(figure("timeline", events(30), FOUR_LANES), STYLE, "en")
    faces = Faces(STYLE.fonts, STYLE.family)
    for lane in layout.lanes:
        for event in lane.events:
            printed = max(faces.exact_width(line, layout.type) for line in event.lines)
            assert printed <= event.label.right - event.label.left + 0.01
            assert " ".join(event.lines) == event.span.words


def test_words_are_measured_with_the_face_that_has_their_letters():
    faces = Faces(STYLE.fonts, STYLE.family)
    assert faces.face("Қазақстан", 600).family.startswith("Source Sans 3")
    assert faces.face("كازاخستان", 400).family == "Amiri"
    assert faces.width("Қызылорда", Type(8, "#000000")) == pytest.approx(38, abs=3)


def test_a_no_break_space_holds_words_together_and_is_not_lost():
    faces, type = Faces(STYLE.fonts, STYLE.family), Type(8, "#000000")
    lines = faces.wrapped("20\u202f000 people on 5\u00a0January", type, 30)
    assert lines == ("20\u202f000", "people", "on", "5\u00a0January")


def test_a_withdrawn_figure_is_not_in_the_line():
    layout = reported.lay_out(figure("reported", TOLLS, {}), STYLE, "en")
    withdrawn = next(mark for mark in layout.marks if mark.gone is not None)
    assert withdrawn.figure == "164"
    (line,) = layout.runs
    assert withdrawn.at not in line
    assert all(point[1] != withdrawn.at[1] for point in line)
    assert len({point[0] for point in line} & {mark.at[0] for mark in layout.marks if mark.gone is None}) == 4


def test_only_figures_that_count_the_same_are_joined():
    counted = [{**row, "scope": "officers" if row["value"] < 44 else "all"} for row in TOLLS]
    layout = reported.lay_out(figure("reported", counted, {}), STYLE, "en")
    standing = {mark.at: mark.figure for mark in layout.marks if mark.gone is None}
    joined = [[standing[point] for point in run if point in standing] for run in layout.runs]
    assert sorted(name for run in joined for name in run) == sorted(standing.values())
    assert all(len({int(name) < 44 for name in run}) == 1 for run in joined)


def test_ways_of_counting_are_told_apart_by_dash_and_mark_and_named_in_a_key():
    counted = [{**row, "scope": "officers" if row["value"] < 44 else "all"} for row in TOLLS]
    layout = reported.lay_out(figure("reported", counted, {}), STYLE, "en")
    assert [way.name for way, _ in layout.key] == ["all", "officers"]
    assert len({(way.dashes, way.corners, way.colour) for way in layout.ways}) == 2
    assert layout.ways[0].dashes == ()
    svg = draw(figure("reported", counted, {}), STYLE, "en", maps=MAPS).decode()
    assert ">officers<" in svg
    assert reported.lay_out(figure("reported", TOLLS, {}), STYLE, "en").key == ()


def test_a_figure_the_house_reckoned_is_hollow_joined_to_no_other_and_named_in_the_key():
    rows = [dict(one, own="26 + 18" if one["value"] == 44 else None) for one in TOLLS]
    layout = reported.lay_out(figure("reported", rows, {}), STYLE, "en")
    reckoned = next(mark for mark in layout.marks if mark.way.hollow)
    assert reckoned.figure == "44"
    assert all(reckoned.at not in run and reckoned.at[1] not in {y for _, y in run} for run in layout.runs)
    assert [way.name for way, _ in layout.key] == ["our own sum"]
    on_paper = printed(figure("reported", rows, {}))
    fills = {fill for box, fill in on_paper.marks if Box(*reckoned.at, *reckoned.at).inside(box)}
    assert fills == {STYLE.paper}


def test_a_scale_that_begins_above_zero_spreads_close_figures_and_says_so():
    rows = [dict(one, value=200 + 5 * at, withdrawn_on=None) for at, one in enumerate(TOLLS)]
    close, whole = figure("reported", rows, {"scale-from": 190}), figure("reported", rows, {})
    assert close.subtitle.endswith("; the scale begins at 190")
    layout = reported.lay_out(close, STYLE, "en")
    assert layout.grid[0] == (layout.plot.bottom, "190")
    reach = [
        layout.marks[0].at[1] - layout.marks[-1].at[1] for layout in (layout, reported.lay_out(whole, STYLE, "en"))
    ]
    assert reach[0] > 4 * reach[1]


@pytest.mark.parametrize("days", [1, 200])
def test_the_cross_of_a_withdrawn_figure_stands_clear_of_its_ring_or_wholly_within_it(days, monkeypatch):
    drawn = []
    original = Sheet.line
    monkeypatch.setattr(
        Sheet, "line", lambda self, points, stroke: drawn.append(points) or original(self, points, stroke)
    )
    gone = date(2022, 1, 9) + timedelta(days)
    rows = [dict(TOLLS[3], withdrawn_on=gone), dict(TOLLS[4], date=date(2022, 12, 31))]
    layout = reported.lay_out(figure("reported", rows, {}, as_of=date(2023, 1, 20)), STYLE, "en")
    draw(figure("reported", rows, {}, as_of=date(2023, 1, 20)), STYLE, "en", maps=MAPS)
    ring = layout.marks[0].at
    arms = [
        line
        for line in drawn
        if len(line) == 2
        and abs(line[0][0] - line[1][0]) == pytest.approx(abs(line[0][1] - line[1][1]))
        and line[0] != line[1]
    ]
    away = [math.dist(point, ring) for line in arms for point in line]
    assert len(arms) == 2
    assert all(one < reported.RADIUS + 1 for one in away) or all(one > reported.RADIUS + 1 for one in away)


def test_a_way_of_counting_with_one_figure_has_no_line_also_in_the_key():
    counted = [{**row, "scope": "officers" if row["value"] < 44 else f"all {row['value']}"} for row in TOLLS]
    layout = reported.lay_out(figure("reported", counted, {}), STYLE, "en")
    assert {way.name: way.joined for way, _ in layout.key} == {"all 225": False, "officers": True, "all 44": False}


def test_every_reported_figure_is_labelled_and_no_two_labels_touch():
    rows = [
        {
            "date": date(2022, 1, 1 + number // 2),
            "value": 10 * number + number % 3,
            "label": f"Ministry number {number}",
        }
        for number in range(14)
    ]
    layout = reported.lay_out(figure("reported", rows, {}, width="column"), STYLE, "en")
    assert len(layout.labels) == 14
    boxes = [label.box for label in layout.labels.values()]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_ranges_are_drawn_from_their_lower_to_their_upper_end():
    layout = reported.lay_out(figure("reported", [dict(TOLLS[0], value_high=12), TOLLS[1]], {}), STYLE, "en")
    assert layout.marks[0].figure == "8–12"
    assert layout.marks[0].top < layout.marks[0].at[1]


def test_an_axis_that_starts_within_a_month_names_it():
    faces = Faces(STYLE.fonts, STYLE.family)

    def names(start):
        scale = TimeScale(start, date(2023, 1, 5), 0.0, 480.0)
        return [tick.words for tick in ticks(scale, faces, Type(7.5, STYLE.muted), "en")[0]]

    assert names(date(2022, 1, 9))[:2] == ["Jan", "Feb"]
    assert names(date(2022, 1, 30))[:2] == ["Feb", "Mar"]
    assert names(date(2022, 1, 1))[:2] == ["Jan", "Feb"]


def test_the_area_of_a_mark_stands_for_its_value():
    drawn = figure("map", PLACES, {"value": "value"})
    layout = map.lay_out(drawn, STYLE, "en", find_base(MAPS, "kazakhstan"))
    shares = [math.pi * spot.radius**2 / spot.value for spot in layout.spots]
    assert shares == pytest.approx([shares[0]] * len(shares))
    assert len(layout.labels) == 4


@pytest.mark.parametrize("width", ["full", "column"])
def test_the_key_of_a_map_stands_under_it_clear_of_coasts_and_borders(width):
    drawn = figure("map", PLACES, {"value": "value", "unit": "deaths"}, width=width)
    layout = map.lay_out(drawn, STYLE, "en", find_base(MAPS, "kazakhstan"))
    assert layout.key.top > layout.ground.frame.bottom
    on_paper = printed(drawn)
    told = [box for words, box in on_paper.words if words in ("50", "160 deaths", "500\u00a0km")]
    assert len(told) == 3
    assert all(box.top > layout.ground.frame.bottom for box in told)
    assert not [pair for pair in combinations(told, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize(
    ("most", "values"), [(6, (6, 2)), (160, (160, 50)), (1, (1, 0.2)), (2, (2, 1)), (12_345, (12_345, 2000))]
)
def test_the_key_of_a_map_reaches_to_its_largest_mark(most, values):
    assert legend_values(most) == values


def test_a_place_beyond_the_map_is_told_under_it():
    rows = [*PLACES, {"place": "Geneva", "lat": 46.2, "lon": 6.14, "value": 1}]
    svg = draw(figure("map", rows, {"value": "value"}), STYLE, "en", maps=MAPS).decode()
    assert "Not on this map: Geneva (1). Borders as drawn by Natural Earth; no position implied." in svg


def test_a_neighbour_is_named_within_its_borders_or_not_at_all():
    base = find_base(MAPS, "kazakhstan")
    land = ground(base, 480.0)
    named = {
        name: box
        for name, degrees in base.manifest["neighbours"].items()
        if (box := map._name_box((50.0, 7.5), land, degrees, []))
    }
    assert {"Russia", "China", "Uzbekistan", "Turkmenistan"} <= set(named)
    edges = [edge for ring in (*land.borders, *land.home) for edge in pairwise(ring)]
    assert not [name for name, box in named.items() for edge in edges if box.meets_segment(*edge)]


def test_areas_on_the_map_are_true():
    albers = Albers(46, 40, 88, 56)
    base = find_base(MAPS, "kazakhstan")
    total = 0.0
    for rings in base.units:
        for ring in rings:
            points = albers.project(ring)
            total += sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)) / 2
    assert abs(total) == pytest.approx(2_724_900, rel=0.01)


DRAWN = [pytest.param(kind, feed, id=kind) for kind, feed in USUAL]


@pytest.mark.parametrize(("kind", "feed"), DRAWN)
def test_a_picture_is_as_wide_as_printed_without_opacity_or_tiny_words(kind, feed):
    svg = draw(fed(kind, feed), STYLE, "en", maps=MAPS).decode()
    assert float(re.search(r'width="([\d.]+)pt"', svg)[1]) == pytest.approx(170 * 72 / 25.4, abs=0.01)
    assert "opacity" not in svg
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)) >= 7.5
    assert set(re.findall(r"font-family: ([^;\"]+)", svg)) == {"'Source Sans 3'"}
    assert "<dc:date>" not in svg


def test_arabic_is_drawn_as_joined_outlines():
    rows = [dict(one, label="وزارة الداخلية") for one in TOLLS]
    svg = draw(figure("reported", rows, {}, language="ar"), STYLE, "ar", maps=MAPS).decode()
    assert "<text" not in svg
    assert "<use" in svg


SCRIPT = """
import hashlib, sys
from drawing.feeds import USUAL, fed
from drawing.trial import MAPS, STYLE
from iria_reports.drawing.drawers import draw
for kind, feed in USUAL:
    print(hashlib.sha256(draw(fed(kind, feed), STYLE, "en", maps=MAPS)).hexdigest())
"""
HOSTILE = """
svg.fonttype: path
font.size: 40
lines.linewidth: 9
savefig.facecolor: red
path.simplify: True
"""


def test_the_bytes_are_the_same_whatever_the_process_and_the_users_settings(tmp_path):
    (tmp_path / "matplotlibrc").write_text(HOSTILE)
    plain = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", ""), "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    ours = plain | {"PYTHONHASHSEED": "1"}
    theirs = plain | {
        "PYTHONHASHSEED": "2",
        "TZ": "Asia/Almaty",
        "LC_ALL": "C",
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
    }
    runs = [
        subprocess.run([sys.executable, "-c", SCRIPT], env=env, cwd=cwd, capture_output=True, text=True, check=True)
        for env, cwd in ((ours, ROOT), (theirs, tmp_path))
    ]
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout.split()) == len(CHARTS)


def test_words_can_be_drawn_as_outlines_for_a_browser():
    from_page = draw(figure("reported", TOLLS, {}), STYLE, "en", maps=MAPS)
    from_screen = draw(figure("reported", TOLLS, {}), replace(STYLE, outlined=True), "en", maps=MAPS)
    assert b"<text" in from_page
    assert b"<text" not in from_screen
