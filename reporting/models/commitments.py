"""Commitments: what was promised, by whom, until when, and what became of it. A commitment has its
number for ever; what is said of it is never changed, only followed by something newer."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.activities import ActivityProgress
from reporting.models.report import Revision
from reporting.models.special import in_language
from strategies.models import Activity, ActivityGroup
from strategies.models.labels import khmer_standing


class Commitment(models.Model):
    """`origin_mark` is where it stands in its source: V.A.1 of the report of `origin_year`.
    `answering` repeats the units that answer, by a trigger: row-level security asks it."""

    class Origin(models.TextChoices):
        DIRECTION = "direction", _("Direction of an annual report")
        REQUEST = "request", _("Request of an annual report")
        DECISION = "decision", _("Decision of a meeting")
        OUTSIDE = "outside", _("Recommendation from outside")
        PLAN = "plan", _("The plan itself")
        EVALUATION = "evaluation", _("Recommendation of an evaluation")

    # Printed for everybody: who reads the report or the plan reads these.
    PUBLISHED = (Origin.DIRECTION, Origin.REQUEST, Origin.PLAN)

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    origin_year = models.PositiveSmallIntegerField(_("year of the origin"))
    origin_name = models.CharField(_("name of the origin"), max_length=240, blank=True)
    origin_name_km = models.CharField(_("name of the origin in Khmer"), max_length=240, blank=True)
    origin_mark = models.CharField(_("mark in the origin"), max_length=40, blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    text_km = models.TextField(_("text in Khmer"), blank=True)
    khmer_standing = khmer_standing()
    is_text_known = models.BooleanField(_("its text is in our sources"), default=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    sign_en = models.TextField(_("how one will know, in English"), blank=True)
    sign_km = models.TextField(_("how one will know, in Khmer"), blank=True)
    activity_group = models.ForeignKey(
        ActivityGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("activity group"),
    )
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("activity"),
    )
    indicator = models.CharField(_("indicator"), max_length=60, blank=True)
    kept_by = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("kept by")
    )
    answering = ArrayField(models.IntegerField(), default=list, editable=False)
    made_at = models.DateTimeField(_("entered on"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "origin_year", "origin_name", "origin_mark"],
                condition=~Q(origin_mark=""),
                name="commitment_mark_once",
            ),
            models.CheckConstraint(
                condition=~Q(text_en="") | ~Q(text_km=""), name="commitment_has_a_text"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False))
                & ~Q(withdrawn_reason=""),
                name="commitment_withdrawn_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["origin_year", "origin"], name="commitment_by_origin")]

    def __str__(self) -> str:
        return f"{self.number} {self.origin_mark}".strip()

    @property
    def is_published(self) -> bool:
        return self.origin in self.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def text_in(self, language: str) -> str:
        return in_language(self.text_en, self.text_km, language)

    def sign_in(self, language: str) -> str:
        return in_language(self.sign_en, self.sign_km, language)

    def origin_name_in(self, language: str) -> str:
        return in_language(self.origin_name, self.origin_name_km, language)


class CommitmentUnit(models.Model):
    """Who answers for it: several units, of which one leads."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="units", verbose_name=_("commitment")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    is_lead = models.BooleanField(_("leads"), default=False)

    class Meta:
        ordering = ["commitment", "-is_lead", "organisation_unit"]
        verbose_name = _("unit of a commitment")
        verbose_name_plural = _("units of commitments")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "commitment"], name="commitment_unit_once"
            ),
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(is_lead=True), name="commitment_one_leads"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.organisation_unit_id}"


class CommitmentAnswer(models.Model):
    """Said in a report, for its period: content, written while the revision is a draft; or, without
    a revision, in the register itself, and then never changed: a newer one follows it."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="answers", verbose_name=_("commitment")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    revision = models.ForeignKey(
        Revision,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="commitment_answers",
        verbose_name=_("revision"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ActivityProgress.Status, blank=True
    )
    text = models.TextField(_("what was done"), blank=True)
    evidence = models.TextField(_("where it can be seen"), blank=True)
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer to a commitment")
        verbose_name_plural = _("answers to commitments")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "revision", "commitment"],
                condition=Q(revision__isnull=False),
                name="commitment_answer_once_a_report",
            ),
            models.CheckConstraint(
                condition=Q(revision__isnull=False) | ~Q(status=""),
                name="commitment_answer_has_a_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.status}"


class CommitmentChange(models.Model):
    """What was changed of a commitment after it was entered, and why; never its number or text."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="changes", verbose_name=_("commitment")
    )
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))
    reason = models.TextField(_("why"))
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change of a commitment")
        verbose_name_plural = _("changes of commitments")

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.at:%Y-%m-%d}"
