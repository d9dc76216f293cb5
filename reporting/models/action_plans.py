"""A unit's action plan of a year as a thing that is approved, and what happened to it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import Delegation, OrganisationUnit


class ActionPlan(models.Model):
    """Its rows are `PlannedActivity`: while it is a draft they change, afterwards the database lets
    nobody change them. Where there are rows and no plan, it is a draft that was begun."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")
        READ = "read", _("Read by the Secretariat")
        RETURNED = "returned", _("Returned")

    OPEN = (State.DRAFT, State.RETURNED)

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="action_plans", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(_("version"), default=1)

    class Meta:
        ordering = ["year", "organisation_unit"]
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        constraints = [
            models.UniqueConstraint(fields=["organisation_unit", "year"], name="action_plan_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.year}"


class ActionPlanStep(models.Model):
    """Never changed. `rows` and `digest`: of an approval, the plan as it was signed and the SHA-256
    of it; `text`: why it was amended or returned, or what was said of it."""

    class Step(models.TextChoices):
        APPROVED = "approved", _("Approved")
        AMENDED = "amended", _("Opened to be amended")
        READ = "read", _("Read by the Secretariat")
        RETURNED = "returned", _("Returned")

    plan = models.ForeignKey(
        ActionPlan, models.CASCADE, related_name="steps", verbose_name=_("action plan")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    step = models.CharField(_("step"), max_length=10, choices=Step)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("reason"), blank=True)
    rows = models.JSONField(_("rows"), default=list, blank=True)
    digest = models.CharField(_("seal (SHA-256)"), max_length=64, blank=True)
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    delegation = models.ForeignKey(
        Delegation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by delegation"),
    )

    class Meta:
        ordering = ["plan", "at", "pk"]
        verbose_name = _("step of an action plan")
        verbose_name_plural = _("steps of action plans")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(step="approved") | ~models.Q(digest=""),
                name="approved_plan_has_a_seal",
            ),
            models.CheckConstraint(
                condition=~models.Q(step__in=["amended", "returned"]) | ~models.Q(text=""),
                name="plan_step_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.step} {self.version}"
