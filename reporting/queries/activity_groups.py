"""The activity groups of the plan: which of them the text of a table may belong to."""

from collections import defaultdict
from collections.abc import Iterable

from strategies.models import ActivityGroup, Table


def groups_of_year(year: int) -> list[ActivityGroup]:
    """Of the plan that holds in this year, in its order; one query."""
    return list(
        ActivityGroup.objects.filter(
            strategy__plan__first_year__lte=year, strategy__plan__last_year__gte=year
        )
        .select_related("strategy")
        .order_by("strategy__number", "number")
    )


def groups_offered(tables: Iterable[Table], year: int) -> dict[str, dict[str, str]]:
    """Of each table of text: those that it serves, else those that its section serves, else all;
    code -> title."""
    chosen = list(tables)
    titles = {group.code: group.title for group in groups_of_year(year)}
    served: dict[int, set[str]] = defaultdict(set)
    for table in chosen:
        served[table.section_id] |= set(table.activity_groups)
    found = {}
    for table in chosen:
        if table.kind == Table.Kind.NARRATIVE:
            wanted = set(table.activity_groups) or served[table.section_id]
            own = {code: title for code, title in titles.items() if code in wanted}
            found[table.code] = own or titles
    return found
