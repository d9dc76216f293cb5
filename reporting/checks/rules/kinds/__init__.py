"""The kinds of discrepancy: threshold, severity and why, in one table that a page can show.

Thresholds hold for any year. `false_alarms`: which share of what is found is there by chance, on
average; `expected`: how many coincidences there are by chance among all that were compared in a
period, with few reporters or many.
"""

from collections.abc import Mapping

from reporting.checks.rules.kinds.contradictions import CONTRADICTIONS
from reporting.checks.rules.kinds.improbable import IMPROBABLE
from reporting.checks.rules.kinds.kind import CheckKind
from reporting.checks.rules.kinds.printed import PRINTED
from reporting.checks.rules.kinds.repeated import REPEATED

KINDS: Mapping[str, CheckKind] = {
    kind.code: kind for kind in (*CONTRADICTIONS, *PRINTED, *REPEATED, *IMPROBABLE)
}
