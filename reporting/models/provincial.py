"""The report of a province for one year, as it was made last."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.consolidation import Consolidation


class ProvincialReport(models.Model):
    """In one language, with the seals of its two files. It is current for as long as `stamp` is
    that of the year's figures; made anew, it takes the place of the one before."""

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    language = models.CharField(_("language"), max_length=8)
    consolidation = models.ForeignKey(
        Consolidation, models.PROTECT, related_name="+", verbose_name=_("consolidation")
    )
    stamp = models.CharField(_("made from"), max_length=120)
    document = models.JSONField(_("document"))
    months = models.PositiveSmallIntegerField(_("months"))
    pdf_digest = models.CharField(_("seal of the PDF"), max_length=64)
    pdf_size = models.PositiveBigIntegerField(_("bytes of the PDF"))
    workbook_digest = models.CharField(_("seal of the workbook"), max_length=64)
    workbook_size = models.PositiveBigIntegerField(_("bytes of the workbook"))
    made_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )

    class Meta:
        ordering = ["year", "organisation_unit", "language"]
        verbose_name = _("report of a province")
        verbose_name_plural = _("reports of provinces")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "year", "language"], name="provincial_report_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.year} {self.language}"
