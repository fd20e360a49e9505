"""The charts that are laid out as plans: whatever they are fed, no words touch, and none leave the sheet."""

import re
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest

from drawing.feeds import fed, feeds
from drawing.feeds_conflicting import said
from drawing.feeds_likelihood import outcomes
from drawing.feeds_relations import PURGE, links
from drawing.feeds_risk_matrix import FIVE, risks
from drawing.feeds_scenarios import scenarios
from drawing.feeds_share import DEAD, parts
from drawing.measured import printed
from drawing.trial import MAPS, STYLE, figure
from iria_reports.contrast import contrast
from iria_reports.drawing import conflicting, fates, likelihood, relations, risk_matrix, share
from iria_reports.drawing import scenarios as ranked
from iria_reports.drawing.boxes import Box
from iria_reports.drawing.colour import bearing, blend, shades
from iria_reports.drawing.drawers import draw
from iria_reports.drawing.layers import Node, columns
from iria_reports.drawing.links import DASHES, HEADS, pens
from iria_reports.drawing.measure import TALLEST

LAY_OUT = {
    "share": share.lay_out,
    "likelihood": likelihood.lay_out,
    "scenarios": ranked.lay_out,
    "risk-matrix": risk_matrix.lay_out,
    "conflicting": conflicting.lay_out,
    "relations": relations.lay_out,
}
NARROW = replace(STYLE, column_mm=118, full_mm=162)  # as the house's page has it
EVERY = [pytest.param(kind, feed, id=f"{kind}: {name}") for kind in LAY_OUT for name, feed in feeds(kind).items()]


def laid_out(kind, rows, options, *, width="full", **asked):
    drawn = figure(kind, rows, options, width=width, **asked)
    return LAY_OUT[kind](drawn, NARROW, asked.get("language", "en"))


@pytest.mark.parametrize("width", ["full", "column"])
@pytest.mark.parametrize(("kind", "feed"), EVERY)
def test_words_touch_neither_each_other_nor_a_mark_and_stay_on_a_page(kind, feed, width):
    plan = LAY_OUT[kind](fed(kind, feed, width), NARROW, feed.get("language", "en"))
    sheet = Box(0, 0, plan.setting.width, plan.height).grown(0.01)
    boxes = [text.box for text in plan.texts]
    assert not [pair for pair in combinations(plan.texts, 2) if pair[0].box.overlaps(pair[1].box)]
    assert not [box for box in boxes if not box.inside(sheet)]
    assert not [box for box in boxes for mark in plan.marks if box.overlaps(mark) and not box.inside(mark)]
    assert not [mark for mark in plan.marks if not mark.inside(sheet)]
    assert plan.height <= TALLEST


@pytest.mark.parametrize(("kind", "feed"), EVERY)
def test_boxes_are_as_wide_as_the_words_in_them_and_lose_none(kind, feed):
    plan = LAY_OUT[kind](fed(kind, feed, "column"), NARROW, feed.get("language", "en"))
    for text in plan.texts:
        printed = max(plan.setting.faces.exact_width(line, text.type) for line in text.lines)
        assert printed <= text.box.right - text.box.left + 0.25  # a last letter may lean out of its advance
        assert text.type.size >= 7.5
    said_in_all = "".join("".join(text.lines) for text in plan.texts).replace(" ", "")
    for column in ("label", "name", "from", "to") if kind != "share" else ():
        for row in feed["rows"][:6]:
            assert str(row.get(column) or "").replace(" ", "") in said_in_all


def in_greyscale(colour):
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_parts_of_a_bar_are_in_proportion_and_part_in_greyscale():
    plan = laid_out("share", DEAD, {"smallest": 0})
    widths = [mark.right - mark.left for mark in plan.marks]
    assert widths == pytest.approx([plan.setting.width * value / 238 for value in (142, 67, 25, 4)], abs=0.01)
    greys = [in_greyscale(colour) for colour in shades(STYLE.house, STYLE.paper, 9)]
    assert all(after - before > 12 for before, after in pairwise(greys))


def test_parts_that_miss_a_hundred_by_rounding_say_so_under_the_bar():
    assert any(text.lines == ("Parts are rounded and add up to 101%.",) for text in laid_out("share", DEAD, {}).texts)


def test_words_on_a_shade_are_legible():
    for fill in (*shades(STYLE.house, STYLE.paper, 9), blend(STYLE.accent, STYLE.paper, 0.46), STYLE.rule):
        assert max(contrast(fill, STYLE.ink), contrast(fill, STYLE.paper)) > 4


def test_small_parts_are_told_as_one_with_their_number():
    plan = laid_out("share", parts(*[int(5000 / (at + 1) ** 2) for at in range(200)]), {"rest": "Other ports"})
    assert any("Other ports (193)" in " ".join(text.lines) for text in plan.texts)


