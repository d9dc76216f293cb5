"""Feedback from outside: what embassies, UN bodies, organisations, journalists and citizens tell
the committee, whom of its units it concerns, and what became of it. The name and address of who
sent it stand apart: only the General Secretariat reads them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.commitments import Commitment
from strategies.models import Activity, ActivityGroup


class Channel(models.TextChoices):
    """How something comes in, and how an answer goes out."""

    LETTER = "letter", _("Letter")
    EMAIL = "email", _("E-mail")
    MEETING = "meeting", _("Meeting")
    TELEPHONE = "telephone", _("Telephone")
    HOTLINE = "hotline", _("Hotline")
    FORM = "form", _("Public form")
    OTHER = "other", _("Another way")


class Feedback(models.Model):
    """`linked` repeats the units that it is linked to, by a trigger: row-level security asks it. Of
    what came by the public form neither text, day nor channel change, and nobody made it."""

    class Sender(models.TextChoices):
        EMBASSY = "embassy", _("Embassy")
        UN_BODY = "un_body", _("UN body")
        ABROAD = "abroad", _("Ministry or authority abroad")
        NGO = "ngo", _("Non-governmental organisation")
        MEDIA = "media", _("Media")
        CITIZEN = "citizen", _("Citizen")
        OTHER = "other", _("Another sender")

    class Language(models.TextChoices):
        KHMER = "km", _("Khmer")
        ENGLISH = "en", _("English")
        OTHER = "other", _("Another language")

    class State(models.TextChoices):
        NEW = "new", _("New")
        LOOKED_AT = "looked_at", _("Being looked at")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed without an answer")

    OPEN = (State.NEW, State.LOOKED_AT)

    number = models.PositiveIntegerField(_("number"), primary_key=True, editable=False)
    reference = models.CharField(_("reference"), max_length=12, blank=True, editable=False)
    sender_kind = models.CharField(_("kind of sender"), max_length=10, choices=Sender)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    language = models.CharField(_("language"), max_length=5, choices=Language)
    received_on = models.DateField(_("received on"))
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"))
    is_confidential = models.BooleanField(_("only the Secretariat reads it"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
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
    linked = ArrayField(models.IntegerField(), default=list, editable=False)
    practice_year = models.PositiveSmallIntegerField(
        _("year to practise on"), null=True, blank=True
    )
    made_at = models.DateTimeField(_("entered on"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )

    class Meta:
        ordering = ["-received_on", "-number"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="feedback_reference_once"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(title=""), name="feedback_has_a_text"
            ),
            models.CheckConstraint(
                condition=Q(made_by__isnull=False) | Q(channel="form"),
                name="feedback_made_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="feedback_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_from_form(self) -> bool:
        return self.channel == Channel.FORM


class FeedbackSender(models.Model):
    """Who sent it, where they said so. No unit and no lead of a working group reads it."""

    feedback = models.OneToOneField(
        Feedback,
        models.CASCADE,
        primary_key=True,
        related_name="sender",
        verbose_name=_("feedback"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    contact = models.CharField(_("how to reach them"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sender of feedback")
        verbose_name_plural = _("senders of feedback")

    def __str__(self) -> str:
        return str(self.feedback_id)


class FeedbackUnit(models.Model):
    """A unit that it concerns, and since when: a notice tells of it from that day on."""

    feedback = models.ForeignKey(
        Feedback, models.CASCADE, related_name="units", verbose_name=_("feedback")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    at = models.DateTimeField(_("linked on"))

    class Meta:
        ordering = ["feedback", "organisation_unit"]
        verbose_name = _("unit of feedback")
        verbose_name_plural = _("units of feedback")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "feedback"], name="feedback_unit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.organisation_unit_id}"


class FeedbackCommitment(models.Model):
    """A recommendation in it that became a commitment."""

    feedback = models.ForeignKey(
        Feedback, models.CASCADE, related_name="promises", verbose_name=_("feedback")
    )
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="feedback", verbose_name=_("commitment")
    )
    at = models.DateTimeField(_("linked on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["feedback", "commitment"]
        verbose_name = _("commitment of feedback")
        verbose_name_plural = _("commitments of feedback")
        constraints = [
            models.UniqueConstraint(
                fields=["feedback", "commitment"], name="feedback_commitment_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.commitment_id}"


class FeedbackStep(models.Model):
    """What was done with it, in order; a step is never changed. An answer says how it was sent,
    when and by whom."""

    class Step(models.TextChoices):
        LOOKED_AT = "looked_at", _("Taken up")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed without an answer")
        OPENED = "opened", _("Opened again")
        CHANGED = "changed", _("Changed")

    feedback = models.ForeignKey(
        Feedback, models.CASCADE, related_name="steps", verbose_name=_("feedback")
    )
    step = models.CharField(_("step"), max_length=10, choices=Step)
    text = models.TextField(_("answer or reason"), blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_by = models.CharField(_("sent by"), max_length=120, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of feedback")
        verbose_name_plural = _("steps of feedback")
        constraints = [
            models.CheckConstraint(
                condition=~Q(step__in=["closed", "opened"]) | ~Q(text=""),
                name="feedback_step_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(step="answered")
                | (~Q(text="") & ~Q(channel="") & ~Q(sent_by="") & Q(sent_on__isnull=False)),
                name="feedback_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.step}"


class PublicFormChange(models.Model):
    """The public form was opened or closed: the newest row says which; without one it is closed."""

    is_open = models.BooleanField(_("open"))
    at = models.DateTimeField(_("on"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of the public form")
        verbose_name_plural = _("changes of the public form")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.is_open}"
