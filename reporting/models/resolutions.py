"""What was said of a discrepancy: explained, to be corrected, open again."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reporting.models.consolidation import Consolidation
from reporting.models.report import Report


class Settlement(models.Model):
    """The resolution of a discrepancy; the newest one of a fingerprint counts, the others tell how
    it came to that. Discrepancies are found anew by each consolidation: `fingerprint` is what makes
    two of them the same, and `found` keeps what was found when this was said."""

    class State(models.TextChoices):
        EXPLAINED = "explained", _("Explained")
        MENDING = "mending", _("Returned to be corrected")
        OPEN = "open", pgettext_lazy("not resolved yet", "Open")

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
