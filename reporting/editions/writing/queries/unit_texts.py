"""The accepted texts of the units that flow into an edition, and what became of each."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import QuerySet

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.consolidation.queries.chosen_reports import chosen_revisions
from reporting.core.queries.editions import figures_of, period_of
from reporting.editions.composing.queries.material import Order, entry_order, level_of
from reporting.models import Edition, LeftBullet, ListEntry, PassageSource
from strategies.models import Table
from strategies.models.labels import in_year

Key = tuple[int, int, str]  # report, table, key: the same text in every revision of a report
UNUSED, USED, LEFT, CHANGED, WITHDRAWN = "unused", "used", "left", "changed", "withdrawn"
TO_DO = (UNUSED, CHANGED, WITHDRAWN)


@dataclass(frozen=True)
class AcceptedRevisions:
    """`revisions`: those that stand for the period now; `consolidated`: those of the edition's
    consolidation. What is in the first and not in the second came after it."""

    revisions: frozenset[int]
    consolidated: frozenset[int]

    def is_new(self, revision: int) -> bool:
        return revision not in self.consolidated


def words_of(entry: ListEntry) -> str:
    return entry.text or entry.title


@dataclass(frozen=True)
class UnitBullet:
    """An accepted text. `entry` is its newest accepted wording; of a withdrawn one, the wording
    that was taken. `taken`: an older wording that stands in a passage, or was left, where the
    newest differs. `is_new`: accepted after the edition's figures were consolidated."""

    entry: ListEntry
    state: str
    uses: tuple[PassageSource, ...] = ()
    left: LeftBullet | None = None
    taken: ListEntry | None = None
    is_new: bool = False

    @property
    def words(self) -> str:
        return words_of(self.entry)

    @property
    def taken_words(self) -> str:
        return words_of(self.taken) if self.taken else ""

    @property
    def is_to_do(self) -> bool:
        return self.state in TO_DO


@dataclass(frozen=True)
class UnitTexts:
    """Of one unit, as they follow one another in a table; `level` where the table is headed by
    level: national or sub-national."""

    unit: OrganisationUnit
    name: str
    level: str
    bullets: tuple[UnitBullet, ...]

    @property
    def unused(self) -> list[UnitBullet]:
        return [bullet for bullet in self.bullets if bullet.state == UNUSED]


@dataclass(frozen=True)
class TableTexts:
    table: Table
    units: tuple[UnitTexts, ...]

    @property
    def bullets(self) -> Iterator[UnitBullet]:
        for unit in self.units:
            yield from unit.bullets

    @property
    def unused(self) -> list[UnitBullet]:
        return [bullet for bullet in self.bullets if bullet.state == UNUSED]


@dataclass
class _Fate:
    """What was done with one text, in whichever of its revisions."""

    uses: list[PassageSource] = field(default_factory=list)
    left: list[LeftBullet] = field(default_factory=list)


def texts_of(edition: Edition, language: str, section: str = "") -> list[TableTexts]:
    """By table in the order of the report, of one section or of all. Nine queries, whatever there
    is."""
    tables = list(text_tables(edition, section))
    accepted = accepted_revisions(edition)
    entries = list(_entries(tables).filter(revision__in=accepted.revisions))
    fates = _fates(edition, tables)
    made = _bullets(entries, fates, accepted)
    names = unit_names(
        edition.year, language, {bullet.entry.organisation_unit_id for bullet in made}
    )
    by_table: dict[int, list[UnitBullet]] = defaultdict(list)
    for bullet in made:
        by_table[bullet.entry.table_id].append(bullet)
    return [
        TableTexts(table, tuple(_by_unit(table, by_table[table.pk], names))) for table in tables
    ]


def states_by_section(edition: Edition) -> Counter[tuple[str, str]]:
    """(section, state) -> how many accepted texts, of the whole edition: `texts_of` without what
    only a page of a section shows."""
    tables = list(text_tables(edition))
    sections = {table.pk: table.section.code for table in tables}
    accepted = accepted_revisions(edition)
    entries = list(
        ListEntry.objects.filter(table__in=tables, revision__in=accepted.revisions)
        .select_related("revision")
        .only("text", "title", "key", "table_id", "revision__report_id")
        .order_by()
    )
    made = _bullets(entries, _fates(edition, tables), accepted)
    return Counter((sections[bullet.entry.table_id], bullet.state) for bullet in made)


def text_tables(edition: Edition, section: str = "") -> QuerySet[Table]:
    """Those whose texts are sentences of the report: blocks of text, and open rows that are
    printed as bullets."""
    found = Table.objects.filter(in_year(edition.year)).exclude(style="")
    if section:
        found = found.filter(section__code=section)
    return found.select_related("section").order_by("section__position", "position")


