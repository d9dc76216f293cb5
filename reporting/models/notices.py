"""What one person is told: on the page, and by e-mail as often as they want it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit


class Notice(models.Model):
    """One message to one person. `key` says what it is about: nobody is told the same twice.

    `organisation_unit` is the one for which the person acts; `unit_code`, `data_set` and
    `period_key` are the address of the report, where there is one. A notice waits for its e-mail
    while `mail_due_at` is set and `mailed_at` is not.
    """

    class Kind(models.TextChoices):
        OPENS = "opens", _("A report can be begun")
        DUE = "due", _("A report is due soon")
        OVERDUE = "overdue", _("A report is overdue")
        TO_SIGN = "to_sign", _("A report waits for a signature")
        SUBMITTED = "submitted", _("A report has come in")
        RETURNED = "returned", _("A report was returned")
        ACCEPTED = "accepted", _("A report was accepted")
        REOPENED = "reopened", _("A report was re-opened")
        COMMENT = "comment", _("A comment")
        EXTENDED = "extended", _("A new deadline")
        DIGEST = "digest", _("Digest")
        FOLLOWED = "followed", _("A sentence follows a new figure")
        TO_SIGN_OFF = "to_sign_off", _("A national report waits for a signature")
        REMARK = "remark", _("A comment on a national report")
        PUBLISHED = "published", _("A national report was published")
        SPECIAL = "special", _("A special report is asked")
        SPECIAL_LATE = "special_late", _("A day of a special report is missing")
        PROMISE_DUE = "promise_due", _("A commitment is due soon")
        PROMISE_LATE = "promise_late", _("A commitment is overdue")
        DEPUTY = "deputy", _("You sign as a deputy")
        PROVINCE_MADE = "province", _("The annual report of a province is made")
        FEEDBACK = "feedback", _("Feedback from outside")
        PLAN_TO_APPROVE = "plan_draft", _("An action plan waits for its approval")
        PLAN_TO_READ = "plan_to_read", _("An action plan waits to be read")
        PLAN_RETURNED = "plan_back", _("An action plan was returned")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("to")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    key = models.CharField(_("about"), max_length=160)
    unit_code = models.CharField(_("unit of the report"), max_length=20, blank=True)
    data_set = models.CharField(_("form"), max_length=50, blank=True)
    period_key = models.PositiveIntegerField(_("period"), null=True, blank=True)
    params = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(_("on"), auto_now_add=True)
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)
    mail_due_at = models.DateTimeField(_("e-mail due on"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("e-mail sent on"), null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "recipient", "key"], name="notice_once"
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-at"], name="notice_by_recipient"),
            models.Index(
                fields=["mail_due_at"],
                condition=models.Q(mailed_at__isnull=True, mail_due_at__isnull=False),
                name="notice_mail_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
