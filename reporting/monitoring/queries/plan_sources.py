"""What shows a group of the plan besides its action plans: tables of the catalogue, texts of units
in accepted reports, evidence, and what was promised for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from reporting.access import Actor
from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.register import RegisterLine, commitments, lines
from reporting.consolidation.queries.chosen_reports import newest, sources
from reporting.core.queries.editions import newest_published
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Commitment, Evidence, ListEntry
from reporting.monitoring.queries.explorer_choices import explorable
from strategies.models import Activity, ActivityGroup, Plan, Table
from strategies.models.labels import in_year

BYTES = ("file__content", "file__preview")


@dataclass(frozen=True)
class ShownTable:
    table: Table
    is_explorable: bool
    section: str  # its address in the published annual report of the year; "" where there is none

    @property
    def is_text(self) -> bool:
        return self.table.kind == Table.Kind.NARRATIVE


def tables_of(groups: Iterable[ActivityGroup], year: int) -> list[ShownTable]:
    """The catalogue names groups of the first plan; a later plan's are found by what they
    continue. Six queries at most."""
    codes = catalogue_codes(groups)
    tables = list(
        Table.objects.filter(in_year(year), activity_groups__overlap=list(codes))
        .select_related("section")
        .order_by("position")
    )
    if not tables:
        return []
    can_be_explored = {table.pk for table in explorable()}
    published = newest_published(Period(year, PeriodKind.YEAR).key) is not None
    return [
        ShownTable(table, table.pk in can_be_explored, table.section.code if published else "")
        for table in tables
    ]


def groups_without_table(groups: Iterable[ActivityGroup], year: int) -> list[ActivityGroup]:
    """Those of which nothing is counted. One query for all of the first plan, some more for a later
    one."""
    asked = list(groups)
    with_numbers = Table.objects.filter(in_year(year)).exclude(kind=Table.Kind.NARRATIVE)
    named = with_numbers.values_list("activity_groups", flat=True)
    shown = {code for codes in named for code in codes}
    return [group for group in asked if not catalogue_codes([group]) & shown]


def catalogue_codes(groups: Iterable[ActivityGroup]) -> set[str]:
    """By which the catalogue calls these groups."""
    asked = list(groups)
    first = Plan.objects.order_by("first_year").values_list("pk", flat=True).first()
    own = {group.code for group in asked if group.strategy.plan_id == first}
    later = [group.pk for group in asked if group.strategy.plan_id != first]
    wholes = list(Activity.everything.filter(group__in=later, number=0)) if later else []
    while wholes:
        keys = [whole.continues_id for whole in wholes if whole.continues_id]
        wholes = list(Activity.everything.filter(pk__in=keys).select_related("group__strategy"))
        own |= {whole.code for whole in wholes if whole.group.strategy.plan_id == first}
        wholes = [whole for whole in wholes if whole.group.strategy.plan_id != first]
    return own


def texts_of(
    codes: Collection[str], year: int, unit_ids: Collection[int] | None
) -> QuerySet[ListEntry]:
    """Texts of accepted reports that name one of these groups, by unit."""
    chosen = [source.revision_id for source in newest(sources([year], unit_ids=unit_ids))]
    return (
        ListEntry.objects.filter(revision__in=chosen, activity_group__in=list(codes))
        .exclude(text="", title="")
        .select_related(
            "organisation_unit", "table", "revision__report__data_set",
            "revision__report__organisation_unit",
        )
        .order_by("organisation_unit__position", "revision__report__period_key", "position", "pk")
    )  # fmt: skip


def evidence_of_group(
    codes: Collection[str],
    tables: Iterable[ShownTable],
    year: int,
    unit_ids: Collection[int] | None,
) -> QuerySet[Evidence]:
    """What is attached, in accepted reports, to the tables that show the group or to its texts."""
    chosen = [source.revision_id for source in newest(sources([year], unit_ids=unit_ids))]
    shown = [one.table.pk for one in tables]
    return (
        Evidence.objects.filter(revision__in=chosen)
        .filter(Q(table__in=shown) | Q(entry__activity_group__in=list(codes)))
        .select_related(
            "organisation_unit", "file", "table", "revision__report__data_set",
            "revision__report__organisation_unit",
        )
        .defer(*BYTES)
        .order_by("organisation_unit__position", "pk")
    )  # fmt: skip


def commitments_of(
    actor: Actor, codes: Collection[str], year: int, language: str
) -> list[RegisterLine]:
    """Those that serve a strategy's groups, a group or an activity of the plan, by their codes, as
    far as this person reads them; one query where there is none."""
    rows = Commitment.objects.filter(
        Q(activity_group__code__in=list(codes)) | Q(activity__code__in=list(codes))
    )
    if not rows.exists():
        return []
    clock = RegisterClock.of(year)
    found = commitments(clock).filter(pk__in=rows.values("pk"))
    return lines(found, actor, clock, language)
