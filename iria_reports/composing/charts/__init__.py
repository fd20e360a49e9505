"""The chart kinds a report can use: one line for each."""

from iria_reports.composing.charts.before_after import BEFORE_AFTER
from iria_reports.composing.charts.daily import DAILY
from iria_reports.composing.charts.kind import ChartKind
from iria_reports.composing.charts.map import MAP
from iria_reports.composing.charts.ranked import RANKED
from iria_reports.composing.charts.reported import REPORTED
from iria_reports.composing.charts.small_multiples import SMALL_MULTIPLES
from iria_reports.composing.charts.timeline import TIMELINE

CHARTS: tuple[ChartKind, ...] = (
    TIMELINE,
    REPORTED,
    MAP,
    DAILY,
    BEFORE_AFTER,
    RANKED,
    SMALL_MULTIPLES,
)
