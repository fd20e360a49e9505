"""Whatever a chart kind is fed, its picture is readable or the fault is clear: measured on the words as drawn."""

import pytest

from drawing.feeds import KINDS, fed, feeds
from drawing.measured import printed
from iria_reports.composing.charts import CHARTS
from iria_reports.drawing.measure import TALLEST
from iria_reports.errors import InputFaults


def test_every_chart_kind_is_fed():
    assert sorted(KINDS) == sorted(kind.name for kind in CHARTS)


FED = [
    pytest.param(kind, feed, width, id=f"{kind}: {name}, {width}")
    for kind in KINDS
    for name, feed in feeds(kind).items()
    for width in ("column", "full")
]


@pytest.mark.parametrize(("kind", "feed", "width"), FED)
def test_no_words_of_a_picture_overlap_or_leave_the_sheet(kind, feed, width):
    if "fault" in feed:
        with pytest.raises(InputFaults) as caught:
            fed(kind, feed, width)
        told = [str(fault) for fault in caught.value.faults]
        assert any(feed["fault"] in fault for fault in told)
        assert all("; " in fault for fault in told)
        return
    on_paper = printed(fed(kind, feed, width), feed.get("language", "en"))
    assert on_paper.words
    assert not on_paper.collisions()
    assert not on_paper.outside()
    assert on_paper.sheet.bottom <= TALLEST
