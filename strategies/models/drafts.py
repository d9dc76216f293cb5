"""Rows of the catalogue that begin as a draft: nobody but the administrator sees one before it is
published.

`objects` are the published rows, for everything that is filled, printed and computed; `everything`
is for those who keep the catalogue: the files that are loaded, the administration, the preview.
"""

from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models.labels import Dated

Row = TypeVar("Row", bound=models.Model, covariant=True)

PUBLICATION = ("is_draft", "published_at", "published_by")


class PublishedRows(models.Manager[Row]):
    use_in_migrations = True  # so that `objects` is there for them too

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().filter(is_draft=False)


class Publishable(Dated):
    """`published_at`: none of a draft, and none of what was there before the first report. What
    came later is in no report that was signed before. A draft has no cells, so that no number can
    be entered for it and no total counts it; the database holds that."""

    is_draft = models.BooleanField(_("draft"), default=False, editable=False)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )

    # The first one is what Django itself asks: unique codes are unique among drafts too.
    everything = models.Manager()
    objects = PublishedRows()

    class Meta:
        abstract = True

    def holds_in(self, year: int) -> bool:
        return not self.is_draft and self.covers(year)


def draft_constraint(name: str) -> models.CheckConstraint:
    """A draft is not published by anybody; who published says when."""
    nobody = models.Q(published_by__isnull=True)
    never = models.Q(published_at__isnull=True)
    return models.CheckConstraint(
        condition=(models.Q(is_draft=True) & never & nobody)
        | (models.Q(is_draft=False) & (nobody | ~never)),
        name=f"{name}_draft_is_unpublished",
    )


def was_published(moment: datetime | None, relation: str = "") -> models.Q:
    """The published rows that were so at `moment`; all of them for None."""
    if moment is None:
        return models.Q()
    at = f"{relation}__published_at" if relation else "published_at"
    return models.Q(**{f"{at}__isnull": True}) | models.Q(**{f"{at}__lte": moment})