def test_a_likelihood_is_a_bar_from_its_range_s_start_to_its_end():
    plan = laid_out("likelihood", outcomes("likely", 40, "almost no chance"), {}, width="column")
    left, right = likelihood.INSET, plan.setting.width - likelihood.INSET
    likely, forty, _ = plan.marks
    assert (likely.left - left) / (right - left) == pytest.approx(0.55)
    assert (likely.right - left) / (right - left) == pytest.approx(0.80)
    assert ((forty.left + forty.right) / 2 - left) / (right - left) == pytest.approx(0.40)


def test_what_became_of_a_judgement_is_said_by_its_bar_without_colour_and_by_a_key():
    came = printed(fed("likelihood", feeds("likelihood")["what came"]))
    fills = [fill for box, fill in came.marks if box.right - box.left == pytest.approx(fates.SAMPLE, abs=1.5)]
    assert fills[:3] == [STYLE.house, STYLE.paper, STYLE.paper]
    assert all(came.saying(words) for words in ("happened", "none found", "still open"))
    assert not printed(figure("likelihood", outcomes("likely"), {})).saying("happened")
    hatched = fates.slanted(Box(0, 0, 40, 8))
    assert len(hatched) > 8
    assert all(-0.01 < x < 40.01 and -0.01 < y < 8.01 for line in hatched for x, y in line)


def test_scenarios_are_as_long_as_they_are_probable():
    plan = laid_out("scenarios", scenarios(60, 30, 10), {})
    lengths = [mark.right - mark.left for mark in plan.marks]
    assert [length / lengths[0] for length in lengths] == pytest.approx([1, 1 / 2, 1 / 6])


def test_a_scenario_fills_its_track_as_far_as_it_is_probable_and_only_a_certain_one_fills_it():
    (certain,) = laid_out("scenarios", scenarios(100), {}).marks
    likely, *_ = laid_out("scenarios", scenarios(60, 30, 10), {}).marks
    assert certain.right == pytest.approx(laid_out("scenarios", scenarios(100), {}).setting.width)
    room = certain.right - likely.left
    assert likely.right - likely.left == pytest.approx(0.6 * room)


def test_risks_stand_in_the_column_of_their_impact_and_the_likelier_higher():
    rows = [
        {"label": "Grave", "likelihood": "unlikely", "impact": "high"},
        {"label": "Slight", "likelihood": "very likely", "impact": "low"},
    ]
    plan = laid_out("risk-matrix", rows, {})
    grave, slight = sorted(plan.marks, key=lambda mark: -mark.left)
    heads = {text.lines[0]: text.box for text in plan.texts}
    assert grave.left > heads["high"].left - 1 > slight.left > heads["low"].left - 1
    assert slight.bottom < grave.top


def test_a_risk_matrix_over_the_whole_measure_begins_where_the_text_does():
    rows = [{"label": "Grave", "likelihood": "unlikely", "impact": "high"}]
    plan = laid_out("risk-matrix", rows, {"impacts": ("medium", "high")})
    heads = {text.lines[0]: text.box for text in plan.texts}
    assert heads["medium"].left - 5 == pytest.approx((NARROW.full_mm - NARROW.column_mm) * 72 / 25.4)


@pytest.mark.parametrize(("count", "impacts", "width"), [(12, FIVE, "full"), (20, ("low", "medium", "high"), "column")])
def test_numbered_risks_never_touch_and_each_number_is_explained(count, impacts, width):
    plan = laid_out("risk-matrix", risks(count, impacts), {"impacts": impacts}, width=width)
    assert not [pair for pair in combinations(plan.marks, 2) if pair[0].overlaps(pair[1])]
    numbers = [text.lines[0] for text in plan.texts if text.lines[0].isdigit()]
    times = numbers.count("1")
    assert sorted(numbers, key=int) == [str(at + 1) for at in range(count) for _ in range(times)]


def test_a_wide_matrix_names_its_risks_without_numbers_and_its_rows_in_one_line():
    plan = laid_out("risk-matrix", risks(9), {})
    assert not [text for text in plan.texts if text.lines[0].isdigit()]
    rows = [text for text in plan.texts if " ".join(text.lines) in ("roughly even chance", "almost no chance")]
    assert [len(text.lines) for text in rows] == [1, 1]


def test_withdrawn_figures_are_hollow_struck_out_and_said_to_be():
    rows = [*said(1), {**said(1)[0], "value": 9, "withdrawn_on": date(2022, 1, 4)}]
    svg = draw(figure("conflicting", rows, {}), STYLE, "en", maps=MAPS).decode()
    assert "withdrawn 4 Jan" in svg
    assert svg.count("stroke-dasharray") == 1
    before = draw(figure("conflicting", rows, {}, as_of=date(2022, 1, 3)), STYLE, "en", maps=MAPS).decode()
    assert "withdrawn" not in before
    assert "stroke-dasharray" not in before


