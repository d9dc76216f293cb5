"""The reporting year: which periods are owed, when each opens, is due and closes.

A year without a row here has no calendar: nothing is late in it, and anything may be begun.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from strategies.models import DataSet


class PeriodKindChoice(models.TextChoices):
    """As kernel.periods.PeriodKind, in words."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    SEMESTER = "semester", _("Semester")
    TEN_MONTH = "ten_month", _("January to October")
    YEAR = "year", _("The whole year")


class ReportingYear(models.Model):
    """A year that the Secretariat has opened. In a year to practise on it is always `today`."""

    class Scale(models.TextChoices):
        PROVINCES = "provinces", _("Provinces")
        DISTRICTS = "districts", _("Districts")
        COMMUNES = "communes", _("Communes")

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    cut_off = models.DateField(
        _("cut-off before the ten-month review"),
        null=True,
        blank=True,
        help_text=_("Shorter reports on January to October close on this day at the latest."),
    )
    is_practice = models.BooleanField(_("to practise on"), default=False)
    today = models.DateField(_("today in the year to practise on"), null=True, blank=True)
    scale = models.CharField(_("scale"), max_length=10, choices=Scale, blank=True)
    seed = models.PositiveIntegerField(_("seed"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened on"), auto_now_add=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )

    class Meta:
        ordering = ["-year"]
        verbose_name = _("reporting year")
        verbose_name_plural = _("reporting years")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_practice=True, today__isnull=False)
                | Q(is_practice=False, today__isnull=True),
                name="reporting_year_own_clock_only_in_practice",
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class DeadlineRule(models.Model):
    """When reports of one kind of period open, are due and close; for one form or for all."""

    reporting_year = models.ForeignKey(
        ReportingYear, models.CASCADE, related_name="rules", verbose_name=_("year")
    )
    data_set = models.ForeignKey(
        DataSet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form"),
        help_text=_("Empty: every form that has no rule of its own."),
    )
    period_kind = models.CharField(_("kind of period"), max_length=10, choices=PeriodKindChoice)
    owed = models.BooleanField(_("owed"), default=True)
    opens_days = models.SmallIntegerField(
        _("opens"), default=-5, help_text=_("Days after the last day of the period; -5: before it.")
    )
    due_months = models.PositiveSmallIntegerField(
        _("due in month"), default=1, help_text=_("1: the month that follows the period.")
    )
    due_day = models.PositiveSmallIntegerField(
        _("due on day"), help_text=_("Moves to the next working day.")
    )
    closes_days = models.PositiveSmallIntegerField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("Days after it was due. Empty: it stays open."),
    )

    class Meta:
        ordering = ["reporting_year", "pk"]
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["reporting_year", "data_set", "period_kind"],
                name="deadline_rule_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(due_day__gte=1, due_day__lte=31), name="deadline_rule_day_of_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reporting_year_id} {self.period_kind}"


class Holiday(models.Model):
    """A day off: what would be due on it is due on the next working day."""

    date = models.DateField(_("day"), unique=True)
    title_en = models.CharField(_("name in English"), max_length=120)
    title_km = models.CharField(_("name in Khmer"), max_length=120, blank=True)

    class Meta:
        ordering = ["date"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self) -> str:
        return f"{self.date} {self.title_en}"

    def title_in(self, language: str) -> str:
        return (self.title_km if language.startswith("km") else "") or self.title_en


class Extension(models.Model):
    """One unit has longer for one report (or for every form of a period). The newest one holds."""

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="extensions", verbose_name=_("unit")
    )
    data_set = models.ForeignKey(
        DataSet, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("form")
    )
    period_key = models.PositiveIntegerField(_("period"))
    due_on = models.DateField(_("due on"))
    reason = models.CharField(_("reason"), max_length=400)
    at = models.DateTimeField(_("on"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
        ]
        indexes = [models.Index(fields=["period_key"], name="extension_by_period")]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.period_key} {self.due_on}"


class ExtensionRequest(models.Model):
    """Of one report, which nobody need have begun. One request at a time waits for an answer."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for an answer")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Declined")

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="+", verbose_name=_("form"))
    period_key = models.PositiveIntegerField(_("period"))
    text = models.CharField(_("why more time is needed"), max_length=400)
    at = models.DateTimeField(_("asked on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    answer = models.CharField(_("answer"), max_length=400, blank=True)
    decided_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "data_set", "period_key"],
                condition=Q(state="waiting"),
                name="extension_request_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | Q(
                    state__in=["granted", "declined"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="extension_request_decided_at_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & (~Q(state="declined") | ~Q(answer="")),
                name="extension_request_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.period_key} {self.state}"
