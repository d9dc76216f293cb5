"""What differs between two editions of a period, or between an edition and today.

Figures are compared by one statement over what was stored; sentences by the documents as they are
read. The number of queries depends on neither.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from django.db import connection
from django.utils.translation import gettext as _

from provinces.queries import unit_names
from provinces.tenancy import all_sections, led_group
from reporting.access import NotHere
from reporting.core.queries.editions import in_work, newest_consolidation
from reporting.core.queries.period_words import period_words
from reporting.document.value import Document, Number
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.edition_document import build_edition
from reporting.editions.discrepancies.queries.resolutions import discrepancies_of
from reporting.editions.publishing.queries.comparison_text import passages_of, roots_of, said_in
from reporting.editions.publishing.rules.edition_comparison import (
    FigureChange,
    FigureState,
    ReportRevision,
)
from reporting.editions.reading.queries.stored_document import (
    OutlinedDocument,
    kept_to_group,
    shown_document,
)
from reporting.editions.writing.rules.text_comparison import SentenceChange, sentence_changes
from reporting.kernel.expressions import ExpressionError, Reference, parse
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Discrepancy, Edition, Revision
from strategies.models import Derivation

CHANGED = """
SELECT cell.code, coalesce(unit.code, ''), f.kind, f.period_key,
       f.was, f.was_received, f.was_expected, f.was_revisions,
       f.now, f.now_received, f.now_expected, f.now_revisions
FROM (
    SELECT cell_id, kind, period_key, unit_id,
           a.value AS was, a.received AS was_received, a.expected AS was_expected,
           a.revision_ids AS was_revisions,
           b.value AS now, b.received AS now_received, b.expected AS now_expected,
           b.revision_ids AS now_revisions
    FROM (
        SELECT *, coalesce(organisation_unit_id, 0) AS unit_id
        FROM reporting_figure WHERE consolidation_id = %(before)s
    ) a
    FULL JOIN (
        SELECT *, coalesce(organisation_unit_id, 0) AS unit_id
        FROM reporting_figure WHERE consolidation_id = %(after)s
    ) b USING (cell_id, kind, period_key, unit_id)
    WHERE a.value IS DISTINCT FROM b.value
) f
JOIN strategies_cell cell ON cell.id = f.cell_id
LEFT JOIN provinces_organisationunit unit ON unit.id = f.unit_id
WHERE %(everything)s OR cell.table_id IN (SELECT led.id FROM reporting_led_tables() led)
ORDER BY cell.table_id, cell.id, f.period_key, unit.position NULLS FIRST, f.kind
"""


@dataclass(frozen=True)
class Side:
    """One of the two states. `passages`: those that this person may see, by their number."""

    title: str
    edition: Edition
    figures: Consolidation
    document: Document
    is_today: bool = False


def side_of(edition: Edition, language: str) -> Side:
    """An edition as it was published, or as it is being written."""
    if edition.consolidation is None and edition.is_published:
        raise NotHere
    figures = edition.consolidation or newest_consolidation(edition.period_key)
    if figures is None:
        raise NotHere
    words = _("Edition %(number)d") if edition.is_published else _("Draft of edition %(number)d")
    document = kept_to_group(shown_document(edition, language)).document
    return Side(words % {"number": edition.number}, edition, figures, document)


def today_of(edition: Edition, language: str) -> Side:
    """The newest figures with the draft's text, or with the published one where there is none."""
    figures = newest_consolidation(edition.period_key)
    if figures is None:
        raise NotHere
    draft = in_work(edition.period_key)
    if draft is not None:
        document = shown_document(draft, language).document
        title = _("Today: draft of edition %(number)d") % {"number": draft.number}
        return Side(title, draft, figures, document, is_today=True)
    begun = f"{edition.begun_at:%Y%m%d%H%M%S%f}"
    whole = _with_figures(edition.pk, begun, figures.pk, language)
    document = kept_to_group(whole).document
    return Side(_("Today"), edition, figures, document, is_today=True)


@lru_cache(maxsize=4)
def _with_figures(pk: int, begun: str, figures: int, language: str) -> OutlinedDocument:
    """The text of a published edition with other figures; the time tells apart two databases."""
    with all_sections():
        edition = Edition.objects.get(pk=pk)
        consolidation = Consolidation.objects.get(pk=figures)
        return OutlinedDocument(build_edition(edition, consolidation, language))


