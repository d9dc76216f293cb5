"""The National Strategic Plan: strategies, activity groups, activities. Plans are dated, so that
the next plan stands beside this one. Action plans of units are in `reporting` (they are theirs)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models.labels import Labelled, khmer_standing


class Plan(Labelled):
    code = models.SlugField(_("code"), unique=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    vision = models.TextField(_("vision"), blank=True)
    vision_km = models.TextField(_("vision in Khmer"), blank=True)
    vision_standing = khmer_standing()
    mission = models.TextField(_("mission"), blank=True)
    mission_km = models.TextField(_("mission in Khmer"), blank=True)
    mission_standing = khmer_standing()
    goal = models.TextField(_("goals and objectives"), blank=True)
    goal_km = models.TextField(_("goals and objectives in Khmer"), blank=True)
    goal_standing = khmer_standing()

    class Meta:
        ordering = ["first_year"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")), name="plan_years_ordered"
            )
        ]


class Strategy(Labelled):
    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="strategies", verbose_name=_("plan")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    activity_count = models.PositiveSmallIntegerField(_("activities in the plan"))

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="strategy_number_once_in_plan")
        ]


class ActivityGroup(Labelled):
    """A group such as 2.7. What cannot be read in the source is marked, never made up."""

    strategy = models.ForeignKey(
        Strategy, models.CASCADE, related_name="groups", verbose_name=_("strategy")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=8)
    activity_count = models.PositiveSmallIntegerField(_("activities in the plan"))
    title_confirmed = models.BooleanField(_("title confirmed"), default=True)
    count_confirmed = models.BooleanField(_("number of activities confirmed"), default=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["strategy", "number"]
        verbose_name = _("activity group")
        verbose_name_plural = _("activity groups")
        constraints = [
            models.UniqueConstraint(fields=["strategy", "number"], name="group_number_once")
        ]


class NumberedActivities(models.Manager["Activity"]):
    """The activities of the plan, without the rows that stand for a whole group."""

    def get_queryset(self) -> models.QuerySet["Activity"]:
        return super().get_queryset().filter(number__gt=0)


class AllRows(models.Manager["Activity"]):
    """With the rows that stand for a whole group."""


class Activity(models.Model):
    """One of the 235 activities; its title is filled by the General Secretariat.

    Number 0 stands for the group as a whole, under the group's code and title: as long as the
    titles are missing, the groups are what units plan and report on. `objects` are the activities
    proper, `everything` has these rows too. What an activity of a later plan does with one of the
    plan before is said once, at the later one: it continues it, or replaces it. One that only ends
    names the plan that ended it.
    """

    group = models.ForeignKey(
        ActivityGroup, models.CASCADE, related_name="activities", verbose_name=_("group")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=10)
    title_en = models.CharField(_("title in English"), max_length=600, blank=True)
    title_km = models.CharField(_("title in Khmer"), max_length=600, blank=True)
    confirmed = models.BooleanField(_("confirmed"), default=False)
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    ended_by = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_activities",
        verbose_name=_("ended by the plan"),
    )

    objects = NumberedActivities()
    everything = AllRows()

    class Meta:
        ordering = ["group", "number"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="activity_number_once"),
            models.CheckConstraint(
                condition=models.Q(continues__isnull=True) | models.Q(replaces__isnull=True),
                name="activity_continues_or_replaces",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_en or self.title_km}".strip()

    @property
    def is_whole_group(self) -> bool:
        return self.number == 0

    @property
    def is_asked(self) -> bool:
        """Nobody is asked about what has no title: then the group carries the plan."""
        return self.is_whole_group or bool(self.title_en or self.title_km)
