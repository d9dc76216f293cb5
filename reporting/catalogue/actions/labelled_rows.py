"""Labels of the files as fields of a row, and rows stored at once, with the Khmer that the General
Secretariat confirmed since."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from reporting.catalogue.queries.label_fields import (
    PROPOSED,
    SOURCE,
    confirm_like,
    confirmed_texts,
    keep_confirmed,
)
from reporting.catalogue.rules.files import is_certain, label
from strategies.models import Publishable

Key = tuple[Any, ...]
Stored = dict[Key, Any]


def upsert(model: type[models.Model], rows: Iterable[models.Model], unique: Sequence[str]) -> None:
    """One INSERT ... ON CONFLICT for all rows, with the Khmer that was confirmed since. What the
    files hold is published: a draft of the same code too."""
    rows = list(rows)
    stored = _stored(model, unique)
    _keep_khmer(stored, rows, unique)
    if issubclass(model, Publishable):
        _keep_publication(stored, rows, unique)
    kept = [
        f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in unique
    ]
    model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=list(unique),
        update_fields=kept,
    )


def _key(row: Any, unique: Sequence[str]) -> Key:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in unique)


def _stored(model: type[models.Model], unique: Sequence[str]) -> Stored:
    return {_key(row, unique): row for row in model._default_manager.all()}


def _keep_khmer(stored: Stored, rows: Sequence[models.Model], unique: Sequence[str]) -> None:
    confirmed = confirmed_texts(stored.values())
    for row in rows:
        old = stored.get(_key(row, unique))
        if old is not None:
            keep_confirmed(old, row)
        confirm_like(row, confirmed)


def _keep_publication(stored: Stored, rows: Sequence[Any], unique: Sequence[str]) -> None:
    """What a first load brings was there before any report; what comes later is in no report that
    was signed before it."""
    now = timezone.now() if stored else None
    for row in rows:
        old = stored.get(_key(row, unique))
        if old is None or old.is_draft:
            row.published_at = now
        else:
            row.published_at, row.published_by_id = old.published_at, old.published_by_id


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


def years_of(row: dict[str, Any]) -> dict[str, int | None]:
    return {"valid_from": row.get("valid_from", 2019), "valid_to": row.get("valid_to")}
