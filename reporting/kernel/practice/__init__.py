"""A year to practise on: what 58 organisations might have reported, by chance from one seed.

Plain Python: who owes what, the form's tables and last year's figures go in; reports come out,
with the mistakes that are to be found in them, and a list of those mistakes.
"""

from reporting.kernel.practice import words
from reporting.kernel.practice.content import Content, Line
from reporting.kernel.practice.fates import COUNTS, Fate
from reporting.kernel.practice.ground import Ground, Reporter
from reporting.kernel.practice.planning import Plan, Planted, known_numbers, make_plan
from reporting.kernel.practice.rounds import PlannedReport, PlannedRevision, Slot

__all__ = [
    "COUNTS",
    "Content",
    "Fate",
    "Ground",
    "Line",
    "Plan",
    "PlannedReport",
    "PlannedRevision",
    "Planted",
    "Reporter",
    "Slot",
    "known_numbers",
    "make_plan",
    "words",
]
