from django.db import models
from django.utils.translation import gettext_lazy as _

from reporting.models.consolidation import Consolidation


class AnnualReport(models.Model):
    """The document of a consolidation in one language, as it is shown and printed."""

    consolidation = models.ForeignKey(
        Consolidation, models.CASCADE, related_name="documents", verbose_name=_("consolidation")
    )
    language = models.CharField(_("language"), max_length=8)
    document = models.JSONField(_("document"))

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")
        constraints = [
            models.UniqueConstraint(fields=["consolidation", "language"], name="annual_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.consolidation_id} {self.language}"
