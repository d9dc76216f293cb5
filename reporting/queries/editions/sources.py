"""Whose accepted texts stand behind passages."""

from collections import defaultdict
from collections.abc import Iterable

from reporting.models import Edition, PassageSource


def units_behind(edition: Edition, passages: Iterable[int]) -> dict[int, frozenset[str]]:
    """Passage -> the codes of the units; one query."""
    rows = PassageSource.objects.filter(passage__edition=edition, passage__in=list(passages))
    found: dict[int, set[str]] = defaultdict(set)
    for passage, unit in rows.values_list("passage_id", "entry__organisation_unit__code"):
        found[passage].add(unit)
    return {passage: frozenset(units) for passage, units in found.items()}
