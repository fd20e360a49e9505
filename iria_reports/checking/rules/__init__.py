"""The rules there are: the tuple drives `check`, its documentation (docs/checks.md) and their tests."""

from iria_reports.checking.finding import Rule
from iria_reports.checking.rules.budgets import BUDGETS
from iria_reports.checking.rules.judgements import JUDGEMENTS
from iria_reports.checking.rules.leftovers import LEFTOVERS
from iria_reports.checking.rules.likelihood import LIKELIHOOD
from iria_reports.checking.rules.marks import MARKS
from iria_reports.checking.rules.names import NAMES
from iria_reports.checking.rules.numbers import NUMBERS
from iria_reports.checking.rules.quotations import QUOTATIONS
from iria_reports.checking.rules.sourcing import SOURCING
from iria_reports.checking.rules.told import TOLD

RULES: tuple[Rule, ...] = (
    *LIKELIHOOD,
    *JUDGEMENTS,
    *SOURCING,
    *NUMBERS,
    *QUOTATIONS,
    *MARKS,
    *NAMES,
    *LEFTOVERS,
    *BUDGETS,
    *TOLD,
)
BY_ID = {rule.id: rule for rule in RULES}
