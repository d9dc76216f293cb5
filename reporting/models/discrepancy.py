from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.consolidation import Consolidation


class PrintedClaim(models.Model):
    """A total or a quoted figure of a printed report, and the expression that it claims to be."""

    year = models.PositiveSmallIntegerField(_("year"))
    section = models.CharField(_("section"), max_length=24)
    line = models.PositiveIntegerField(_("line of the source"))
    kind = models.CharField(_("kind"), max_length=12)
    printed = models.CharField(_("as printed"), max_length=80)
    value = models.DecimalField(
        _("number meant"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    expression = models.CharField(_("expression"), max_length=600)
    quote = models.TextField(_("words around it"), blank=True)
    note = models.TextField(_("note"), blank=True)
    position = models.PositiveIntegerField(_("order"))

    class Meta:
        ordering = ["year", "position"]
        verbose_name = _("printed figure")
        verbose_name_plural = _("printed figures")
        constraints = [
            models.UniqueConstraint(fields=["year", "position"], name="claim_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.printed}"


class Discrepancy(models.Model):
    """What a check found; the words are a template and its values, said in anybody's language."""

    class Severity(models.TextChoices):
        HIGH = "high", _("High")
        MEDIUM = "medium", _("Medium")
        LOW = "low", _("Low")

    consolidation = models.ForeignKey(
        Consolidation, models.CASCADE, related_name="discrepancies", verbose_name=_("consolidation")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    kind = models.CharField(_("kind"), max_length=24)
    severity = models.CharField(_("severity"), max_length=6, choices=Severity)
    section = models.CharField(_("section"), max_length=24)
    table = models.CharField(_("table"), max_length=60, blank=True)
    period = models.CharField(_("period"), max_length=8)
    cells = ArrayField(models.CharField(max_length=400), default=list, verbose_name=_("cells"))
    printed = models.CharField(_("entered or printed"), max_length=200, blank=True)
    computed = models.CharField(_("computed"), max_length=200, blank=True)
    template = models.TextField(_("message"))
    params = models.JSONField(default=dict)
    line = models.PositiveIntegerField(_("line of the source"), null=True, blank=True)
    position = models.PositiveIntegerField(_("order"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("discrepancy")
        verbose_name_plural = _("discrepancies")

    def __str__(self) -> str:
        return f"{self.kind}: {self.printed} / {self.computed}"
