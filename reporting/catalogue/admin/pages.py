"""What every page of the catalogue does: it makes the cells anew, and says in plain words what may
not be changed because reports stand on it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.admin_choices import FoldedSearch
from reporting.catalogue.actions.rebuilding import rebuild_cells
from reporting.catalogue.queries.label_fields import confirm_typed
from reporting.catalogue.queries.uses import why_kept
from reporting.catalogue.rules.files import CatalogueError
from reporting.core.admin.records import ByMembership, ModelAdmin
from strategies.models import CatalogueLoad, Publishable


def _begin_draft(request: HttpRequest, row: Any) -> None:
    """What is added here is published on a page of its own, once it is whole."""
    if isinstance(row, Publishable) and row._state.adding:
        row.is_draft = True
        request.began_draft = True  # type: ignore[attr-defined]


class WithState:
    """In the lists, and beside the rows of a table."""

    @admin.display(description=gettext_lazy("state"), ordering="is_draft")
    def state(self, row: Any) -> str:
        if row.pk is None:
            return "–"
        return _("draft") if row.is_draft else _("published")


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

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        _begin_draft(request, obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for one in formset.forms:
            if one.has_changed():
                _begin_draft(request, one.instance)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if self.rebuilds:
            rebuild_cells()
        if getattr(request, "began_draft", False):
            words = _("What you added is a draft: it is in no form before it is published.")
            link = format_html(
                '<a href="{}">{}</a>', reverse("reporting:drafts"), _("Preview and publish")
            )
            messages.info(request, format_html("{} {}", words, link))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        if self.rebuilds:
            rebuild_cells()
