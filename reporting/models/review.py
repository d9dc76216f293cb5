"""What is said of reports and editions: comments with their answers, the steps of approval, and a
unit's explanations."""

from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from provinces.models import OrganisationUnit
from reporting.models.edition import Edition
from reporting.models.passages import Passage
from reporting.models.report import Report, Revision

OF_REPORT = ("report", "revision", "organisation_unit", "from_unit")
NAMED: dict[str, Any] = {f"{name}__isnull": False for name in OF_REPORT}
UNNAMED: dict[str, Any] = {f"{name}__isnull": True for name in OF_REPORT}


class Comment(models.Model):
    """Either on a report, in the revision that stood then, or on an edition of a national report.

    On a report: `organisation_unit` is the report's, `from_unit` the one for which the author
    spoke, and `cell` a cell as the checks name it (`materials{r1}.times`). On an edition:
    `section` and `passage`. `table` is a table's code in both; with no place it is about the
    whole. An answer has the thread's first comment as `parent`, and stands where that one does.
    """

    report = models.ForeignKey(
        Report,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("report"),
    )
    revision = models.ForeignKey(
        Revision,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("revision"),
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    edition = models.ForeignKey(
        Edition,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("edition"),
    )
    section = models.CharField(_("section"), max_length=24, blank=True, default="")
    passage = models.ForeignKey(
        Passage,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("paragraph"),
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("answers"),
    )
    table = models.SlugField(_("table"), blank=True)
    cell = models.CharField(_("cell"), max_length=300, blank=True)
    text = models.TextField(_("comment"))
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    from_unit = models.ForeignKey(
        OrganisationUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("speaks for"),
    )
    resolved_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_at_with_by",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(edition=None, passage=None, section="", **NAMED)
                | Q(edition__isnull=False, cell="", **UNNAMED),
                name="comment_on_a_report_or_an_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ReviewStep(models.Model):
    class Step(models.TextChoices):
        BEGUN = "begun", _("Begun")
        PREPARED = "prepared", _("Handed over for the signature")
        TAKEN_BACK = "taken_back", _("Taken back to work on it")
        SUBMITTED = "submitted", _("Signed and submitted")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        REOPENED = "reopened", _("Re-opened")

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="steps", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    step = models.CharField(_("step"), max_length=10, choices=Step)
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "revision"],
                condition=models.Q(step="reopened"),
                name="review_step_reopened_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.step}"


class Explanation(models.Model):
    """The unit's answer to a finding of the checks, without which the report is not submitted.

    `reason`, from a short list, is asked where a longer report differs from its shorter ones; at
    other findings it is a common reason that was pressed, or blank. `about`: a short hash of the
    numbers for which the answer was given; blank: it holds whatever they are.
    """

    class Reason(models.TextChoices):
        LATE = "late", _("Numbers came in later")
        MENDED = "mended", _("A mistake of the shorter reports is corrected")
        COUNTED_TWICE = "counted_twice", _("Somebody was counted twice")
        OTHER_SOURCE = "other_source", _("From another source")
        OTHER = "other", _("Another reason")
        CHECKED = "checked", _("The number is right: I checked it")
        EVENT = "event", _("A special campaign or event this period")
        FEWER = "fewer", _("Fewer activities this period")
        COUNTED_OTHERWISE = "counted_otherwise", _("Counted differently since this period")
        BEFORE_WRONG = "before_wrong", _("The number of the last period was wrong")
        SAME_AGAIN = "same_again", _("The same work was done again, with the same numbers")
        AS_RECORDED = "as_recorded", _("So it is written in our records")
        NO_PART = "no_part", _("Some belong to none of the parts")
        SEVERAL_PARTS = "several_parts", _("Some belong to more than one part")
        NOT_RECORDED = "not_recorded", _("This was not recorded")
        NOT_YET = "not_yet", _("The numbers have not come in yet")
        EARLIER_WORK = "earlier_work", _("Done earlier, and reported only now")
        SEVERAL_DAYS = "several_days", _("It went on for several days")
        SMALLER = "smaller", _("Done in a smaller way than was planned")

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="explanations", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    finding = models.CharField(_("finding"), max_length=300)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    text = models.TextField(_("explanation"))
    about = models.CharField(_("numbers"), max_length=16, blank=True, default="", editable=False)
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "revision", "finding"], name="explanation_once"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def said(self) -> str:
        return answer_words(self.reason, self.text)


def answer_words(reason: str, text: str) -> str:
    """An answer to a finding in the language of the moment: the words of a common reason that was
    pressed, in whichever language; what somebody wrote stands as it was written."""
    if reason in Explanation.Reason.values and text in _words_of(reason):
        return str(Explanation.Reason(reason).label)
    return text


@cache
def _words_of(reason: str) -> frozenset[str]:
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(str(Explanation.Reason(reason).label))
    return frozenset(found)
