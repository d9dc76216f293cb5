"""The activities of the plan that are assigned to a unit, and how far it is with them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.report import Revision
from strategies.models import Activity


class PlannedActivity(models.Model):
    """A row of a unit's annual action plan: what it will do of an activity, or of a group as a
    whole, in a year; how much, when, by whom, with what money. `ActionPlan` says who approved
    it."""

    class Currency(models.TextChoices):
        USD = "USD", _("US dollars")
        KHR = "KHR", _("riels")

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
    expected_result = models.TextField(_("expected result"), blank=True)
    responsible = models.CharField(_("responsible person"), max_length=200, blank=True)
    partners = models.TextField(_("partners"), blank=True)
    budget = models.DecimalField(
        _("budget"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, blank=True)
    budget_source = models.CharField(_("source of the budget"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["organisation_unit", "activity"]
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "activity", "year"], name="planned_activity_once"
            ),
            models.CheckConstraint(
                condition=models.Q(budget__isnull=True)
                | (models.Q(budget__gte=0) & ~models.Q(currency="")),
                name="planned_budget_has_a_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.activity_id} {self.year}"


class ActivityProgress(models.Model):
    """Said in a report, for its period: it is content, written while the revision is a draft."""

    class Status(models.TextChoices):
        NOT_BEGUN = "not_begun", _("Not begun")
        GOING_ON = "going_on", _("Going on")
        DONE = "done", _("Done")
        HELD_UP = "held_up", _("Held up")
        DROPPED = "dropped", _("Dropped")

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="progress", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="+", verbose_name=_("activity")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    times_done = models.DecimalField(
        _("times done"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    obstacle = models.TextField(_("obstacle"), blank=True)

    class Meta:
        ordering = ["activity"]
        verbose_name = _("progress of an activity")
        verbose_name_plural = _("progress of activities")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "revision", "activity"], name="activity_progress_once"
            ),
            models.CheckConstraint(
                condition=models.Q(times_done__isnull=True) | models.Q(times_done__gte=0),
                name="activity_progress_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.status}"
