from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from strategies.models import Activity


class PlannedActivity(models.Model):
    """A unit's annual action plan, a row an activity: what it will do in a year, how much, when."""

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="planned_activities", verbose_name=_("unit")
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="planned", verbose_name=_("activity")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    target = models.DecimalField(
        _("target"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    unit_of_count = models.CharField(_("unit of count"), max_length=10, blank=True)
    months = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("months")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["organisation_unit", "activity"]
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "activity", "year"], name="planned_activity_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.activity_id} {self.year}"
