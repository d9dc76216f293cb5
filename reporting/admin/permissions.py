"""Who may open which page: by the permissions of the present membership alone."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from provinces.roles import Permission

if TYPE_CHECKING:  # Django's classes cannot be subscripted at run time
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
    ModelForm = forms.ModelForm


class ByMembership:
    permission = Permission.CATALOGUE_MANAGE
    viewing: Permission | None = None  # who reads but does not change; None: the same people

    def _may(self, request: HttpRequest, permission: Permission) -> bool:
        return permission in getattr(request, "permissions", frozenset())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.viewing or self.permission)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return self._may(request, self.permission)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.permission)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.permission)


class ReadOnly(ByMembership):
    permission = Permission.AUDIT_VIEW

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
