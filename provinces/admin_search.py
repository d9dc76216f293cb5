"""What is typed into the search box of a list of the administration, read as everywhere."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from provinces.spelling import plain

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = object


class PlainSearch(Base):
    """Without the signs that nobody sees."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, plain(search_term))
