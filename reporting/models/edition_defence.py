"""What is said of an edition before it is published: signatures, settlements."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.models.consolidation import Consolidation
from reporting.models.edition import Edition
from reporting.models.report import Report


class SignOff(models.Model):
    """A named role stands by the edition as it was then: `digest` is the fingerprint of what was
    signed, and a later change of text or figures makes the signature one of an older state."""

    class Role(models.TextChoices):
        GROUP_LEAD = "group_lead", _("Working-group lead")
        REVIEWER = "reviewer", _("Reviewer")
        CONSOLIDATOR = "consolidator", _("Consolidator")
        SECRETARY_GENERAL = "secretary_general", _("Secretary General")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="sign_offs", verbose_name=_("edition")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    group = models.CharField(_("working group"), max_length=20, blank=True)
    digest = models.CharField(_("seal of what was signed"), max_length=64)
    words = models.TextField(_("remark"), blank=True)
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("signature of an edition")
        verbose_name_plural = _("signatures of editions")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.role}"


class Settlement(models.Model):
    """How a discrepancy is settled; the newest one of a fingerprint counts, the others tell how it
    came to that. Discrepancies are found anew by each consolidation: `fingerprint` is what makes
    two of them the same, and `found` keeps what was found when this was said."""

    class State(models.TextChoices):
        EXPLAINED = "explained", _("Explained")
        MENDING = "mending", _("Returned to be corrected")
        OPEN = "open", _("Open")

    period_key = models.PositiveIntegerField(_("period"))
    fingerprint = models.CharField(_("seal"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State)
    text = models.TextField(_("explanation"), blank=True)
    footnote = models.BooleanField(_("printed as a footnote"), default=False)
    report = models.ForeignKey(
        Report,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("report that was returned"),
    )
    found = models.JSONField(_("what was found"), default=dict)
    consolidation = models.ForeignKey(
        Consolidation, models.CASCADE, related_name="+", verbose_name=_("consolidation")
    )
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("resolution of a discrepancy")
        verbose_name_plural = _("resolutions of discrepancies")
        indexes = [
            models.Index(fields=["period_key", "fingerprint"], name="settlement_by_fingerprint")
        ]

    def __str__(self) -> str:
        return f"{self.fingerprint[:8]} {self.state}"
