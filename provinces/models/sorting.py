"""Columns by which the database sorts names as people would."""

from typing import Any

from django.db import models

from provinces.khmer_order import sort_key

LONGEST_KEY = 400


class NameOrderField(models.CharField):  # type: ignore[type-arg]
    """The sort key of the row's `name_in(language)`, renewed whenever the row is saved. A database
    without ICU knows no Khmer order: signs are compared by their number, in any locale."""

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        self.language = language
        kwargs |= {"max_length": LONGEST_KEY, "editable": False, "db_collation": "C"}
        super().__init__(*args, **{"default": "", **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "editable", "db_collation"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs | {"language": self.language}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # Django's
        name_in = getattr(model_instance, "name_in", None)
        if name_in is None:  # of a migration, which sets the column itself
            return str(super().pre_save(model_instance, add))
        key = sort_key(name_in(self.language))[:LONGEST_KEY]
        setattr(model_instance, self.attname, key)
        return key
