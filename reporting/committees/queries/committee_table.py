"""A committee with its groups as a table, to be taken away."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.models import CommitteeMember
from reporting.committees.queries.members_and_deputies import CommitteeGroup
from reporting.document.value import HeaderCell, Row, Table


def committee_table(name: str, groups: Sequence[CommitteeGroup]) -> Table:
    """Now and before, group by group; those without anybody are left out."""
    rows: list[Row] = []
    for group in groups:
        members = [*group.now, *group.former]
        if members:
            rows.append(Row((group.name or _("The committee"),), "group"))
            rows += [Row(_cells(member)) for member in members]
    heads = (_("Name"), _("Position"), _("Function"), _("From"), _("To"), _("Decision"))
    return Table(
        id="committee",
        number="1",
        caption=name,
        header=(tuple(HeaderCell(head) for head in heads),),
        rows=tuple(rows),
        align=("start",) * len(heads),  # type: ignore[arg-type]
        widths=(2.5, 4.0, 1.5, 1.5, 1.5, 1.5),
    )


def _cells(member: CommitteeMember) -> tuple[str, ...]:
    language = get_language() or "en"
    return (
        member.name_in(language),
        member.title_in(language),
        str(member.get_function_display()),
        date_format(member.valid_from),
        date_format(member.valid_to) if member.valid_to else "",
        member.decision,
    )
