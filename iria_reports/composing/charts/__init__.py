"""The chart kinds a report can use: one line for each."""

from iria_reports.composing.charts.before_after import BEFORE_AFTER
from iria_reports.composing.charts.conflicting import CONFLICTING
from iria_reports.composing.charts.daily import DAILY
from iria_reports.composing.charts.kind import ChartKind
from iria_reports.composing.charts.likelihood import LIKELIHOODS
from iria_reports.composing.charts.map import MAP
from iria_reports.composing.charts.ranked import RANKED
from iria_reports.composing.charts.relations import RELATIONS
from iria_reports.composing.charts.reported import REPORTED
from iria_reports.composing.charts.risk_matrix import RISK_MATRIX
from iria_reports.composing.charts.scenarios import SCENARIOS
from iria_reports.composing.charts.share import SHARE
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
    SHARE,
    RELATIONS,
    RISK_MATRIX,
    LIKELIHOODS,
    SCENARIOS,
    CONFLICTING,
)
