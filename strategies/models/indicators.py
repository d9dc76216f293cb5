"""How far a strategy of the plan has come, as a number that the tables of the year give."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from strategies.models.cells import UnitOfCount
from strategies.models.drafts import Publishable, draft_constraint
from strategies.models.labels import Labelled

# In place of a denominator: the people of the nation or the province.
POPULATION = "population"
PERCENT = 100
PER_POPULATION = 100_000


class Indicator(Labelled, Publishable):
    """`numerator` and `denominator` are expressions over figures, as those of sentences are; a
    count has no denominator. What they give, times `scale`, is the value. `report_line`: the line
    of the annual report of 2020 that speaks of it, and gives the baseline where there is one.
    Targets are no part of the files: the General Secretariat sets them in the portal. `changes`:
    the published one whose place a draft takes when it is published; none of a new one."""

    class Direction(models.TextChoices):
        MORE = "more", _("more is better")
        LESS = "less", _("less is better")
        NEITHER = "neither", _("for information")

    code = models.SlugField(_("code"), unique=True)
    strategy = models.PositiveSmallIntegerField(_("strategy"))
    group = models.CharField(_("activity group"), max_length=8, blank=True)
    numerator = models.CharField(_("numerator"), max_length=400)
    denominator = models.CharField(_("denominator"), max_length=400, blank=True)
    scale = models.PositiveIntegerField(_("times"), default=1)
    unit_of_count = models.CharField(_("unit of count"), max_length=10, choices=UnitOfCount)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    baseline = models.DecimalField(
        _("baseline"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(
        _("year of the baseline"), null=True, blank=True
    )
    report_line = models.PositiveIntegerField(
        _("line of the report of 2020"), null=True, blank=True
    )
    certain = models.BooleanField(_("certain"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    changes = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="changed_draft",
        verbose_name=_("changes"),
    )

    class Meta:
        ordering = ["strategy", "position", "code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_year__isnull=True)
                | Q(baseline__isnull=False, baseline_year__isnull=False),
                name="indicator_baseline_with_year",
            ),
            models.CheckConstraint(condition=Q(scale__gt=0), name="indicator_has_a_scale"),
            draft_constraint("indicator"),
            models.CheckConstraint(
                condition=Q(changes__isnull=True) | Q(is_draft=True),
                name="indicator_changed_by_a_draft",
            ),
        ]

    @property
    def is_percent(self) -> bool:
        return bool(self.denominator) and self.scale == PERCENT

    @property
    def is_of_population(self) -> bool:
        return self.denominator == POPULATION

    @property
    def accumulates(self) -> bool:
        """A count grows through the year; a share of it does not."""
        return not self.denominator or self.is_of_population
