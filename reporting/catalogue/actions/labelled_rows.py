"""Labels of the files as fields of a row, and rows stored at once, with the Khmer that the General
Secretariat confirmed since."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from reporting.catalogue.queries.label_fields import (
    PROPOSED,
    SOURCE,
    confirm_like,
    confirmed_texts,
    keep_confirmed,
)
from reporting.catalogue.rules.files import is_certain, label


def upsert(model: type[models.Model], rows: Iterable[models.Model], unique: Sequence[str]) -> None:
    """One INSERT ... ON CONFLICT for all rows, with the Khmer that was confirmed since."""
    rows = list(rows)
    _keep_khmer(model, rows, unique)
    kept = [
        f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in unique
    ]
    model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=list(unique),
        update_fields=kept,
    )


def _keep_khmer(
    model: type[models.Model], rows: Sequence[models.Model], unique: Sequence[str]
) -> None:
    fields: list[Any] = [model._meta.get_field(name) for name in unique]
    names = [field.attname for field in fields]
    stored = {
        tuple(getattr(row, name) for name in names): row for row in model._default_manager.all()
    }
    confirmed = confirmed_texts(stored.values())
    for row in rows:
        old = stored.get(tuple(getattr(row, name) for name in names))
        if old is not None:
            keep_confirmed(old, row)
        confirm_like(row, confirmed)


def titles_of(row: dict[str, Any]) -> dict[str, str]:
    en, km = label(row.get("title"))
    return {"title_en": en, "title_km": km, "khmer_standing": standing_of(row.get("title"))}


def standing_of(titles: dict[str, Any] | str | None) -> str:
    """What the files say of the Khmer of a label."""
    return SOURCE if is_certain(titles) else PROPOSED


def message_of(row: dict[str, Any]) -> dict[str, str]:
    en, km = label(row.get("message"))
    standing = standing_of(row.get("message"))
    return {"message_en": en, "message_km": km, "khmer_standing": standing}
