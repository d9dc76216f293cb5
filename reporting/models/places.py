"""What a province asks of its districts or communes in a year."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.calendar import PeriodKindChoice


class AskedPlaces(models.Model):
    """The decision of a province: who reports below it, which tables, how often. Without such a
    row its places owe nothing in the year.

    `first_month`: what ends before it is not asked for. `tables`: codes of the tables of the
    places' form, which carries more. It changes only as long as nothing that was signed depends
    on it.
    """

    class Level(models.TextChoices):
        DISTRICT = "district", _("Districts")
        COMMUNE = "commune", _("Communes")

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    level = models.CharField(_("who reports"), max_length=10, choices=Level)
    period_kind = models.CharField(_("how often"), max_length=10, choices=PeriodKindChoice)
    tables = ArrayField(models.SlugField(), verbose_name=_("tables"))
    first_month = models.PositiveSmallIntegerField(_("from month"), default=1)
    decided_at = models.DateTimeField(_("decided on"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("what a province asks of its places")
        verbose_name_plural = _("what provinces ask of their places")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "year"], name="asked_places_once_a_year"
            ),
            models.CheckConstraint(condition=~Q(tables=[]), name="asked_places_for_some_table"),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, first_month__lte=12), name="asked_places_from_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.year} {self.level}"
