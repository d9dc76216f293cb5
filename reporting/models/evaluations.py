"""The evaluation of a plan: what an edition has besides its passages when it is one."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.models.edition import Edition
from reporting.models.special import in_language
from strategies.models import Plan


class Evaluation(models.Model):
    """`template`: its criteria, scale and questions as they stood in fixtures/evaluation when it
    was begun; a later template changes nothing of it."""

    edition = models.OneToOneField(
        Edition,
        models.CASCADE,
        primary_key=True,
        related_name="evaluation",
        verbose_name=_("edition"),
    )
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", verbose_name=_("plan"))
    first_year = models.PositiveSmallIntegerField(_("from the year"))
    last_year = models.PositiveSmallIntegerField(_("until the year"))
    template = models.JSONField(_("template"))

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="evaluation_years_ordered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.first_year}-{self.last_year}"

    @property
    def years(self) -> list[int]:
        return list(range(self.first_year, self.last_year + 1))


class EvaluationEvidence(models.Model):
    """What the portal drew from figures, indicators, commitments and reports, in one language:
    `document` has a section a criterion. `years`: of each year that was asked, where its numbers
    stand. Drawn anew, it takes the place of what was drawn before."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="evidence", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=8)
    document = models.JSONField(_("document"))
    years = models.JSONField(_("years"))
    digest = models.CharField(_("seal"), max_length=64)
    drawn_at = models.DateTimeField(_("drawn on"), default=timezone.now, editable=False)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )

    class Meta:
        verbose_name = _("evidence of an evaluation")
        verbose_name_plural = _("evidence of evaluations")
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="evaluation_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.language}"


class Evaluator(models.Model):
    """A person who evaluates, of ours or from outside, for some time. They need no account: the
    Secretariat enters them and what they say."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="evaluators", verbose_name=_("edition")
    )
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    name_km = models.CharField(_("name in Khmer"), max_length=160, blank=True)
    function = models.CharField(_("function"), max_length=160)
    organisation = models.CharField(_("organisation"), max_length=200)
    is_outside = models.BooleanField(_("from outside the Committee"), default=False)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    at = models.DateTimeField(_("entered on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evaluator")
        verbose_name_plural = _("evaluators")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_en="") | ~Q(name_km=""), name="evaluator_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="evaluator_days_ordered"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en or self.name_km

    def name_in(self, language: str) -> str:
        return in_language(self.name_en, self.name_km, language)


class EvaluationRating(models.Model):
    """What one evaluator says of one criterion, and why; only added to: the newest of a criterion
    and evaluator stands. `day`: on which the evaluator said it; `language`: of the reason."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="ratings", verbose_name=_("edition")
    )
    evaluator = models.ForeignKey(
        Evaluator, models.PROTECT, related_name="ratings", verbose_name=_("evaluator")
    )
    criterion = models.CharField(_("criterion"), max_length=24)
    step = models.PositiveSmallIntegerField(_("rating"))
    reason = models.TextField(_("reason"))
    language = models.CharField(_("language of the reason"), max_length=2)
    day = models.DateField(_("given on"))
    at = models.DateTimeField(_("entered on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("rating of an evaluation")
        verbose_name_plural = _("ratings of evaluations")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="evaluation_rating_has_a_reason"),
            models.CheckConstraint(
                condition=Q(language__in=["en", "km"]), name="evaluation_rating_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.step}"


class EvaluationRecommendation(models.Model):
    """`position` is its number in the evaluation and the mark of the commitment that it becomes
    (`mark`); `units`: by key, who is addressed, the first leads."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="recommendations", verbose_name=_("edition")
    )
    position = models.PositiveSmallIntegerField(_("number"))
    criterion = models.CharField(_("criterion"), max_length=24)
    text_en = models.TextField(_("text in English"))
    text_km = models.TextField(_("text in Khmer"))
    units = ArrayField(models.IntegerField(), verbose_name=_("units"))
    due = models.DateField(_("by when"))
    at = models.DateTimeField(_("entered on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("recommendation of an evaluation")
        verbose_name_plural = _("recommendations of evaluations")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="evaluation_recommendation_once"
            ),
            models.CheckConstraint(
                condition=~Q(text_en="") & ~Q(text_km=""), name="evaluation_recommendation_said"
            ),
            models.CheckConstraint(
                condition=Q(units__len__gt=0), name="evaluation_recommendation_asks"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.text_en[:60]}"

    @property
    def mark(self) -> str:
        return f"E{self.edition_id}-{self.position}"

    def text_in(self, language: str) -> str:
        return in_language(self.text_en, self.text_km, language)
