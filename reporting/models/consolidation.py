"""Consolidations: the figures of a period with what each was made from, what the printed report
claims, and the discrepancies that the checks found."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.kernel.periods import Period
from reporting.models.jobs import Job
from reporting.models.report import Revision
from strategies.models import Cell


class Consolidation(models.Model):
    """One run over the accepted reports of a period (a year, or a part of one) and of the same
    period of the year before; it is never changed."""

    year = models.PositiveSmallIntegerField(_("year"))
    period_key = models.PositiveIntegerField(_("period"))
    job = models.OneToOneField(Job, models.PROTECT, verbose_name=_("job"))
    created_at = models.DateTimeField(_("made on"), auto_now_add=True)
    digest = models.CharField(_("seal of the figures"), max_length=64)
    figure_count = models.PositiveIntegerField(_("figures"), default=0)
    report_count = models.PositiveIntegerField(_("reports"), default=0)
    seconds = models.FloatField(_("seconds"), default=0)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("consolidation")
        verbose_name_plural = _("consolidations")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="consolidation_published_at_with_by",
            )
        ]

    def __str__(self) -> str:
        return f"{self.period} #{self.pk}"

    @property
    def period(self) -> Period:
        return Period.from_key(self.period_key)


class ConsolidatedRevision(models.Model):
    """A revision that was chosen, and how many months of the period it stands for."""

    consolidation = models.ForeignKey(
        Consolidation, models.CASCADE, related_name="chosen", verbose_name=_("consolidation")
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="+", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    months = models.PositiveSmallIntegerField(_("months"))

    class Meta:
        verbose_name = _("revision of a consolidation")
        verbose_name_plural = _("revisions of consolidations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "consolidation", "revision"],
                name="consolidated_revision_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consolidation_id}: {self.revision_id}"


class Figure(models.Model):
    """A consolidated number: of one unit, of a kind of unit, or of the nation (neither is set).

    `received` and `expected` count months for a unit, units for a kind and for the nation.
    `revision_ids` are the revisions that a unit's figure was made from.
    """

    consolidation = models.ForeignKey(
        Consolidation, models.CASCADE, related_name="figures", verbose_name=_("consolidation")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    kind = models.CharField(_("kind of unit"), max_length=20, blank=True)
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="+", verbose_name=_("cell"))
    period_key = models.PositiveIntegerField(_("period"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2)
    received = models.PositiveIntegerField(_("received"))
    expected = models.PositiveIntegerField(_("expected"))
    revision_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=["consolidation", "cell", "period_key", "organisation_unit", "kind"],
                name="figure_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.cell_id}={self.value}"


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
