"""Whether something that must be kept (a number, a figure) stands on rows of the catalogue.

The question is put to whatever protects the rows, so that this app need not know the reports.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models


def is_used(rows: models.QuerySet[Any]) -> bool:
    """True where a row that may not lose them points at one of `rows`."""
    return any(
        field.model._base_manager.filter(**{f"{field.name}__in": rows.order_by()}).exists()
        for field in _protected_by(rows.model)
    )


def _protected_by(model: type[models.Model]) -> Iterator[Any]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.PROTECT:
            yield relation.field
