"""What every page of the catalogue does: it makes the cells anew, and says in plain words what may
not be changed because reports stand on it."""

from collections.abc import Callable
from functools import partial, reduce
from operator import or_
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.admin_choices import FoldedSearch
from reporting.catalogue.actions.rebuilding import is_used, rebuild_cells
from reporting.catalogue.queries.label_fields import confirm_typed
from reporting.catalogue.rules.files import CatalogueError
from reporting.core.admin.records import ByMembership, ModelAdmin
from reporting.models import DataValue, ListEntry
from strategies.models import (
    CatalogueLoad,
    Cell,
    Chart,
    Comparison,
    DataSet,
    Derivation,
    Element,
    Option,
    Section,
    Table,
    TableDataSet,
    TableRule,
)

CatalogueRow = Section | Table | Element | Option | DataSet | Cell | TableDataSet


def cells_of(row: CatalogueRow) -> QuerySet[Cell]:
    if isinstance(row, Cell):
        return Cell.objects.filter(pk=row.pk)
    if isinstance(row, DataSet):
        return Cell.objects.none()
    if isinstance(row, TableDataSet):
        return Cell.objects.filter(table=row.table_id)
    found = {Section: Q(table__section=row), Table: Q(table=row), Element: Q(element=row)}
    return Cell.objects.filter(found.get(type(row), Q(option=row)))


def is_reported(row: CatalogueRow) -> bool:
    """Whether reports or figures have something that stands on this row."""
    if isinstance(row, TableDataSet):
        return reported_in(row).exists()
    if is_used(cells_of(row)):
        return True
    if isinstance(row, Section):
        return is_used(Table.objects.filter(section=row))
    if isinstance(row, Table | DataSet):
        return is_used(type(row)._default_manager.filter(pk=row.pk))
    return False


def reported_years(row: CatalogueRow | Chart | Comparison) -> tuple[int, int] | None:
    """The first and the last year for which reports have something here."""
    if isinstance(row, Chart | Comparison):
        return None  # they show numbers; nobody enters any in them
    asked = [DataValue.objects.filter(cell__in=cells_of(row).order_by())]
    if isinstance(row, TableDataSet):
        asked = [reported_in(row)]
    years: list[int] = []
    if isinstance(row, Section):
        asked.append(ListEntry.objects.filter(table__section=row))  # type: ignore[arg-type]
    if isinstance(row, Table):
        asked.append(ListEntry.objects.filter(table=row))  # type: ignore[arg-type]
    for rows in asked:
        ends = rows.order_by().aggregate(
            first=Min("revision__report__year"), last=Max("revision__report__year")
        )
        years += [year for year in ends.values() if year is not None]
    return (min(years), max(years)) if years else None


def reported_in(place: TableDataSet) -> QuerySet[DataValue]:
    """The numbers that reports on this form, of these units, have in the table."""
    rows = DataValue.objects.filter(
        cell__table=place.table_id, revision__report__data_set=place.data_set_id
    )
    return rows.filter(organisation_unit__code__in=place.units) if place.units else rows


def why_kept(row: CatalogueRow) -> str | None:
    """Why this row cannot be removed; None where it can."""
    if is_reported(row):
        return _(
            "Reports use “%(title)s”, so it cannot be removed. "
            "Give it a last year: from the next year on it is not asked any more."
        ) % {"title": row}
    mention = _mention(row)
    if mention:
        return _("“%(title)s” cannot be removed: %(mention)s refers to it. Change that first.") % {
            "title": row,
            "mention": mention,
        }
    return None


def _mention(row: CatalogueRow) -> str | None:
    """The first rule, comparison, chart or computed cell that names a cell of this row."""
    if isinstance(row, DataSet):
        return None
    codes = set(cells_of(row).values_list("code", flat=True))
    if isinstance(row, Element):
        rule = TableRule.objects.filter(
            Q(whole=row.code) | Q(parts__contains=[row.code]), table_id=row.table_id
        ).first()
        if rule:
            return _("the rule %(code)s") % {"code": rule.code}
    if not codes:
        return None
    return (
        _named_in(codes, Derivation.objects.exclude(cell__in=cells_of(row)), "expression")
        or _named_in(codes, Comparison.objects.all(), "part", "whole")
        or _named_in(codes, Chart.objects.all(), "expressions")
    )


def _named_in(
    codes: set[str], rows: "QuerySet[Derivation] | QuerySet[Comparison] | QuerySet[Chart]",
    *fields: str,
) -> str | None:  # fmt: skip
    asked = reduce(or_, (Q(**{f"{field}__icontains": code}) for field in fields for code in codes))
    found = rows.filter(asked).first()
    if found is None:
        return None
    return _("%(kind)s “%(name)s”") % {"kind": found._meta.verbose_name, "name": found}


def _stored(row: Any) -> Any:
    """As it stands in the database before it is saved; None where it is new."""
    return type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None


class NotedAdmin(FoldedSearch, ByMembership, ModelAdmin):
    """A page with a note at its head."""

    def note(self) -> str:
        return ""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = {**(extra_context or {}), "note": self.note()}
        return super().changelist_view(request, context)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "",
        extra_context: Any = None,
    ) -> Any:  # fmt: skip
        context = {**(extra_context or {}), "note": self.note()}
        return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Khmer that is typed here is confirmed: no file of the catalogue overrides it."""
        confirm_typed(_stored(obj), obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for one in formset.forms:
            if one.has_changed():
                confirm_typed(_stored(one.instance), one.instance)
        super().save_formset(request, form, formset, change)


class CatalogueAdmin(NotedAdmin):
    """Saves, removes, and makes the cells anew in one transaction, or says why not."""

    actions = None  # one at a time: each removal is looked at
    rebuilds = False
    list_per_page = 200

    @admin.display(description=gettext_lazy("years"), ordering="valid_from")
    def held(self, row: Any) -> str:
        """Years are never grouped in thousands."""
        return f"{row.valid_from}–{row.valid_to or ''}"

    def note(self) -> str:
        last = CatalogueLoad.objects.order_by("loaded_at").last()
        when = date_format(localtime(last.loaded_at), "DATE_FORMAT") if last else "–"
        return _(
            "The catalogue was loaded from its files on %(date)s. What you change here stays, "
            "until a new version of the portal brings a changed file: the files then override "
            "English titles, order and years of what they contain. Khmer that you typed or "
            "confirmed stays, and so does what you added yourself."
        ) % {"date": when}

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "",
        extra_context: Any = None,
    ) -> Any:  # fmt: skip
        def shown() -> Any:
            return super(CatalogueAdmin, self).changeform_view(
                request, object_id, form_url, extra_context
            )

        return self._or_refused(request, shown)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        row = self.get_object(request, object_id)
        may = row is not None and self.has_delete_permission(request, row)
        reason = why_kept(row) if row is not None and may else None
        if row is not None and reason:
            messages.error(request, reason)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)
        deleted = partial(super().delete_view, request, object_id, extra_context)
        return self._or_refused(request, deleted)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes along (cells, say) needs no permission of its own: `why_kept` has looked."""
        shown, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected

    def _or_refused(
        self, request: HttpRequest, shown: Callable[[], HttpResponseBase]
    ) -> HttpResponseBase:
        """A catalogue that would contradict itself is not stored; the reason stands on the page."""
        try:
            with transaction.atomic():
                return shown()
        except CatalogueError as error:
            messages.error(request, str(error))
            return redirect(request.get_full_path())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if self.rebuilds:
            rebuild_cells()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        if self.rebuilds:
            rebuild_cells()
