"""What is typed in the administration: into a choice that is found by typing, where what comes is
not always a choice; into the search box of a list, which is read as everywhere."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import HttpRequest

from provinces.spelling import finds, plain, whole_number

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = object


class PlainSearch(Base):
    """Without the signs that nobody sees: in lists too long to be read, by codes and names."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, plain(search_term))


class FoldedSearch(Base):
    """As on the portal's own pages: the rows, some hundreds, are read and folded."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.get_search_fields(request))
        found = {pk for pk, *texts in rows if finds(search_term, map(str, filter(None, texts)))}
        return queryset.filter(pk__in=found), False


class TypedChoice(AutocompleteSelect):
    """Django's own looks up whatever came to show it again; what is no key raises there. The
    field says that it is no choice."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        keys = [key for key in map(str, value) if _may_be_a_key(key)]
        return super().optgroups(name, keys, attr)


class TypedChoices:
    """For a ModelAdmin, or an inline, with `autocomplete_fields`."""

    autocomplete_fields: ClassVar[Any] = ()
    admin_site: Any

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **more: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            more.setdefault("widget", TypedChoice(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **more)  # type: ignore[misc]


def _may_be_a_key(text: str) -> bool:
    return text == "" or whole_number(text) is not None