@pytest.mark.parametrize("width", ["full", "column"])
def test_the_dot_of_the_highest_figure_stands_clear_of_the_edge(width):
    plan = laid_out("conflicting", said(4), {}, width=width)
    assert max(mark.right for mark in plan.marks) < plan.setting.width - 5


def test_kinds_of_link_differ_by_line_and_head_and_a_mutual_one_has_none():
    drawn = pens([(str(at), at == 5) for at in range(6)], STYLE)
    assert len({(pen.dashes, pen.width, pen.double) for pen in drawn.values()}) == len(DASHES) == 6
    assert [pen.head for pen in drawn.values()] == [*HEADS[:5], None]


def test_no_line_of_a_diagram_crosses_words_or_boxes(monkeypatch):
    drawn = []
    monkeypatch.setattr(relations.Plan, "line", lambda self, points, stroke: drawn.append(points))
    for rows in (links(20, 24, "some words", 4), links(12, 20, "some words"), PURGE):
        drawn.clear()
        plan = laid_out("relations", rows, {})
        boxes = [text.box for text in plan.texts] + [mark.grown(-0.05) for mark in plan.marks]
        segments = [piece for points in drawn for piece in pairwise(points)]
        assert not [(box, piece) for box in boxes for piece in segments if box.meets_segment(*piece)]


def test_a_link_between_neighbours_on_a_side_leads_straight_down_beside_its_words(monkeypatch):
    rows = [{"from": "Abish", "to": "Nazarbayev", "kind": "family", "label": "nephew", "date": None}]
    drawn = []
    monkeypatch.setattr(relations.Plan, "line", lambda self, points, stroke: drawn.append(points))
    plan = laid_out("relations", rows, {"sides": {"Old guard": ("Nazarbayev", "Abish")}})
    over, under = sorted(plan.marks, key=lambda mark: mark.top)
    ((start, end),) = [points for points in drawn if points[0][1] > over.top and points[0][0] == points[-1][0]]
    (words,) = [text.box for text in plan.texts if text.lines == ("nephew",)]
    assert start[0] == end[0] < words.left
    assert over.bottom <= min(start[1], end[1]) < max(start[1], end[1]) <= under.top


def test_no_link_runs_through_the_field_of_a_side_it_does_not_belong_to():
    sides = [("A", ["a", "d"]), ("B", ["b"]), ("C", ["c"])]
    placed = columns(sides, [("a", "b"), ("d", "b"), ("d", "c"), ("a", "c")], 3, in_order=True)
    assert all(node.link < 0 for column in placed for panel in column if panel.side for node in panel.nodes)


def test_sides_given_stand_in_order_and_others_where_fewest_links_pass_them():
    pairs = [("a", "b"), ("a", "c")]
    sides = [("A", ["a"]), ("B", ["b"]), ("C", ["c"])]
    names = [column[0].side for column in columns(sides, pairs, 3, in_order=False)]
    assert names[1] == "A"
    assert [column[0].side for column in columns(sides, pairs, 3, in_order=True)] == ["A", "B", "C"]


def test_actors_are_ordered_so_that_links_do_not_cross():
    sides = [("L", ["a", "b", "c"]), ("R", ["x", "y", "z"])]
    left, right = columns(sides, [("a", "z"), ("b", "y"), ("c", "x")], 3, in_order=True)
    partner = {"a": "z", "b": "y", "c": "x"}
    assert [partner[node.actor] for node in left[0].nodes] == [node.actor for node in right[0].nodes]


def test_a_link_past_a_column_has_its_own_way_through():
    sides = [("A", ["a"]), ("B", ["b"]), ("C", ["c"])]
    placed = columns(sides, [("a", "c"), ("a", "b")], 3, in_order=True)
    assert sorted((panel.side, panel.nodes) for panel in placed[1]) == [("", (Node("0:1", 0),)), ("B", (Node("b"),))]


def test_a_diagram_without_sides_leads_from_left_to_right():
    placed = columns([("", ["c", "b", "a"])], [("a", "b"), ("b", "c"), ("c", "a")], 3, in_order=False)
    assert [panel.nodes[0].actor for column in placed for panel in column] == ["a", "b", "c"]


def test_a_narrow_matrix_holds_numbers_only():
    plan = laid_out("risk-matrix", risks(6, FIVE), {"impacts": FIVE}, width="column")
    assert sum(bool(re.fullmatch(r"\d+", text.lines[0])) for text in plan.texts) == 12


@pytest.mark.parametrize("count", range(1, 11))
def test_whatever_the_number_of_parts_words_stand_out_from_every_tint(count):
    for fill in (bearing(tint, STYLE.paper, STYLE.ink) for tint in shades(STYLE.house, STYLE.paper, count)):
        assert max(contrast(fill, STYLE.paper), contrast(fill, STYLE.ink)) >= 4.5