def accepted_entries(edition: Edition, pks: Collection[int]) -> list[ListEntry]:
    """Of those asked for, the ones that stand for the period now; in the order of the report."""
    accepted = accepted_revisions(edition)
    rows = ListEntry.objects.filter(pk__in=list(pks), revision__in=accepted.revisions)
    found = rows.select_related("organisation_unit", "revision__report", "table")
    return sorted(found, key=lambda entry: (entry.table.position, entry_order(entry, entry.table)))


def section_entries(edition: Edition, section: str) -> list[tuple[ListEntry, str]]:
    """Every accepted text of the section that stands now, in the order of the report, with its
    level where its table is headed by level (else "")."""
    accepted = accepted_revisions(edition)
    rows = ListEntry.objects.filter(
        table__in=text_tables(edition, section), revision__in=accepted.revisions
    ).select_related("organisation_unit", "revision__report", "table")
    found = sorted(rows, key=lambda row: (row.table.position, entry_order(row, row.table)))
    made: list[tuple[ListEntry, str]] = []
    for _table, group in groupby(found, key=lambda row: row.table_id):
        level = ""
        for entry in group:
            level = level_of(entry.organisation_unit, level) if entry.table.levels else ""
            made.append((entry, level))
    return made


def _entries(tables: list[Table]) -> QuerySet[ListEntry]:
    return ListEntry.objects.filter(table__in=tables).select_related(
        "organisation_unit", "revision__report__data_set", "revision__report__organisation_unit"
    )


def _fates(edition: Edition, tables: list[Table]) -> dict[Key, _Fate]:
    found: dict[Key, _Fate] = defaultdict(_Fate)
    wanted = (
        "by", "entry__organisation_unit", "entry__revision__report__data_set",
        "entry__revision__report__organisation_unit",
    )  # fmt: skip
    uses = PassageSource.objects.filter(
        passage__edition=edition, passage__removed=False, entry__table__in=tables
    )
    for use in uses.select_related("passage", *wanted).order_by("at", "pk"):
        found[key_of(use.entry)].uses.append(use)
    left = LeftBullet.objects.filter(edition=edition, entry__table__in=tables)
    for left_bullet in left.select_related(*wanted).order_by("at", "pk"):
        found[key_of(left_bullet.entry)].left.append(left_bullet)
    return found


def key_of(entry: ListEntry) -> Key:
    return entry.revision.report_id, entry.table_id, entry.key


def _bullets(
    entries: list[ListEntry], fates: dict[Key, _Fate], accepted: AcceptedRevisions
) -> list[UnitBullet]:
    now = {key_of(entry) for entry in entries}
    made = [_bullet(entry, fates.get(key_of(entry)), accepted) for entry in entries]
    gone = [fate for key, fate in fates.items() if key not in now and fate.uses]
    made += [UnitBullet(fate.uses[-1].entry, WITHDRAWN, tuple(fate.uses)) for fate in gone]
    return made


def _bullet(entry: ListEntry, fate: _Fate | None, accepted: AcceptedRevisions) -> UnitBullet:
    is_new = accepted.is_new(entry.revision_id)
    if fate is not None and fate.uses:
        known = any(words_of(use.entry) == words_of(entry) for use in fate.uses)
        taken = None if known else fate.uses[-1].entry
        state = USED if known else CHANGED
        return UnitBullet(entry, state, tuple(fate.uses), taken=taken, is_new=is_new)
    if fate is not None and fate.left:
        last = fate.left[-1]
        if any(words_of(left_bullet.entry) == words_of(entry) for left_bullet in fate.left):
            return UnitBullet(entry, LEFT, left=last, is_new=is_new)
        return UnitBullet(entry, UNUSED, left=last, taken=last.entry, is_new=is_new)
    return UnitBullet(entry, UNUSED, is_new=is_new)


def _by_unit(table: Table, bullets: list[UnitBullet], names: dict[int, str]) -> Iterator[UnitTexts]:
    def order(bullet: UnitBullet) -> Order:
        return entry_order(bullet.entry, table)

    def of_unit(bullet: UnitBullet) -> int:
        return bullet.entry.organisation_unit_id

    level = ""
    for pk, group in groupby(sorted(bullets, key=order), key=of_unit):
        rows = tuple(group)
        unit = rows[0].entry.organisation_unit
        level = level_of(unit, level) if table.levels else ""
        yield UnitTexts(unit, names.get(pk, unit.code), level, rows)


def accepted_revisions(edition: Edition) -> AcceptedRevisions:
    """Of a published edition only what its figures were made from. Three queries."""
    figures = figures_of(edition)
    consolidated = (
        frozenset(
            figures.chosen.filter(revision__report__year=edition.year).values_list(
                "revision_id", flat=True
            )
        )
        if figures
        else frozenset()
    )
    if edition.is_published:
        return AcceptedRevisions(consolidated, consolidated)
    accepted = frozenset(chosen.revision_id for chosen in chosen_revisions(period_of(edition)))
    return AcceptedRevisions(accepted, consolidated)
