"""Work for the worker, and forms that were posted, so that the same one acts once."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provinces.troubles import in_words, without_raw
from reporting.kernel.periods import Period

SWEEP = timedelta(seconds=20)  # beat rings every 15


class Job(models.Model):
    """Work that a Celery worker does. This row is the truth and Celery only the doorbell:
    the result and `done` are committed together, and a job whose worker died is taken again."""

    class Kind(models.TextChoices):
        CONSOLIDATE = "consolidate", _("Consolidation")
        RENDER = "render", _("Rendering")
        PUBLISH = "publish", _("Publication")
        PROVINCES = "provinces", _("Reports of provinces")
        EVALUATION = "evaluation", _("Evaluation of a plan")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    period_key = models.PositiveIntegerField(_("period"))
    # What is to be rendered or published: edition, language, names of files.
    subject = models.CharField(_("of what"), max_length=240, blank=True)
    params = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED)
    # Beginnings that were the job's own; those that a server cut off are counted beside them.
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    interruptions = models.PositiveSmallIntegerField(_("interruptions"), default=0)
    # Since when PostgreSQL ran at the last beginning: it tells whether it was restarted since.
    begun_under = models.DateTimeField(null=True, blank=True, editable=False)
    trouble = models.CharField(_("kind of trouble"), max_length=16, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)  # a refusal, in plain words
    detail = models.TextField(_("details for administrators"), blank=True)
    requested_at = models.DateTimeField(_("asked for on"), auto_now_add=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    finished_at = models.DateTimeField(_("finished on"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "period_key", "subject"],
                condition=Q(state="queued"),
                name="job_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(state="queued", finished_at__isnull=True)
                | Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="job_ended_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"

    @property
    def waits_long(self) -> bool:
        """The bell was not heard, or no worker runs: the sweep finds it."""
        if self.state != self.State.QUEUED or self.begun_under is not None:
            return False
        return timezone.now() - self.requested_at > SWEEP

    @property
    def reason(self) -> str:
        """Why it failed, for a person to read."""
        number = gettext("job %(number)s") % {"number": self.pk}
        if self.trouble:
            return in_words(self.trouble, number)
        return without_raw(self.error, number)

    @property
    def period(self) -> Period:
        return Period.from_key(self.period_key)


class PostedForm(models.Model):
    """One form, as it was rendered once and filled in one way. `location`: where the first answer
    led, "" where it led nowhere else. Kept for a day."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    key = models.CharField(_("key"), max_length=64)
    at = models.DateTimeField(_("on"), auto_now_add=True)
    location = models.TextField(_("led to"), blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("posted form")
        verbose_name_plural = _("posted forms")
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="posted_form_once"),
        ]
        indexes = [models.Index(fields=["at"], name="posted_form_by_age")]

    def __str__(self) -> str:
        return self.key
