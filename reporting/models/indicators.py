"""What an indicator of the plan came to in a consolidation, and what it shall come to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.consolidation import Consolidation
from strategies.models import Indicator
from strategies.models.drafts import PublishedRows


class IndicatorValue(models.Model):
    """Of the nation (no unit) or of a province, in the period of the consolidation or in the same
    one of the year before. `received` of `expected`: units for the nation, months for a province,
    of that figure behind it that is least complete. A value that cannot be given says why not; it
    is never 0 then."""

    class WhyNot(models.TextChoices):
        NOT_ASKED = "not_asked", _("no table of the year asks for it")
        NO_NUMERATOR = "no_numerator", _("no accepted report gives a number for it")
        NO_DENOMINATOR = "no_denominator", _("no accepted report says of how many it is a part")
        ZERO = "zero", _("it is a part of none: the whole is 0")
        NO_POPULATION = "no_population", _("no number of the people is known for the year")

    consolidation = models.ForeignKey(
        Consolidation, models.CASCADE, related_name="indicator_values",
        verbose_name=_("consolidation"),
    )  # fmt: skip
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    period_key = models.PositiveIntegerField(_("period"))
    numerator = models.DecimalField(
        _("numerator"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    denominator = models.DecimalField(
        _("denominator"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    why_not = models.CharField(_("why not"), max_length=16, choices=WhyNot, blank=True)
    received = models.PositiveIntegerField(_("received"), default=0)
    expected = models.PositiveIntegerField(_("expected"), default=0)

    class Meta:
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["consolidation", "indicator", "period_key", "organisation_unit"],
                name="indicator_value_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, why_not="")
                | (Q(value__isnull=True) & ~Q(why_not="")),
                name="indicator_value_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}={self.value}"


class IndicatorTarget(models.Model):
    """What the nation shall have reached at the end of `year`, and who decided so. A draft is seen
    by who sets targets, and takes the place of the published one of its year. `objects` are the
    published ones."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=18, decimal_places=2)
    decided_by = models.CharField(_("who decided it, and when"), max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set on"), default=timezone.now, editable=False)
    is_draft = models.BooleanField(_("draft"), default=False, editable=False)

    everything = models.Manager()
    objects = PublishedRows()

    class Meta:
        ordering = ["indicator", "year"]
        verbose_name = _("target of an indicator")
        verbose_name_plural = _("targets of indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "is_draft"], name="indicator_target_once"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & ~Q(decided_by=""), name="indicator_target_is_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}: {self.value}"
