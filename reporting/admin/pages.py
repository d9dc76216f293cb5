"""What the catalogue's pages have in common: cells follow, removal is refused, errors are said."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.admin_choices import PlainSearch
from reporting.admin.permissions import ByMembership, ModelAdmin
from reporting.admin.refusals import why_kept
from strategies.catalogue.reading import CatalogueError
from strategies.catalogue.rebuilding import rebuild_cells
from strategies.models import CatalogueLoad


class Noted(PlainSearch, ByMembership, ModelAdmin):
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


class CatalogueAdmin(Noted):
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
            "titles, order and years of what they contain. What you added yourself stays."
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
