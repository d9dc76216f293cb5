"""The texts of units as a report prints them: without source labels and the mark of practice."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from provinces.models import UnitAlias
from provinces.spelling import fold, fold_place
from reporting.kernel.periods import Period, finer_periods
from reporting.kernel.writing.labels import without_labels
from reporting.kernel.writing.language import LANGUAGES
from reporting.models import ListEntry
from reporting.queries.period_words import period_words_in
from reporting.queries.practice_years import is_practice

# What stands before the name of a place in the name of its committee.
_COMMITTEE = re.compile(r"^(?:pccts?|m pccts?|c pccts?|ccts?)\s+(?:of\s+)?|\s+(?:pccts?|ccts?)$")


class Labels:
    """Of a year, and of the units whose texts are printed; two queries, whatever there is."""

    def __init__(self, year: int, units: Iterable[int]) -> None:
        self.practice = is_practice(year)
        shorter = finer_periods(Period.of_year(year))
        self._periods = {period_words_in(one)(period) for one in LANGUAGES for period in shorter}
        self._own: dict[int, set[str]] = defaultdict(set)
        rows = UnitAlias.objects.filter(unit__in=set(units))
        for unit, folded, code in rows.values_list("unit_id", "folded", "unit__code"):
            self._own[unit] |= {folded, fold(code)}

    def printed(self, unit: int, text: str) -> str:
        if not text:
            return text
        is_own = partial(self._is_own, unit)
        return without_labels(text, is_own=is_own, practice=self.practice, periods=self._periods)

    def _is_own(self, unit: int, label: str) -> bool:
        spellings = {fold(label), fold_place(label)}
        spellings |= {_COMMITTEE.sub("", one) for one in spellings}
        return bool(spellings & self._own[unit])


def printed_texts(entries: Iterable[ListEntry], year: int) -> dict[int, str]:
    """Entry -> its words as they go into a passage."""
    rows = list(entries)
    labels = Labels(year, {row.organisation_unit_id for row in rows})
    return {row.pk: labels.printed(row.organisation_unit_id, row.text or row.title) for row in rows}
