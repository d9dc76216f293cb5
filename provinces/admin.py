"""Pages for organisation units, their names and spellings, and people: the General Secretariat
corrects them here, and the request runs as secretariat.

Who may open these pages is decided by the membership's permissions, not by Django's own.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from provinces.admin_choices import TypedChoices
from provinces.models import (
    Membership,
    NameStanding,
    OrganisationUnit,
    Population,
    UnitAlias,
    UnitName,
    User,
)
from provinces.queries import people_called, unit_spelt, units_called
from provinces.roles import Permission
from provinces.spelling import fold

if TYPE_CHECKING:  # Django's admin classes cannot be subscripted at run time
    UnitAdminBase = admin.ModelAdmin[OrganisationUnit]
    NamesBase = admin.TabularInline[UnitName, OrganisationUnit]
    AliasesBase = admin.TabularInline[UnitAlias, OrganisationUnit]
    MembershipsBase = admin.TabularInline[Membership, User]
    UserAdminBase = DjangoUserAdmin[User]
    PopulationAdminBase = admin.ModelAdmin[Population]
    AliasFormBase = forms.ModelForm[UnitAlias]
    NameFormBase = forms.ModelForm[UnitName]
else:
    UnitAdminBase = PopulationAdminBase = admin.ModelAdmin
    NamesBase = AliasesBase = MembershipsBase = admin.TabularInline
    UserAdminBase = DjangoUserAdmin
    AliasFormBase = NameFormBase = forms.ModelForm


class PeopleManagersOnly:
    """For those whose present membership includes people.manage."""

    def _managed(self, request: HttpRequest) -> bool:
        return Permission.PEOPLE_MANAGE in getattr(request, "permissions", ())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._managed(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._managed(request)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return self._managed(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._managed(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Removable(PeopleManagersOnly):
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._managed(request)


class UnitNameForm(NameFormBase):
    class Meta:
        model = UnitName
        fields = ("en", "km", "valid_from", "valid_to")

    def clean(self) -> dict[str, Any]:
        """What is typed here is confirmed."""
        if "km" in self.changed_data:
            self.instance.khmer_standing = NameStanding.CONFIRMED
        return super().clean() or self.cleaned_data


class UnitNameInline(Removable, NamesBase):
    model = UnitName
    form = UnitNameForm
    extra = 0


class UnitAliasForm(AliasFormBase):
    class Meta:
        model = UnitAlias
        fields = ("spelling",)

    def clean_spelling(self) -> str:
        spelling: str = self.cleaned_data["spelling"]
        self.instance.folded = fold(spelling)
        taken = unit_spelt(spelling, but=self.instance.pk)
        if taken is not None:
            raise forms.ValidationError(
                _("This spelling already means %(unit)s.") % {"unit": taken}
            )
        return spelling


class UnitAliasInline(Removable, AliasesBase):
    model = UnitAlias
    form = UnitAliasForm
    extra = 0


admin.site.unregister(Group)  # rights come from memberships, not from Django's groups


def _found(
    rows: QuerySet[Any], called: Callable[[str], list[int]], words: str
) -> tuple[QuerySet[Any], bool]:
    """As on the portal's own pages."""
    return (rows.filter(pk__in=called(words)) if words.strip() else rows), False


@admin.register(OrganisationUnit)
class OrganisationUnitAdmin(PeopleManagersOnly, TypedChoices, UnitAdminBase):
    list_display = ("code", "short_name", "kind", "parent", "lead_unit", "position")
    list_filter = ("kind",)
    list_select_related = ("parent", "lead_unit")
    search_fields = ("code", "short_name")  # and its names and spellings: see below
    autocomplete_fields = ("parent", "lead_unit")
    inlines = (UnitNameInline, UnitAliasInline)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[OrganisationUnit], search_term: str
    ) -> tuple[QuerySet[OrganisationUnit], bool]:
        return _found(queryset, units_called, search_term)

    def get_readonly_fields(
        self, request: HttpRequest, obj: OrganisationUnit | None = None
    ) -> tuple[str, ...]:
        return ("code",) if obj else ()  # reports, files and addresses carry the code


@admin.register(Population)
class PopulationAdmin(Removable, TypedChoices, PopulationAdminBase):
    """One number at a time; many come by a workbook, at /population/."""

    list_display = ("unit", "year", "persons", "females", "certain")
    list_filter = ("year", "certain")
    list_select_related = ("unit",)
    search_fields = ("unit__code",)
    autocomplete_fields = ("unit",)


class MembershipInline(Removable, TypedChoices, MembershipsBase):
    model = Membership
    autocomplete_fields = ("organisation_unit",)
    extra = 0


@admin.register(User)
class UserAdmin(PeopleManagersOnly, UserAdminBase):
    """People are deactivated, never removed: reports carry their names."""

    add_form = AdminUserCreationForm
    list_display = ("username", "full_name_en", "full_name_km", "email", "is_active")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "full_name_en", "full_name_km", "email")
    ordering = ("username",)
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("full_name_en", "full_name_km", "email", "language", "digits")}),
        (_("Access"), {"fields": ("is_active", "is_staff")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        return _found(queryset, people_called, search_term)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).distinct()
