"""A report is data set x organisation unit x period. Its revisions carry the numbers.

An officer prepares a revision, an approver signs it; from then on it never changes again: a return,
or the re-opening of an accepted one, begins the next revision with a copy of the values.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import Delegation, OrganisationUnit
from reporting.kernel.periods import Period
from strategies.models import DataSet


class Report(models.Model):
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="reports", verbose_name=_("unit")
    )
    data_set = models.ForeignKey(DataSet, models.PROTECT, verbose_name=_("data set"))
    period_key = models.PositiveIntegerField(_("period"))
    year = models.PositiveSmallIntegerField(_("year"))
    transcribed_from = models.CharField(_("transcribed from"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "data_set", "period_key"], name="report_once"
            )
        ]
        indexes = [models.Index(fields=["year", "data_set"], name="report_by_year")]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.period.code}"

    @property
    def period(self) -> Period:
        return Period.from_key(self.period_key)

    @property
    def is_below(self) -> bool:
        """Decided on by those above its unit in the tree; what is transcribed, by the Secretariat
        as it is printed."""
        return not self.transcribed_from and self.organisation_unit.stands_below


class Revision(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PREPARED = "prepared", _("Waits for the signature")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="revisions", verbose_name=_("report")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    number = models.PositiveSmallIntegerField(_("revision"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(_("begun on"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("begun by")
    )
    prepared_at = models.DateTimeField(_("handed over on"), null=True, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prepared by"),
    )
    submitted_at = models.DateTimeField(_("submitted on"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by"),
    )
    # On the clock of the catalogue: `submitted_at` of a year to practise on has its own.
    sealed_at = models.DateTimeField(_("sealed on"), null=True, blank=True, editable=False)
    delegation = models.ForeignKey(
        Delegation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by delegation"),
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    content_digest = models.CharField(_("seal of the contents"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "report", "number"], name="revision_number_once"
            ),
            models.UniqueConstraint(
                fields=["organisation_unit", "report"],
                condition=Q(state__in=["draft", "prepared", "submitted"]),
                name="revision_one_open_a_report",
            ),
            models.CheckConstraint(
                condition=Q(prepared_at__isnull=True, prepared_by__isnull=True)
                | Q(prepared_at__isnull=False, prepared_by__isnull=False),
                name="revision_prepared_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(prepared_at__isnull=False),
                name="revision_signed_was_prepared",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="revision_submitted_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="revision_decided_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "prepared"]) | Q(submitted_at__isnull=False),
                name="revision_not_draft_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False, state__in=["returned", "accepted"])
                | Q(decided_at__isnull=True, state__in=["draft", "prepared", "submitted"]),
                name="revision_decided_has_decision",
            ),
        ]
        indexes = [models.Index(fields=["state", "report"], name="revision_by_state")]

    def __str__(self) -> str:
        return f"{self.report_id} r{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.DRAFT
