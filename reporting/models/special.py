"""Special reports: a few questions that the Secretariat asks some units each day of a crisis. What
is answered stands beside the months and is never added to them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from strategies.models.cells import UnitOfCount


class SpecialReport(models.Model):
    """Open until it is closed; it asks for each day from the first to the last, which lie in one
    year. That year says whether it is there to practise on."""

    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_km = models.CharField(_("title in Khmer"), max_length=160, blank=True)
    why = models.CharField(_("why it is asked"), max_length=400)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    due_hour = models.PositiveSmallIntegerField(_("answers are due by (hour of the day)"))
    opened_at = models.DateTimeField(_("opened on"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closed by"),
    )

    class Meta:
        ordering = ["-first_day", "-pk"]
        verbose_name = _("special report")
        verbose_name_plural = _("special reports")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="") | ~Q(title_km=""), name="special_report_has_a_title"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day"), first_day__year=F("last_day__year")),
                name="special_report_days_of_one_year",
            ),
            models.CheckConstraint(
                condition=Q(due_hour__gte=1, due_hour__lte=24), name="special_report_hour_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="special_report_closed_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return self.title_en or self.title_km

    @property
    def year(self) -> int:
        return self.first_day.year

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def title_in(self, language: str) -> str:
        return in_language(self.title_en, self.title_km, language)


class SpecialQuestion(models.Model):
    """One number a day. `compared_with`: a cell of the catalogue that says the same of a month."""

    special_report = models.ForeignKey(
        SpecialReport, models.CASCADE, related_name="questions", verbose_name=_("special report")
    )
    position = models.PositiveSmallIntegerField(_("order"))
    label_en = models.CharField(_("question in English"), max_length=160, blank=True)
    label_km = models.CharField(_("question in Khmer"), max_length=160, blank=True)
    unit_of_count = models.CharField(_("unit of count"), max_length=10, choices=UnitOfCount)
    part_of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, verbose_name=_("part of")
    )
    compared_with = models.CharField(_("compared with"), max_length=160, blank=True)

    class Meta:
        ordering = ["special_report", "position"]
        verbose_name = _("question of a special report")
        verbose_name_plural = _("questions of a special report")
        constraints = [
            models.UniqueConstraint(
                fields=["special_report", "position"], name="special_question_once"
            ),
            models.CheckConstraint(
                condition=~Q(label_en="") | ~Q(label_km=""), name="special_question_is_asked"
            ),
        ]

    def __str__(self) -> str:
        return self.label_en or self.label_km

    def label_in(self, language: str) -> str:
        return in_language(self.label_en, self.label_km, language)


class SpecialUnit(models.Model):
    """A unit that is asked."""

    special_report = models.ForeignKey(
        SpecialReport, models.CASCADE, related_name="asked", verbose_name=_("special report")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )

    class Meta:
        verbose_name = _("unit of a special report")
        verbose_name_plural = _("units of a special report")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "special_report"], name="special_unit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.special_report_id} {self.organisation_unit_id}"


class SpecialAnswer(models.Model):
    """A number that was said once and never changes: the newest of a unit, day and question
    stands, so that a correction leaves what stood before. Without a number: it was taken back, and
    the question has no answer again."""

    question = models.ForeignKey(
        SpecialQuestion, models.CASCADE, related_name="answers", verbose_name=_("question")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    day = models.DateField(_("day"))
    value = models.DecimalField(_("number"), max_digits=16, decimal_places=2, null=True, blank=True)
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer to a special report")
        verbose_name_plural = _("answers to a special report")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="special_answer_not_negative",
            )
        ]
        indexes = [
            models.Index(
                fields=["question", "organisation_unit", "day", "-id"], name="special_answer_newest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.day}: {self.value}"


def in_language(en: str, km: str, language: str) -> str:
    """In the other language where there is none in this one."""
    return (km or en) if language.startswith("km") else (en or km)
