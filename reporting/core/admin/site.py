"""The site of the administration: who may open it, and the audit row that each write leaves.

What one may do comes from the permissions of the present membership; `is_staff` and Django's own
permissions mean nothing here. Signing in is the portal's page, with its second factor.
"""

from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy

from provinces.roles import Permission
from reporting.access import Actor, Refused
from reporting.core.actions.audit import record
from reporting.core.views.portal import actor_of, refused

if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
else:
    AnyAdmin = admin.ModelAdmin

OPENING = frozenset({Permission.PEOPLE_MANAGE, Permission.CATALOGUE_MANAGE, Permission.AUDIT_VIEW})
# Passwords and second factors: each person looks after their own, on the account pages.
OWN_ACCOUNT = frozenset({"account", "mfa", "socialaccount", "usersessions"})
TARGET_LENGTH = 120


class PortalAdminSite(admin.AdminSite):
    site_header = gettext_lazy("NSP Portal: administration")
    site_title = gettext_lazy("NSP Portal")
    index_title = gettext_lazy("Administration")

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(OPENING & getattr(request, "permissions", frozenset()))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """A stranger signs in; who is signed in and may not is told why (403)."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                return refused(request, _reason())
            response: HttpResponseBase = inner(request, *args, **kwargs)
            return response

        return update_wrapper(guarded, inner)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or "/")
        if not self.has_permission(request):
            return refused(request, _reason())
        return redirect("admin:index")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return redirect("account_change_password")

    def register(
        self,
        model_or_iterable: Any,
        admin_class: type[AnyAdmin] | None = None,
        **options: Any,
    ) -> None:
        """Every page that writes is audited, whichever app it comes from."""
        given = model_or_iterable
        wanted: list[Any] = [given] if isinstance(given, type) else list(given)
        wanted = [model for model in wanted if model._meta.app_label not in OWN_ACCOUNT]
        plain = admin_class or admin.ModelAdmin
        audited = type(plain.__name__, (Audited, plain), {"__module__": plain.__module__})
        super().register(wanted, audited, **options)


class Audited(AnyAdmin):
    """Each addition, change and removal also writes an audit row, in the same transaction."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """Django's own message; the audit row also has what stood there before and after."""
        request.audited_values = {} if add else _values(form, formsets or [])  # type: ignore[attr-defined]
        message: list[dict[str, Any]] = super().construct_change_message(
            request, form, formsets, add
        )
        return message

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        record("admin.added", _target(obj), by=_actor(request), what=str(obj)[:200])
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        record(
            "admin.changed",
            _target(obj),
            by=_actor(request),
            what=str(obj)[:200],
            values=getattr(request, "audited_values", {}),
            changed=message if isinstance(message, list) else [str(message)],
        )
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]) -> Any:
        rows = list(queryset)
        for obj in rows:
            record("admin.removed", _target(obj), by=_actor(request), what=str(obj)[:200])
        return super().log_deletions(request, rows)  # type: ignore[arg-type]


def _target(obj: models.Model) -> str:
    """Type and key, with the code where there is one: `table:12 direct_publicity`."""
    code = getattr(obj, "code", "")
    return f"{obj._meta.model_name}:{obj.pk} {code}".strip()[:TARGET_LENGTH]


def _values(form: Any, formsets: Iterable[Any]) -> dict[str, list[str]]:
    """{field: [before, after]} of everything that a person changed; never a password."""
    found = _changes(form, "")
    for formset in formsets:
        for row in formset.initial_forms:
            found |= _changes(row, f"{_target(row.instance)}.")
    return found


def _changes(form: Any, prefix: str) -> dict[str, list[str]]:
    return {
        f"{prefix}{name}": [_text(form.initial.get(name)), _text(form.cleaned_data.get(name))]
        for name in form.changed_data
        if "password" not in name
    }


def _text(value: Any) -> str:
    key = value.pk if isinstance(value, models.Model) else value
    return "" if key is None else str(key)


def _actor(request: HttpRequest) -> Actor:
    actor = actor_of(request)  # type: ignore[arg-type]  # behind TenancyMiddleware
    if actor is None:
        raise Refused(_reason())
    return actor


def _reason() -> str:
    return gettext(
        "The administration is open to administrators of the General Secretariat. "
        "Ask yours if you need something changed there."
    )