class Compared:
    """Both sides; what differs is read when it is asked for. Who does not `see_all` has no passages
    and no discrepancies, only what is published: texts are then matched by their likeness."""

    def __init__(self, before: Side, after: Side, *, sees_all: bool = True) -> None:
        self.before, self.after, self.sees_all = before, after, sees_all

    @cached_property
    def figures(self) -> list[FigureChange]:
        """Every address that differs, computed ones last."""
        stored = changed_figures(self.before.figures, self.after.figures)
        known = {figure.address for figure in stored}
        computed = _computed(self.before.document, self.after.document)
        return [*stored, *(figure for figure in computed if figure.address not in known)]

    @cached_property
    def sentences(self) -> list[SentenceChange]:
        sides = (self.before.edition, self.after.edition) if self.sees_all else ()
        passages = passages_of(sides)
        roots = roots_of(self.before.edition.period_key, passages)
        return sentence_changes(
            list(said_in(self.before.document, self.before.edition, passages, roots)),
            list(said_in(self.after.document, self.after.edition, passages, roots)),
        )

    @cached_property
    def discrepancies(self) -> tuple[list[Discrepancy], list[Discrepancy]]:
        """Those that came, those that went."""
        if self.before.figures.pk == self.after.figures.pk or not self.sees_all:
            return [], []
        old, new = discrepancies_of(self.before.figures), discrepancies_of(self.after.figures)
        came = [row for key, row in new.items() if key not in old]
        return came, [row for key, row in old.items() if key not in new]

    def reports(self, language: str) -> dict[int, ReportRevision]:
        """The revisions behind what changed, those that this person may see; two queries."""
        wanted = {pk for figure in self.figures for pk in figure.gone | figure.come}
        names = unit_names(self.before.edition.year, language)
        rows = Revision.objects.filter(pk__in=wanted).values_list(
            "pk", "number", "report_id", "report__period_key", "organisation_unit_id",
            "organisation_unit__code", "report__data_set__title_en",
            "report__data_set__title_km",
        )  # fmt: skip
        found = {}
        for pk, number, report, key, unit_id, unit, en, km in rows:
            form = km if language == "km" and km else en
            name = f"{names.get(unit_id, unit)}, {form}, {period_words(Period.from_key(key))}"
            found[pk] = ReportRevision(report, name, number)
        return found


def changed_figures(before: Consolidation, after: Consolidation) -> list[FigureChange]:
    """One query; none where both are the same run or gave the same figures."""
    if before.pk == after.pk or (before.digest and before.digest == after.digest):
        return []
    with connection.cursor() as cursor:
        asked = {"before": before.pk, "after": after.pk, "everything": not led_group()}
        cursor.execute(CHANGED, asked)
        rows = cursor.fetchall()
    return [
        FigureChange(
            cell, unit, kind, key, _state(*found[:4]), _state(*found[4:])
        )
        for cell, unit, kind, key, *found in rows
    ]  # fmt: skip


def _state(
    value: Decimal | None, received: int, expected: int, revisions: Sequence[int]
) -> FigureState | None:
    return None if value is None else FigureState(value, received, expected, tuple(revisions))


def changes_since(edition: Edition, language: str = "en") -> tuple[int, int]:
    """How many figures and sentences of a published edition read otherwise today."""
    if not edition.is_published:
        return 0, 0
    compared = Compared(side_of(edition, language), today_of(edition, language))
    return len(compared.figures), len(compared.sentences)


def _computed(before: Document, after: Document) -> Iterable[FigureChange]:
    """Printed numbers that no consolidation stores: they are computed by an expression."""
    if before is after:
        return
    cells = set(Derivation.objects.values_list("cell__code", flat=True))
    old, new = (_printed(document, cells) for document in (before, after))
    for address in dict.fromkeys((*old, *new)):
        was, now = old.get(address), new.get(address)
        if was != now:
            yield _computed_change(address, was, now, before.year)


def _printed(document: Document, cells: set[str]) -> dict[str, Decimal]:
    return {
        content.trace: Decimal(content.value)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, DocumentTable)
        for row in block.rows
        for content in row.cells
        if isinstance(content, Number) and content.trace and _cell_of(content.trace) in cells
    }


def _cell_of(address: str) -> str:
    return address.partition("@")[0].partition(":")[0]


def _computed_change(
    address: str, was: Decimal | None, now: Decimal | None, year: int
) -> FigureChange:
    try:
        found = parse(address)
    except ExpressionError:
        found = Reference(address)
    reference = found if isinstance(found, Reference) else Reference(address)
    scope = reference.scope[0] if len(reference.scope) == 1 else "|".join(reference.scope)
    return FigureChange(
        reference.cell,
        unit="" if scope.islower() else scope,
        kind=scope if scope.islower() else "",
        period_key=Period.parse(reference.period).key if reference.period else year * 100,
        before=None if was is None else FigureState(was),
        after=None if now is None else FigureState(now),
        is_computed=True,
    )
