"""Who did what with a report and why: every step is kept, also the reasons of earlier rounds."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.report import Revision


class ReviewStep(models.Model):
    class Step(models.TextChoices):
        BEGUN = "begun", _("Begun")
        PREPARED = "prepared", _("Handed over for the signature")
        TAKEN_BACK = "taken_back", _("Taken back to work on it")
        SUBMITTED = "submitted", _("Signed and submitted")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        REOPENED = "reopened", _("Re-opened")

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="steps", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    step = models.CharField(_("step"), max_length=10, choices=Step)
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "revision"],
                condition=models.Q(step="reopened"),
                name="review_step_reopened_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.step}"


class Explanation(models.Model):
    """The unit's answer to a finding of the checks, without which the report is not submitted.

    `reason`, from a short list, is asked where a coarser report differs from its finer ones.
    """

    class Reason(models.TextChoices):
        LATE = "late", _("Numbers came in later")
        MENDED = "mended", _("A mistake of the shorter reports is corrected")
        COUNTED_TWICE = "counted_twice", _("Somebody was counted twice")
        OTHER_SOURCE = "other_source", _("From another source")
        OTHER = "other", _("Another reason")

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="explanations", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    finding = models.CharField(_("finding"), max_length=300)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    text = models.TextField(_("explanation"))
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "revision", "finding"], name="explanation_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
